import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { temporaryFolder } from '../kit/folder';
import { buildServer } from '../kit/language-server';

const script = fileURLToPath(new URL('neovim.lua', import.meta.url));

describe('language server in Neovim', () => {
  before(function () {
    if (spawnSync('nvim', ['--version']).status === 0) return;
    console.log('      skipped: there is no nvim here; scripts/debian-packages.sh installs it');
    this.skip();
  });

  it('shows findings and mends one', async () => {
    const text = '# é😀\nSet-NetFirewallProfile -Profile Public -Enabled False\nEnable-PSRemoting -Force\n';
    await using folder = await temporaryFolder({ 'open.ps1': text });
    const env = {
      ...process.env,
      NODE: process.execPath,
      SERVER: await buildServer(),
      RESULT: join(folder.path, 'seen.json'),
      XDG_STATE_HOME: folder.path,
      XDG_CACHE_HOME: folder.path,
    };
    const args = ['--headless', '-u', 'NONE', '-i', 'NONE', '-n', 'open.ps1', '-c', `luafile ${script}`];
    await promisify(execFile)('nvim', args, { cwd: folder.path, env, timeout: 30_000 });
    const seen = JSON.parse(await readFile(env.RESULT, 'utf8'));
    const off = { code: 'firewall/firewall-off', line: 1, from: 48, to: 53, severity: 1 };
    assert.deepEqual(seen.before[0], off);
    assert.equal(seen.actions[0], 'Set Enabled to True');
    assert.equal(seen.after.length, seen.before.length - 1);
    assert.equal(`${seen.text}\n`, text.replace('False', 'True'));
  });
});
