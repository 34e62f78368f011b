import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { PolicyStatement } from '../../../server/src/trust/policy';
import { inside, notationFolder } from '../../../server/src/trust/policy/files';
import { type LoadOptions, loadPolicies } from '../../../server/src/trust/policy/load';
import { microsoftRoot2010 } from '../../../server/src/trust/policy/microsoft-root-2010.data';
import { type TemporaryFolder, temporaryFolder } from '../../kit/folder';
import { needs } from '../../kit/programs';
import { type Made, makeCertificates } from './made';

const identity = 'x509.subject: C=US, ST=WA, O=Acme';
const app = 'registry.acme.example/app';

const document = (...statements: readonly object[]): string =>
  JSON.stringify({
    version: '1.0',
    trustPolicies: statements.map((it, index) => ({
      name: `s${index}`,
      registryScopes: [app],
      signatureVerification: { level: 'strict' },
      trustStores: ['ca:acme'],
      trustedIdentities: [identity],
      ...it,
    })),
  });
const skip = { signatureVerification: { level: 'skip' }, trustStores: [], trustedIdentities: [] };

const none = { presets: [], signerFiles: [], acceptedPolicies: [], revocation: false };
const load = ({
  settings,
  ...more
}: Omit<LoadOptions, 'settings'> & { settings?: Partial<LoadOptions['settings']> } = {}) =>
  loadPolicies({ settings: { ...none, ...settings }, env: {}, ...more });
const briefly = (statements: readonly PolicyStatement[]): readonly string[] =>
  statements.map(it => `${it.kind} ${it.origin} ${it.name} ${it.level}`);

