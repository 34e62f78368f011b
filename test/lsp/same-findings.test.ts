import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver/node';
import { walk } from '../../server/src/host/walk';
import { LanguageServer } from '../kit/language-server';

const root = fileURLToPath(new URL('../..', import.meta.url));
const examples = `${root}examples`;
const languages: Readonly<Record<string, string>> = { '.ps1': 'powershell', '.yaml': 'yaml', '': 'dockerfile' };

interface CommandLineFinding {
  readonly path: string;
  readonly rule: string;
  readonly message: string;
  readonly severity: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

/** What the command line prints, as `path:line:column-line:column rule message`. */
function commandLine(): Promise<CommandLineFinding[]> {
  const args = ['--import', 'tsx', `${root}server/src/cli/main.ts`, 'scan', examples, '--format', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1e8 }, (error, stdout) => {
      if (stdout === '') reject(error ?? new Error('no output'));
      else resolve(JSON.parse(stdout).findings);
    });
  });
}

const line = (path: string, { rule, message, start, end }: CommandLineFinding): string =>
  `${path}:${start.line}:${start.column}-${end.line}:${end.column} ${rule} ${message}`;

const lines = (path: string, items: readonly Diagnostic[]): string[] =>
  items
    .filter(it => String(it.code).includes('/'))
    .map(it => {
      const { start, end } = it.range;
      const place = `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
      return `${path}:${place} ${it.code} ${it.message}`;
    });

describe('examples', () => {
  let server: LanguageServer;
  let found: CommandLineFinding[];
  let fromCommandLine: string[];
  before(async () => {
    server = await LanguageServer.start({ folders: [examples] });
    found = await commandLine();
    fromCommandLine = found.map(it => line(it.path, it)).sort();
  });
  after(() => server.stop());

  it('have the same findings in the editor as on the command line', async () => {
    const seen: string[] = [];
    for (const path of (await walk(examples, { ignoreFiles: true })).files) {
      const uri = pathToFileURL(path).href;
      await server.open(uri, languages[extname(path)] ?? 'plaintext', await readFile(path, 'utf8'));
      const own = path.slice(root.length);
      // What other files decide is told once these are read.
      const expected = fromCommandLine.filter(it => it.startsWith(`${own}:`)).length;
      seen.push(...lines(own, await server.diagnostics(uri, items => lines(own, items).length === expected)));
      await server.close(uri);
      await server.diagnostics(uri, items => items.length === 0);
    }
    assert.deepEqual(seen.sort(), fromCommandLine);
  });

  it('have the same findings in a workspace scan as on the command line', async () => {
    await server.connection.sendRequest('boltseal/scanWorkspace', {});
    const seen = [...server.published.values()].flatMap(({ uri, diagnostics }) =>
      lines(fileURLToPath(uri).slice(root.length), diagnostics),
    );
    assert.deepEqual(seen.sort(), fromCommandLine);
  });

  it('are wrong in every insecure file', () => {
    const insecure = new Set(found.filter(it => it.path.startsWith('examples/insecure/')).map(it => it.path));
    assert.equal(insecure.size, 8);
    assert.ok(new Set(found.map(it => it.rule.split('/')[0])).size >= 10, 'families');
  });

  it('have no finding of medium severity or above where they were mended', () => {
    const secure = found.filter(it => it.path.startsWith('examples/secure/') && !/low|info/.test(it.severity));
    assert.deepEqual(
      secure.map(it => line(it.path, it)),
      [],
    );
  });
});
