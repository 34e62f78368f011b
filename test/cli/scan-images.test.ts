import assert from 'node:assert/strict';
import { notationSigner } from '../kit/notation-signer';
import { Project } from './images.kit';
import { watchedSockets } from './kit';

interface Finding {
  readonly rule: string;
  readonly path: string;
}

describe('boltseal scan, of images', () => {
  let project: Project;
  const scan = (...args: readonly string[]) => project.run(['scan', ...args]);
  const json = async (...args: readonly string[]) => {
    const { code, out, err } = await scan('--format', 'json', '--rule', 'image/*', ...args);
    const report = JSON.parse(out);
    const findings = report.findings as readonly Finding[];
    return { code, err, report, found: findings.map(it => `${it.path} ${it.rule}`) };
  };
  beforeEach(async () => {
    project = await Project.start();
    project.folder
      .add('Dockerfile', `FROM ${project.name('app/base')}:1\n`)
      .add('b/Dockerfile', `FROM ${project.name('other/tool')}:2\n`)
      .add('c.ps1', 'Get-Date\n');
  });
  afterEach(() => project.stop());

  it('loads nothing of registries without a flag, and opens no socket with --cached', async () => {
    const sockets = watchedSockets(project.folder);
    const run = async (...args: readonly string[]) => (await project.run(['scan', ...args], { env: sockets.env })).code;
    assert.equal(await run(), 0);
    project.folder.add('boltseal.lock.yaml', 'version: 1\nimages: {}\n');
    assert.equal(await run(), 0);
    assert.equal(await run('--jobs', '2', '--fix'), 0);
    assert.deepEqual(sockets.seen(), []);
    assert.equal(await run(...project.flags, '--cached'), 0);
    assert.deepEqual(sockets.seen(), ['load']);
    assert.deepEqual(project.registry.log, []);
  });

  it('online judges the images of all files by what their registries say', async () => {
    project.registry.repository('app/base').putImage({ tag: '1', content: 'not signed' });
    const { code, report, found } = await json(...project.flags, '--online');
    assert.ok(found.includes('Dockerfile image/signature-missing'), found.join());
    assert.ok(!found.includes('b/Dockerfile image/signature-missing'), 'no policy speaks of it');
    assert.equal(code, 0, 'medium is below the threshold');
    assert.deepEqual(
      report.images.map((it: { reference: string; paths: string[]; status: { state: string } }) => [
        it.reference,
        it.paths,
        it.status.state,
      ]),
      [
        [`${project.name('app/base')}:1`, ['Dockerfile'], 'unsigned'],
        [`${project.name('other/tool')}:2`, ['b/Dockerfile'], 'unsigned'],
      ],
    );
    assert.equal(report.images[0].digest, project.digestOf('app/base', '1'));
    const cached = await json(...project.flags, '--cached');
    assert.deepEqual(cached.found, found, 'what was found out is kept');
    const { out } = await scan(...project.flags, '--cached');
    assert.match(out, /^2 images: 2 not signed\.$/m);
  });

  it('online says the same on one thread and on several', async () => {
    for (let at = 0; at < 80; at++) {
      project.folder.add(`${at % 5}/${at}.dockerfile`, `FROM ${project.name('app/base')}:1\nRUN dir\n`);
    }
    const one = await json(...project.flags, '--online', '--jobs', '1');
    const two = await json(...project.flags, '--online', '--jobs', '2');
    assert.deepEqual(two.found, one.found);
    assert.ok(one.found.filter(it => it.endsWith('image/verified-not-pinned')).length > 80, one.found[0]);
    assert.equal(one.report.summary.files, 83);
  });

  it('does not fail, and finds nothing more, when registries cannot be reached', async () => {
    const before = await json();
    const end = project.registry.fail(/./, { kind: 'reset' });
    const { code, found, report } = await json(...project.flags, '--online', '--fail-on', 'medium');
    end();
    assert.equal(code, 0);
    assert.deepEqual(
      found.filter(it => !it.endsWith('signature-unknown')),
      before.found,
    );
    assert.equal(report.images[0].status.state, 'unknown');
  });

  it('keeps to the lock file, without a network, and pins with --fix-unsafe', async () => {
    assert.equal((await project.run(['lock', ...project.flags])).code, 0);
    const locked = project.digestOf('app/base', '1');
    const { report, found } = await json();
    assert.ok(!found.some(it => it.includes('lock-mismatch')), found.join());
    assert.equal(report.images[0].locked, locked);
    assert.equal(report.images[0].status, null);
    project.folder.add('Dockerfile', `FROM ${project.name('app/base')}:1@sha256:${'0'.repeat(64)}\n`);
    assert.ok((await json()).found.includes('Dockerfile image/lock-mismatch'));
    assert.equal((await json('--fix-unsafe')).found.filter(it => it.includes('lock-mismatch')).length, 0);
    assert.equal(project.folder.read('Dockerfile'), `FROM ${project.name('app/base')}:1@${locked}\n`);
    project.folder.add('new.dockerfile', `FROM ${project.name('app/new')}:1\n`);
    assert.ok((await json()).found.includes('new.dockerfile image/lock-mismatch'));
    project.folder.add('.boltseal.yaml', 'images: { lock: false }\n');
    assert.ok(!(await json()).found.some(it => it.includes('lock-mismatch')));
  });

  it('notices online that a tag has moved since it was locked', async () => {
    await project.run(['lock', ...project.flags]);
    project.registry.repository('other/tool').putImage({ tag: '2', content: 'moved' });
    const { found } = await json(...project.flags, '--online', '--again');
    assert.deepEqual(
      found.filter(it => it.includes('lock-mismatch')),
      ['b/Dockerfile image/lock-mismatch'],
    );
  });

  it('names the place in a lock file that is broken, and goes on', async () => {
    project.folder.add('boltseal.lock.yaml', 'version: 1\nimages:\n  x: 1\n');
    const { code, out } = await scan();
    assert.equal(code, 2);
    assert.match(out, /^boltseal\.lock\.yaml:3:3 {2}settings\n {2}`x` must be written in full/m);
    const { found } = await json();
    assert.ok(!found.some(it => it.includes('lock-mismatch')));
  });

  it('binds the results in SARIF to digests', async () => {
    const { out } = await scan(...project.flags, '--online', '--format', 'sarif');
    const [run] = JSON.parse(out).runs;
    const [image] = run.properties['boltseal.images'];
    assert.equal(image.reference, `${project.name('app/base')}:1`);
    assert.equal(image.digest, project.digestOf('app/base', '1'));
    assert.equal(image.state, 'signed-trusted');
    assert.deepEqual(image.paths, ['Dockerfile']);
    assert.equal(JSON.parse((await scan('--format', 'sarif')).out).runs[0].properties, undefined);
  });

  it('judges standard input likewise', async () => {
    const args = ['scan', '--stdin-filename', 'Dockerfile', '--rule', 'image/*', '-q'];
    const input = `FROM ${project.name('app/base')}:1\n`;
    const { out } = await project.run([...args, '--online', ...project.flags], { input });
    assert.match(out, /image\/verified-not-pinned/);
    const fixed = await project.run([...args, '--online', '--fix-unsafe', ...project.flags], { input });
    assert.equal(fixed.out, `FROM ${project.name('app/base')}:1@${project.digestOf('app/base', '1')}\n`);
  });

  it('is broken off by Ctrl-C, threads and all', async () => {
    for (let at = 0; at < 80; at++) project.folder.add(`${at}.dockerfile`, `FROM ${project.name('app/base')}:1\n`);
    const end = project.registry.fail(/./, { kind: 'hang' });
    const { code, out, err } = await project.run(['scan', '--online', '--jobs', '2', ...project.flags], {
      started: child => {
        const timer = setInterval(() => {
          if (project.registry.log.length === 0) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 20);
      },
    });
    end();
    assert.deepEqual([code, out, err], [130, '', 'boltseal: interrupted\n']);
  });

  it('counts the trust policy of the folder that is scanned, once it is accepted', async () => {
    const signer = notationSigner();
    try {
      const { registry, folder } = project;
      await signer.sign(registry.repository('app/base'), registry.repository('app/base').putImage({ tag: '2' }));
      folder.add('in/Dockerfile', `FROM ${project.name('app/base')}:2\n`);
      signer.policy([project.name('app/base')], 'strict', `${folder.path}/in/.notation`);
      const { host } = registry;
      const flags = ['--allow-registry', host, '--insecure-registry', host, '--cache-dir', 'cache', '--online'];
      const stateOf = async (...args: readonly string[]): Promise<string> =>
        (await json('in', ...flags, ...args)).report.images[0].status.state;
      assert.equal(await stateOf(), 'signed-untrusted');
      assert.equal(await stateOf('--accept-workspace-policy'), 'signed-trusted');
    } finally {
      signer.remove();
    }
  });

  it('tells what excludes what', async () => {
    const { code, err } = await scan('--online', '--cached');
    assert.equal(code, 2);
    assert.match(err, /exclude each other/);
    const alone = await scan('--allow-registry', 'x.example');
    assert.equal(alone.code, 2);
    assert.match(alone.err, /--allow-registry does something only with --online or --cached/);
  });
});
