import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { readLock } from '../../server/src/host/settings';
import { locksAbove, settingsAbove, walk } from '../../server/src/host/walk';

let root: string;
const add = (file: string, text = ''): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
};
const listed = async (ignoreFiles = true, below = ''): Promise<readonly string[]> =>
  (await walk(root + below, { ignoreFiles })).files.map(it => it.slice(root.length + 1));

describe('walk', () => {
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'boltseal-')))
      .split(sep)
      .join('/');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('finds what Boltseal reads, in order', async () => {
    for (const it of [
      'b.ps1',
      'a/Dockerfile',
      'a/x.txt',
      'a.yaml',
      '.github/w.yml',
      '.git/a.ps1',
      'node_modules/a.ps1',
    ]) {
      add(it);
    }
    assert.deepEqual(await listed(), ['.github/w.yml', 'a.yaml', 'a/Dockerfile', 'b.ps1']);
  });

  it('honours nested ignore files, the narrowest first', async () => {
    add('.gitignore', '*.ps1\nout/\n/top.cmd\n');
    add('in/.gitignore', '!keep.ps1\n');
    for (const it of ['a.ps1', 'out/a.cmd', 'top.cmd', 'in/top.cmd', 'in/a.ps1', 'in/keep.ps1', 'in/out/b.cmd'])
      add(it);
    assert.deepEqual(await listed(), ['in/keep.ps1', 'in/top.cmd']);
    assert.equal((await listed(false)).length, 7);
  });

  it('honours the ignore files above, up to the root of the repository', async () => {
    mkdirSync(join(root, '.git'));
    add('.gitignore', '*.ps1\n');
    add('in/a.ps1');
    add('in/b.cmd');
    assert.deepEqual(await listed(true, '/in'), ['in/b.cmd']);
  });

  it('follows links to files, not to folders, and ends', async () => {
    add('real/a.ps1');
    symlinkSync(join(root, 'real/a.ps1'), join(root, 'link.ps1'));
    symlinkSync(root, join(root, 'real/loop'));
    symlinkSync(join(root, 'nowhere'), join(root, 'dead.ps1'));
    assert.deepEqual(await listed(), ['link.ps1', 'real/a.ps1']);
  });

  it('finds settings, below and above', async () => {
    add('.boltseal.yaml');
    add('in/deep/.boltseal.yml');
    assert.deepEqual((await walk(root, { ignoreFiles: true })).settings, [
      `${root}/.boltseal.yaml`,
      `${root}/in/deep/.boltseal.yml`,
    ]);
    assert.deepEqual(await settingsAbove(`${root}/in/deep`, root), [
      `${root}/.boltseal.yaml`,
      `${root}/in/deep/.boltseal.yml`,
    ]);
    assert.deepEqual(await settingsAbove(`${root}/in`, `${root}/in`), []);
    mkdirSync(join(root, '.git'));
    assert.deepEqual(await settingsAbove(`${root}/in`, `${root}/in`), [`${root}/.boltseal.yaml`]);
  });

  it('finds lock files, below and above, and takes them for no others', async () => {
    for (const it of ['boltseal.lock.yaml', 'in/boltseal.lock.yaml', 'in/a.yaml']) add(it);
    const { files, locks } = await walk(root, { ignoreFiles: true });
    assert.deepEqual(files, [`${root}/in/a.yaml`]);
    assert.deepEqual(locks, [`${root}/boltseal.lock.yaml`, `${root}/in/boltseal.lock.yaml`]);
    assert.deepEqual(await locksAbove(`${root}/in`, root), locks, 'the nearest comes last');
    assert.deepEqual(await readLock(`${root}/in/boltseal.lock.yaml`), {
      path: `${root}/in/boltseal.lock.yaml`,
      text: '',
      entries: [],
      problems: [],
    });
    const [problem] = (await readLock(`${root}/none`)).problems;
    assert.equal(problem?.message, 'The lock file cannot be read: no such file or folder.');
  });

  it('tells of a folder that is not there', async () => {
    const { files, unreadable } = await walk(`${root}/none`, { ignoreFiles: true });
    assert.deepEqual(files, []);
    assert.deepEqual(
      unreadable.map(it => it.detail),
      ['no such file or folder'],
    );
  });
});
