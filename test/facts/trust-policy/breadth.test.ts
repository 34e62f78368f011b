import assert from 'node:assert/strict';
import { type Breadth, breadthOf, breadthOfGlob } from '../../../server/src/facts/trust-policy/breadth';
import { cpuTime } from '../../kit/cpu';

const patterns: Readonly<Record<string, Breadth | undefined>> = {
  '': 'anybody',
  '.*': 'anybody',
  '^.+$': 'anybody',
  '(?i).*': 'anybody',
  'https://github.com/': 'anybody',
  'https://github.com': 'anybody',
  '^https://github\\.com/[^/]+/.+$': 'anybody',
  '^https://github.com/[\\w.-]+/app/': 'anybody',
  '.*github\\.com/.*/.*/.github/workflows/.*': 'anybody',
  'https://gitlab.com/.*': 'anybody',
  'https://github.com/acme': 'namesakes',
  'https://github.com/acme.*': 'namesakes',
  'https://github.com/acme-co\\.*x': undefined,
  '^https://github.com/acme$': undefined,
  'https://github.com/acme/': undefined,
  'https://github.com/acme/.*': undefined,
  'https://github.com/acme/app': undefined,
  '^https://github\\.com/acme/app/\\.github/workflows/a\\.yml@refs/tags/v[0-9.]+$': undefined,
  'github.com/acme/': 'anywhere',
  '.*github.com/acme/.*': 'anywhere',
  'acme/app/.github/workflows/': 'anywhere',
  '^acme/.github/x': undefined,
  '.*@acme\\.example$': undefined,
  '@acme.example': undefined,
  'me@acme\\.example': undefined,
  'https://gitlab.acme.example/.*': undefined,
  '.*kubernetes.io/namespaces/a/serviceaccounts/b': undefined,
};
const globs: Readonly<Record<string, Breadth | undefined>> = {
  '*': 'anybody',
  'https://github.com/*': 'anybody',
  'https://github.com/*/app/.github/workflows/a.yml@refs/heads/main': 'anybody',
  'https://github.com/acme*': 'namesakes',
  'https://github.com/acme/*': undefined,
  '*/acme/app/.github/workflows/*': 'anywhere',
  '*@acme.example': undefined,
  'https://gitlab.acme.example/*': undefined,
};

describe('the breadth of patterns of identities', () => {
  for (const [pattern, breadth] of Object.entries(patterns))
    it(`of ${pattern}`, () => assert.equal(breadthOf(pattern), breadth));
  for (const [glob, breadth] of Object.entries(globs))
    it(`of the glob ${glob}`, () => assert.equal(breadthOfGlob(glob), breadth));
  it('is found in no time', () => {
    const taken = cpuTime(() => {
      for (const part of ['.*', '[^/]+', '(', '\\', 'a', '|', '/'])
        for (const text of [part.repeat(20_000), `https://github.com/${part.repeat(20_000)}!`]) {
          breadthOf(text);
          breadthOfGlob(text);
        }
    });
    assert.ok(taken < 5000, `${taken}`);
  });
});
