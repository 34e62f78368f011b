import { type CompletionItem, CompletionItemKind } from 'vscode-languageserver/node';
import { policyCompletions } from '../facts/trust-policy/completions';
import type { PolicyKind } from '../facts/trust-policy/document';
import { toTextEdit } from './convert';
import type { Document } from './documents';

/** Completes trust policies of the Notary Project. */
export function policyCompletion({ lines, text }: Document, offset: number, kind: PolicyKind): CompletionItem[] {
  const { word, items } = policyCompletions(text, offset, kind);
  return items.map((it, index) => ({
    label: it.label,
    kind: it.kind === 'key' ? CompletionItemKind.Property : CompletionItemKind.Value,
    textEdit: toTextEdit(lines, { span: word, text: it.text }),
    // What is written so far begins with a quote.
    filterText: it.text,
    sortText: String(index).padStart(3, '0'),
    ...(it.detail ? { detail: it.detail } : {}),
  }));
}
