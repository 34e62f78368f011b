import assert from 'node:assert/strict';
import {
  ApplyWorkspaceEditRequest,
  type CodeAction,
  CompletionRequest,
  HoverRequest,
} from 'vscode-languageserver/node';
import { LanguageServer, modern } from '../kit/language-server';

const dockerfile = 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\r\nEXPOSE 80 `\r\n  3389\r\n';
const open = 'Set-NetFirewallProfile -Enabled False\nSet-NetFirewallProfile -Profile Public -Enabled False\n';

describe('language server: code actions', () => {
  let server: LanguageServer;
  beforeEach(async () => {
    server = await LanguageServer.start({ initializationOptions: { commands: ['boltseal.explainRule'] } });
  });
  afterEach(() => server.stop());

  /** Opens a text and gives the actions at the first finding of the rule. */
  async function actionsAt(uri: string, language: string, text: string, rule: string): Promise<CodeAction[]> {
    await server.open(uri, language, text);
    const found = (await server.diagnostics(uri)).find(it => it.code === rule)!;
    assert.ok(found, `no ${rule} in ${text}`);
    return server.actions(uri, found.range, [found]);
  }

  const titled = (actions: CodeAction[], title: RegExp): CodeAction => {
    const found = actions.find(it => title.test(it.title));
    assert.ok(found, `no action ${title} among ${actions.map(it => it.title).join(' | ')}`);
    return found;
  };

  it('mends a finding by the fix that its diagnostic carries', async () => {
    const uri = 'file:///nowhere/open.ps1';
    const actions = await actionsAt(uri, 'powershell', open, 'firewall/firewall-off');
    const fix = titled(actions, /^Set Enabled to True/);
    assert.equal(fix.kind, 'quickfix');
    assert.equal(fix.diagnostics?.[0]?.code, 'firewall/firewall-off');
    const text = await server.apply(uri, fix.edit!);
    assert.equal(text, open.replace('False', 'True'));
    assert.equal((await server.diagnostics(uri)).length, 1);
  });

  it('offers fixes for the text as it is, when the diagnostic is of an older version or carries none', async () => {
    const uri = 'file:///nowhere/open.ps1';
    await server.open(uri, 'powershell', open);
    const [old] = await server.diagnostics(uri);
    const start = { line: 0, character: 0 };
    await server.change(uri, [{ range: { start, end: start }, text: '# now longer\n' }]);
    const range = { start: { line: 1, character: 32 }, end: { line: 1, character: 32 } };
    for (const diagnostics of [[old!], []]) {
      const fix = titled(await server.actions(uri, range, diagnostics), /^Set Enabled to True/);
      const [change] = fix.edit!.documentChanges!;
      assert.ok(change && 'edits' in change && 'range' in change.edits[0]!);
      assert.equal(change.edits[0].range.start.line, 1);
      assert.equal(change.textDocument.version, 2);
    }
  });

  it('mends all findings of a rule in the file', async () => {
    const uri = 'file:///nowhere/open.ps1';
    const actions = await actionsAt(uri, 'powershell', open, 'firewall/firewall-off');
    const text = await server.apply(uri, titled(actions, /^Fix all `firewall\/firewall-off` problems/).edit!);
    assert.equal(text, open.replaceAll('False', 'True'));
    assert.deepEqual(await server.diagnostics(uri), []);
  });

  it('runs only safe fixes on save', async () => {
    const uri = 'file:///nowhere/open.ps1';
    const unused = '# boltseal-disable-next-line tls/legacy-protocol -- was needed once\nGet-Date\n';
    await server.open(uri, 'powershell', unused + open);
    await server.diagnostics(uri);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const actions = await server.actions(uri, range, [], ['source.fixAll']);
    assert.deepEqual(
      actions.map(it => it.kind),
      ['source.fixAll.boltseal'],
    );
    const text = await server.apply(uri, actions[0]!.edit!);
    assert.equal(text, `Get-Date\n${open}`);
  });

  it('fixes a document on request, the unsafe fixes only when asked', async () => {
    const uri = 'file:///nowhere/open.ps1';
    server.connection.onRequest(ApplyWorkspaceEditRequest.type, async ({ edit }) => {
      await server.apply(uri, edit);
      return { applied: true };
    });
    await server.open(uri, 'powershell', open);
    const fix = (params: object) => server.connection.sendRequest('boltseal/fixAll', { uri, ...params });
    assert.deepEqual(await fix({}), { fixed: 0, unsafe: 2 });
    assert.deepEqual(await fix({ unsafe: true }), { fixed: 2, unsafe: 0 });
    assert.equal(server.document(uri).getText(), open.replaceAll('False', 'True'));
  });

  const suppressions = [
    {
      what: 'a line of PowerShell',
      uri: 'file:///nowhere/open.ps1',
      language: 'powershell',
      text: open,
      rule: 'firewall/firewall-off',
      scope: /on this line/,
      result: open.replace('False', 'False # boltseal-disable-line firewall/firewall-off -- why it is right here'),
      left: 1,
    },
    {
      what: 'the next line of PowerShell, indented',
      uri: 'file:///nowhere/open.ps1',
      language: 'powershell',
      text: `if ($x) {\r\n    ${open.split('\n')[0]}\r\n}\r\n`,
      rule: 'firewall/firewall-off',
      scope: /by a comment above/,
      result: `if ($x) {\r\n    # boltseal-disable-next-line firewall/firewall-off -- why it is right here\r\n    ${open.split('\n')[0]}\r\n}\r\n`,
      left: 0,
    },
    {
      what: 'a Dockerfile instruction of several lines',
      uri: 'file:///nowhere/Dockerfile',
      language: 'dockerfile',
      text: `# escape=\`\r\n${dockerfile}`,
      rule: 'remote-access/rdp-exposed',
      scope: /by a comment above/,
      result: `# escape=\`\r\n${dockerfile.replace('EXPOSE', '# boltseal-disable-next-line remote-access/rdp-exposed -- why it is right here\r\nEXPOSE')}`,
      left: 1,
    },
    {
      what: 'a whole Dockerfile, under its directives',
      uri: 'file:///nowhere/Dockerfile',
      language: 'dockerfile',
      text: `# escape=\`\r\n${dockerfile}`,
      rule: 'remote-access/rdp-exposed',
      scope: /for this file/,
      result: `# escape=\`\r\n# boltseal-disable-file remote-access/rdp-exposed -- why it is right here\r\n${dockerfile}`,
      left: 1,
    },
    {
      what: 'a line of YAML',
      uri: 'file:///nowhere/mesh.yaml',
      language: 'yaml',
      text: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\nspec:\n  mtls:\n    mode: DISABLE\n',
      rule: 'mesh/permissive-mtls',
      scope: /on this line/,
      result:
        'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\nspec:\n  mtls:\n    mode: DISABLE # boltseal-disable-line mesh/permissive-mtls -- why it is right here\n',
      left: 0,
    },
    {
      what: 'a line of Bicep',
      uri: 'file:///nowhere/main.bicep',
      language: 'bicep',
      text: "@secure()\nparam adminPassword string = 'Tr0ub4dor&3'\n",
      rule: 'secrets/plaintext-credential',
      scope: /on this line/,
      result:
        "@secure()\nparam adminPassword string = 'Tr0ub4dor&3' // boltseal-disable-line secrets/plaintext-credential -- why it is right here\n",
      left: 0,
    },
    {
      what: 'the next line of a Packer template',
      uri: 'file:///nowhere/w.pkr.hcl',
      language: 'hcl',
      text: 'source "azure-arm" "w" {\n  winrm_password = "Tr0ub4dor&3"\n}\n',
      rule: 'secrets/plaintext-credential',
      scope: /by a comment above/,
      result:
        'source "azure-arm" "w" {\n  # boltseal-disable-next-line secrets/plaintext-credential -- why it is right here\n  winrm_password = "Tr0ub4dor&3"\n}\n',
      left: 0,
    },
  ];
  for (const { what, uri, language, text, rule, scope, result, left } of suppressions) {
    it(`suppresses on ${what}`, async () => {
      const actions = await actionsAt(uri, language, text, rule);
      assert.equal(await server.apply(uri, titled(actions, scope).edit!), result);
      assert.equal((await server.diagnostics(uri)).length, left);
    });
  }

  it('offers no comment where it would not be one', async () => {
    const uri = 'file:///nowhere/open.ps1';
    const actions = await actionsAt(
      uri,
      'powershell',
      'Set-NetFirewallProfile `\n  -Enabled False `\n  -Profile Public\n',
      'firewall/firewall-off',
    );
    const scopes = actions.flatMap(it => /^Suppress \S+ (.*)/.exec(it.title)?.[1] ?? []);
    for (const scope of scopes) {
      const text = await server.apply(uri, titled(actions, new RegExp(`^Suppress.*${scope}`)).edit!);
      assert.deepEqual(await server.diagnostics(uri), [], text);
      await server.change(uri, [{ text: 'Set-NetFirewallProfile `\n  -Enabled False `\n  -Profile Public\n' }]);
      await server.diagnostics(uri);
    }
    assert.deepEqual(scopes, ['by a comment above', 'for this file']);
  });

  it('explains the rule by a command, for clients that have it', async () => {
    const uri = 'file:///nowhere/open.ps1';
    const actions = await actionsAt(uri, 'powershell', open, 'firewall/firewall-off');
    const { command } = titled(actions, /^Explain `firewall\/firewall-off`/);
    assert.deepEqual(command?.arguments, ['firewall/firewall-off']);
    const page = await server.connection.sendRequest('boltseal/explainRule', { rule: 'firewall/firewall-off' });
    assert.match(String(page), /^# firewall\/firewall-off/);
    assert.equal(await server.connection.sendRequest('boltseal/explainRule', { rule: 'no/such' }), null);
  });

  it('lists the rules', async () => {
    const rules = (await server.connection.sendRequest('boltseal/rules')) as { name: string }[];
    assert.ok(rules.some(it => it.name === 'firewall/firewall-off'));
  });

  it('completes suppressions: what is found in the file first', async () => {
    const uri = 'file:///nowhere/open.ps1';
    await server.open(uri, 'powershell', `# boltseal-disable-file \n${open}`);
    const position = { line: 0, character: 24 };
    const found = await server.connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    assert.ok(Array.isArray(found));
    const sorted = [...found].sort((a, b) => (a.sortText! < b.sortText! ? -1 : 1));
    assert.equal(sorted[0]?.label, 'firewall/firewall-off');
  });
});

