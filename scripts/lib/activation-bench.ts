import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { requests, type SaidImageSettings, type ServerStatus } from '../../server/src/lsp/protocol';

const rounds = 5;
const uri = 'file:///bench/Dockerfile';
const text = 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nEXPOSE 3389\n';

/** Milliseconds from the start of the language server to the first findings, the best of a few rounds. */
export interface ActivationCost {
  /** With a user who wants nothing looked up. */
  readonly off: number;
  /** With one who wants what is kept: what knows registries and signatures is loaded. */
  readonly cache: number;
}

/** What the language server of `dist` costs until it shows something. */
export async function measureActivation(): Promise<ActivationCost> {
  const folder = await mkdtemp(join(tmpdir(), 'boltseal-bench-'));
  try {
    const best = { off: Number.POSITIVE_INFINITY, cache: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round++) {
      for (const mode of ['off', 'cache'] as const) {
        best[mode] = Math.min(best[mode], await begun({ mode, cacheFolder: folder }));
      }
    }
    return best;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function begun(images: SaidImageSettings): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, ['dist/server.js', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  try {
    const shown = new Promise<void>(done => connection.onNotification('textDocument/publishDiagnostics', () => done()));
    connection.listen();
    const initializationOptions = { images };
    await connection.sendRequest('initialize', { processId: null, capabilities: {}, initializationOptions });
    await connection.sendNotification('initialized', {});
    const textDocument = { uri, languageId: 'dockerfile', version: 1, text };
    await connection.sendNotification('textDocument/didOpen', { textDocument });
    await shown;
    const milliseconds = performance.now() - begin;
    const { loaded } = (await connection.sendRequest<ServerStatus>(requests.status)).images;
    if (loaded !== (images.mode === 'cache')) throw new Error(`with the mode ${images.mode} loaded is ${loaded}`);
    return milliseconds;
  } finally {
    connection.dispose();
    child.kill();
  }
}
