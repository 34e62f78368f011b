import assert from 'node:assert/strict';
import { knownValue } from '../../../server/src/base/value';
import { factsOf } from '../../kit/facts';

describe('certificates of scripts', () => {
  const traits: readonly [script: string, expected: readonly string[]][] = [
    ['New-SelfSignedCertificate -KeyLength 1024 -HashAlgorithm SHA1', ['bits 1024', 'hash SHA1']],
    ['New-SelfSignedCertificate -KeyAlgorithm RSA -KeyLength $n', []],
    ['New-SelfSignedCertificate -KeyAlgorithm ECDSA_nistP256 -KeyLength 256', []],
    ['New-SelfSignedCertificate -NotAfter (Get-Date).AddYears(3)', ['days 1095']],
    ['New-SelfSignedCertificate -NotAfter ((Get-Date).AddMonths(2))', ['days 60']],
    ['New-SelfSignedCertificate -NotAfter $date.AddDays(7)', ['days 7']],
    ['New-SelfSignedCertificate -NotAfter (Get-Date).AddYears($n)', []],
    ['openssl req -x509 -newkey rsa:4096 -days 365 -sha256', ['bits 4096', 'days 365']],
    ['openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024', ['bits 1024']],
    ['openssl dgst -sha1 -sign k.pem a', ['hash sha1']],
    ['openssl dgst -sha1 a', []],
    ['openssl genrsa -out a.pem', []],
    ['Import-PfxCertificate a.pfx -Exportable:$x', []],
  ];
  for (const [script, expected] of traits) {
    it(script, async () => {
      const found = await factsOf('certificate.trait', 'powershell', script);
      assert.deepEqual(
        found.map(it => `${it.trait} ${knownValue(it.value)}`),
        expected,
      );
    });
  }

  const stores: readonly [script: string, expected: readonly string[]][] = [
    ['Import-Certificate a.cer -CertStoreLocation Cert:\\CurrentUser\\My', ['add my']],
    ['certutil -user -f -addstore "Root" a.cer', ['add root']],
    ['certutil -p x -importpfx Root a.pfx', ['add root']],
    ['certutil -importpfx a.pfx', []],
    ['certutil -store root', []],
    ["[X509Store]::new('Root', 'LocalMachine').Add($c)", ['add root']],
    ["$s = New-Object Security.Cryptography.X509Certificates.X509Store('My')\n$s.Remove($c)", ['remove my']],
    ['$s.Add($c)', []],
    [
      'Get-ChildItem Cert:\\LocalMachine\\Disallowed | Where-Object Subject -Like x | Remove-Item',
      ['remove disallowed'],
    ],
  ];
  for (const [script, expected] of stores) {
    it(script, async () => {
      const found = await factsOf('certificate.stored', 'powershell', script);
      assert.deepEqual(
        found.map(it => `${it.action} ${it.store}`),
        expected,
      );
    });
  }
});
