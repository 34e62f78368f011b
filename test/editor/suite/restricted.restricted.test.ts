import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, diagnostics, fileUri, none, open, some, take } from './kit';

describe('in Restricted Mode', () => {
  afterEach(closeAll);

  it('flags and mends, as nothing of the workspace is run', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { document } = await open('scripts/firewall.ps1');
    await take(await actionsAt(document, 'firewall/firewall-off'), 'Set Enabled to True');
    await diagnostics(document.uri, none);
  });

  it('scans the workspace', async () => {
    await vscode.commands.executeCommand('boltseal.scanWorkspace');
    await diagnostics(fileUri('cluster/mesh.yaml'), some('mesh/permissive-mtls'));
  });

  it('reads the `.boltseal.yaml`, which is data', async () => {
    const { document } = await open('.boltseal.yaml', 'rules:\n  mesh/permissive-mtls: off\n');
    await diagnostics(fileUri('cluster/mesh.yaml'), none);
    await vscode.workspace.fs.delete(document.uri);
    await diagnostics(fileUri('cluster/mesh.yaml'), some('mesh/permissive-mtls'));
  });
});
