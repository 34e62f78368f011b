import assert from 'node:assert/strict';
import { languageOf } from '../../../server/src/engine/languages';
import { show } from '../../kit/events';
import { factsOf } from '../../kit/facts';

const head = '[Unicode]\nUnicode=yes\n[Version]\nsignature="$CHICAGO$"\nRevision=1\n';

const writes: readonly (readonly [line: string, ...writes: readonly string[]])[] = [
  [
    'MACHINE\\System\\CurrentControlSet\\Control\\Lsa\\LmCompatibilityLevel=4,5',
    'HKLM\\System\\CurrentControlSet\\Control\\Lsa LmCompatibilityLevel DWord=5',
  ],
  [
    '"MACHINE\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\CachedLogonsCount" = 1,"50"',
    'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon CachedLogonsCount String=50',
  ],
  [
    'MACHINE\\System\\CurrentControlSet\\Services\\LanManServer\\Parameters\\NullSessionPipes=7,a,b c',
    'HKLM\\System\\CurrentControlSet\\Services\\LanManServer\\Parameters NullSessionPipes MultiString=[a, b c]',
  ],
  ['USERS\\.DEFAULT\\Control Panel\\x=4,1', 'HKU\\.DEFAULT\\Control Panel x DWord=1'],
  ['MACHINE\\System\\x'],
  ['; MACHINE\\System\\a\\x=4,1'],
  ['MACHINE\\System\\a\\x=7,', 'HKLM\\System\\a x MultiString=[]'],
];

describe('security templates', () => {
  for (const [line, ...expected] of writes) {
    it(line, async () => {
      const facts = await factsOf('registry.write', 'inf', `${head}[Registry Values]\n${line}\n`);
      assert.deepEqual(
        facts.map(it => `${it.hive}\\${it.key} ${it.name} ${it.type ?? ''}=${show(it.data)}`),
        expected,
      );
    });
  }

  it('accounts and services', async () => {
    const text = `${head}[System Access]\r\nMinimumPasswordLength = 4\r\nNewGuestName = "x"\r\nClearTextPassword=1\r\n[Service General Setting]\r\n"MpsSvc",4,""\r\nw32time,2,"D:AR"\r\n[Profile Description]\r\nMinimumPasswordLength = 1\r\n`;
    const settings = await factsOf('setting', 'inf', text);
    assert.deepEqual(
      settings.map(it => `${it.name}=${show(it.value)} ${text.slice(it.at.start, it.at.end)} ${it.setTo?.(14)?.text}`),
      ['minpwlen=4 4 14', 'reversible=1 1 14'],
    );
    const changes = await factsOf('service.change', 'inf', text);
    assert.deepEqual(
      changes.map(it => `${it.service} ${it.change} ${text.slice(it.at.start, it.at.end)}`),
      ['mpssvc disable MpsSvc', 'w32time enable w32time'],
    );
  });

  it('are told from the files of drivers', () => {
    assert.equal(languageOf('GptTmpl.inf', `${head}[System Access]\n`), 'inf');
    assert.equal(languageOf('driver.inf', '[Version]\nSignature="$Windows NT$"\n[Manufacturer]\n'), undefined);
  });
});
