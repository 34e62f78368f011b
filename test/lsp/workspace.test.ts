import assert from 'node:assert/strict';
import {
  CancellationTokenSource,
  type Diagnostic,
  ExecuteCommandRequest,
  WorkDoneProgress,
} from 'vscode-languageserver/node';
import type { ScanResult } from '../../server/src/lsp/protocol';
import { temporaryFolder } from '../kit/folder';
import { LanguageServer } from '../kit/language-server';

const open = 'Set-NetFirewallProfile -Enabled False\r\n';
const scan = (server: LanguageServer, params: object = {}) =>
  server.connection.sendRequest('boltseal/scanWorkspace', params) as Promise<ScanResult>;

const shop = {
  'build/Dockerfile': 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nEXPOSE 3389\n',
  'scripts/open.ps1': open,
  'scripts/wide.ps1': Buffer.from(`\uFEFF${open}`, 'utf16le'),
  'node_modules/x/open.ps1': open,
  'ignored/open.ps1': open,
  'excluded/open.ps1': open,
  'clean.ps1': 'Get-Date\n',
  '.gitignore': 'ignored/\n',
  '.boltseal.yaml': 'exclude: [excluded/]\nrules: { no/such: off }\n',
};

describe('language server: workspace scan', () => {
  let server: LanguageServer;
  afterEach(() => server.stop());

  it('finds problems in files never opened, and forgets them when they are gone', async () => {
    await using folder = await temporaryFolder(shop);
    server = await LanguageServer.start({ folders: [folder.path] });
    const result = await scan(server);
    assert.deepEqual(
      { ...result, findings: result.findings > 2, grave: result.grave > 1 },
      {
        files: 5,
        findings: true,
        grave: true,
        filesWithFindings: 3,
        skipped: [],
        cancelled: false,
      },
    );
    const shown = [...server.published].filter(([, it]) => it.diagnostics.length > 0).map(([uri]) => uri);
    assert.deepEqual(
      shown.sort(),
      ['.boltseal.yaml', 'build/Dockerfile', 'scripts/open.ps1', 'scripts/wide.ps1'].map(folder.uri),
    );
    await folder.write('scripts/open.ps1', 'Get-Date\n');
    await folder.remove('build/Dockerfile');
    await scan(server);
    assert.deepEqual(await server.diagnostics(folder.uri('scripts/open.ps1')), []);
    assert.deepEqual(await server.diagnostics(folder.uri('build/Dockerfile')), []);
  });

  it('reads open documents as they are in the editor, and shows the file again when they close', async () => {
    await using folder = await temporaryFolder({ 'open.ps1': open });
    server = await LanguageServer.start({ folders: [folder.path] });
    const uri = folder.uri('open.ps1');
    await scan(server);
    assert.equal((await server.diagnostics(uri)).length, 1);
    await server.open(uri, 'powershell', 'Get-Date');
    assert.deepEqual(await server.diagnostics(uri), []);
    assert.equal((await scan(server)).findings, 0);
    await server.close(uri);
    await server.diagnostics(uri, items => items.length === 1);
  });

  it('clears a document that was closed and never scanned', async () => {
    await using folder = await temporaryFolder({ 'open.ps1': open });
    server = await LanguageServer.start({ folders: [folder.path] });
    const uri = folder.uri('open.ps1');
    await server.open(uri, 'powershell', open);
    assert.equal((await server.diagnostics(uri)).length, 1);
    await server.close(uri);
    await server.diagnostics(uri, items => items.length === 0);
  });

  it('follows changes of scanned files on the disk', async () => {
    await using folder = await temporaryFolder({ 'a.ps1': open, 'b.ps1': open, '.gitignore': 'no.ps1\n' });
    server = await LanguageServer.start({ folders: [folder.path] });
    await scan(server);
    await folder.write('a.ps1', 'Get-Date\n');
    await folder.write('c.ps1', open);
    await folder.write('no.ps1', open);
    await folder.remove('b.ps1');
    const changes = [
      { uri: folder.uri('a.ps1'), type: 2 },
      { uri: folder.uri('no.ps1'), type: 1 },
      { uri: folder.uri('c.ps1'), type: 1 },
      { uri: folder.uri('b.ps1'), type: 3 },
    ];
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.diagnostics(folder.uri('c.ps1'), items => items.length === 1);
    await server.diagnostics(folder.uri('a.ps1'), items => items.length === 0);
    await server.diagnostics(folder.uri('b.ps1'), items => items.length === 0);
    assert.equal(server.published.get(folder.uri('no.ps1')), undefined);
  });

  it('scans all folders, one inside the other once', async () => {
    await using folder = await temporaryFolder({ 'a/x.ps1': open, 'b/y.ps1': open });
    server = await LanguageServer.start({ folders: [folder.path, `${folder.path}/b`] });
    assert.equal((await scan(server)).files, 2);
  });

  it('tells of its progress and ends when cancelled, other requests answered meanwhile', async () => {
    const files = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`f${at}.ps1`, open.repeat(40)]));
    await using folder = await temporaryFolder(files);
    server = await LanguageServer.start({ folders: [folder.path] });
    const cancelling = new CancellationTokenSource();
    const kinds: string[] = [];
    server.connection.onProgress(WorkDoneProgress.type, 'scan-1', value => {
      kinds.push(value.kind);
      if (kinds.length === 4) cancelling.cancel();
    });
    const scanning = server.connection.sendRequest(
      'boltseal/scanWorkspace',
      { workDoneToken: 'scan-1' },
      cancelling.token,
    ) as Promise<ScanResult>;
    const asked = performance.now();
    await server.connection.sendRequest('boltseal/rules', {});
    const waited = performance.now() - asked;
    const result = await scanning;
    assert.equal(result.cancelled, true);
    assert.ok(result.files > 0 && result.files < 400, `${result.files} files`);
    assert.deepEqual([kinds[0], kinds.at(-1)], ['begin', 'end']);
    assert.ok(waited < 1500, `waited ${waited} ms`);
  });

  it('scans by a command for editors without a client of ours', async () => {
    await using folder = await temporaryFolder({ 'a.ps1': open });
    server = await LanguageServer.start({ folders: [folder.path] });
    const messages: string[] = [];
    server.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      messages.push(message);
    });
    const result: ScanResult = await server.connection.sendRequest(ExecuteCommandRequest.type, {
      command: 'boltseal.scan',
    });
    assert.equal(result.findings, 1);
    assert.deepEqual(messages, ['Boltseal: 1 problem in 1 file, 1 of them severe. 1 file read.']);
  });

  it('judges a script by the Dockerfile that runs it, as that is in the editor', async () => {
    const from = 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nCOPY s C:/s\n';
    await using folder = await temporaryFolder({
      Dockerfile: `${from}RUN powershell C:/s/x.ps1\n`,
      's/x.ps1': 'Restart-Computer\n',
    });
    server = await LanguageServer.start({ folders: [folder.path] });
    const inImage = (it: Diagnostic) => it.code === 'runtime/restart-in-image';
    const judged = (run: boolean) => server.diagnostics(folder.uri('s/x.ps1'), items => items.some(inImage) === run);
    await server.open(folder.uri('s/x.ps1'), 'powershell', 'Restart-Computer\n');
    await judged(true);
    await server.open(folder.uri('Dockerfile'), 'dockerfile', `${from}RUN powershell C:/s/y.ps1\n`);
    await judged(false);
    await server.change(folder.uri('Dockerfile'), [{ text: `${from}RUN powershell -File C:/s/x.ps1\n` }]);
    await judged(true);
  });
});

