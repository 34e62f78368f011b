import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver/node';
import type { Span } from '../../base/span';
import { catalog } from '../../engine/all';
import { analyse } from '../../engine/analyse';
import type { Finding } from '../../engine/finding';
import { fixToEnd } from '../../engine/fixes';
import { suppressionEdits } from '../../engine/suppression-edit';
import type { Safety } from '../../rules/rule';
import { type Judged, today } from '../analyst';
import { toSpan } from '../convert';
import { type CarriedFix, carried, type FindingData } from '../diagnostics/convert';
import { explainCommand, source } from '../protocol';
import type { Document, RequestContext } from './context';
import { difference, insertion, workspaceEdit } from './edits';
import { imageActions } from './image-actions';
import { imageAt } from './image-hover';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.${source}`;

export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, fixAllKind];

/** What can be done about the findings at a place, and all safe fixes of the file. */
export async function codeActions(
  { textDocument, range, context }: CodeActionParams,
  server: RequestContext,
): Promise<CodeAction[]> {
  const document = server.documents.get(textDocument.uri);
  const judged = document && (await server.analyst.judge(document));
  if (!document || !judged) return [];
  const wants = (kind: string): boolean =>
    !context.only || context.only.some(it => kind === it || kind.startsWith(`${it}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const at = toSpan(document.lines, range);
    const touching = (place: Span) =>
      judged.analysis.findings.filter(it => it.span.start <= place.end && place.start <= it.span.end);
    const findings = touching(at);
    const asked = context.diagnostics.filter(it => it.source === source && typeof it.code === 'string');
    // What mends one part of an image's name is offered at the others.
    actions.push(...fixes(document, touching(imageAt(judged, at.start)?.at ?? at), asked, server));
    for (const finding of unique(findings)) {
      actions.push(...ofRule(document, judged, finding, server), ...suppressions(document, judged, finding, server));
    }
    if (server.abilities.commands.has(explainCommand)) actions.push(...unique(findings).map(explain));
    actions.push(...(await imageActions(document, judged, at, server)));
  }
  if (context.only && wants(fixAllKind)) actions.push(...fixAll(document, judged, server));
  return actions;
}

/** The text after every fix of an allowed safety, for the whole file or one rule. */
export const mended = (judged: Judged, safeties: readonly Safety[], rule?: string) =>
  fixToEnd(judged.source, judged.settings, judged.read, {
    safeties,
    today: today(),
    ...(rule === undefined ? {} : { wanted: (it: Finding) => it.rule === rule }),
  });

/** The fixes that travel with the diagnostics; of those that came without or for another version, the fixes as they are now. */
function fixes(
  document: Document,
  findings: readonly Finding[],
  asked: readonly Diagnostic[],
  { abilities }: RequestContext,
): CodeAction[] {
  const actions: CodeAction[] = [];
  const add = (fix: CarriedFix, diagnostic: Diagnostic | undefined): void => {
    const isPreferred = fix.safety === 'safe' && !actions.some(it => it.isPreferred);
    actions.push({
      title: fix.title,
      kind: CodeActionKind.QuickFix,
      ...(diagnostic ? { diagnostics: [diagnostic] } : {}),
      ...(isPreferred ? { isPreferred } : {}),
      edit: workspaceEdit(document, fix.edits, abilities),
    });
  };
  const answered = new Set<string>();
  for (const diagnostic of asked) {
    const data = diagnostic.data as FindingData | undefined;
    if (data?.version !== document.version) continue;
    answered.add(data.rule);
    for (const fix of data.fixes) add(fix, diagnostic);
  }
  for (const finding of findings) {
    if (answered.has(finding.rule)) continue;
    for (const fix of carried(finding, document.lines))
      add(
        fix,
        asked.find(it => it.code === finding.rule),
      );
  }
  return actions;
}

/** Mends the rule's findings all over the file, where there are several. */
function ofRule(document: Document, judged: Judged, { rule }: Finding, { abilities }: RequestContext): CodeAction[] {
  const safeties: readonly Safety[] = ['safe', 'unsafe'];
  const fixable = judged.analysis.findings.filter(
    it => it.rule === rule && it.fixes.some(fix => safeties.includes(fix.safety)),
  );
  if (fixable.length < 2) return [];
  const edits = difference(document, mended(judged, safeties, rule).text);
  if (edits.length === 0) return [];
  return [
    {
      title: `Fix all \`${rule}\` problems in this file`,
      kind: CodeActionKind.QuickFix,
      edit: workspaceEdit(document, edits, abilities),
    },
  ];
}

function fixAll(document: Document, judged: Judged, { abilities }: RequestContext): CodeAction[] {
  const edits = difference(document, mended(judged, ['safe']).text);
  if (edits.length === 0) return [];
  return [
    {
      title: 'Fix all safe Boltseal problems',
      kind: fixAllKind,
      edit: workspaceEdit(document, edits, abilities),
    },
  ];
}

const suppressionTitles = {
  line: 'on this line',
  'next-line': 'by a comment above',
  file: 'for this file',
} as const;

function suppressions(document: Document, judged: Judged, finding: Finding, server: RequestContext): CodeAction[] {
  const judge = (text: string) => analyse({ ...judged.source, text }, judged.settings, judged.read, today());
  return suppressionEdits(judged.source, judged.analysis, finding, judge).map(it => ({
    title: `Suppress \`${finding.rule}\` ${suppressionTitles[it.scope]}`,
    kind: CodeActionKind.QuickFix,
    edit: insertion(
      document,
      it.offset,
      { before: it.before, placeholder: 'why it is right here', after: it.after },
      server.abilities,
    ),
  }));
}

function explain({ rule }: Finding): CodeAction {
  const title = `Explain \`${rule}\`: ${catalog.find(rule)?.title ?? ''}`;
  return { title, kind: CodeActionKind.QuickFix, command: { title, command: explainCommand, arguments: [rule] } };
}

/** One finding a rule. */
const unique = (findings: readonly Finding[]): readonly Finding[] => [
  ...new Map(findings.map(it => [it.rule, it])).values(),
];
