import type { Connection, Diagnostic } from 'vscode-languageserver/node';
import type { Document, Documents } from '../documents';
import type { Complain } from '../guard';

/** Shows the diagnostics of open documents, in whichever way the client wants them. */
export interface DiagnosticsSupport {
  /** What is said may be another thing now, of every document. */
  refresh(): void;
}

export interface PushOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly compute: (document: Document) => Promise<Diagnostic[]>;
  readonly complain: Complain;
}

/** A pause in typing this long, in milliseconds, starts the analysis. */
const pause = 120;

/** Publishes the diagnostics of a document when it opens, and after each pause in typing. */
export function pushDiagnostics({ connection, documents, compute, complain }: PushOptions): DiagnosticsSupport {
  const waiting = new Map<string, NodeJS.Timeout>();

  /** Which round of a document is the last that was begun. */
  const rounds = new Map<string, number>();

  const publish = async (document: Document): Promise<void> => {
    const round = (rounds.get(document.uri) ?? 0) + 1;
    rounds.set(document.uri, round);
    try {
      const diagnostics = await compute(document);
      // A newer version, or other settings, are on their way to their own diagnostics.
      if (documents.get(document.uri)?.version !== document.version || rounds.get(document.uri) !== round) return;
      await connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
    } catch (error) {
      complain(`diagnostics of ${document.uri}: ${error instanceof Error ? error.stack : error}`);
    }
  };

  const cancel = (uri: string): void => {
    clearTimeout(waiting.get(uri));
    waiting.delete(uri);
  };

  const opened = new Set<string>();
  documents.onDidChange(document => {
    const { uri } = document;
    cancel(uri);
    const first = !opened.has(uri);
    opened.add(uri);
    if (first) void publish(document);
    else
      waiting.set(
        uri,
        setTimeout(() => {
          waiting.delete(uri);
          const current = documents.get(uri);
          if (current) void publish(current);
        }, pause),
      );
  });
  documents.onDidClose(({ uri }) => {
    cancel(uri);
    opened.delete(uri);
    rounds.delete(uri);
  });

  return {
    refresh() {
      for (const document of documents.all()) void publish(document);
    },
  };
}
