import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const check = (test: string) => `services:\n  a:\n    image: a:1\n    healthcheck:\n      test: ${test}\n`;
const list = (...words: readonly string[]) => check(words.map(it => `\n        - ${it}`).join(''));

/** What becomes of a command when the option that switches the check off is removed. */
const cases: readonly (readonly [language: Language, text: string, mended: string | undefined])[] = [
  ['yaml', check('["CMD", "curl", "-k", "https://a/up"]'), check('["CMD", "curl", "https://a/up"]')],
  ['yaml', check('["CMD", "curl", "-f", "-k", "https://a/up"]'), check('["CMD", "curl", "-f", "https://a/up"]')],
  ['yaml', list('CMD', 'curl', '-k', 'https://a/up'), list('CMD', 'curl', 'https://a/up')],
  ['yaml', list('CMD', 'curl', 'https://a/up', '-k'), list('CMD', 'curl', 'https://a/up')],
  ['dockerfile', 'FROM a:1\nCMD ["curl", "-k", "https://a/up"]\n', 'FROM a:1\nCMD ["curl", "https://a/up"]\n'],
  [
    'dockerfile',
    'FROM a:1\nCMD ["pip", "--trusted-host", "a", "install", "b"]\n',
    'FROM a:1\nCMD ["pip", "install", "b"]\n',
  ],
  ['cmd', 'curl -k https://a/up\r\n', 'curl https://a/up\r\n'],
];

describe('options that switch the check of certificates off, removed', () => {
  for (const [language, text, mended] of cases) {
    it(text, async () => {
      const [found] = await factsOf('tls.validation-off', language, text);
      assert.ok(found);
      assert.equal(found.mend && applyEdits(text, found.mend.edits), mended);
    });
  }
});
