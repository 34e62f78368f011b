import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { CancellationToken, type Connection } from 'vscode-languageserver/node';
import type { Documents } from '../../server/src/lsp/documents';
import { ScanResults } from '../../server/src/lsp/scan-results';
import type { Visited, VisitOptions, WorkspaceScanner } from '../../server/src/lsp/workspace-scanner';

const path = '/w/a.yaml';

describe('what a scan found in files that are not open', () => {
  /** What is found in the file when it is looked at. */
  let look: () => Promise<Visited>;
  let published: number[];
  let complaints: string[];
  let results: ScanResults;
  const found = (count: number): Visited =>
    ({
      path,
      uri: `file://${path}`,
      findings: [],
      diagnostics: Array(count).fill({ message: 'x' }),
    }) as unknown as Visited;

  beforeEach(async () => {
    published = [];
    complaints = [];
    const scanner = {
      visit: async ({ visited }: VisitOptions) => visited(found(1)),
      look: () => look(),
    };
    results = new ScanResults({
      connection: {
        sendDiagnostics: async ({ diagnostics }: { diagnostics: readonly unknown[] }) => {
          published.push(diagnostics.length);
        },
      } as unknown as Connection,
      documents: { atPath: () => undefined } as unknown as Documents,
      scanner: scanner as unknown as WorkspaceScanner,
      pulled: false,
      complain: it => complaints.push(it),
    });
    await results.scan(CancellationToken.None);
  });

  const turns = async () => {
    for (let it = 0; it < 10; it++) await turn();
  };

  it('is looked at again when it becomes stale while it is looked at', async () => {
    let now = 2;
    let isFirst = true;
    look = async () => {
      const it = found(now);
      if (isFirst) {
        isFirst = false;
        now = 3;
        results.stale([path]);
      }
      return it;
    };
    results.stale([path]);
    await turns();
    assert.deepEqual(published, [1, 2, 3]);
  });

  it('is looked at after a look that failed', async () => {
    look = () => Promise.reject(new Error('no disk'));
    results.stale([path]);
    await turns();
    assert.equal(complaints.length, 1);
    look = async () => found(2);
    results.stale([path]);
    await turns();
    assert.deepEqual(published, [1, 2]);
  });
});
