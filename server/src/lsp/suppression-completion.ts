import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { catalog } from '../engine/all';
import { keywords } from '../engine/suppress';
import type { Judged } from './analyst';
import { toTextEdit } from './convert';
import type { Document } from './documents';

const comment = /(?:#|;|::|\brem\b)[\s#;]*(?<keyword>boltseal[\w-]*)(?<rules>\s(?:[^\s,]+[\s,]+)*)?(?<word>[^\s,]*)$/i;

/** Completes `boltseal-disable-…` comments: the keyword, then the rules, those that are found in the file first. */
export function suppressionCompletion(
  { lines }: Document,
  offset: number,
  judged: Judged | undefined,
): CompletionItem[] {
  const line = lines.lineOf(offset);
  const groups = comment.exec(lines.text.slice(lines.startOf(line), offset))?.groups;
  if (!groups?.keyword || groups.rules?.includes(' -- ')) return [];
  const item = (label: string, start: number, more: Partial<CompletionItem>): CompletionItem => ({
    label,
    textEdit: toTextEdit(lines, { span: { start, end: offset }, text: label }),
    ...more,
  });
  if (groups.rules === undefined) {
    const start = offset - (groups.word ?? '').length - groups.keyword.length;
    return Object.keys(keywords).map(it => item(it, start, { kind: CompletionItemKind.Keyword }));
  }
  const present = new Set(judged?.analysis.findings.map(it => it.rule));
  const start = offset - (groups.word ?? '').length;
  return catalog.rules.map(({ name, title }) =>
    item(name, start, {
      kind: CompletionItemKind.Value,
      detail: title,
      sortText: `${present.has(name) ? 0 : 1}${name}`,
    }),
  );
}
