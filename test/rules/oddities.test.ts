import assert from 'node:assert/strict';
import type { Language } from '../../server/src/facts/source';
import { check } from '../kit/check';
import { allRules } from '../kit/rules';

/** Texts that once made a rule or a reader throw. */
const texts: readonly (readonly [language: Language, text: string])[] = [
  [
    'powershell',
    "Set-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002 Functions 'TLS_AE[S_256_GCM_SHA384,TLS_RSA_WITH_AES_128_CBC_SHA'",
  ],
  // Names that every object of JavaScript has.
  ['powershell', '$c.constructor("http://x.test/a.exe", "C:\\a.exe")'],
  ['powershell', 'Add-LocalGroupMember -Group constructor -Member Everyone'],
  ['powershell', 'constructor -ArgumentList -k; Start-Process constructor http://x.test'],
  ['powershell', 'spire-server.exe entry create -spiffeID spiffe://a.test/b -selector windows:constructor:x'],
  ['cmd', 'set constructor=0'],
  [
    'powershell',
    "New-Item 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\constructor\\PKCS' | Out-Null",
  ],
  ['hcl', 'Kind = "constructor"\nTLSMinVersion = "constructor"\n'],
  [
    'yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  labels: { constructor: {} }\n  annotations: { config.linkerd.io/default-inbound-policy: constructor }\n',
  ],
  [
    'yaml',
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  labels: { constructor: {} }\nspec: { template: { spec: {} } }\n',
  ],
];

describe('odd texts', () => {
  for (const [language, text] of texts) {
    it(text, () => assert.doesNotReject(check(allRules(), language, text)));
  }
});
