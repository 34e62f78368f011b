import assert from 'node:assert/strict';
import type { Repair } from '../../../server/src/facts/repair';
import { check } from '../../kit/check';
import { allRules } from '../../kit/rules';

const key = String.raw`SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL`;
const order = String.raw`SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002`;
const dotnet = String.raw`SOFTWARE\Microsoft\.NETFramework\v4.0.30319`;

const rules = allRules().filter(it => it.name.startsWith('tls/'));

/** `Protocols\TLS 1.0\Server Enabled=0`, `TLS cipher suite X=$false` */
const show = (it: Repair): string =>
  it.kind === 'registry'
    ? `${it.key.replace(`HKLM\\${key}\\`, '').replace('HKLM\\', '')} ${it.name}=${it.value ?? 'removed'}`
    : it.kind === 'value'
      ? `${it.subject}=${it.value}`
      : it.name;

/** A script, and what its findings change on the machine. */
const table: readonly (readonly [script: string, ...repairs: readonly string[]])[] = [
  [
    `sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' Enabled 1`,
    'Protocols\\TLS 1.0\\Server Enabled=0',
    'Protocols\\TLS 1.0\\Server DisabledByDefault=1',
  ],
  [
    `foreach ($r in 'Client', 'Server') { sp "HKLM:\\${key}\\Protocols\\TLS 1.2\\$r" DisabledByDefault 1 }`,
    'Protocols\\TLS 1.2\\Client Enabled=1',
    'Protocols\\TLS 1.2\\Client DisabledByDefault=0',
    'Protocols\\TLS 1.2\\Server Enabled=1',
    'Protocols\\TLS 1.2\\Server DisabledByDefault=0',
  ],
  [`sp 'HKLM:\\${key}\\Protocols\\TLS1.2\\Server' Enabled 1`, 'Protocols\\TLS 1.2\\Server Enabled=1'],
  [
    `sp 'HKLM:\\${key}\\Protocols\\TLS 1.0\\Server' DisableByDefault 1`,
    'Protocols\\TLS 1.0\\Server DisabledByDefault=1',
  ],
  [`sp 'HKLM:\\${key}\\Ciphers\\RC4' Enabled 0`, 'Ciphers\\RC4 128/128 Enabled=0'],
  [`sp 'HKCU:\\${key}\\Protocols\\TLS 1.0\\Client' Enabled 0`, 'Protocols\\TLS 1.0\\Client Enabled=0'],
  [
    `$k = 'HKLM:\\${key}\\Ciphers\\AES 256/256'; New-Item $k -Force; sp $k Enabled 0xffffffff`,
    'Ciphers\\AES 256/256 Enabled=-1',
  ],
  [`reg add 'HKLM\\${key}\\Ciphers\\NULL' /v Enabled /t REG_DWORD /d 1 /f`, 'Ciphers\\NULL Enabled=0'],
  [
    `sp 'HKLM:\\${key}\\KeyExchangeAlgorithms\\PKCS' ClientMinKeyBitLength 1024`,
    'KeyExchangeAlgorithms\\PKCS ClientMinKeyBitLength=2048',
  ],
  ['Enable-TlsCipherSuite TLS_RSA_WITH_NULL_SHA', 'TLS cipher suite TLS_RSA_WITH_NULL_SHA=$false'],
  ['Disable-TlsCipherSuite TLS_AES_256_GCM_SHA384', 'TLS cipher suite TLS_AES_256_GCM_SHA384=$true'],
  ['Enable-TlsEccCurve secP160r1', 'TLS curve secP160r1=$false'],
  [
    `sp 'HKLM:\\${order}' Functions 'TLS_AES_256_GCM_SHA384,TLS_RSA_WITH_RC4_128_SHA'`,
    `${order} Functions=TLS_AES_256_GCM_SHA384`,
  ],
  [`sp 'HKLM:\\${order}' EccCurves @('secP160r1', 'NistP384') -Type MultiString`, `${order} EccCurves=NistP384`],
  [
    `sp 'HKLM:\\${dotnet}' SchUseStrongCrypto 1`,
    `${dotnet.replace('SOFTWARE', String.raw`SOFTWARE\WOW6432Node`)} SchUseStrongCrypto=1`,
  ],
  [`sp 'HKLM:\\${dotnet}' SystemDefaultTlsVersions 0`, `${dotnet} SystemDefaultTlsVersions=1`],
  ["[Net.ServicePointManager]::SecurityProtocol = 'Ssl3'"],
];

describe('repairs of TLS', () => {
  for (const [script, ...expected] of table) {
    it(script, async () => {
      const { findings } = await check(rules, 'powershell', script);
      assert.ok(findings.length > 0);
      assert.deepEqual(
        findings.flatMap(it => it.repairs.map(show)),
        expected,
      );
    });
  }
});
