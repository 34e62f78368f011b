import type { Connection } from 'vscode-languageserver/node';
import type { FixAllParams, FixAllResult } from '../protocol';
import { mended } from './code-actions';
import type { RequestContext } from './context';
import { difference, workspaceEdit } from './edits';

/** Makes the fixes of a document, by an edit that the client applies. */
export async function fixAll(
  { uri, unsafe = false }: FixAllParams,
  { documents, analyst, abilities }: RequestContext,
  connection: Connection,
): Promise<FixAllResult> {
  const document = documents.get(uri);
  const judged = document && (await analyst.judge(document));
  if (!document || !judged) return { fixed: 0, unsafe: 0 };
  const { text, applied, analysis } = mended(judged, unsafe ? ['safe', 'unsafe'] : ['safe']);
  const left = analysis.findings.filter(it => it.fixes.some(fix => fix.safety === 'unsafe')).length;
  const edits = difference(document, text);
  if (edits.length === 0) return { fixed: 0, unsafe: left };
  const { applied: accepted } = await connection.workspace.applyEdit({
    label: 'Boltseal: Fix All',
    edit: workspaceEdit(document, edits, abilities),
  });
  return { fixed: accepted ? applied.length : 0, unsafe: left };
}
