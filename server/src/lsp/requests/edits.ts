import type { SnippetTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { toTextEdit } from '../convert';
import type { ClientAbilities, Document } from './context';

/** Edits of one document, for the version at hand where the client can check it. */
export function workspaceEdit(
  { uri, version }: Document,
  edits: readonly TextEdit[],
  { versionedEdits }: ClientAbilities,
): WorkspaceEdit {
  if (!versionedEdits) return { changes: { [uri]: [...edits] } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: [...edits] }] };
}

/** Inserts a text of which one part, `placeholder`, is selected to be written over; left as it is where the client has no snippets. */
export function insertion(
  document: Document,
  offset: number,
  text: { readonly before: string; readonly placeholder: string; readonly after: string },
  abilities: ClientAbilities,
): WorkspaceEdit {
  const { before, placeholder, after } = text;
  const { range, newText } = toTextEdit(document.lines, {
    span: { start: offset, end: offset },
    text: before + placeholder + after,
  });
  if (!abilities.snippetEdits || !abilities.versionedEdits) {
    return workspaceEdit(document, [{ range, newText }], abilities);
  }
  const value = `${escaped(before)}\${1:${escaped(placeholder)}}${escaped(after)}`;
  const edit: SnippetTextEdit = { range, snippet: { kind: 'snippet', value } };
  const change: TextDocumentEdit = {
    textDocument: { uri: document.uri, version: document.version },
    edits: [edit],
  };
  return { documentChanges: [change] };
}

const escaped = (text: string): string => text.replace(/[\\$}]/g, '\\$&');

/** The one edit that makes `after` out of `before`, at what is different between the two. */
export function difference(document: Document, after: string): readonly TextEdit[] {
  const before = document.text;
  if (before === after) return [];
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < least - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const span = { start, end: before.length - tail };
  return [toTextEdit(document.lines, { span, text: after.slice(start, after.length - tail) })];
}
