import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, brief, closeAll, diagnostics, none, open, ours, ruleOf, set, some, take, type } from './kit';

const dockerfile = '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2022\n';
const firewall = 'Set-NetFirewallProfile -Profile Public -Enabled False\n';

describe('while editing', () => {
  afterEach(closeAll);

  const typed = [
    {
      language: 'Dockerfile',
      file: 'typed/Dockerfile',
      text: dockerfile,
      keys: 'EXPOSE 80 3389',
      shown: '3389 remote-access/rdp-exposed',
    },
    {
      language: 'PowerShell',
      file: 'typed/open.ps1',
      text: '# é😀\r\n',
      keys: 'Set-NetFirewallProfile -Enabled False',
      shown: 'False firewall/firewall-off',
    },
    {
      language: 'YAML',
      file: 'typed/mesh.yaml',
      text: 'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: a\nspec:\n',
      keys: '  mtls: { mode: DISABLE',
      shown: 'DISABLE mesh/permissive-mtls',
    },
  ];
  for (const { language, file, text, keys, shown } of typed) {
    it(`flags ${language} as it is typed, at exactly the text at fault`, async () => {
      const editor = await open(file, text);
      await diagnostics(editor.document.uri, found => !found.some(it => shown.endsWith(ruleOf(it))));
      await type(editor, keys);
      await diagnostics(editor.document.uri, () => brief(editor.document).includes(shown));
    });
  }

  it('shows nothing under a text that was mended by hand', async () => {
    const { document } = await open('typed/mended.ps1', firewall);
    const [found] = await diagnostics(document.uri, some('firewall/firewall-off'));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, found!.range, 'True');
    await vscode.workspace.applyEdit(edit);
    await diagnostics(document.uri, none);
  });

  it('mends a finding by a quick fix', async () => {
    const { document } = await open('typed/fix.ps1', firewall);
    await take(await actionsAt(document, 'firewall/firewall-off'), 'Set Enabled to True');
    assert.equal(document.getText(), firewall.replace('False', 'True'));
    await diagnostics(document.uri, none);
  });

  it('mends all findings of a rule', async () => {
    const { document } = await open('typed/rule.ps1', firewall.repeat(3));
    await diagnostics(document.uri, found => found.length === 3);
    await take(await actionsAt(document, 'firewall/firewall-off'), 'Fix all `firewall/firewall-off`');
    await diagnostics(document.uri, none);
    assert.equal(document.getText(), firewall.replace('False', 'True').repeat(3));
  });

  it('makes safe fixes on *Fix All* and on save, and no other', async () => {
    const unused = '# boltseal-disable-next-line tls/legacy-protocol -- was needed once\nGet-Date\n';
    const { document } = await open('typed/all.ps1', unused + firewall);
    await diagnostics(document.uri, some('policy/unused-suppression'));
    await vscode.commands.executeCommand('boltseal.fixAll');
    assert.equal(document.getText(), `Get-Date\n${firewall}`);
    await diagnostics(document.uri, some('firewall/firewall-off'));

    const saved = await open('typed/save.ps1', unused + firewall);
    const editing = vscode.workspace.getConfiguration('editor');
    await set(editing, 'codeActionsOnSave', { 'source.fixAll': 'explicit' });
    await diagnostics(saved.document.uri, some('policy/unused-suppression'));
    await type(saved, '#');
    await diagnostics(saved.document.uri, some('policy/unused-suppression'));
    await saved.document.save();
    await set(editing, 'codeActionsOnSave', undefined);
    assert.equal(saved.document.getText(), `Get-Date\n${firewall}#`);
  });

  it('is silenced by a comment with a reason', async () => {
    const editor = await open('typed/quiet.ps1', firewall);
    const { document } = editor;
    await take(await actionsAt(document, 'firewall/firewall-off'), 'Suppress `firewall/firewall-off` on this line');
    await diagnostics(document.uri, none);
    await vscode.commands.executeCommand('type', { text: 'the host has another firewall' });
    assert.equal(
      document.getText(),
      firewall.replace('\n', ' # boltseal-disable-line firewall/firewall-off -- the host has another firewall\n'),
    );
    await diagnostics(document.uri, none);
  });

  it('explains a finding on hover', async () => {
    const { document } = await open('typed/hover.ps1', firewall);
    const [found] = await diagnostics(document.uri, some('firewall/firewall-off'));
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      found!.range.start,
    );
    const text = hovers.flatMap(it => it.contents.map(part => (part as vscode.MarkdownString).value)).join('\n');
    assert.match(text, /What to do/);
  });

  it('links a finding to the page of its rule', async () => {
    const { document } = await open('typed/link.ps1', firewall);
    const [found] = await diagnostics(document.uri, some('firewall/firewall-off'));
    const { target } = found!.code as { target: vscode.Uri };
    assert.equal(target.scheme, 'command');
    const uri = vscode.Uri.parse('boltseal-rule:/firewall/firewall-off.md');
    const page = await vscode.workspace.openTextDocument(uri);
    assert.match(page.getText(), /^# firewall\/firewall-off/);
    assert.equal(page.languageId, 'markdown');
  });

  it('reads a document that is no file', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'powershell', content: firewall });
    await diagnostics(document.uri, some('firewall/firewall-off'));
  });

  it('leaves other files alone', async () => {
    const { document } = await open('typed/notes.md', firewall);
    await open('typed/after.ps1', firewall).then(it => diagnostics(it.document.uri, some('firewall/firewall-off')));
    assert.deepEqual(ours(document.uri), []);
  });
});
