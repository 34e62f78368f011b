import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  DiagnosticRefreshRequest,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  HoverRequest,
  type MarkupContent,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver/node';
import { temporaryFolder } from '../kit/folder';
import { brief, LanguageServer, pulling } from '../kit/language-server';

const samples = [
  {
    uri: 'untitled:Dockerfile',
    language: 'dockerfile',
    text: 'FROM mcr.microsoft.com/windows/servercore:ltsc2016\nEXPOSE 3389\n',
    shown: ['ltsc2016 image/end-of-life', 'ltsc2016 image/mutable-base', '3389 remote-access/rdp-exposed'],
  },
  {
    uri: 'file:///nowhere/open.ps1',
    language: 'powershell',
    text: '# é😀\r\nSet-NetFirewallProfile -Enabled False\r\n',
    shown: ['False firewall/firewall-off'],
  },
  {
    uri: 'file:///nowhere/mesh.yaml',
    language: 'yaml',
    text: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: a }\nspec:\n  mtls: { mode: DISABLE }\n',
    shown: ['DISABLE mesh/permissive-mtls'],
  },
];

describe('language server: diagnostics', () => {
  let server: LanguageServer;
  afterEach(() => server.stop());

  for (const { uri, language, text, shown } of samples) {
    it(`pushes what is wrong in ${language}, with exact ranges`, async () => {
      server = await LanguageServer.start();
      await server.open(uri, language, text);
      const found = await server.diagnostics(uri);
      assert.deepEqual(found.map(it => brief(server.document(uri), it)).sort(), [...shown].sort());
      assert.ok(found.every(it => it.source === 'boltseal' && it.data.version === 1));
    });

    it(`is asked what is wrong in ${language}, and says when nothing changed`, async () => {
      server = await LanguageServer.start({ capabilities: pulling });
      await server.open(uri, language, text);
      const ask = (previousResultId?: string) =>
        server.connection.sendRequest(DocumentDiagnosticRequest.type, {
          textDocument: { uri },
          ...(previousResultId === undefined ? {} : { previousResultId }),
        });
      const report = (await ask()) as FullDocumentDiagnosticReport;
      assert.deepEqual(report.items.map(it => brief(server.document(uri), it)).sort(), [...shown].sort());
      assert.deepEqual(await ask(report.resultId), { kind: 'unchanged', resultId: report.resultId });
      assert.equal(server.published.size, 0);
    });
  }

  it('knows nothing of files that are none of ours', async () => {
    server = await LanguageServer.start();
    await server.open('file:///nowhere/Dockerfile.md', 'markdown', 'EXPOSE 3389\n');
    assert.deepEqual(await server.diagnostics('file:///nowhere/Dockerfile.md'), []);
  });

  it('shows syntax problems as information, under no rule', async () => {
    server = await LanguageServer.start();
    await server.open('file:///nowhere/a.ps1', 'powershell', 'function f {\n');
    const [found] = await server.diagnostics('file:///nowhere/a.ps1');
    assert.equal(found?.code, 'syntax');
    assert.equal(found?.severity, 3);
  });

  it('takes changes of any size to the same findings as the whole text', async () => {
    server = await LanguageServer.start();
    const uri = 'file:///nowhere/typed.ps1';
    const pieces = fc.constantFrom(
      'Set-NetFirewallProfile -Enabled False',
      'EXPOSE',
      '\r\n',
      '\n',
      '\r',
      '😀',
      'é',
      '"',
      '`\n',
      '@"\n',
      ' -Profile Public ',
      '# note ',
    );
    const changes = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), pieces), {
      minLength: 1,
      maxLength: 12,
    });
    await server.open(uri, 'powershell', '');
    const scratch = 'file:///nowhere/whole.ps1';
    await fc.assert(
      fc.asyncProperty(changes, async edits => {
        const document = server.document(uri);
        for (const [where, removed, text] of edits) {
          const whole = document.getText();
          const start = Math.floor(where * whole.length);
          const range = {
            start: document.positionAt(start),
            end: document.positionAt(Math.min(whole.length, start + removed)),
          };
          await server.change(uri, [{ range, text }]);
        }
        const stepwise = await server.diagnostics(uri);
        await server.open(scratch, 'powershell', document.getText());
        const whole = await server.diagnostics(scratch);
        await server.close(scratch);
        server.published.delete(scratch);
        const plain = (items: typeof whole) => items.map(({ data: _, ...it }) => it);
        assert.deepEqual(plain(stepwise), plain(whole));
      }),
      { numRuns: 15, seed: 7 },
    );
  });

  it('counts characters as UTF-16 does, in lines of every ending', async () => {
    server = await LanguageServer.start();
    const uri = 'file:///nowhere/a.ps1';
    await server.open(uri, 'powershell', '# a\r# b\r\n<#😀#> Set-NetFirewallProfile -Enabled False\n');
    const [found] = await server.diagnostics(uri);
    assert.deepEqual(found?.range, { start: { line: 2, character: 39 }, end: { line: 2, character: 44 } });
  });

  it('explains a finding under the pointer', async () => {
    server = await LanguageServer.start();
    const { uri, language, text } = samples[1]!;
    await server.open(uri, language, text);
    const hover = (character: number) =>
      server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line: 1, character } });
    const found = (await hover(34))?.contents as MarkupContent;
    assert.match(found.value, /firewall\/firewall-off/);
    assert.match(found.value, /What to do/);
    assert.equal(await hover(3), null);
  });

  it('follows the editor settings of a folder', async () => {
    await using folder = await temporaryFolder({ 'open.ps1': '' });
    server = await LanguageServer.start({
      folders: [folder.path],
      settings: { rules: { 'firewall/*': 'off' } },
    });
    const uri = folder.uri('open.ps1');
    await server.open(uri, 'powershell', 'Set-NetFirewallProfile -Enabled False');
    assert.deepEqual(await server.diagnostics(uri), []);
    server.settings = { rules: { 'firewall/firewall-off': 'low' } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const [found] = await server.diagnostics(uri, items => items.length === 1);
    assert.equal(found?.severity, 3);
    server.settings = { enable: false };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await server.diagnostics(uri, items => items.length === 0);
  });

  it('follows the `.boltseal.yaml` of each folder, and its changes', async () => {
    await using folder = await temporaryFolder({
      'a/.boltseal.yaml': 'rules:\n  firewall/firewall-off: off\n',
      'a/x.ps1': '',
      'b/x.ps1': '',
    });
    server = await LanguageServer.start({ folders: [`${folder.path}/a`, `${folder.path}/b`] });
    const text = 'Set-NetFirewallProfile -Enabled False';
    await server.open(folder.uri('a/x.ps1'), 'powershell', text);
    await server.open(folder.uri('b/x.ps1'), 'powershell', text);
    assert.deepEqual(await server.diagnostics(folder.uri('a/x.ps1')), []);
    assert.equal((await server.diagnostics(folder.uri('b/x.ps1'))).length, 1);
    await folder.write('a/.boltseal.yaml', 'rules:\n  firewall/firewall-off: info\n');
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uri('a/.boltseal.yaml'), type: 2 }],
    });
    const [found] = await server.diagnostics(folder.uri('a/x.ps1'), items => items.length === 1);
    assert.equal(found?.severity, 4);
  });

  it('asks a pulling client to ask again when settings change', async () => {
    server = await LanguageServer.start({ capabilities: pulling });
    const refreshed = new Promise(resolve => server.connection.onRequest(DiagnosticRefreshRequest.type, resolve));
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await refreshed;
  });

  it('reports the whole workspace to a pulling client', async () => {
    await using folder = await temporaryFolder({
      'open.ps1': 'Set-NetFirewallProfile -Enabled False\n',
      'clean.ps1': 'Get-Date\n',
    });
    server = await LanguageServer.start({ capabilities: pulling, folders: [folder.path] });
    const first = await server.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    const counts = Object.fromEntries(
      first.items.map(it => [it.uri.split('/').at(-1), it.kind === 'full' ? it.items.length : -1]),
    );
    assert.deepEqual(counts, { 'clean.ps1': 0, 'open.ps1': 1 });
    const previousResultIds = first.items.map(it => ({ uri: it.uri, value: it.resultId! }));
    const second = await server.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
    assert.ok(second.items.every(it => it.kind === 'unchanged'));
  });

  it('serves a client that says nothing of itself', async () => {
    server = await LanguageServer.start({ capabilities: {} });
    await server.open('untitled:a', 'powershell', 'Set-NetFirewallProfile -Enabled False');
    assert.equal((await server.diagnostics('untitled:a')).length, 1);
  });
});
