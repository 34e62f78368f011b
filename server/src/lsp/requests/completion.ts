import type { CompletionItem, CompletionParams } from 'vscode-languageserver/node';
import { toOffset } from '../convert';
import { isSettingsFile } from '../diagnostics/of-document';
import { settingsCompletion } from '../settings/completion';
import { suppressionCompletion } from '../suppression-completion';
import type { RequestContext } from './context';

/** Completes settings files, and comments that suppress findings. */
export async function completion(
  { textDocument, position }: CompletionParams,
  { documents, analyst }: RequestContext,
): Promise<CompletionItem[]> {
  const document = documents.get(textDocument.uri);
  if (!document) return [];
  const offset = toOffset(document.lines, position);
  return isSettingsFile(document.name)
    ? settingsCompletion(document, offset)
    : suppressionCompletion(document, offset, await analyst.judge(document));
}
