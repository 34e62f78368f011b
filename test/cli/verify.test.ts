import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { startRegistry, type TestRegistry } from '../kit/oci-registry';
import { boltseal, Folder, type RunOptions, watchedSockets } from './kit';
import { Signer } from './signed';

describe('boltseal verify', () => {
  const signer = new Signer();
  let folder: Folder;
  let registry: TestRegistry;
  let flags: readonly string[];
  const name = (repository: string): string => `${registry.host}/${repository}`;
  const run = (args: readonly string[], more: Partial<RunOptions> = {}) =>
    boltseal(['verify', ...args], { cwd: folder.path, ...more, env: { HOME: folder.path, ...more.env } });
  const json = async (...args: readonly string[]) => {
    const { code, out, err } = await run(['--json', ...flags, ...args]);
    return { code, err, ...JSON.parse(out) };
  };

  before(async () => {
    registry = await startRegistry();
    const signed = registry.repository('app/signed');
    signer.sign(signed, name('app/signed'), signed.putWindowsIndex(['10.0.20348.2700'], '1').index);
    registry.repository('app/plain').putImage({ tag: '1' });
    const other = registry.repository('app/other');
    new Signer().sign(other, name('app/other'), other.putImage({ tag: '1', content: 'other' }));
  });
  after(() => registry.stop());
  beforeEach(() => {
    folder = new Folder();
    folder.add('signers.yaml', signer.statement(`${registry.host}/app/*`));
    const { host } = registry;
    flags = [
      '--allow-registry',
      host,
      '--insecure-registry',
      host,
      '--signers',
      'signers.yaml',
      '--cache-dir',
      'cache',
    ];
  });
  afterEach(() => {
    folder.remove();
    registry.log.length = 0;
  });

  it('says who signed an image, and ends with 0', async () => {
    const { code, out, err } = await run([...flags, name('app/signed:1')]);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^✓ 127\.0\.0\.1:\d+\/app\/signed:1 {2}signed, and trusted$/m);
    for (const part of [
      /Digest +sha256:/,
      /cosign signature/,
      /Life +It is built on Windows Server 2022, build 10\.0\.20348\.2700\.\n +It has the monthly update of/,
      /Looked/,
      /^1 image: 1 trusted\.$/m,
    ]) {
      assert.match(out, part);
    }
  });

  it('ends with 1 where one is not trusted, and names each once in the order of the arguments', async () => {
    const images = ['app/plain:1', 'app/signed:1', 'app/other:1', 'app/plain:1'].map(name);
    const { code, version, images: found, summary, problems } = await json(...images);
    assert.equal(code, 1);
    assert.equal(version, 1);
    assert.deepEqual(
      found.map((it: { reference: string; state: string }) => [it.reference, it.state]),
      [
        [name('app/plain:1'), 'unsigned'],
        [name('app/signed:1'), 'signed-trusted'],
        [name('app/other:1'), 'signed-untrusted'],
      ],
    );
    assert.equal(summary.images, 3);
    assert.equal(summary.byState.unsigned, 1);
    assert.ok(summary.requests > 3);
    assert.deepEqual(problems, []);
    const page = readFileSync(new URL('../../docs/IMAGE-TRUST.md', import.meta.url), 'utf8');
    const fields = found.flatMap((it: { signatures: readonly object[] }) =>
      [it, ...it.signatures].flatMap(Object.keys),
    );
    const untold = [...new Set<string>(fields)].filter(it => !page.includes(`\`${it}`));
    assert.deepEqual(untold, [], 'the page names every field');
  });

  it('ends with 1 where nothing is signed, though no policy asks for it', async () => {
    const asked = flags.filter((it, at) => it !== '--signers' && flags[at - 1] !== '--signers');
    const { code, out } = await run([...asked, name('app/plain:1')]);
    assert.equal(code, 1);
    assert.match(out, /not signed/);
  });

  it('ends with 2 where nothing could be found out, and never calls that unsigned', async () => {
    for (const fault of [
      { kind: 'status', status: 503 },
      { kind: 'status', status: 401 },
      { kind: 'reset' },
    ] as const) {
      const end = registry.fail(/app\/plain/, fault);
      const { code, images } = await json('--cache-dir', `cache-${JSON.stringify(fault).length}`, name('app/plain:1'));
      end();
      assert.equal(images[0].state, 'unknown', JSON.stringify(fault));
      assert.equal(code, 2);
    }
    assert.equal((await json(name('app/none:1'))).code, 2);
  });

  it('offline says what was found out before, and opens no socket', async () => {
    const sockets = watchedSockets(folder);
    const online = await run([...flags, name('app/signed:1')], { env: sockets.env });
    assert.ok(
      sockets.seen().some(it => it.startsWith('connect')),
      'the counter counts',
    );
    assert.equal(online.code, 0);
    const quiet = watchedSockets(folder);
    const loaded = ['load'];
    const offline = await run([...flags, '--offline', name('app/signed:1')], { env: quiet.env });
    assert.deepEqual([offline.code, quiet.seen()], [0, loaded]);
    assert.match(offline.out, /signed, and trusted/);
    const unknown = await run([...flags, '--offline', name('app/plain:1')], { env: quiet.env });
    assert.deepEqual([unknown.code, quiet.seen()], [2, [...loaded, ...loaded]]);
  });

  it('asks no registry that has a private address without being told', async () => {
    const { code, out } = await run(['--insecure-registry', registry.host, name('app/signed:1')]);
    assert.equal(code, 2);
    assert.match(out, /unknown/);
    assert.deepEqual(registry.log, []);
  });

  it('ends with 2, and says why, when it was used wrongly', async () => {
    folder.add('broken.yaml', 'signers: 1\n');
    for (const [args, message] of [
      [[], /missing required argument/],
      [['scratch'], /`scratch` stands for an empty image/],
      [['a b'], /`a b` is not an image reference$/m],
      [['bad ref:'], /`bad ref:` is not an image reference: `bad ref` cannot be its name$/m],
      [['a@sha256:12'], /`a@sha256:12` is not an image reference: `sha256:12` cannot be its digest$/m],
      [['golang:x:y'], /`x:y` cannot be its tag$/m],
      [['docker://golang'], /without `:\/\/`/],
      [['--preset', 'none', 'golang'], /Built-in are microsoft/],
      [['--policy', 'none.json', 'golang'], /none\.json: no such file/],
      [['--allow-registry', 'http://x', 'golang'], /host or host:port/],
      [['--mirror', 'docker.io', 'golang'], /--mirror must be/],
      [['--mirror', 'docker.io=https://me:hush@x.example', 'golang'], /without a login/],
      [['--proxy', 'ftp://me:hush@x.example', 'golang'], /--proxy must be/],
      [['--signers', 'broken.yaml', '--offline', 'golang'], /broken\.yaml: /],
    ] as const) {
      const { code, out, err } = await run(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(err, message);
      assert.doesNotMatch(err + out, /hush/);
    }
  });

  it('counts what the project trusts only when the user accepts it', async () => {
    const own = signer.statement(`${registry.host}/app/*`).replace(/^/gm, '  ').trimEnd();
    folder.add('.boltseal.yaml', `images:\n${own}\n`);
    const asked = flags.filter((it, at) => it !== '--signers' && flags[at - 1] !== '--signers');
    const first = await run([...asked, name('app/signed:1')]);
    assert.equal(first.code, 1);
    const print = /--accept-policy (\S+?),/.exec(first.err)?.[1];
    assert.ok(print, first.err);
    assert.equal((await run([...asked, '--accept-policy', print, name('app/signed:1')])).code, 0);
    assert.equal((await run([...asked, '--accept-policy', 'sha256:1234567890', name('app/signed:1')])).code, 1);
    const all = await run([...asked, '--accept-workspace-policy', name('app/signed:1')]);
    assert.deepEqual([all.code, all.err], [0, '']);
    assert.match(all.out, /workspace policy/);
  });

  it('tells of broken settings at their place', async () => {
    folder.add('.boltseal.yaml', 'images:\n  locks: true\n');
    const { code, err } = await run([...flags, name('app/signed:1')]);
    assert.equal(code, 2);
    assert.match(err, /\.boltseal\.yaml:2:3: There is no setting `locks`/);
  });

  it('sends the login of the Docker configuration where it belongs, and shows it nowhere', async () => {
    const guarded = await startRegistry({ access: { scheme: 'basic', user: 'ada', password: 'hush-hush' } });
    try {
      guarded.repository('app').putImage({ tag: '1' });
      const auth = Buffer.from('ada:hush-hush').toString('base64');
      folder.add('.docker/config.json', JSON.stringify({ auths: { [guarded.host]: { auth } } }));
      const { host } = guarded;
      const own = [
        '--allow-registry',
        host,
        '--insecure-registry',
        host,
        `${host}/app:1`,
        '--json',
        '--cache-dir',
        'c',
      ];
      const without = await run(own);
      assert.equal(without.code, 2);
      const withLogin = await run([...own, '--docker-config']);
      assert.equal(JSON.parse(withLogin.out).images[0].state, 'unsigned');
      for (const { out, err } of [without, withLogin]) assert.ok(!`${out}${err}`.match(/hush/) && !out.includes(auth));
    } finally {
      await guarded.stop();
    }
  });

  it('is broken off by Ctrl-C', async () => {
    const end = registry.fail(/app\/plain/, { kind: 'hang' });
    const began = Date.now();
    const { code, err } = await run([...flags, name('app/plain:1')], {
      started: child => {
        const timer = setInterval(() => {
          if (registry.log.length === 0) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 20);
      },
    });
    end();
    assert.equal(code, 130);
    assert.equal(err, 'boltseal: interrupted\n');
    assert.ok(Date.now() - began < 4_500);
  });
});
