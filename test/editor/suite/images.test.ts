import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { needs } from '../../kit/programs';
import { allowed, lens, lenses, openRegistry, type Registry, setImages } from './images-kit';
import { actionsAt, closeAll, diagnostics, fileUri, open, some, take } from './kit';

describe('who signed an image', () => {
  let site: Registry;
  before(function () {
    needs(this, 'openssl');
  });
  beforeEach(async () => {
    site = await openRegistry();
  });
  afterEach(async () => {
    await setImages({});
    await closeAll();
    await site.stop();
  });

  it('is looked up by nobody before the user says so, whatever a workspace sets', async () => {
    await site.publish('10.0.20348.5256');
    const settings = await vscode.workspace.fs.readFile(fileUri('.vscode/settings.json'));
    assert.equal(JSON.parse(Buffer.from(settings).toString())['boltseal.images.mode'], 'online');
    const { document } = await open('images/off/Dockerfile', `${site.from}\n`);
    await new Promise(done => setTimeout(done, 1500));
    assert.equal(vscode.workspace.getConfiguration('boltseal.images').get('mode'), 'off');
    assert.deepEqual(await lenses(document.uri), []);
    assert.equal(site.registry.log.length, 0);
  });

  it('stands above FROM, and the verified digest is written beside the tag', async () => {
    const digest = await site.publish('10.0.20348.5256');
    await setImages(allowed(site));
    const { document } = await open('images/pin/Dockerfile', `${site.from}\n`);
    assert.equal(await lens(document.uri, /signed/), '✓ signed by Contoso · checked just now');
    await take(await actionsAt(document, 'image/verified-not-pinned'), 'Pin to the verified digest');
    assert.equal(document.getText(), `${site.from}@${digest}\n`);
    await lens(document.uri, /^✓ signed by Contoso/);
  });

  it('is told on hover', async () => {
    await site.publish('10.0.20348.5256');
    await setImages(allowed(site));
    const { document } = await open('images/hover/Dockerfile', `${site.from}\n`);
    await lens(document.uri, /signed by Contoso/);
    const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 8),
    );
    const text = hovers.flatMap(it => it.contents.map(part => (part as vscode.MarkdownString).value)).join('\n');
    assert.match(text, /Trusted by your own policy, statement acme/);
    assert.match(text, /Windows Server 2022/);
  });

  it('is asked again on demand, which shows that a tag was moved', async () => {
    const old = await site.publish('10.0.20348.5256');
    await setImages(allowed(site));
    const { document } = await open('images/moved/Dockerfile', `${site.from}@${old}\n`);
    await lens(document.uri, /^✓ signed by Contoso · checked/);
    const now = await site.publish('10.0.20348.5622');
    await vscode.commands.executeCommand('boltseal.checkImagesOfFile');
    await lens(document.uri, /^✓ signed by Contoso · tag has moved · 3 updates behind/);
    await take(await actionsAt(document, 'image/tag-moved'), 'Update');
    assert.equal(document.getText(), `${site.from}@${now}\n`);
  });

  it('is what it was, with its age, when the registry is gone', async () => {
    await site.publish('10.0.20348.5256');
    await setImages(allowed(site));
    const { document } = await open('images/offline/Dockerfile', `${site.from}\n`);
    await lens(document.uri, /^✓ signed by Contoso/);
    await site.registry.stop();
    await vscode.commands.executeCommand('boltseal.checkImagesOfFile');
    assert.match(await lens(document.uri, /reachable/), /^✓ signed by Contoso · registry not reachable · checked/);
    await vscode.commands.executeCommand('boltseal.restartServer');
    await lens(document.uri, /^✓ signed by Contoso/);
  });

  it('may be accepted as it is, which is written into a settings file that is made', async () => {
    site.registry.repository('base').putImage({ tag: '1' });
    await setImages(allowed(site));
    const { document } = await open('images/exception/Dockerfile', `${site.from}\n`);
    await lens(document.uri, /^not signed/);
    const actions = await actionsAt(document, 'image/signature-missing');
    await take(actions, 'Accept `');
    const { command, arguments: given = [] } = actions.find(it => it.title.startsWith('Accept `'))!.command!;
    await vscode.commands.executeCommand(command, ...given);
    const editor = vscode.window.activeTextEditor!;
    assert.equal(editor.document.getText(editor.selection), 'why it is accepted');
    await vscode.commands.executeCommand('type', { text: 'it is built here' });
    await editor.document.save();
    await diagnostics(document.uri, found => !some('image/signature-missing')(found));
    const uri = fileUri('.boltseal.yaml');
    const text = Buffer.from(await vscode.workspace.fs.readFile(uri)).toString();
    assert.match(
      text,
      /^images:\n {2}exceptions:\n {4}- image: 127\.0\.0\.1:\d+\/base:1\n {6}reason: it is built here\n/,
    );
    await vscode.workspace.fs.delete(uri);
  });
});
