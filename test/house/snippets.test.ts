import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Language } from '../../server/src/facts/source';
import { check } from '../kit/check';
import { allRules } from '../kit/rules';
import { expand } from '../kit/snippet';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

/** True of every base image: a snippet cannot know the digest of tomorrow. */
const exempt = new Set(['image/mutable-base']);

/** What stands before a part of a Dockerfile. */
const dockerfile = '# escape=`\nFROM mcr.microsoft.com/windows/servercore:ltsc2025\nSHELL ["powershell", "-Command"]\n';
const isPart = (language: string, text: string): boolean => language === 'dockerfile' && !/^FROM /m.test(text);

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const contributed = (read('package.json') as { contributes: { snippets: { language: string; path: string }[] } })
  .contributes.snippets;

describe('snippets', () => {
  const prefixes = new Set<string>();
  for (const { language, path } of contributed) {
    for (const [name, { prefix, description, body }] of Object.entries(read(path) as Record<string, Snippet>)) {
      it(`${path.slice(2)}: ${name}`, async () => {
        const written = expand(body.join('\n'));
        const text = isPart(language, written) ? dockerfile + written : written;
        assert.ok(!/\$\{\d/.test(text), text);
        assert.ok(description.length > 20 && !prefixes.has(`${language} ${prefix}`));
        prefixes.add(`${language} ${prefix}`);
        const { findings, problems } = await check(await allRules(), language as Language, text);
        const said = findings.filter(it => !exempt.has(it.rule)).map(it => `${it.rule}: ${it.message}`);
        assert.deepEqual([...said, ...problems.map(it => it.message)], []);
      });
    }
  }
});
