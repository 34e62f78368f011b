import assert from 'node:assert/strict';
import {
  parseAnyKey,
  parseKey,
  parseProviderPath,
  sharedKey,
  typeOf,
  under,
} from '../../../server/src/facts/registry/key';

const lsa = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';

describe('registry keys', () => {
  const keys: readonly (readonly [string, string | undefined])[] = [
    ['HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', `HKLM ${lsa}`],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\', `HKLM ${lsa}`],
    ['hklm\\SYSTEM\\ControlSet001\\Control\\Lsa', `HKLM ${lsa}`],
    ['\\\\.\\HKLM\\SOFTWARE\\X', 'HKLM SOFTWARE\\X'],
    ['HKLM\\OFFLINE\\ControlSet001\\Control\\Lsa', `HKLM ${lsa}`],
    ['HKLM\\SOFTWARE\\\\X', 'HKLM SOFTWARE\\X'],
    ['HKCU\\Software\\X', 'HKCU Software\\X'],
    ['HKU\\.DEFAULT\\X', 'HKU .DEFAULT\\X'],
    ['HKLM\\SYSTEM\\A\\RC4 128/128', 'HKLM SYSTEM\\A\\RC4 128/128'],
    ['HKLM', 'HKLM '],
    ['\\\\server\\HKLM\\SOFTWARE', 'HKLM SOFTWARE'],
    ['HKLM:\\SOFTWARE', undefined],
    ['C:\\Windows', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of keys) {
    it(`reads ${text}`, () => {
      const key = parseKey(text);
      assert.equal(key && `${key.hive} ${key.key}`, expected);
    });
  }

  const paths: readonly (readonly [string, string | undefined, string?])[] = [
    ['HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa', `HKLM ${lsa}`],
    ['HKLM:\\\\SYSTEM\\ControlSet002\\Control\\Lsa\\', `HKLM ${lsa}`],
    ['HKLM:SYSTEM\\CurrentControlSet\\Control\\Lsa', `HKLM ${lsa}`],
    ['HKLM:/SYSTEM/CurrentControlSet/Control/Lsa', `HKLM ${lsa}`],
    ['Registry::HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa', `HKLM ${lsa}`],
    ['registry::HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa', `HKLM ${lsa}`],
    ['Registry::\\HKLM\\SOFTWARE', 'HKLM SOFTWARE'],
    ['Microsoft.PowerShell.Core\\Registry::HKEY_CURRENT_USER\\X', 'HKCU X'],
    ['HKLM:\\', 'HKLM '],
    ['HKLM:\\SOFTWARE\\Wow6432Node\\X', 'HKLM SOFTWARE\\Wow6432Node\\X'],
    ['HKLM:\\S\\Ciphers\\RC4 128/128', 'HKLM S\\Ciphers\\RC4 128/128', 'RC4 128/128'],
    ['HKLM:/S/Ciphers/Triple DES 168/168', 'HKLM S\\Ciphers\\Triple DES 168/168', 'Triple DES 168/168'],
    ['HKLM:\\SOFTWARE\\App 1/2', 'HKLM SOFTWARE\\App 1\\2'],
    ['Cert:\\LocalMachine\\My', undefined],
    ['WSMan:\\localhost', undefined],
    ['C:\\HKLM', undefined],
    ['.\\x', undefined],
    ['HKLM\\SOFTWARE', undefined],
  ];
  for (const [text, expected, torn] of paths) {
    it(`reads the path ${text}`, () => {
      const path = parseProviderPath(text);
      assert.equal(path && `${path.hive} ${path.key}`, expected);
      assert.equal(path?.torn[0], torn);
    });
  }

  it('takes either spelling', () => {
    assert.deepEqual(parseAnyKey('HKLM\\A')?.key, 'A');
    assert.deepEqual(parseAnyKey('HKLM:\\A')?.key, 'A');
  });

  it('compares', () => {
    assert.equal(under('System\\Currentcontrolset\\control\\LSA\\MSV1_0', lsa), 'MSV1_0');
    assert.equal(under(lsa, lsa), '');
    assert.equal(under(`${lsa}x`, lsa), undefined);
    assert.equal(sharedKey('Software\\Wow6432Node\\Microsoft\\.NETFramework'), 'Software\\Microsoft\\.NETFramework');
    assert.equal(typeOf('reg_dword'), 'DWord');
    assert.equal(typeOf('REG_MULTI_SZ'), 'MultiString');
    assert.equal(typeOf('int'), undefined);
  });
});