describe('language server: code actions of other clients', () => {
  it('writes the reason as a place to fill in for a client with snippets', async () => {
    const workspace = { workspaceEdit: { documentChanges: true, snippetEditSupport: true } };
    const server = await LanguageServer.start({ capabilities: { ...modern, workspace } });
    const uri = 'untitled:a';
    await server.open(uri, 'powershell', open);
    const [found] = await server.diagnostics(uri);
    const actions = await server.actions(uri, found!.range, [found!]);
    assert.ok(!actions.some(it => it.title.startsWith('Explain')));
    const edit = actions.find(it => /on this line/.test(it.title))?.edit?.documentChanges?.[0];
    assert.ok(edit && 'edits' in edit && 'snippet' in edit.edits[0]!);
    assert.equal(
      edit.edits[0].snippet.value,
      ' # boltseal-disable-line firewall/firewall-off -- ${1:why it is right here}',
    );
    await server.stop();
  });

  it('writes plain changes for a client that knows nothing newer', async () => {
    const server = await LanguageServer.start({ capabilities: {} });
    const uri = 'untitled:a';
    await server.open(uri, 'powershell', open);
    const [found] = await server.diagnostics(uri);
    const [fix] = await server.actions(uri, found!.range, [found!]);
    assert.equal(await server.apply(uri, fix!.edit!), open.replace('False', 'True'));
    await server.stop();
  });
});

