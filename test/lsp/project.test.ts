import assert from 'node:assert/strict';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  HoverRequest,
  type MarkupContent,
} from 'vscode-languageserver/node';
import type { ServerStatus } from '../../server/src/lsp/protocol';
import { temporaryFolder } from '../kit/folder';
import { LanguageServer } from '../kit/language-server';

const policy = (mode: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata:\n  name: default\n  namespace: shop\nspec:\n  mtls:\n    mode: ${mode}\n`;
const workload = (name: string, namespace: string, os = 'windows') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  template:\n    metadata:\n      labels:\n        app: ${name}\n        sidecar.istio.io/inject: "true"\n    spec:\n      os:\n        name: ${os}\n      nodeSelector:\n        kubernetes.io/os: ${os}\n      containers:\n      - name: ${name}\n        image: contoso.azurecr.io/${name}:1.0.3\n        ports:\n        - containerPort: 8080\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  selector:\n    app: ${name}\n  ports:\n  - port: 8080\n`;
const destination = (mode: string) =>
  `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: api\n  namespace: shop\nspec:\n  host: api.shop.svc.cluster.local\n  trafficPolicy:\n    tls:\n      mode: ${mode}\n`;

const shop = {
  'policies/peers.yaml': policy('PERMISSIVE'),
  'web/deployment.yaml': workload('web', 'shop'),
  'api/deployment.yaml': workload('api', 'shop', 'linux'),
  'api/destination.yaml': destination('DISABLE'),
  'billing/deployment.yaml': workload('billing', 'billing'),
  'billing/script.ps1': 'Get-Date\n',
};

describe('language server: findings across files', () => {
  let server: LanguageServer;
  afterEach(() => server.stop());

  const status = () => server.connection.sendRequest('boltseal/status') as Promise<ServerStatus>;
  const rulesOf = (items: readonly { code?: unknown }[]) => items.map(it => `${it.code}`);

  it('follow one edit, and judge only the documents that it is about', async () => {
    await using folder = await temporaryFolder(shop);
    server = await LanguageServer.start({ folders: [folder.path] });
    for (const [name, text] of Object.entries(shop)) {
      await server.open(folder.uri(name), name.endsWith('.ps1') ? 'powershell' : 'yaml', text);
    }
    const deployment = folder.uri('web/deployment.yaml');
    const destinationRule = folder.uri('api/destination.yaml');
    const conflict = (items: readonly { code?: unknown }[]) => rulesOf(items).includes('mesh/mtls-conflict');
    for (const name of Object.keys(shop)) await server.diagnostics(folder.uri(name));
    // What was judged before the workspace was read is judged once more.
    let before = -1;
    for (;;) {
      const { analyses, project } = await status();
      if (project && analyses === before) break;
      before = analyses;
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    assert.deepEqual((await status()).project, { files: 5, objects: 8 });
    assert.equal(conflict(await server.diagnostics(destinationRule)), false);

    await server.change(folder.uri('policies/peers.yaml'), [{ text: policy('STRICT') }]);
    const found = await server.diagnostics(deployment, items => rulesOf(items).includes('mesh/mtls-not-enforced'));
    const [finding] = found.filter(it => it.code === 'mesh/mtls-not-enforced');
    assert.deepEqual(
      finding?.relatedInformation?.map(it => [it.location.uri, it.location.range.start]),
      [[folder.uri('policies/peers.yaml'), { line: 7, character: 10 }]],
    );
    await server.diagnostics(destinationRule, conflict);
    // The policy itself, the two deployments and the destination rule of its namespace; nothing of the namespace billing.
    assert.equal((await status()).analyses - before, 4);

    await server.change(destinationRule, [{ text: destination('ISTIO_MUTUAL') }]);
    await server.diagnostics(destinationRule, items => !conflict(items));
    await server.change(destinationRule, [{ text: destination('DISABLE') }]);
    await server.diagnostics(destinationRule, conflict);
    await server.close(folder.uri('policies/peers.yaml'));
    // The file on the disk still says PERMISSIVE.
    await server.diagnostics(deployment, items => !rulesOf(items).includes('mesh/mtls-not-enforced'));
    await server.diagnostics(destinationRule, items => !conflict(items));
  });

  it('are told of on hover, with the file that decides', async () => {
    await using folder = await temporaryFolder(shop);
    server = await LanguageServer.start({ folders: [folder.path] });
    const at = async (name: keyof typeof shop, word: string): Promise<string> => {
      const uri = folder.uri(name);
      const lines = shop[name].split('\n');
      const line = lines.findIndex(it => it.includes(word));
      const position = { line, character: lines[line]!.indexOf(word) + word.length - 1 };
      const hover = await server.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
      return (hover?.contents as MarkupContent | undefined)?.value ?? '';
    };
    await server.connection.sendRequest('boltseal/scanWorkspace', {});
    for (const [name, text] of Object.entries(shop)) await server.open(folder.uri(name), 'yaml', text);
    const link = `[PeerAuthentication \`default\` (namespace \`shop\`)](${folder.uri('policies/peers.yaml')}#L8)`;
    assert.equal(
      (await at('api/deployment.yaml', 'name: api')).split('\n')[0],
      `Mutual TLS: **PERMISSIVE** on all ports, by ${link}`,
    );
    assert.match(await at('web/deployment.yaml', 'name: web'), /Mutual TLS: \*\*none\*\*, as it runs on Windows/);
    assert.match(
      await at('api/destination.yaml', 'host: api'),
      /Sends plain text, by .*\n.*Deployment `api`.*: Plain text/,
    );
    assert.match(await at('policies/peers.yaml', 'PERMISSIVE'), /Deployment `api`.*PERMISSIVE/);
  });

  it('are shown of files that a scan found and nobody opened', async () => {
    await using folder = await temporaryFolder({ ...shop, 'policies/peers.yaml': policy('STRICT') });
    server = await LanguageServer.start({ folders: [folder.path] });
    await server.connection.sendRequest('boltseal/scanWorkspace', {});
    const deployment = folder.uri('web/deployment.yaml');
    assert.ok(rulesOf(await server.diagnostics(deployment)).includes('mesh/mtls-not-enforced'));
    const peers = folder.uri('policies/peers.yaml');
    await server.open(peers, 'yaml', policy('PERMISSIVE'));
    await server.diagnostics(deployment, items => !rulesOf(items).includes('mesh/mtls-not-enforced'));
  });

  it('are not those of files that are excluded', async () => {
    await using folder = await temporaryFolder({
      ...shop,
      'drafts/peers.yaml': policy('STRICT'),
      '.boltseal.yaml': 'exclude: [drafts/]\n',
    });
    server = await LanguageServer.start({ folders: [folder.path] });
    await server.connection.sendRequest('boltseal/scanWorkspace', {});
    assert.deepEqual((await status()).project, { files: 5, objects: 8 });
  });

  it('follow the kustomization that gives the namespace', async () => {
    const kustomization = (namespace: string) => `namespace: ${namespace}\nresources:\n- web.yaml\n`;
    await using folder = await temporaryFolder({
      'mesh/peers.yaml': policy('STRICT'),
      'web/web.yaml': workload('web', 'elsewhere'),
      'web/kustomization.yaml': kustomization('shop'),
    });
    server = await LanguageServer.start({ folders: [folder.path] });
    const uri = folder.uri('web/web.yaml');
    const isTold = (items: readonly { code?: unknown }[]) => rulesOf(items).includes('mesh/mtls-not-enforced');
    await server.connection.sendRequest('boltseal/scanWorkspace', {});
    assert.ok(isTold(await server.diagnostics(uri)));
    await folder.write('web/kustomization.yaml', kustomization('other'));
    await server.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: folder.uri('web/kustomization.yaml'), type: FileChangeType.Changed }],
    });
    await server.diagnostics(uri, items => !isTold(items));
  });
});
