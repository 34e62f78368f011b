import type { CompletionItem, CompletionParams } from 'vscode-languageserver/node';
import { policyKindIn } from '../../facts/trust-policy/document';
import { toOffset } from '../convert';
import { isSettingsFile } from '../diagnostics/of-document';
import { policyCompletion } from '../policy-completion';
import { settingsCompletion } from '../settings/completion';
import { suppressionCompletion } from '../suppression-completion';
import type { RequestContext } from './context';

/** Completes settings files, trust policies, and comments that suppress findings. */
export async function completion(
  { textDocument, position }: CompletionParams,
  { documents, analyst }: RequestContext,
): Promise<CompletionItem[]> {
  const document = documents.get(textDocument.uri);
  if (!document) return [];
  const offset = toOffset(document.lines, position);
  const policy = policyKindIn(document.name, document.text);
  if (policy) return policyCompletion(document, offset, policy);
  return isSettingsFile(document.name)
    ? settingsCompletion(document, offset)
    : suppressionCompletion(document, offset, await analyst.judge(document));
}