describe('language server: broken clients', () => {
  it('outlives requests that make no sense', async () => {
    const server = await LanguageServer.start();
    const uri = 'file:///nowhere/open.ps1';
    await server.open(uri, 'powershell', open);
    const bad: [string, unknown][] = [
      ['textDocument/hover', {}],
      ['textDocument/hover', { textDocument: { uri: 'file:///%zz' }, position: { line: -1, character: 1e9 } }],
      ['textDocument/hover', { textDocument: { uri }, position: { line: 1e9, character: -5 } }],
      ['textDocument/codeAction', { textDocument: { uri }, range: null, context: null }],
      ['textDocument/codeAction', { textDocument: { uri }, range: {}, context: { diagnostics: [{ data: 7 }] } }],
      ['textDocument/completion', null],
      ['boltseal/explainRule', { rule: null }],
      ['boltseal/fixAll', { uri: 7 }],
      ['boltseal/scanWorkspace', null],
      ['workspace/executeCommand', { command: 'rm -rf' }],
      ['no/such/request', {}],
    ];
    for (const [method, params] of bad) {
      await server.connection.sendRequest(method, params as object).catch(() => {});
    }
    const notifications: [string, unknown][] = [
      [
        'textDocument/didChange',
        { textDocument: { uri: 'file:///never/opened', version: 3 }, contentChanges: [{ text: '' }] },
      ],
      ['textDocument/didClose', { textDocument: { uri: 'file:///never/opened' } }],
      ['workspace/didChangeConfiguration', { settings: 7 }],
      ['workspace/didChangeWatchedFiles', { changes: [{ uri: 'nonsense', type: 9 }] }],
      ['$/cancelRequest', { id: 4711 }],
    ];
    for (const [method, params] of notifications) await server.connection.sendNotification(method, params as object);
    await server.change(uri, [{ text: `${open}${open}` }]);
    assert.equal((await server.diagnostics(uri)).length, 2);
    await server.stop();
  });

  it('logs what went wrong', async () => {
    const server = await LanguageServer.start();
    await server.connection.sendRequest('textDocument/codeAction', { textDocument: {}, range: {}, context: {} });
    const uri = 'file:///nowhere/open.ps1';
    await server.open(uri, 'powershell', open);
    await server.diagnostics(uri);
    await server.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range: null, context: {} });
    assert.match(server.log.join('\n'), /code actions: TypeError/);
    await server.stop();
  });
});
