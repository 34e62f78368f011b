import type { Connection } from 'vscode-languageserver/node';
import type { FixAllParams, FixAllResult } from '../protocol';
import { mended } from './code-actions';
import type { RequestContext } from './context';
import { difference, workspaceEdit } from './edits';

/** Makes every safe fix of a document, by an edit that the client applies. */
export async function fixAll(
  { uri }: FixAllParams,
  { documents, analyst, abilities }: RequestContext,
  connection: Connection,
): Promise<FixAllResult> {
  const document = documents.get(uri);
  const judged = document && (await analyst.judge(document));
  if (!document || !judged) return { fixed: 0 };
  const { text, applied } = mended(judged, ['safe']);
  const edits = difference(document, text);
  if (edits.length === 0) return { fixed: 0 };
  const { applied: accepted } = await connection.workspace.applyEdit({
    label: 'Boltseal: Fix All',
    edit: workspaceEdit(document, edits, abilities),
  });
  return { fixed: accepted ? applied.length : 0 };
}
