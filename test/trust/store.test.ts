import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../server/src/trust/sha256';
import { Store } from '../../server/src/trust/store';
import { temporaryFolder } from '../kit/folder';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe('store', () => {
  it('gives back what it was given, to another process too', async () => {
    await using folder = await temporaryFolder();
    await new Store(folder.path).write('buffer', '1', { bytes: Buffer.from('one') });
    assert.deepEqual(await new Store(folder.path).read('buffer', '1'), { bytes: bytes('one') });
    const value = { at: 1, list: [bytes('one'), { two: bytes('two') }], empty: bytes(''), text: 'x' };
    await new Store(folder.path).write('evidence', 'a/b@sha256:1', value);
    assert.deepEqual(await new Store(folder.path).read('evidence', 'a/b@sha256:1'), value);
  });

  it('keeps a `Buffer` as the bytes that it is', async () => {
    await using folder = await temporaryFolder();
    await new Store(folder.path).write('evidence', 'a', { payload: Buffer.from('one') });
    assert.deepEqual(await new Store(folder.path).read('evidence', 'a'), { payload: bytes('one') });
  });

  it('keeps kinds and names apart, and the newest value', async () => {
    await using folder = await temporaryFolder();
    const store = new Store(folder.path);
    await store.write('tag', 'a', 1);
    await store.write('evidence', 'a', 2);
    await store.write('tag', 'b', 3);
    await store.write('tag', 'a', 4);
    const again = new Store(folder.path);
    assert.deepEqual(
      [await again.read('tag', 'a'), await again.read('evidence', 'a'), await again.read('tag', 'b')],
      [4, 2, 3],
    );
    assert.equal(await again.read('tag', 'c'), undefined);
  });

  it('writes the same bytes once', async () => {
    await using folder = await temporaryFolder();
    const store = new Store(folder.path);
    await store.write('a', '1', { content: bytes('same') });
    await store.write('a', '2', { content: bytes('same') });
    assert.deepEqual(await readdir(join(folder.path, 'v1/sha256')), [sha256(bytes('same'))]);
  });

  it('does not believe bytes that were changed', async () => {
    await using folder = await temporaryFolder();
    await new Store(folder.path).write('a', '1', { content: bytes('true') });
    const file = join(folder.path, 'v1/sha256', sha256(bytes('true')));
    await writeFile(file, 'lies');
    assert.equal(await new Store(folder.path).read('a', '1'), undefined);
    assert.deepEqual(await readdir(join(folder.path, 'v1/sha256')), []);
  });

  for (const [what, text] of [
    ['half of a record', '{"name":"1","value":{"co'],
    ['a record of another name', '{"name":"2","value":1}'],
    ['a name of bytes that leads out of the folder', '{"name":"1","value":{"$sha256":"../../secret"}}'],
    ['nothing', ''],
  ] as const) {
    it(`does not believe ${what}`, async () => {
      await using folder = await temporaryFolder();
      await new Store(folder.path).write('a', '1', 1);
      const records = join(folder.path, 'v1/records');
      await writeFile(join(records, (await readdir(records))[0]!), text);
      assert.equal(await new Store(folder.path).read('a', '1'), undefined);
    });
  }

  it('leaves no drafts behind, however many write at a time', async () => {
    await using folder = await temporaryFolder();
    const stores = [new Store(folder.path), new Store(folder.path)];
    await Promise.all(
      Array.from({ length: 60 }, (_, at) =>
        stores[at % 2]!.write('a', `${at % 7}`, { at, content: bytes(`${at % 5}`) }),
      ),
    );
    const names = [
      ...(await readdir(join(folder.path, 'v1/records'))),
      ...(await readdir(join(folder.path, 'v1/sha256'))),
    ];
    assert.deepEqual(
      names.filter(it => !/^(?:a-[0-9a-f]{64}\.json|[0-9a-f]{64})$/.test(it)),
      [],
    );
    for (const name of await readdir(join(folder.path, 'v1/records'))) {
      JSON.parse(await readFile(join(folder.path, 'v1/records', name), 'utf8'));
    }
  });

  it('takes out what was not used for longest', async () => {
    await using folder = await temporaryFolder();
    const store = new Store(folder.path, 20_000);
    for (let at = 0; at < 250; at++) await store.write('a', `${at}`, { content: bytes(`${at}`.padEnd(1000)) });
    const again = new Store(folder.path, 20_000);
    assert.equal(await again.read('a', '0'), undefined);
    assert.notEqual(await again.read('a', '249'), undefined);
  });

  it('goes on without a disk', async () => {
    await using folder = await temporaryFolder({ file: 'no folder' });
    const store = new Store(join(folder.path, 'file'));
    await store.write('a', '1', 5);
    assert.equal(await store.read('a', '1'), 5);
    assert.equal(await new Store(join(folder.path, 'file')).read('a', '1'), undefined);
  });
});
