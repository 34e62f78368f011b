import { createHash } from 'node:crypto';
import {
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver/node';
import type { Document, Documents } from '../documents';
import { type Complain, guarded } from '../guard';
import type { WorkspaceScanner } from '../workspace-scanner';
import type { DiagnosticsSupport } from './push';

export interface PullOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly compute: (document: Document) => Promise<Diagnostic[]>;
  readonly scanner: WorkspaceScanner;
  /** Whether the client can be told to ask again. */
  readonly refreshable: boolean;
  readonly complain: Complain;
}

/** Answers the client's questions for diagnostics. A result has an identity made of its content, so that nothing is remembered. */
export function pullDiagnostics(options: PullOptions): DiagnosticsSupport {
  const { connection, documents, compute, scanner, refreshable, complain } = options;

  connection.languages.diagnostics.on(
    guarded(complain, 'textDocument/diagnostic', empty, async ({ textDocument, previousResultId }) => {
      const document = documents.get(textDocument.uri);
      return document ? reportOf(await compute(document), previousResultId) : empty;
    }),
  );

  connection.languages.diagnostics.onWorkspace(async (params, token, _progress, results) => {
    const known = new Map(params.previousResultIds.map(it => [it.uri, it.value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    const seen = new Set<string>();
    try {
      await scanner.visit({
        token,
        visited: ({ uri, version, diagnostics }) => {
          seen.add(uri);
          const item = { uri, version, ...reportOf(diagnostics, known.get(uri)) };
          if (results) results.report({ items: [item] });
          else items.push(item);
        },
      });
      for (const uri of known.keys()) if (!seen.has(uri)) items.push({ uri, version: null, ...empty });
    } catch (error) {
      complain(`workspace/diagnostic: ${error instanceof Error ? error.stack : error}`);
    }
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.ServerCancelled, 'cancelled');
    return { items };
  });

  return {
    refresh() {
      if (refreshable) connection.languages.diagnostics.refresh();
    },
  };
}

const empty: Extract<DocumentDiagnosticReport, { kind: 'full' }> = { kind: 'full', items: [] };

function reportOf(items: Diagnostic[], previous: string | undefined): DocumentDiagnosticReport {
  const resultId = createHash('sha1').update(JSON.stringify(items)).digest('base64url');
  return resultId === previous ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}
