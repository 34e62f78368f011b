import assert from 'node:assert/strict';
import { type Diagnostic, ExecuteCommandRequest, type Hover, HoverRequest } from 'vscode-languageserver/node';
import {
  checkImagesCommand,
  imageCommands,
  notifications,
  requests,
  type SaidImageSettings,
  type ServerStatus,
} from '../../server/src/lsp/protocol';
import { type TemporaryFolder, temporaryFolder } from '../kit/folder';
import { LanguageServer, modern } from '../kit/language-server';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { startRegistry, type TestRegistry } from '../kit/oci-registry';
import { needs } from '../kit/programs';

const client = {
  ...modern,
  workspace: { ...modern.workspace, workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] } },
};

describe('language server: who signed an image', () => {
  let signer: NotationSigner;
  let registry: TestRegistry;
  let folder: TemporaryFolder;
  let server: LanguageServer | undefined;
  let uri: string;

  before(function () {
    needs(this, 'openssl');
    signer = notationSigner();
  });
  after(() => signer?.remove());

  beforeEach(async () => {
    registry = await startRegistry();
    folder = await temporaryFolder({ 'web/keep': '' });
    uri = folder.uri('web/Dockerfile');
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await registry.stop();
    await folder[Symbol.asyncDispose]();
  });

  const repository = () => registry.repository('base');
  const from = (more = '') => `FROM ${registry.host}/base:1${more}\n`;

  /** An image of a build of Windows, signed or not. */
  async function publish(version: string, signed = true): Promise<string> {
    const { index } = repository().putWindowsIndex([version], '1');
    if (signed) await signer.sign(repository(), index);
    return index.digest;
  }

  const said = (more: SaidImageSettings = {}): SaidImageSettings => ({
    mode: 'online',
    registries: [registry.host],
    privateRegistries: [registry.host],
    insecureRegistries: [registry.host],
    trustPolicy: signer.policy([`${registry.host}/base`]),
    cacheFolder: `${folder.path}/cache`,
    ...more,
  });

  async function start(images: SaidImageSettings | undefined, more: object = {}): Promise<LanguageServer> {
    server = await LanguageServer.start({
      capabilities: client,
      folders: [folder.path],
      initializationOptions: { commands: Object.values(imageCommands), ...(images ? { images } : {}), ...more },
    });
    return server;
  }

  const titles = async (): Promise<string[]> => (await server!.lenses(uri)).map(it => it.command!.title);
  const lens = (wanted: RegExp): Promise<string> =>
    server!.until(async () => (await titles()).find(it => wanted.test(it)), `${wanted}`);
  const check = () =>
    server!.connection.sendRequest(ExecuteCommandRequest.type, { command: checkImagesCommand, arguments: [{ uri }] });
  const status = () => server!.connection.sendRequest(requests.status) as Promise<ServerStatus>;
  const tell = (settings: SaidImageSettings) =>
    server!.connection.sendNotification(notifications.imageSettings, settings);
  const rules = (items: readonly Diagnostic[]) => items.map(it => String(it.code));
  const top = { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } };
  const actions = async () => (await server!.actions(uri, top, [])).map(it => it.title);
  async function hover(): Promise<string> {
    const found: Hover | null = await server!.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: top.start,
    });
    return (found?.contents as { value: string } | undefined)?.value ?? '';
  }

  for (const { title, images, settings } of [
    { title: 'that says nothing of images', images: () => undefined },
    { title: 'with the mode `off`', images: () => said({ mode: 'off' }) },
    { title: 'in a folder whose authors the user does not trust', images: () => said({ trusted: false }) },
    {
      title: 'whose workspace wants it all the same',
      images: () => undefined,
      settings: () => ({ images: said() }),
    },
  ] as const) {
    it(`nothing is looked up for a client ${title}`, async () => {
      await publish('10.0.20348.5256');
      await start(images());
      if (settings) {
        server!.settings = settings();
        await server!.connection.sendNotification('workspace/didChangeConfiguration', {
          settings: { boltseal: settings() },
        });
      }
      await server!.open(uri, 'dockerfile', from());
      await server!.diagnostics(uri);
      assert.deepEqual(await titles(), []);
      assert.doesNotMatch(await hover(), /signed/);
      await check();
      await new Promise(done => setTimeout(done, 1000));
      assert.deepEqual((await status()).images, { loaded: false, requests: 0 });
      assert.equal(registry.log.length, 0);
      assert.deepEqual(server!.questions, []);
    });
  }

  it('is told by lens, hover and findings once the registry answered', async () => {
    const digest = await publish('10.0.20348.5256');
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    assert.equal(await lens(/signed/), '✓ signed by build · checked just now');
    const found = await server!.diagnostics(uri, items => rules(items).includes('image/verified-not-pinned'));
    const text = await hover();
    assert.match(text, /Notation signature:\*\* trusted, by CN=build,O=Acme,ST=WA,C=US/);
    assert.match(text, /Trusted by your own policy, statement acme\\-images/);
    assert.match(text, /It is built on Windows Server 2022, build 10\.0\.20348\.5256/);
    assert.ok(text.includes(digest));
    const { loaded, requests: sent } = (await status()).images;
    assert.ok(loaded && sent > 0 && sent === registry.log.length);
    const pin = found.find(it => it.code === 'image/verified-not-pinned')!;
    const offered = await server!.actions(uri, pin.range, [pin]);
    const fix = offered.find(it => it.title.startsWith('Pin to the verified digest'))!;
    assert.equal(await server!.apply(uri, fix.edit!), from(`@${digest}`));
    assert.match(await lens(/signed/), /^✓ signed by build/);
  });

  it('asks only when a document is opened, saved or checked, never while it is typed', async () => {
    await publish('10.0.20348.5256');
    await start(said());
    await server!.open(uri, 'dockerfile', '# nothing yet\n');
    await new Promise(done => setTimeout(done, 900));
    await server!.change(uri, [{ text: from() }]);
    await server!.diagnostics(uri);
    await new Promise(done => setTimeout(done, 900));
    assert.equal(registry.log.length, 0);
    assert.equal((await titles())[0], 'not checked: Check now');
    await server!.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await lens(/signed by build/);
  });

  it('sees on the next check that a tag was moved, and updates the pin', async () => {
    const old = await publish('10.0.20348.5256');
    await start(said());
    await server!.open(uri, 'dockerfile', from(`@${old}`));
    await lens(/^✓ signed by build · checked/);
    const now = await publish('10.0.20348.5622');
    await check();
    assert.match(await lens(/tag has moved/), /^✓ signed by build · tag has moved · 3 updates behind/);
    const found = await server!.diagnostics(uri, items => rules(items).includes('image/tag-moved'));
    const moved = found.find(it => it.code === 'image/tag-moved')!;
    const [fix] = (await server!.actions(uri, moved.range, [moved])).filter(it => it.title.includes('pdate'));
    assert.equal(await server!.apply(uri, fix!.edit!), from(`@${now}`));
  });

  it('keeps the last verdict with its age when the registry is gone, and after a restart', async () => {
    await publish('10.0.20348.5256');
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    await lens(/signed by build/);
    await registry.stop();
    await check();
    assert.match(await lens(/not reachable/), /^✓ signed by build · registry not reachable · checked just now/);
    await server!.stop();
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    await lens(/^✓ signed by build/);
    const offline = said({ mode: 'cache' });
    await tell(offline);
    assert.match(await lens(/^✓ signed by build/), /checked/);
  });

  it('says what was not signed, and records an exception with a reason and an end', async () => {
    await publish('10.0.20348.5256', false);
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    await lens(/^not signed/);
    await server!.diagnostics(uri, items => rules(items).includes('image/signature-missing'));
    const offered = await server!.actions(uri, top, []);
    const fix = offered.find(it => it.title.startsWith('Accept `'))!;
    const [created, change] = fix.edit!.documentChanges as unknown as [
      { uri: string },
      { edits: { newText: string }[] },
    ];
    assert.equal(created.uri, folder.uri('.boltseal.yaml'));
    const text = change.edits[0]!.newText;
    const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
    assert.equal(
      text,
      `images:\n  exceptions:\n    - image: ${registry.host}/base:1\n      reason: why it is accepted\n      until: ${until}\n`,
    );
    await folder.write('.boltseal.yaml', text);
    await server!.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uri('.boltseal.yaml'), type: 1 }],
    });
    await server!.diagnostics(uri, items => !rules(items).includes('image/signature-missing'));
  });

  it('asks the user once about each registry', async () => {
    await publish('10.0.20348.5256');
    await start(said({ registries: [] }));
    await server!.open(uri, 'dockerfile', `${from()}COPY --from=${registry.host}/base:1 / /\n`);
    await server!.until(async () => server!.questions.length > 0, 'a question');
    assert.match(server!.questions[0]!, /^May Boltseal ask 127\.0\.0\.1:\d+ who signed base\?/);
    await server!.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    await new Promise(done => setTimeout(done, 1000));
    assert.equal(server!.questions.length, 1);
    assert.equal(registry.log.length, 0);
    assert.equal((await titles())[0], 'not checked: Check now');
    server!.answer = 'This Session';
    await check();
    await lens(/signed by build/);
    assert.equal(server!.questions.length, 2);
    await check();
    assert.equal(server!.questions.length, 2);
  });

  it('has the client keep what the user says about a registry', async () => {
    await publish('10.0.20348.5256');
    await start(said({ registries: [] }), { registryAnswers: true });
    const told: unknown[] = [];
    server!.connection.onNotification(notifications.registryAnswer, it => void told.push(it));
    server!.answer = 'Never';
    await server!.open(uri, 'dockerfile', from());
    await server!.until(async () => told.length > 0, 'an answer to keep');
    assert.deepEqual(told, [{ registry: registry.host, answer: 'never' }]);
    await tell(said({ registries: [], refusedRegistries: [registry.host] }));
    await check();
    assert.equal(server!.questions.length, 1);
    assert.equal(registry.log.length, 0);
  });

  it('follows settings: a policy, a mode, trust in the folder', async () => {
    await publish('10.0.20348.5256');
    const elsewhere = signer.policy([`${registry.host}/other`], 'strict', `${folder.path}/other`);
    await start(said({ trustPolicy: elsewhere }));
    await server!.open(uri, 'dockerfile', from());
    assert.equal(await lens(/^signed/), 'signed in the name of build, which no policy accepts · checked just now');
    assert.ok((await actions()).includes(`Trust build for \`${registry.host}/base\`…`));
    const sent = registry.log.length;
    await tell(said({ mode: 'cache' }));
    await lens(/^✓ signed by build/);
    assert.equal(registry.log.length, sent);
    await tell(said({ trusted: false }));
    await server!.until(async () => (await titles()).length === 0, 'no lens');
    await server!.diagnostics(uri, items => !rules(items).includes('image/verified-not-pinned'));
  });

  it('offers to go online where nothing is known, and only to clients that can', async () => {
    await start(said({ mode: 'cache' }));
    await server!.open(uri, 'dockerfile', from());
    await lens(/^not checked: Check online/);
    assert.ok((await actions()).includes(`Enable online checks of signatures for ${registry.host}`));
    await server!.stop();
    await start(said({ mode: 'cache' }), { commands: [] });
    await server!.open(uri, 'dockerfile', from());
    await lens(/^not checked$/);
    assert.deepEqual(
      (await actions()).filter(it => /online|Trust|policy/.test(it)),
      [],
    );
  });

  it("applies a built-in policy: in the user's settings, or in those of the project", async () => {
    const text = 'FROM mcr.microsoft.com/dotnet/sdk:10.0\n';
    await start(said({ mode: 'cache' }));
    await server!.open(uri, 'dockerfile', text);
    const apply = (await server!.actions(uri, top, [])).find(it => it.title.startsWith('Apply the built-in policy'))!;
    assert.deepEqual(apply.command!.arguments, ['microsoft']);
    await server!.stop();
    await folder.write('.boltseal.yaml', 'images:\n  lock: false\n');
    await start(said({ mode: 'cache' }), { commands: [] });
    await server!.open(uri, 'dockerfile', text);
    const written = (await server!.actions(uri, top, [])).find(it => it.title.startsWith('Apply the built-in policy'))!;
    assert.deepEqual(written.edit!.documentChanges, [
      {
        textDocument: { uri: folder.uri('.boltseal.yaml'), version: null },
        edits: [
          {
            range: { start: { line: 1, character: 13 }, end: { line: 1, character: 13 } },
            newText: '\n  presets:\n    - microsoft',
          },
        ],
      },
    ]);
  });

  it('offers the login of Docker where a registry wants one', async () => {
    await registry.stop();
    registry = await startRegistry({ access: { scheme: 'basic', user: 'ann', password: 'secret' } });
    repository().putImage({ tag: '1' });
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    await lens(/^unknown: registry wants a login/);
    assert.ok((await actions()).includes(`Use the login of \`docker login ${registry.host}\``));
    assert.deepEqual(
      rules(await server!.diagnostics(uri)).filter(it => it === 'image/signature-missing'),
      [],
    );
  });

  it('keeps to a lock file without looking anything up', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const lock = `version: 1\nimages:\n  ${registry.host}/base:1:\n    digest: ${digest}\n    verdict: signed-trusted\n    checked: 2026-11-01T09:00:00Z\n`;
    await folder.write('boltseal.lock.yaml', lock);
    await start(undefined);
    await server!.open(uri, 'dockerfile', from(`@sha256:${'b'.repeat(64)}`));
    await server!.diagnostics(uri, items => rules(items).includes('image/lock-mismatch'));
    assert.match(await hover(), /Lock file:\*\* sha256:a+, signed\\-trusted, checked 2026\\-11\\-01/);
    await folder.write('boltseal.lock.yaml', lock.replaceAll('a'.repeat(64), 'b'.repeat(64)));
    await server!.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: folder.uri('boltseal.lock.yaml'), type: 2 }],
    });
    await server!.diagnostics(uri, items => !rules(items).includes('image/lock-mismatch'));
    assert.deepEqual((await status()).images, { loaded: false, requests: 0 });
  });

  it('says where a lock file is broken', async () => {
    await start(undefined);
    const lock = folder.uri('boltseal.lock.yaml');
    await server!.open(lock, 'yaml', 'version: 1\nimages:\n  golang:1.26: {}\n');
    const [found] = await server!.diagnostics(lock);
    assert.match(String(found!.message), /must be written in full: `docker\.io\/library\/golang:1\.26`/);
  });

  it('judges files that are not open by what is known, and again when that changes', async () => {
    await publish('10.0.20348.5256', false);
    const closed = folder.uri('web/Other.Dockerfile');
    await folder.write('web/Other.Dockerfile', from());
    await start(said());
    await server!.connection.sendRequest(requests.scanWorkspace, {});
    assert.ok(!rules(server!.published.get(closed)?.diagnostics ?? []).includes('image/signature-missing'));
    await server!.open(uri, 'dockerfile', from());
    await server!.diagnostics(closed, items => rules(items).includes('image/signature-missing'));
  });

  it('reads policies again when it is asked again', async () => {
    await publish('10.0.20348.5256');
    const trustPolicy = signer.policy([`${registry.host}/other`], 'strict', `${folder.path}/mine`);
    await start(said({ trustPolicy }));
    await server!.open(uri, 'dockerfile', from());
    await lens(/^signed in the name of build, which no policy accepts/);
    signer.policy([`${registry.host}/base`], 'strict', `${folder.path}/mine`);
    await check();
    await lens(/^✓ signed by build/);
  });

  it('waits for the user to accept what a workspace trusts', async () => {
    await publish('10.0.20348.5256');
    signer.policy([`${registry.host}/base`], 'strict', `${folder.path}/.notation`);
    const none = signer.policy([`${registry.host}/other`], 'strict', `${folder.path}/other`);
    await start(said({ trustPolicy: none }));
    await server!.open(uri, 'dockerfile', from());
    await lens(/^signed in the name of build, which no policy accepts/);
    const accept = (await server!.actions(uri, top, [])).find(it => it.title.startsWith('Accept the policy'))!;
    assert.equal(accept.command!.command, imageCommands.acceptPolicy);
    const [{ fingerprint, message }] = accept.command!.arguments as [{ fingerprint: string; message: string }];
    assert.match(message, /1 root/);
    assert.match(await hover(), /\*\*Policy:\*\* The policies of this project bring 1 root/);
    await tell(said({ trustPolicy: none, acceptedPolicies: [fingerprint] }));
    await lens(/^✓ signed by build/);
    assert.match(await hover(), /Trusted by workspace policy/);
  });

  it('gives up what nobody waits for', async () => {
    await publish('10.0.20348.5256');
    registry.fail(/manifests/, { kind: 'hang' });
    await start(said());
    await server!.open(uri, 'dockerfile', from());
    await server!.until(async () => registry.log.length > 0, 'a request');
    await server!.close(uri);
    const begun = performance.now();
    await server!.stop();
    server = undefined;
    // A request that hangs is given up after five seconds.
    assert.ok(performance.now() - begun < 4500);
  });

  it('shows text of others as text', async () => {
    await publish('10.0.20348.5256');
    const bad = notationSigner('[x](https://evil.example) **b** <img src=a>');
    try {
      const { index } = repository().putWindowsIndex(['10.0.20348.1'], '1');
      await bad.sign(repository(), index);
      await start(said());
      await server!.open(uri, 'dockerfile', from());
      await lens(/^signed in the name of/);
      const text = await hover();
      assert.doesNotMatch(text, /\]\(https|\*\*b\*\*|<img/);
    } finally {
      bad.remove();
    }
  });
});
