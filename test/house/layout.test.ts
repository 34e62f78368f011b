import assert from 'node:assert/strict';
import { textOf, tracked } from './tree';

/** Lists and declarations may be long; what has a thread of thought may not. */
const lists = /\.(?:data|generated)\.ts$|\/ast\.ts$|\.test\.ts$|^test\/editor\/suite\//;
const longest = 350;

describe('layout', () => {
  it('source files are short enough to be read at once', () => {
    const sources = tracked().filter(
      file => /^(?:server|client|scripts|test)\/.*\.m?[jt]s$/.test(file) && !lists.test(file),
    );
    const long = sources
      .map(file => [file, textOf(file).split('\n').length] as const)
      .filter(([, lines]) => lines > longest);
    assert.deepEqual(long, []);
  });

  it('there is one package.json and one lockfile, without download addresses', () => {
    const manifests = tracked().filter(file => /(?:^|\/)(?:package|package-lock|npm-shrinkwrap)\.json$/.test(file));
    assert.deepEqual(
      manifests.filter(file => !file.startsWith('examples/')),
      ['package-lock.json', 'package.json'],
    );
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const wrong = Object.entries(packages).filter(
      ([name, it]) => name !== '' && (it.resolved || !it.integrity) && !it.link,
    );
    assert.deepEqual(
      wrong.map(([name]) => name),
      [],
    );
  });

  it('the programs of package.json are those that the build makes', () => {
    const { bin, main } = JSON.parse(textOf('package.json'));
    assert.deepEqual(Object.values(bin), ['./dist/cli.js', './dist/server.js']);
    assert.equal(main, './dist/client.js');
  });
});
