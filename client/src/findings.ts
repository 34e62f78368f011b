import { type Diagnostic, languages, type Uri } from 'vscode';
import { source } from '../../server/src/lsp/protocol';

/** What Boltseal shows in a document. */
export const diagnosticsOf = (uri: Uri): readonly Diagnostic[] =>
  languages.getDiagnostics(uri).filter(it => it.source === source);

/** The rule of a diagnostic; `undefined` for one that is not a rule's. */
export function ruleOf({ code }: Diagnostic): string | undefined {
  const name = String(typeof code === 'object' ? code.value : code);
  return name.includes('/') ? name : undefined;
}
