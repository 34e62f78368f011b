import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, diagnostics, fileUri, none, open, ours, ruleOf, set, some } from './kit';

interface Scan {
  files: number;
  findings: number;
  cancelled: boolean;
}

const scan = (): Thenable<Scan> => vscode.commands.executeCommand('boltseal.scanWorkspace');

describe('the workspace', () => {
  afterEach(closeAll);

  it('is scanned: problems show in files that were never opened', async () => {
    const found = await scan();
    assert.ok(found.files >= 3 && found.findings >= 4 && !found.cancelled, JSON.stringify(found));
    for (const [file, rule] of [
      ['Dockerfile', 'identity/administrator-user'],
      ['scripts/firewall.ps1', 'firewall/firewall-off'],
      ['cluster/mesh.yaml', 'mesh/permissive-mtls'],
    ] as const) {
      const uri = fileUri(file);
      assert.ok(!vscode.workspace.textDocuments.some(it => it.uri.toString() === uri.toString()), `${file} is open`);
      await diagnostics(uri, some(rule));
    }
  });

  it('has each finding once, however often a file is opened, closed and scanned', async () => {
    await scan();
    const uri = fileUri('scripts/firewall.ps1');
    await open('scripts/firewall.ps1');
    await scan();
    assert.equal(ours(uri).length, 1);
    await closeAll();
    await scan();
    assert.equal(ours(uri).length, 1);
  });

  it('follows what happens on the disk after a scan', async () => {
    const uri = fileUri('scripts/later.ps1');
    await scan();
    await vscode.workspace.fs.writeFile(uri, Buffer.from('Set-NetFirewallProfile -Enabled False\n'));
    await diagnostics(uri, some('firewall/firewall-off'));
    await vscode.workspace.fs.delete(uri);
    await diagnostics(uri, none);
  });

  it('says at which line a `.boltseal.yaml` is broken, and follows it once it is right', async () => {
    const script = await open('scripts/firewall.ps1');
    await diagnostics(script.document.uri, some('firewall/firewall-off'));
    const { document } = await open('.boltseal.yaml', 'rules:\n  firewall/firewall-of: off\n');
    const [problem] = await diagnostics(document.uri, found => found.length === 1);
    assert.equal(document.getText(problem!.range), 'firewall/firewall-of');
    assert.equal(problem!.range.start.line, 1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, problem!.range, 'firewall/firewall-off');
    await vscode.workspace.applyEdit(edit);
    await diagnostics(document.uri, none);
    await document.save();
    await diagnostics(script.document.uri, none);
    await vscode.workspace.fs.delete(document.uri);
    await diagnostics(script.document.uri, some('firewall/firewall-off'));
  });

  it('writes a script that mends on a machine what the workspace sets wrong, and finds nothing in it', async () => {
    await vscode.commands.executeCommand('boltseal.remediate');
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.languageId, 'powershell');
    assert.match(document.getText(), /^# firewall\/firewall-off, scripts\/firewall\.ps1:1$/m);
    await diagnostics(document.uri, none);
  });

  it('completes a `.boltseal.yaml`', async () => {
    const { document } = await open('sub/.boltseal.yaml', 'rules:\n  ');
    await diagnostics(document.uri, () => true);
    const list: vscode.CompletionList = await vscode.commands.executeCommand(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 2),
    );
    const labels = list.items.map(it => (typeof it.label === 'string' ? it.label : it.label.label));
    assert.ok(labels.includes('firewall/firewall-off'), labels.join(' '));
  });

  it('follows the settings of the editor', async () => {
    const { document } = await open('scripts/firewall.ps1');
    await diagnostics(document.uri, some('firewall/firewall-off'));
    const settings = vscode.workspace.getConfiguration('boltseal', document.uri);
    await set(settings, 'rules', { 'firewall/firewall-off': 'info' });
    await diagnostics(document.uri, found => found[0]?.severity === vscode.DiagnosticSeverity.Hint);
    await set(settings, 'enable', false);
    await diagnostics(document.uri, none);
    await set(settings, 'enable', undefined);
    await set(settings, 'rules', undefined);
    await diagnostics(document.uri, found => found[0]?.severity === vscode.DiagnosticSeverity.Error);
  });

  it('is read again after the server was restarted', async () => {
    const { document } = await open('scripts/firewall.ps1');
    await diagnostics(document.uri, some('firewall/firewall-off'));
    await vscode.commands.executeCommand('boltseal.restartServer');
    await diagnostics(document.uri, found => found.length === 1 && ruleOf(found[0]!) === 'firewall/firewall-off');
  });

  it('has all commands of the palette', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    const own = vscode.extensions.getExtension('boltseal.boltseal')!.packageJSON.contributes.commands;
    for (const { command } of own) assert.ok(commands.has(command), command);
  });
});
