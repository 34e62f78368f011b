import assert from 'node:assert/strict';
import { parseReference, readReference } from '../../../server/src/facts/image/parse';

const hex = 'e4ce8c20390c3785c3cbeef15c579d186b3599d37525c596590cf4508e38d3ff';

/** Text, then registry, repository, tag, digest. */
const valid: readonly (readonly [string, string, string, (string | undefined)?, string?])[] = [
  ['golang', 'docker.io', 'library/golang'],
  ['golang:1.25-windowsservercore', 'docker.io', 'library/golang', '1.25-windowsservercore'],
  ['docker.io/golang', 'docker.io', 'library/golang'],
  ['index.docker.io/library/golang:1', 'docker.io', 'library/golang', '1'],
  ['microsoft/nanoserver', 'docker.io', 'microsoft/nanoserver'],
  ['mcr.microsoft.com/windows:1809', 'mcr.microsoft.com', 'windows', '1809'],
  ['mcr.microsoft.com/windows/servercore:ltsc2022', 'mcr.microsoft.com', 'windows/servercore', 'ltsc2022'],
  [
    `mcr.microsoft.com/windows/nanoserver@sha256:${hex}`,
    'mcr.microsoft.com',
    'windows/nanoserver',
    undefined,
    `sha256:${hex}`,
  ],
  [`a/b:c@sha256:${hex}`, 'docker.io', 'a/b', 'c', `sha256:${hex}`],
  ['localhost/app', 'localhost', 'app'],
  ['localhost:5000/app:v1', 'localhost:5000', 'app', 'v1'],
  ['registry:5000/app', 'registry:5000', 'app'],
  ['registry:5000', 'docker.io', 'library/registry', '5000'],
  ['[2001:db8::1]:5000/app', '[2001:db8::1]:5000', 'app'],
  ['Registry/app', 'Registry', 'app'],
  ['my__app/a.b-c--d', 'docker.io', 'my__app/a.b-c--d'],
  ['a:_x.Y-z', 'docker.io', 'library/a', '_x.Y-z'],
];

/** Text and the part that breaks the grammar. */
const invalid: readonly (readonly [string, 'name' | 'tag' | 'digest'])[] = [
  ['', 'name'],
  ['Golang', 'name'],
  ['a/B', 'name'],
  ['a//b', 'name'],
  ['/a', 'name'],
  ['a/', 'name'],
  ['-a', 'name'],
  ['a___b', 'name'],
  ['a b', 'name'],
  ['registry:port/app', 'name'],
  ['https://mcr.microsoft.com/windows', 'name'],
  [hex, 'name'],
  ['a:', 'tag'],
  ['a:-x', 'tag'],
  ['a:b:c', 'tag'],
  [`a:${'x'.repeat(129)}`, 'tag'],
  ['a@', 'digest'],
  ['a@sha256', 'digest'],
  [`a@sha256:${hex.slice(1)}`, 'digest'],
  [`a@sha256:${hex.toUpperCase()}`, 'digest'],
  [`a@${hex}`, 'digest'],
  [`a@sha512:${hex}`, 'digest'],
];

describe('image references', () => {
  for (const [text, registry, repository, tag, digest] of valid) {
    it(text, () => {
      const read = parseReference(text);
      assert.ok(read);
      assert.deepEqual([read.registry, read.repository, read.tag, read.digest], [registry, repository, tag, digest]);
      const name = text.slice(read.nameAt.start, read.nameAt.end);
      assert.ok(text.startsWith(name));
      if (read.tagAt) assert.equal(text.slice(read.tagAt.start, read.tagAt.end), tag);
      if (read.digestAt) assert.equal(text.slice(read.digestAt.start, read.digestAt.end), digest);
    });
  }
  for (const [text, part] of invalid) {
    it(`refuses ${text || 'nothing'}`, () => {
      assert.equal(parseReference(text), undefined);
      const read = readReference(text);
      assert.equal('part' in read && read.part, part);
    });
  }
});
