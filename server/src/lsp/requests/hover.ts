import { type Hover, type HoverParams, MarkupKind } from 'vscode-languageserver/node';
import { catalog } from '../../engine/all';
import type { Finding } from '../../engine/finding';
import { type Effective, effectiveAt } from '../../facts/cluster/effective';
import { viewOf } from '../../facts/cluster/view';
import { oneLine, paragraphs } from '../../report/prose';
import type { Judged } from '../analyst';
import { toOffset, toRange, uriOf } from '../convert';
import { isSettingsFile } from '../diagnostics/of-document';
import { settingsHover } from '../settings/hover';
import type { RequestContext } from './context';
import { imageAt, imageHover } from './image-hover';

/**
 * Why the text under the pointer is flagged and what to do; what holds for an object of Kubernetes, and who says so; what is known
 * of an image.
 */
export async function hover({ textDocument, position }: HoverParams, context: RequestContext): Promise<Hover | null> {
  const { documents, analyst } = context;
  const document = documents.get(textDocument.uri);
  if (!document) return null;
  const offset = toOffset(document.lines, position);
  if (isSettingsFile(document.name)) return settingsHover(document, offset);
  const judged = await analyst.judge(document);
  const findings = judged?.analysis.findings.filter(it => it.span.start <= offset && offset <= it.span.end) ?? [];
  const effective = judged && effectiveOf(judged, offset);
  const image = judged && imageAt(judged, offset);
  const known = image ? imageHover(image, judged, context) : '';
  const [span] = [...findings, effective, known ? { span: image?.at } : undefined].flatMap(it => it?.span ?? []);
  if (!span) return null;
  const parts = [
    ...(effective ? [effective.lines.join('  \n')] : []),
    ...(known ? [known] : []),
    ...findings.map(explained),
  ];
  const value = [...new Set(parts)].join('\n\n---\n\n');
  return { contents: { kind: MarkupKind.Markdown, value }, range: toRange(document.lines, span) };
}

/** What the files of the workspace make of the object under the pointer. */
const effectiveOf = ({ analysis, source }: Judged, offset: number): Effective | undefined =>
  effectiveAt(
    analysis.objects,
    viewOf(analysis.objects, source.around),
    offset,
    (text, { path }, { line }) => `[${text}](${uriOf(path)}#L${line + 1})`,
  );

function explained({ rule: name, severity }: Finding): string {
  const rule = catalog.find(name);
  if (!rule) return `\`${name}\``;
  return [
    `**${rule.title}** — ${severity} · \`${rule.name}\``,
    ...paragraphs(rule.rationale),
    `**What to do:** ${oneLine(rule.remedy)}`,
    rule.references.map(it => `[${hostOf(it)}](${it})`).join(' · '),
  ].join('\n\n');
}

/** A reference by what tells it from others: its last name and the host. */
function hostOf(address: string): string {
  const { hostname, pathname } = new URL(address);
  const last = pathname.split('/').filter(Boolean).at(-1);
  return last ? `${last} (${hostname})` : hostname;
}
