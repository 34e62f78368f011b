import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workbench } from '../workbench';
import { failure, openWindow, picture } from './kit';

describe('a user of the insecure shop', () => {
  let window: Workbench;
  before(async () => {
    window = await openWindow('examples/insecure');
  });
  after(() => window.close());
  afterEach(function () {
    return this.currentTest?.state === 'failed' ? failure(window, this.currentTest.title) : undefined;
  });

  it('sees what is wrong in a Dockerfile, inline and in Problems', async () => {
    await window.openFile('web/Dockerfile');
    await window.page.keyboard.press('Control+B');
    await window.waitForSquiggles(5);
    await window.waitForProblem('New-NetFirewallRule');
    await window.goTo(1);
    await picture(window, 'dockerfile', { height: 517 });
    await window.hidePanel();
  });

  it('sees how many problems the file has in its language status', async () => {
    await window.page.locator('[id="status.languageStatus"]').hover();
    await window.page.locator('.hover-language-status', { hasText: /\d+ problems found/ }).waitFor();
    await window.page.mouse.move(400, 200);
  });

  it('reads why on hover', async () => {
    await window.openFile('scripts/tls.ps1');
    await window.waitForSquiggles(4);
    await window.goTo(12, 35);
    const text = await window.hover('What to do');
    assert.match(text, /Sweet32/);
    assert.match(text, /tls\/weak-cipher-suite/);
    await picture(window, 'hover');
    await window.page.keyboard.press('Escape');
  });

  it('mends a finding by a quick fix', async () => {
    await window.openFile('scripts/firewall.ps1');
    await window.waitForSquiggles(3);
    await window.goTo(11, 68);
    const titles = await window.quickFixes();
    assert.ok(
      titles.some(it => it.startsWith('Set Enabled to True')),
      titles.join(' | '),
    );
    assert.ok(
      titles.some(it => it.startsWith('Suppress')),
      titles.join(' | '),
    );
    await picture(window, 'quick-fix', { height: 420 });
    await window.chooseFix('Set Enabled to True');
    await window.save();
    const saved = readFileSync(join(window.workspace, 'scripts/firewall.ps1'), 'utf8');
    assert.match(saved, /-Enabled True/);
  });

  it('writes the reason of a suppression where the cursor is put', async () => {
    await window.openFile('scripts/remote.ps1');
    await window.waitForSquiggles(4);
    const before = await window.countSquiggles();
    await window.goTo(4, 58);
    await window.quickFixes();
    await window.chooseFix('by a comment above');
    await window.page.keyboard.type('the kiosk speaks nothing else');
    await window.save();
    const saved = readFileSync(join(window.workspace, 'scripts/remote.ps1'), 'utf8');
    assert.match(saved, /^# boltseal-disable-next-line remote-access\/\S+ -- the kiosk speaks nothing else$/m);
    await window.waitForFewerSquiggles(before);
    await picture(window, 'suppression', { height: 420 });
  });

  it('scans the workspace and is told what was found', async () => {
    await window.waitForProblem('remote.ps1');
    await window.runCommand('Boltseal: Scan Workspace');
    const toast = await window.waitForNotification(/problems in \d+ files/);
    await window.waitForProblem('insecureSkipVerify');
    await window.page.getByText('scanning the workspace').waitFor({ state: 'detached' });
    await picture(window, 'scan', { top: 200 });
    await window.hidePanel();
    await toast.getByRole('button', { name: 'Show Problems' }).click();
    await window.page.locator('.markers-panel-container :focus').waitFor();
  });

  it('reads the page of a rule in the editor', async () => {
    await window.hidePanel();
    await window.openFile('scripts/tls.ps1');
    await window.runCommand('Boltseal: Explain Rule');
    await window.page.locator('.quick-input-widget input').first().fill('tls/weak-cipher-suite');
    await window.page.keyboard.press('Enter');
    await window.page.locator('.tab', { hasText: 'weak-cipher-suite' }).waitFor();
    const page = window.page.frameLocator('iframe.webview').frameLocator('#active-frame');
    await page.getByRole('heading', { name: 'tls/weak-cipher-suite' }).waitFor();
    await picture(window, 'explain', { height: 500 });
  });

  it('comes from a finding to the page of its rule', async () => {
    await window.runCommand('View: Close All Editors');
    await window.openFile('scripts/tls.ps1');
    await window.waitForSquiggles(4);
    await window.goTo(12, 35);
    await window.hover('What to do');
    await window.page.locator('.monaco-hover a', { hasText: 'tls/weak-cipher-suite' }).first().click();
    await window.page.locator('.tab', { hasText: 'weak-cipher-suite' }).waitFor();
  });

  it('is asked before fixes are made that may change what the file does', async () => {
    await window.runCommand('View: Close All Editors');
    await window.openFile('compose.yaml');
    await window.waitForSquiggles(2);
    await window.runCommand('Boltseal: Fix All');
    const offer = await window.waitForNotification(/2 problems more can be fixed/);
    await offer.getByRole('button', { name: 'Fix Them Too' }).click();
    await window.waitForNotification('Boltseal fixed 2 problems more');
    await window.save();
    const saved = readFileSync(join(window.workspace, 'compose.yaml'), 'utf8');
    assert.doesNotMatch(saved, /3389|5985/);
  });

  it('is told on hover what the files of a cluster enforce together', async () => {
    await window.openFile('cluster/mesh.yaml');
    await window.waitForSquiggles(2);
    await window.goTo(31, 20);
    const text = await window.hover('The call fails');
    assert.match(text, /Sends ISTIO_MUTUAL, by DestinationRule web/);
    assert.match(text, /Deployment web: The call fails: mutual TLS where no proxy ends it/);
    await picture(window, 'cluster', { height: 420 });
    await window.page.keyboard.press('Escape');
  });
});

describe('a user who does not trust the folder', () => {
  it('sees the same findings', async () => {
    const window = await openWindow('examples/insecure', { trust: 'ask' });
    try {
      await window.answerTrust(false);
      await window.openFile('web/Dockerfile');
      await window.waitForSquiggles(5);
      await window.page.getByText('Restricted Mode').first().waitFor();
    } finally {
      await window.close();
    }
  });
});

describe('a user who writes settings', () => {
  it('sees at which line a `.boltseal.yaml` is wrong, and what can be written there', async () => {
    const window = await openWindow('examples/insecure');
    try {
      writeFileSync(
        join(window.workspace, '.boltseal.yaml'),
        'rules:\n  tls/legacy-protcol: high\n  image/*: off\n  \n',
      );
      await window.openFile('.boltseal.yaml');
      await window.waitForSquiggles(1);
      await window.page.keyboard.press('Control+B');
      await window.goTo(4, 3);
      await window.page.keyboard.press('Control+Space');
      await window.page.keyboard.type('fire');
      await window.page.locator('.suggest-widget .monaco-list-row', { hasText: 'firewall/firewall-off' }).waitFor();
      await picture(window, 'settings', { height: 420 });
    } finally {
      await window.close();
    }
  });
});