describe('language server: `.boltseal.yaml`', () => {
  let server: LanguageServer;
  const uri = 'file:///nowhere/.boltseal.yaml';
  beforeEach(async () => {
    server = await LanguageServer.start();
  });
  afterEach(() => server.stop());

  it('says what is wrong at its place', async () => {
    await server.open(uri, 'yaml', 'rules:\n  firewall/firewal-off: off\n  firewall/firewall-off: loud\n');
    const found = await server.diagnostics(uri);
    assert.deepEqual(
      found.map(it => [it.range.start.line, server.document(uri).getText(it.range)]),
      [
        [1, 'firewall/firewal-off'],
        [2, 'loud'],
      ],
    );
    assert.match(String(found[0]!.message), /Did you mean `firewall\/firewall-off`/);
  });

  it('says where the YAML breaks', async () => {
    await server.open(uri, 'yaml', 'exclude: []\nrules: {\n');
    const found = await server.diagnostics(uri);
    assert.ok(found.length > 0 && found.every(it => it.range.start.line >= 1));
  });

  const places = [
    { text: '', line: 0, character: 0, has: ['rules', 'overrides', 'exclude'] },
    { text: 'rules:\n  fire', line: 1, character: 6, has: ['firewall/firewall-off', 'firewall/*', '*'] },
    { text: 'rules:\n  tls/*: ', line: 1, character: 9, has: ['off', 'high'] },
    { text: 'rules:\n  tls/*:\n    ', line: 2, character: 4, has: ['severity'] },
    { text: 'overrides:\n  - ', line: 1, character: 4, has: ['files', 'rules'] },
    { text: 'overrides:\n- files: a\n  rules:\n    ', line: 3, character: 4, has: ['firewall/firewall-off'] },
    { text: 'suppressions:\n  requireReason: ', line: 1, character: 17, has: ['true', 'false'] },
    { text: 'failOn: ', line: 0, character: 8, has: ['never', 'critical'] },
  ];
  for (const { text, line, character, has } of places) {
    it(`completes after ${JSON.stringify(text)}`, async () => {
      await server.open(uri, 'yaml', text);
      const params = { textDocument: { uri }, position: { line, character } };
      const found = await server.connection.sendRequest(CompletionRequest.type, params);
      const labels = (Array.isArray(found) ? found : []).map(it => it.label);
      for (const label of has) assert.ok(labels.includes(label), `${label} among ${labels.join(', ')}`);
    });
  }

  it('says what a key means', async () => {
    await server.open(uri, 'yaml', 'rules:\n  firewall/firewall-off: off\n');
    const ask = (line: number, character: number) =>
      server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position: { line, character } });
    assert.match(JSON.stringify(await ask(1, 6)), /Windows Firewall/);
    assert.match(JSON.stringify(await ask(0, 2)), /narrower name wins/);
    assert.equal(await ask(1, 27), null);
  });
});
