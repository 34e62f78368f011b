import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TemporaryFolder, temporaryFolder } from '../../kit/folder';
import { type NotationSigner, notationSigner } from '../../kit/notation-signer';
import { startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { needs } from '../../kit/programs';
import type { Workbench } from '../workbench';
import { failure, openWindow, picture } from './kit';

const name = 'registry.contoso.example';
const from = `FROM ${name}/windows/servercore:ltsc2022`;
const stages = `\nCOPY --from=${name}/tools/probe:2 C:/probe.exe C:/probe.exe\nUSER ContainerUser\n`;

describe('a user who wants to know who signed an image', () => {
  let signer: NotationSigner;
  let registry: TestRegistry;
  let window: Workbench;

  /** Makes an image of a build of Windows that of the tag, and signs it. */
  async function publish(version: string): Promise<string> {
    const repository = registry.repository('windows/servercore');
    const { index } = repository.putWindowsIndex([version], 'ltsc2022');
    await signer.sign(repository, index);
    return index.digest;
  }

  before(async function () {
    needs(this, 'openssl');
    signer = notationSigner('Contoso Base Images');
    registry = await startRegistry();
    await publish('10.0.20348.5870');
    const tools = registry.repository('tools/probe');
    await signer.sign(tools, tools.putImage({ tag: '2', os: 'windows', osVersion: '10.0.20348.5870' }));
    window = await openWindow('examples/insecure', {
      settings: {
        'boltseal.images.mode': 'online',
        'boltseal.images.privateRegistries': [registry.host],
        'boltseal.images.insecureRegistries': [registry.host],
      },
      machine: {
        'boltseal.images.mirrors': { [name]: [registry.address] },
        'boltseal.images.trustPolicy': signer.policy([`${name}/windows/servercore`, `${name}/tools/probe`]),
      },
    });
    mkdirSync(join(window.workspace, 'images'));
    writeFileSync(join(window.workspace, 'images/Dockerfile'), from + stages);
  });
  after(async () => {
    await window?.close();
    await registry?.stop();
    signer?.remove();
  });
  afterEach(function () {
    return this.currentTest?.state === 'failed' ? failure(window, this.currentTest.title) : undefined;
  });

  it('is asked before a registry is', async () => {
    await window.openFile('images/Dockerfile');
    await window.page.keyboard.press('Control+B');
    const question = await window.waitForNotification(`May Boltseal ask ${name} who signed`);
    assert.equal(registry.log.length, 0);
    await question.getByRole('button', { name: 'Always' }).click();
    await window.codeLens('✓ signed by Contoso Base Images');
  });

  it('reads who signed it and how that is known', async () => {
    await (await window.codeLens('✓ signed by Contoso Base Images')).click();
    const hover = window.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Trusted by your own policy' }).last();
    await hover.waitFor();
    await picture(window, 'images', { height: 420 });
    await window.page.keyboard.press('Escape');
  });

  it('pins what was verified, and sees the tag move', async () => {
    await window.goTo(1, 8);
    await window.quickFixes();
    await window.chooseFix('Pin to the verified digest');
    await window.save();
    const pinned = readFileSync(join(window.workspace, 'images/Dockerfile'), 'utf8');
    assert.match(pinned, new RegExp(`^${from.replaceAll('.', '\\.')}@sha256:[0-9a-f]{64}\\n`));
    await publish('10.0.20348.5761');
    await window.runCommand('Boltseal: Check Who Signed the Images of This File');
    await window.codeLens('✓ signed by Contoso Base Images · tag has moved');
  });

  it('keeps what was known when the registry is gone', async () => {
    await registry.stop();
    await window.runCommand('Boltseal: Check Who Signed the Images of This File');
    await window.codeLens(/✓ signed by Contoso Base Images.*registry not reachable · checked/);
  });
});

describe('a user who decides whom to trust', () => {
  let signer: NotationSigner;
  let registry: TestRegistry;
  let window: Workbench;
  let folder: TemporaryFolder;

  before(async function () {
    needs(this, 'openssl');
    signer = notationSigner('Contoso Base Images');
    registry = await startRegistry();
    folder = await temporaryFolder();
    const repository = registry.repository('windows/servercore');
    await signer.sign(repository, repository.putWindowsIndex(['10.0.20348.5870'], 'ltsc2022').index);
    window = await openWindow('examples/insecure', {
      settings: {
        'boltseal.images.mode': 'cache',
        'boltseal.images.privateRegistries': [registry.host],
        'boltseal.images.insecureRegistries': [registry.host],
      },
      machine: {
        'boltseal.images.mirrors': { [name]: [registry.address] },
        'boltseal.images.trustPolicy': join(folder.path, 'trustpolicy.json'),
      },
    });
    mkdirSync(join(window.workspace, 'images'));
    writeFileSync(join(window.workspace, 'images/Dockerfile'), `${from}\nUSER ContainerUser\n`);
  });
  after(async () => {
    await window?.close();
    await registry?.stop();
    signer?.remove();
    await folder?.[Symbol.asyncDispose]();
  });
  afterEach(function () {
    return this.currentTest?.state === 'failed' ? failure(window, this.currentTest.title) : undefined;
  });

  it('lets a registry be asked, having read what it learns', async () => {
    await window.openFile('images/Dockerfile');
    await (await window.codeLens('not checked: Check online')).click();
    assert.equal(registry.log.length, 0);
    await window.answerDialog('learns which of its images you name', 'Enable');
    await window.codeLens(/signed in the name of Contoso Base Images, which no policy accepts|unknown/);
  });

  it('trusts a signer with the certificate of the root in hand, and no other', async () => {
    const trust = async (certificate: string): Promise<void> => {
      await window.goTo(1, 8);
      await window.quickFixes();
      await window.chooseFix('Trust Contoso Base Images');
      await window.answerDialog('SHA-256: ', 'Choose Certificate');
      await window.chooseFile(certificate);
    };
    await trust(join(signer.folder, 'leaf.crt'));
    await window.waitForNotification('is not the certificate with the SHA-256');
    await trust(join(signer.folder, 'root.crt'));
    await window.codeLens('✓ signed by Contoso Base Images');
    const policy = JSON.parse(readFileSync(join(folder.path, 'trustpolicy.json'), 'utf8'));
    assert.deepEqual(policy.trustPolicies[0].registryScopes, [`${name}/windows/servercore`]);
    assert.deepEqual(policy.trustPolicies[0].trustedIdentities, [`x509.subject: ${signer.subject}`]);
  });
});
