import assert from 'node:assert/strict';
import type { ServerStatus } from '../../server/src/lsp/protocol';
import { temporaryFolder } from '../kit/folder';
import { LanguageServer } from '../kit/language-server';

const agent = (settings: string) =>
  `agent {\n  trust_domain = "shop.test"\n}\nplugins {\n  WorkloadAttestor "windows" {\n    plugin_data {\n${settings}    }\n  }\n}\n`;
const files = {
  'conf/agent.conf': agent(''),
  'register.ps1':
    "spire-server entry create -spiffeID spiffe://shop.test/web -parentID spiffe://shop.test/node -selector 'windows:path:C:\\shop\\web.exe'\n",
  'other.ps1': 'Get-Date\n',
};
const rule = 'spire/selector-untold';

describe('language server: entries and agents of SPIRE', () => {
  let server: LanguageServer;
  afterEach(() => server.stop());

  it('follow edits of the configuration, until nothing is left of it', async () => {
    await using folder = await temporaryFolder(files);
    server = await LanguageServer.start({ folders: [folder.path] });
    const [conf, script, other] = Object.keys(files).map(it => folder.uri(it)) as [string, string, string];
    await server.open(script, 'powershell', files['register.ps1']);
    await server.open(other, 'powershell', files['other.ps1']);
    const has = (items: readonly { code?: unknown }[]) => items.some(it => it.code === rule);
    const found = await server.diagnostics(script, has);
    const [finding] = found.filter(it => it.code === rule);
    assert.deepEqual(
      finding?.relatedInformation?.map(it => [it.location.uri, it.location.range.start.line]),
      [[conf, 4]],
    );
    await server.open(conf, 'plaintext', files['conf/agent.conf']);
    await server.diagnostics(conf);
    await server.diagnostics(other);
    const status = () => server.connection.sendRequest('boltseal/status') as Promise<ServerStatus>;
    const { analyses, project } = await status();
    assert.deepEqual(project, { files: 1, objects: 1 });

    await server.change(conf, [{ text: agent('      discover_workload_path = true\n') }]);
    await server.diagnostics(script, items => !has(items));
    // The configuration and the script that it is about.
    assert.equal((await status()).analyses - analyses, 2);

    await server.change(conf, [{ text: '# nothing is left\n' }]);
    await server.diagnostics(conf, items => items.length === 0);
    assert.deepEqual((await status()).project, { files: 0, objects: 0 });
    await server.close(conf);
    await server.diagnostics(script, has);
  });
});
