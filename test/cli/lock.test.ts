import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseLock } from '../../server/src/engine/lock-file';
import { Project } from './images.kit';
import { watchedSockets } from './kit';

const file = 'boltseal.lock.yaml';

describe('boltseal lock', () => {
  let project: Project;
  const lock = (...args: readonly string[]) => project.run(['lock', ...project.flags, ...args]);
  const entries = () =>
    parseLock(project.folder.read(file)).entries.map(({ reference, digest, verdict }) => [reference, digest, verdict]);
  beforeEach(async () => {
    project = await Project.start();
    project.folder.add(
      'Dockerfile',
      `FROM ${project.name('app/base')}:1 AS base\nCOPY --from=${project.name('other/tool')}:2 C:/t C:/t\nFROM base\n`,
    );
  });
  afterEach(() => project.stop());
  const both = () => [
    [`${project.name('app/base')}:1`, project.digestOf('app/base', '1'), 'signed-trusted'],
    [`${project.name('other/tool')}:2`, project.digestOf('other/tool', '2'), 'unsigned'],
  ];

  it('writes down what the images of the files stand for', async () => {
    const { code, out, err } = await lock();
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^\+ .*app\/base:1 {2}sha256:\w{12} {2}signed-trusted$/m);
    assert.match(out, /^boltseal\.lock\.yaml written: 2 images\.$/m);
    assert.deepEqual(entries(), both());
  });

  it('writes nothing when nothing is another', async () => {
    await lock();
    const text = project.folder.read(file);
    assert.deepEqual([(await lock('--again')).code, project.folder.read(file)], [0, text]);
    const fine = await lock('--check');
    assert.deepEqual([fine.code, fine.out], [0, 'boltseal.lock.yaml is up to date: 2 images.\n']);
  });

  it('writes nothing with --check, and ends with 1 when it would', async () => {
    assert.deepEqual([(await lock('--check')).code, existsSync(join(project.folder.path, file))], [1, false]);
    await lock();
    const text = project.folder.read(file);
    project.registry.repository('other/tool').putImage({ tag: '2', content: 'moved' });
    const moved = await lock('--check', '--again');
    assert.equal(moved.code, 1);
    assert.match(moved.out, /^~ .*other\/tool:2 {2}sha256/m);
    assert.equal(project.folder.read(file), text);
    assert.equal((await lock('--again')).code, 0);
    assert.deepEqual(entries(), both());
  });

  it('keeps comments, takes in what is new and out what nobody names', async () => {
    await lock();
    project.folder.add(file, `# ours\n${project.folder.read(file)}`);
    project.folder.add('Dockerfile', `FROM ${project.name('app/base')}:1\n`);
    assert.equal((await lock('Dockerfile')).code, 0);
    assert.equal(entries().length, 2, 'other files may name it');
    assert.match((await lock()).out, /^- .*other\/tool:2$/m);
    assert.deepEqual(entries(), both().slice(0, 1));
    assert.match(project.folder.read(file), /^# ours\n/);
  });

  it('does not write down what does not verify', async () => {
    await lock();
    const text = project.folder.read(file);
    const { repository } = project.registry;
    repository('app/base').putImage({ tag: '1', content: 'somebody else' });
    const { code, err } = await lock('--again');
    assert.equal(code, 1);
    assert.match(err, /app\/base:1: /);
    assert.equal(project.folder.read(file), text);
  });

  it('does not write down, without a policy either, that a signature is gone', async () => {
    await lock();
    const text = project.folder.read(file);
    project.folder.add('signers.yaml.txt', project.signer.statement('registry.example/none'));
    project.registry.repository('app/base').putImage({ tag: '1', content: 'without' });
    const { code, err } = await lock('--again');
    assert.equal(code, 1);
    assert.match(err, /locked as signed, and trusted, and is not signed now.*Take its entry out/);
    assert.equal(project.folder.read(file), text);
  });

  it('accepts what the project records an exception for', async () => {
    project.folder.add(
      '.boltseal.yaml',
      `images:\n  exceptions: [{ image: "${project.name('app/base')}", reason: new, until: 2099-01-31 }]\n`,
    );
    project.registry.repository('app/base').putImage({ tag: '1', content: 'unsigned' });
    assert.equal((await lock()).code, 0);
    assert.deepEqual(entries()[0]!.slice(1), [project.digestOf('app/base', '1'), 'unsigned']);
  });

  it('keeps what it knows when a registry cannot be asked', async () => {
    await lock();
    const text = project.folder.read(file);
    const end = project.registry.fail(/./, { kind: 'status', status: 503 });
    const own = ['--again', '--cache-dir', 'empty'];
    const { code, err } = await lock(...own);
    assert.equal(code, 2);
    assert.match(err, /app\/base:1: .*\n.*other\/tool:2: /);
    assert.equal(project.folder.read(file), text);
    assert.equal((await lock('--check', ...own)).code, 0, 'unknown is no change');
    project.folder.add('new.dockerfile', `FROM ${project.name('app/new')}:1\n`);
    assert.equal((await lock('--check', ...own)).code, 1, 'it has no entry');
    end();
  });

  it('takes the digest that a file pins, and none when files differ', async () => {
    const digest = project.digestOf('app/base', '1');
    project.folder.add('Dockerfile', `FROM ${project.name('app/base')}:1@${digest}\n`);
    assert.equal((await lock()).code, 0);
    assert.deepEqual(entries(), both().slice(0, 1));
    project.folder.add('b.dockerfile', `FROM ${project.name('app/base')}:1@sha256:${'0'.repeat(64)}\n`);
    const { code, err } = await lock();
    assert.equal(code, 1);
    assert.match(err, /different digests: sha256:\w{12} in Dockerfile, sha256:000000000000 in b\.dockerfile/);
  });

  it('leaves alone a lock file that is broken, and says where', async () => {
    const broken = 'version: 1\nimages:\n  golang:1: { digest: x }\n';
    project.folder.add(file, broken);
    const { code, err } = await lock();
    assert.equal(code, 2);
    assert.match(err, /boltseal\.lock\.yaml:3:3: `golang:1` must be written in full: `docker\.io\/library\/golang:1`/);
    assert.equal(project.folder.read(file), broken);
  });

  it('offline uses what is kept, and opens no socket', async () => {
    await lock();
    const text = project.folder.read(file);
    const sockets = watchedSockets(project.folder);
    const args = ['lock', ...project.flags, '--offline', '--check'];
    const { code } = await project.run(args, { env: sockets.env });
    assert.deepEqual([code, sockets.seen(), project.folder.read(file)], [0, ['load'], text]);
  });

  it('keeps a lock file of its own for each folder that has one', async () => {
    project.folder.add('in/Dockerfile', `FROM ${project.name('other/tool')}:2\n`).add(`in/${file}`, '');
    assert.equal((await lock()).code, 0);
    assert.deepEqual(entries(), both());
    assert.match(project.folder.read(`in/${file}`), /other\/tool:2/);
    assert.doesNotMatch(project.folder.read(`in/${file}`), /app\/base/);
  });
});
