import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boltseal, Folder } from './kit';

const wdigest = String.raw`HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest`;
const bad = `reg add ${wdigest} /v UseLogonCredential /t REG_DWORD /d 1 /f\r\n`;

describe('boltseal remediate', () => {
  let folder: Folder;
  const run = (args: readonly string[]) => boltseal(['remediate', ...args], { cwd: folder.path });
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it('writes a script for what a setting mends, and says how much', async () => {
    folder
      .add('a.cmd', `@echo off\r\n${bad}`)
      .add('b.ps1', 'Invoke-WebRequest http://example.org/a.zip -OutFile a.zip\n');
    const { code, out, err } = await run([]);
    assert.equal(code, 0);
    assert.ok(out.includes(`# identity/weak-authentication-setting, a.cmd:2\n`), out);
    assert.ok(
      out.includes(`Set-RegistryData -Key '${wdigest}' -Name 'UseLogonCredential' -Type DWord -Value 0\n`),
      out,
    );
    assert.match(err, /^boltseal: 1 setting for 1 finding; [12] more need an edit of the text\n$/);
  });

  it('writes to a file what has no findings of its own', async () => {
    folder.add('a.cmd', bad);
    await run(['-o', 'mend.ps1']);
    assert.match(readFileSync(join(folder.path, 'mend.ps1'), 'utf8'), /^#Requires -Version 5\.1\n/);
    assert.equal((await boltseal(['scan', 'mend.ps1'], { cwd: folder.path })).out, 'No findings in 1 file.\n');
  });

  it('writes nothing when there is nothing to set', async () => {
    folder
      .add('a.ps1', 'Get-Date\n')
      .add('Dockerfile', `FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN ${bad}`);
    const { code, out, err } = await run(['-o', 'mend.ps1']);
    assert.deepEqual([code, out, existsSync(join(folder.path, 'mend.ps1'))], [0, '', false]);
    assert.match(err, /^boltseal: 0 settings for 0 findings; \d more need an edit/);
  });

  it('ends with 2 when something was not read', async () => {
    const { code, err } = await run(['nowhere.ps1']);
    assert.equal(code, 2);
    assert.match(err, /nowhere\.ps1: no such file or folder/);
  });
});
