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
];

describe('odd texts', () => {
  for (const [language, text] of texts) {
    it(text, () => assert.doesNotReject(check(allRules(), language, text)));
  }
});