describe('policies', () => {
  let made: Made;
  before(async function () {
    needs(this, 'openssl');
    await using folder = await temporaryFolder();
    made = await makeCertificates(folder.path);
  });

  const user = (files: Readonly<Record<string, string>>): Promise<TemporaryFolder> =>
    temporaryFolder({ 'truststore/x509/ca/acme/root.pem': made.root, ...files });
  const from = (folder: TemporaryFolder) => ({ env: { NOTATION_CONFIG: folder.path } });

  describe('of the user', () => {
    it('are those of the folder of Notation', async () => {
      await using folder = await user({ 'trustpolicy.json': document({}, { registryScopes: ['*'] }) });
      const { policies, problems } = await load(from(folder));
      assert.deepEqual(problems, []);
      const [statement, ...others] = policies.for(app);
      assert.deepEqual(others, []);
      assert.ok(statement?.kind === 'notation');
      assert.equal(statement.origin, 'user');
      assert.deepEqual(statement.trustedIdentities, [identity]);
      assert.equal(statement.checksTimestamps, false);
      assert.equal(statement.stores.ca.certificates.length, 1);
      assert.equal(
        new X509Certificate(statement.stores.ca.certificates[0]!).fingerprint256,
        new X509Certificate(made.root).fingerprint256,
      );
      assert.deepEqual(briefly(policies.for('other.example/x')), ['notation user s1 strict']);
    });

    it('are first of all those about OCI images', async () => {
      await using folder = await user({
        'trustpolicy.json': document({}),
        'trustpolicy.oci.json': document({ name: 'oci' }),
      });
      const { policies } = await load(from(folder));
      assert.deepEqual(briefly(policies.for(app)), ['notation user oci strict']);
    });

    it('may stand where the settings say', async () => {
      await using folder = await user({ 'mine.json': `\uFEFF${document({})}` });
      const { policies, problems } = await load({ settings: { trustPolicy: join(folder.path, 'mine.json') } });
      assert.deepEqual(problems, []);
      assert.equal(policies.for(app).length, 1);
      const missing = await load({ settings: { trustPolicy: join(folder.path, 'no.json') } });
      assert.match(missing.problems[0]!.message, /does not exist/);
    });

    it('are nothing where there are none', async () => {
      await using folder = await temporaryFolder();
      const { policies, problems } = await load(from(folder));
      assert.deepEqual([policies.for(app), problems], [[], []]);
    });

    it('enforce revocation only where it is asked about', async () => {
      await using folder = await user({ 'trustpolicy.json': document({}) });
      for (const [revocation, action] of [
        [false, 'log'],
        [true, 'enforce'],
      ] as const) {
        const { policies } = await load({ ...from(folder), settings: { revocation } });
        const [statement] = policies.for(app);
        assert.ok(statement?.kind === 'notation');
        assert.deepEqual(statement.actions, {
          authenticity: 'enforce',
          authenticTimestamp: 'enforce',
          expiry: 'enforce',
          revocation: action,
        });
      }
    });

    it('are not used at all with a fault', async () => {
      await using folder = await user({ 'trustpolicy.json': document({}, { name: 'x', registryScopes: ['nginx'] }) });
      const { policies, problems } = await load(from(folder));
      assert.deepEqual(policies.for(app), []);
      assert.match(problems[0]!.message, /^Statement 2: `nginx` is no repository in full/);
      for (const text of ['{', '[]', '']) {
        await folder.write('trustpolicy.json', text);
        assert.equal((await load(from(folder))).problems.length, 1);
      }
    });

    it('trust nobody through a store that cannot be used', async () => {
      await using folder = await user({
        'trustpolicy.json': document(
          { trustStores: ['ca:acme', 'ca:lost', 'tsa:gone'] },
          { registryScopes: ['b.c/d'] },
        ),
      });
      const { policies, problems } = await load(from(folder));
      assert.deepEqual(
        problems.map(it => it.message),
        [
          'The trust store `ca:lost` cannot be used: it does not exist.',
          'The trust store `tsa:gone` cannot be used: it does not exist.',
        ],
      );
      const [broken] = policies.for(app);
      assert.ok(broken?.kind === 'notation' && broken.stores.ca.certificates.length === 0 && broken.checksTimestamps);
      const [whole] = policies.for('b.c/d');
      assert.ok(whole?.kind === 'notation' && whole.stores.ca.certificates.length === 1);
    });

    it('are no symbolic link', async () => {
      await using folder = await user({ 'real.json': document({}) });
      await symlink(join(folder.path, 'real.json'), join(folder.path, 'trustpolicy.json'));
      const { policies, problems } = await load(from(folder));
      assert.deepEqual(policies.for(app), []);
      assert.match(problems[0]!.message, /symbolic link/);
    });

    it('may be about signers', async () => {
      await using folder = await temporaryFolder({
        'keys/acme.pub': made.publicKey,
        'signers.yaml': `signers:
  - name: acme
    scopes: [registry.acme.example/*]
    keys: [keys/acme.pub]
    keyless:
      - issuer: https://token.example
        identityPattern: https://ci\\.example/.*
  - name: app
    scopes: [${app}]
    level: audit
    requireLog: false
    keys:
      - |
        ${made.rsaKey.replaceAll('\n', '\n        ')}
    contentTrust:
      server: https://notary.acme.example/
      rootKeys: [${'AB'.repeat(32)}]
`,
      });
      const { policies, problems } = await load({ settings: { signerFiles: [join(folder.path, 'signers.yaml')] } });
      assert.deepEqual(problems, []);
      assert.deepEqual(policies.for('registry.acme.example/other'), [
        {
          kind: 'sigstore',
          name: 'acme',
          origin: 'user',
          level: 'strict',
          signers: [
            { key: made.publicKey, requireLog: true },
            { issuer: 'https://token.example', identity: { pattern: 'https://ci\\.example/.*' } },
          ],
        },
      ]);
      assert.deepEqual(policies.for(app), [
        {
          kind: 'sigstore',
          name: 'app',
          origin: 'user',
          level: 'audit',
          signers: [{ key: made.rsaKey, requireLog: false }],
        },
        {
          kind: 'docker-content-trust',
          name: 'app',
          origin: 'user',
          level: 'audit',
          server: 'https://notary.acme.example',
          rootKeys: ['ab'.repeat(32)],
        },
      ]);
      assert.deepEqual(policies.for('registry.acme.example'), []);
      assert.deepEqual(policies.for('registry.acme.example.evil/x'), []);
    });

    it('tell what is wrong with signers', async () => {
      await using folder = await temporaryFolder({
        'key.pem': made.privateKey,
        'certificate.pem': made.root,
        'signers.yaml': `signers:
  - { name: a, scopes: [a.b/c], keys: [key.pem] }
  - { name: b, scopes: [a.b/c], keys: [none.pub] }
  - { name: c, scopes: [a.b/c], keys: [certificate.pem] }
  - { name: d, scopes: [a.b/c], keys: ['awskms:///x'] }
  - { name: e, scopes: [a.b/c], keyless: [{ issuer: 'https://x', identityPattern: '(' }] }
  - { name: f, scopes: ['*'], keys: [x.pub] }
`,
      });
      const files = ['signers.yaml', 'no.yaml', 'key.pem'].map(it => join(folder.path, it));
      const { policies, problems } = await load({ settings: { signerFiles: files } });
      const messages = problems.map(it => it.message).join('\n');
      for (const part of [
        'Signer 6: `*` is neither a repository in full nor a prefix',
        'Signer `a`: the key `key.pem` is a private one',
        'Signer `b`: the key `none.pub` cannot be used: it does not exist.',
        'Signer `c`: the key `certificate.pem` is no PEM of a public key.',
        'Signer `d`: the key `awskms:///x` is not in a file',
        'Signer `e`: the pattern `(`',
        'The file about signers cannot be used: it does not exist.',
        'The key is a private one',
      ])
        assert.ok(messages.includes(part), `${part} in ${messages}`);
      for (const it of policies.for('a.b/c')) assert.ok(it.kind === 'sigstore' && it.signers.length === 0);
    });
  });

  describe('built in', () => {
    it('hold nothing before somebody chose them', async () => {
      const { policies } = await load();
      assert.deepEqual(policies.for('mcr.microsoft.com/windows/servercore'), []);
    });

    it("know Microsoft's roots and images", async () => {
      const { policies, problems } = await load({ settings: { presets: ['microsoft'] } });
      assert.deepEqual(problems, []);
      for (const it of ['windows/servercore', 'windows', 'dotnet/aspnet', 'dotnet/monitor/base'])
        assert.deepEqual(briefly(policies.for(`mcr.microsoft.com/${it}`)), ['notation preset microsoft strict']);
      for (const it of ['dotnet/framework/runtime', 'dotnet/nightly/sdk', 'windows/servercore/iis'])
        assert.deepEqual(policies.for(`mcr.microsoft.com/${it}`), []);
      const [statement] = policies.for('mcr.microsoft.com/dotnet/sdk');
      assert.ok(statement?.kind === 'notation');
      const root = new X509Certificate(statement.stores.tsa.certificates[0]!);
      assert.equal(root.fingerprint256.replaceAll(':', '').toLowerCase(), microsoftRoot2010.sha256);
      assert.match(root.subject, /CN=Microsoft Root Certificate Authority 2010/);
      assert.ok(root.ca && root.verify(root.publicKey));
    });

    it('are not weakened by a statement that only looks on', async () => {
      const all = { registryScopes: ['*'], signatureVerification: { level: 'audit' } };
      await using folder = await user({ 'trustpolicy.json': document(all) });
      const { policies } = await load({ ...from(folder), settings: { presets: ['microsoft'] } });
      assert.deepEqual(briefly(policies.for('mcr.microsoft.com/windows')), ['notation preset microsoft strict']);
      assert.deepEqual(briefly(policies.for('other.example/x')), ['notation user s0 audit']);
    });

    it('know who signs for Chainguard', async () => {
      const { policies } = await load({ settings: { presets: ['chainguard'] } });
      assert.deepEqual(briefly(policies.for('cgr.dev/chainguard/nginx')), ['sigstore preset chainguard strict']);
      assert.deepEqual(policies.for('cgr.dev/chainguard-private/nginx'), []);
      assert.deepEqual(policies.for('cgr.dev/acme/nginx'), []);
    });

    it("ask for Docker's key", async () => {
      await using folder = await temporaryFolder({ 'other.pub': made.publicKey });
      const settings = { presets: ['docker-hardened'], signerFiles: [join(folder.path, 'other.pub')] };
      const { policies, problems } = await load({ settings });
      assert.deepEqual(policies.for('dhi.io/golang'), []);
      assert.match(problems[0]!.message, /keyring\/latest\.pub/);
    });

    it('are told of when there is none of that name', async () => {
      const { problems } = await load({ settings: { presets: ['constructor', 'redhat'] } });
      assert.deepEqual(
        problems.map(it => it.message.slice(0, 28)),
        ['`constructor` is no preset; ', '`redhat` is no preset; there'],
      );
    });
  });

  describe('of a project', () => {
    const project = (folder: TemporaryFolder, more: object = {}) => ({
      projects: [{ folder: folder.path, presets: [], signers: [], ...more }],
    });
    const own = (statement: object = {}): Promise<TemporaryFolder> =>
      temporaryFolder({
        '.notation/trustpolicy.json': document(statement),
        '.notation/truststore/x509/ca/acme/root.pem': made.otherRoot,
        'keys/cosign.pub': made.publicKey,
      });
    const signer = { name: 'acme', scopes: ['a.b/*'], keys: ['keys/cosign.pub'] };

    it('count once the user accepted exactly them', async () => {
      await using folder = await own();
      const options = project(folder, { signers: [signer] });
      const before = await load(options);
      assert.deepEqual(before.policies.for(app), []);
      assert.deepEqual(before.policies.for('a.b/c'), []);
      const [problem] = before.problems;
      assert.ok(problem?.fingerprint);
      assert.match(
        problem.message,
        /^The policies of this project bring 1 root \(.+, SHA-256 [0-9a-f]{16}…\) and 1 key \(sha256:[0-9a-f]{16}…\) for .*a\.b\/\*\. They count once you accept them\.$/,
      );
      const settings = { acceptedPolicies: [problem.fingerprint] };
      const after = await load({ ...options, settings });
      assert.deepEqual(after.problems, []);
      assert.deepEqual(briefly(after.policies.for(app)), ['notation workspace s0 strict']);
      assert.deepEqual(briefly(after.policies.for('a.b/c')), ['sigstore workspace acme strict']);
      assert.notEqual(before.policies.fingerprint, after.policies.fingerprint);
      // White space changes nothing; a root, a key, an identity do.
      await folder.write('.notation/trustpolicy.json', `${document({})}\n`);
      assert.deepEqual((await load({ ...options, settings })).problems, []);
      const changes: Readonly<Record<string, string>> = {
        '.notation/truststore/x509/ca/acme/root.pem': made.root,
        '.notation/truststore/x509/ca/acme/second.pem': made.root,
        'keys/cosign.pub': made.rsaKey,
        '.notation/trustpolicy.json': document({ trustedIdentities: ['*'] }),
      };
      for (const [name, content] of Object.entries(changes)) {
        await using changed = await own();
        await changed.write(name, content);
        const again = await load({ ...project(changed, { signers: [signer] }), settings });
        assert.ok(again.problems[0]?.fingerprint, name);
        assert.notEqual(again.problems[0].fingerprint, problem.fingerprint);
        assert.deepEqual(again.policies.for(app), [], name);
      }
    });

    it('bring servers and identities only when accepted', async () => {
      await using folder = await temporaryFolder();
      const signers = [
        {
          name: 'x',
          scopes: ['a.b/*'],
          keyless: [{ issuer: 'https://issuer.example', identity: 'me' }],
          contentTrust: { server: 'https://notary.example', rootKeys: ['a'.repeat(64)] },
        },
      ];
      const { policies, problems } = await load(project(folder, { signers }));
      assert.deepEqual(policies.for('a.b/c'), []);
      assert.match(
        problems[0]!.message,
        /1 key \(a{16}…\), 1 keyless identity \(me by https:\/\/issuer\.example\) and 1 server \(https:\/\/notary\.example\) for a\.b\/\*\./,
      );
    });

    it('may choose presets', async () => {
      await using folder = await temporaryFolder();
      const { policies, problems } = await load(project(folder, { presets: ['microsoft'] }));
      assert.deepEqual(problems, []);
      assert.deepEqual(briefly(policies.for('mcr.microsoft.com/windows')), ['notation preset microsoft strict']);
    });

    it('may say that nothing is verified only when that is accepted', async () => {
      await using folder = await own(skip);
      const { policies, problems } = await load(project(folder));
      assert.deepEqual(policies.for(app), []);
      assert.match(problems[0]!.message, /1 statement that asks for no signature \(s0\)/);
      const acceptedPolicies = problems.flatMap(it => it.fingerprint ?? []);
      const after = await load({ ...project(folder), settings: { acceptedPolicies } });
      assert.deepEqual(briefly(after.policies.for(app)), ['notation workspace s0 skip']);
    });

    const accepted = async (options: LoadOptions | Parameters<typeof load>[0]) => {
      const { problems } = await load(options);
      const acceptedPolicies = problems.flatMap(it => it.fingerprint ?? []);
      return load({ ...options, settings: { ...options?.settings, acceptedPolicies } });
    };

    it('take nothing back that the user asks for', async () => {
      await using mine = await user({
        'trustpolicy.json': document({ signatureVerification: { level: 'permissive' } }),
      });
      for (const statement of [skip, { signatureVerification: { level: 'audit' }, trustedIdentities: ['*'] }]) {
        await using folder = await own(statement);
        const { policies } = await accepted({ ...from(mine), ...project(folder) });
        const [found, ...others] = policies.for(app);
        assert.deepEqual(others, []);
        assert.ok(found?.kind === 'notation' && found.origin === 'user' && found.level === 'permissive');
      }
    });

    it('can only make stricter what the user enforces', async () => {
      await using mine = await user({
        'trustpolicy.json': document({
          signatureVerification: {
            level: 'permissive',
            verifyTimestamp: 'afterCertExpiry',
            override: { revocation: 'skip' },
          },
        }),
      });
      await using folder = await own({ trustedIdentities: ['*'] });
      const { policies } = await accepted({
        ...from(mine),
        ...project(folder, { signers: [{ ...signer, scopes: [app] }] }),
      });
      const [found, ...others] = policies.for(app);
      assert.deepEqual(others, []);
      assert.ok(found?.kind === 'notation');
      assert.equal(found.level, 'strict');
      assert.equal(found.verifyTimestamp, 'always');
      assert.deepEqual(found.actions, {
        authenticity: 'enforce',
        authenticTimestamp: 'enforce',
        expiry: 'enforce',
        revocation: 'log',
      });
      assert.deepEqual(found.trustedIdentities, [identity]);
      assert.deepEqual(Buffer.from(found.stores.ca.certificates[0]!), new X509Certificate(made.root).raw);
    });

    it('hold where the user only looks', async () => {
      await using mine = await user({
        'trustpolicy.json': document({ registryScopes: ['*'], signatureVerification: { level: 'audit' } }),
      });
      await using folder = await own();
      const { policies } = await accepted({ ...from(mine), ...project(folder) });
      assert.deepEqual(briefly(policies.for(app)), ['notation workspace s0 strict']);
      assert.deepEqual(briefly(policies.for('x.y/z')), ['notation user s0 audit']);
    });

    it('do not reach out of their folder', async () => {
      await using outside = await own();
      await using folder = await temporaryFolder({ 'x/y': '' });
      await symlink(join(outside.path, '.notation'), join(folder.path, '.notation'));
      await symlink(join(outside.path, 'keys'), join(folder.path, 'keys'));
      const { policies, problems } = await accepted(project(folder, { signers: [signer] }));
      assert.deepEqual([policies.for(app)], [[]]);
      assert.ok(problems.some(it => it.message.includes('`keys/cosign.pub` is not inside of the folder')));
      for (const trustPolicy of [
        '../a.json',
        join(outside.path, '.notation/trustpolicy.json'),
        '\\\\server\\share\\x',
        'C:\\x',
        '//s/x',
      ]) {
        const found = await load(project(folder, { trustPolicy }));
        assert.match(found.problems[0]!.message, /is not inside of the folder/, trustPolicy);
      }
      const missing = await load(project(folder, { trustPolicy: 'x/none.json' }));
      assert.match(missing.problems[0]!.message, /does not exist/);
    });

    it('are told of when they are no policies', async () => {
      await using folder = await temporaryFolder();
      const { policies, problems } = await load(
        project(folder, { signers: [1, { name: 'a' }, { name: 'b', scopes: ['a.b/c'], keyless: [{ issuer: 'x' }] }] }),
      );
      assert.deepEqual(policies.for('a.b/c'), []);
      assert.ok(problems.length >= 3);
    });
  });

  it('change their fingerprint with their content, and only then', async () => {
    await using folder = await user({ 'trustpolicy.json': document({}) });
    const fingerprint = async (): Promise<string> => (await load(from(folder))).policies.fingerprint;
    const first = await fingerprint();
    assert.match(first, /^[\da-f]{64}$/);
    assert.equal(await fingerprint(), first);
    await folder.write('truststore/x509/ca/acme/other.pem', made.otherRoot);
    assert.notEqual(await fingerprint(), first);
    await folder.remove('truststore/x509/ca/acme/other.pem');
    assert.equal(await fingerprint(), first);
  });

  it('know where Notation keeps its configuration', () => {
    assert.equal(notationFolder({ NOTATION_CONFIG: '/x' }, 'linux'), '/x');
    assert.equal(notationFolder({ XDG_CONFIG_HOME: '/c', HOME: '/h' }, 'linux'), '/c/notation');
    assert.equal(notationFolder({ HOME: '/h' }, 'linux'), '/h/.config/notation');
    assert.equal(notationFolder({ HOME: '/h' }, 'darwin'), '/h/Library/Application Support/notation');
    assert.equal(notationFolder({ APPDATA: '/a' }, 'win32'), '/a/notation');
    assert.equal(notationFolder({}, 'linux'), undefined);
  });

  it('know what is inside of a folder', () => {
    assert.equal(inside('/a', 'b/../c'), '/a/c');
    for (const it of ['', '.', '..', '../a', 'b/../../c', '/a/b', 'c:x', '\\x', 'a\0b'])
      assert.equal(inside('/a', it), undefined);
  });
});
