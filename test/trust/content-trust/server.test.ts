import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gatherContentTrust } from '../../../server/src/trust/content-trust/gather';
import {
  type ContentTrustReport,
  type SeenVersions,
  verifyContentTrust,
} from '../../../server/src/trust/content-trust/verify';
import type { SignatureEvidence } from '../../../server/src/trust/evidence';
import type { Descriptor } from '../../../server/src/trust/oci';
import type { ContentTrustStatement } from '../../../server/src/trust/policy';
import {
  type NotaryClient,
  type NotaryServer,
  notaryClient,
  notaryPrograms,
  startNotaryServer,
} from '../../kit/notary-server';
import { needs } from '../../kit/programs';

type Evidence = Extract<SignatureEvidence, { format: 'docker-content-trust' }>;

const image = (letter: string, size = 528): Descriptor => ({
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  digest: `sha256:${letter.repeat(64)}`,
  size,
});

const policy = (
  rootKeys: readonly string[],
  level: ContentTrustStatement['level'] = 'strict',
): ContentTrustStatement => ({
  kind: 'docker-content-trust',
  name: 'acme',
  origin: 'user',
  level,
  server: 'https://notary.example',
  rootKeys,
});

/** Days from today. */
const inDays = (days: number): Date => new Date(Date.now() + days * 24 * 3_600_000);

describe('content trust: a real server', () => {
  let server: NotaryServer;
  let admin: NotaryClient;
  let names = 0;

  before(async function () {
    needs(this, ...notaryPrograms, 'openssl');
    server = await startNotaryServer();
    admin = await notaryClient(server);
  });

  after(async () => {
    await admin?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  const newRepository = async (): Promise<string> => {
    names += 1;
    const gun = `registry.example/acme/app${names}`;
    await admin.notary('init', gun, '--publish');
    return gun;
  };

  const gathered = async (gun: string, tag: string, subject: Descriptor): Promise<Evidence> => {
    const answer = await gatherContentTrust((_, name, role) => server.role(name, role), {
      server: server.address,
      gun,
      tag,
      subject,
    });
    assert.ok(answer.kind === 'found', JSON.stringify(answer));
    return answer.value as Evidence;
  };

  /** The id of the root key as the metadata have it, and as `notary key list` shows it. */
  const rootKeys = async (gun: string): Promise<{ certificate: string; bare: string }> => {
    const answer = await server.role(gun, 'root');
    assert.ok(answer.kind === 'found');
    const { signed } = JSON.parse(Buffer.from(answer.value).toString());
    const listed = /^ *root .*?([0-9a-f]{64})/m.exec(await admin.notary('key', 'list'));
    return { certificate: signed.roles.root.keyids[0], bare: listed?.[1] ?? '' };
  };

  const verified = async (
    gun: string,
    tag: string,
    subject: Descriptor,
    options: { keys?: string[]; now?: Date; level?: ContentTrustStatement['level']; seen?: SeenVersions } = {},
  ): Promise<ContentTrustReport> => {
    const { keys = [(await rootKeys(gun)).certificate], now = new Date(), level, seen } = options;
    const evidence = await gathered(gun, tag, subject);
    return verifyContentTrust(evidence, subject, policy(keys, level), { now, ...(seen ? { seen } : {}) });
  };

  it('trusts what the client signed', async () => {
    const gun = await newRepository();
    await admin.sign(gun, 'v1', image('a'));
    const { certificate, bare } = await rootKeys(gun);
    for (const key of [certificate, bare, bare.toUpperCase()]) {
      const report = await verified(gun, 'v1', image('a'), { keys: ['0'.repeat(64), key] });
      assert.equal(report.outcome, 'trusted', report.detail);
      assert.equal(report.detail, `The tag \`v1\` of \`${gun}\` is signed by the role \`targets\`.`);
      assert.deepEqual(report.root, { name: `root key of ${gun}`, sha256: certificate });
      assert.deepEqual(report.policy, { name: 'acme', origin: 'user' });
      assert.deepEqual(report.logged, []);
      assert.equal(report.subject, image('a').digest);
      assert.equal(report.versions?.anchor, key.toLowerCase());
    }
  });

  it('trusts no key that the policy does not name, though it was never seen before', async () => {
    const gun = await newRepository();
    await admin.sign(gun, 'v1', image('a'));
    const { certificate } = await rootKeys(gun);
    for (const keys of [[], ['0'.repeat(64)], [certificate.slice(0, 12)], ['']]) {
      const report = await verified(gun, 'v1', image('a'), { keys });
      assert.equal(report.outcome, 'untrusted');
      assert.match(report.detail, /signed under the root key `[0-9a-f]{12}…`, which no policy names\.$/);
      assert.equal(report.root?.sha256, certificate);
      assert.equal(report.versions, undefined);
    }
    const evidence = await gathered(gun, 'v1', image('a'));
    const report = await verifyContentTrust(evidence, image('a'), undefined, { now: new Date() });
    assert.equal(report.outcome, 'untrusted');
    assert.equal(report.policy, undefined);
  });

  it('compares digest and length', async () => {
    const gun = await newRepository();
    await admin.sign(gun, 'v1', image('a'));
    const other = await verified(gun, 'v1', image('b'));
    assert.equal(other.outcome, 'invalid');
    assert.equal(other.detail, `What is signed as \`v1\` of \`${gun}\` is another image: ${image('a').digest}.`);
    const longer = await verified(gun, 'v1', image('a', 529));
    assert.equal(longer.detail, `What is signed as \`v1\` of \`${gun}\` is another image: 528 bytes.`);
    assert.equal(longer.outcome, 'invalid');
  });

  it('finds nothing where nothing is signed', async () => {
    const gun = await newRepository();
    const ask = (name: string, tag?: string) =>
      gatherContentTrust((_, each, role) => server.role(each, role), {
        server: server.address,
        gun: name,
        subject: image('a'),
        ...(tag === undefined ? {} : { tag }),
      });
    assert.deepEqual(await ask(gun, 'v1'), { kind: 'absent' });
    assert.deepEqual(await ask(`${gun}/other`, 'v1'), { kind: 'absent' });
    await admin.sign(gun, 'v1', image('a'));
    await admin.sign(gun, 'v2', image('b'));
    assert.deepEqual(await ask(gun, 'v3'), { kind: 'absent' });
    const byDigest = await ask(gun);
    assert.ok(byDigest.kind === 'found' && byDigest.value.format === 'docker-content-trust');
    assert.equal(byDigest.value.tag, 'v1');
    await admin.notary('remove', gun, 'v1', '--publish');
    assert.deepEqual(await ask(gun, 'v1'), { kind: 'absent' });
    assert.deepEqual(await ask(gun), { kind: 'absent' });
  });

  it('wants a root that is made out to the repository', async () => {
    const gun = await newRepository();
    const other = await newRepository();
    await admin.sign(other, 'v1', image('a'));
    const { bare } = await rootKeys(gun);
    assert.equal((await rootKeys(other)).bare, bare);
    const evidence = { ...(await gathered(other, 'v1', image('a'))), gun };
    const report = await verifyContentTrust(evidence, image('a'), policy([bare]), { now: new Date() });
    assert.equal(report.outcome, 'invalid');
    assert.equal(report.detail, `The root metadata are those of another repository than \`${gun}\`.`);
  });

  it('takes metadata that are out of date by the level', async () => {
    const gun = await newRepository();
    await admin.sign(gun, 'v1', image('a'));
    const strict = await verified(gun, 'v1', image('a'), { now: inDays(15) });
    assert.equal(strict.outcome, 'untrusted');
    assert.match(strict.detail, /^The metadata of the role `timestamp` expired on \d{4}-\d\d-\d\d\.$/);
    for (const level of ['permissive', 'audit'] as const) {
      const report = await verified(gun, 'v1', image('a'), { now: inDays(365 * 11), level });
      assert.equal(report.outcome, 'trusted', report.detail);
      assert.deepEqual(
        report.logged.map(phrase => phrase.replace(/ (?:expired )?on .*/, '')),
        [
          'the metadata of the role `root`',
          'the certificate of the root key',
          'the metadata of the role `timestamp`',
          'the metadata of the role `snapshot`',
          'the metadata of the role `targets`',
        ],
      );
    }
  });

  describe('rollback', () => {
    it('refuses each role of an earlier day', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const before = await gathered(gun, 'v1', image('a'));
      const old = await verified(gun, 'v1', image('a'));
      await admin.sign(gun, 'v1', image('b'));
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      const { versions, ...now } = await verified(gun, 'v1', image('b'), old.versions ? { seen: old.versions } : {});
      assert.equal(now.outcome, 'trusted', now.detail);
      assert.ok(versions);
      const after = await gathered(gun, 'v1', image('b'));
      const statement = policy([(await rootKeys(gun)).certificate]);
      const context = { now: new Date(), seen: versions };
      // All of it replayed: the root is of version 1 again.
      const replayed = await verifyContentTrust(before, image('a'), statement, context);
      assert.equal(replayed.outcome, 'invalid');
      assert.match(replayed.detail, /^The metadata of the role `root` were rolled back: version 1 after 2\.$/);
      for (const role of ['root', 'timestamp', 'snapshot', 'targets']) {
        const mixed = { ...after, roles: { ...after.roles, [role]: before.roles[role]! } };
        for (const subject of [image('a'), image('b')]) {
          for (const each of [context, { now: new Date() }]) {
            const report = await verifyContentTrust(mixed, subject, statement, each);
            assert.equal(report.outcome, 'invalid', `${role}: ${report.detail}`);
          }
        }
      }
    });

    it('refuses an older timestamp with all below it, though the root is the same', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const before = await gathered(gun, 'v1', image('a'));
      await admin.sign(gun, 'v1', image('b'));
      const { versions } = await verified(gun, 'v1', image('b'));
      assert.ok(versions);
      const statement = policy([versions.anchor]);
      const report = await verifyContentTrust(before, image('a'), statement, { now: new Date(), seen: versions });
      assert.equal(report.outcome, 'invalid');
      assert.match(report.detail, /^The metadata of the role `timestamp` were rolled back: version 2 after 3\.$/);
      const other = { ...versions, gun: 'registry.example/acme/other' };
      const forgotten = await verifyContentTrust(before, image('a'), statement, { now: new Date(), seen: other });
      assert.equal(forgotten.outcome, 'trusted');
      // Another statement vouched for it, and this one names the same key by its other id.
      for (const seen of [
        { ...versions, anchor: 'f'.repeat(64) },
        { ...versions, at: Date.now() + 3_600_000 },
      ]) {
        const again = await verifyContentTrust(before, image('a'), statement, { now: new Date(), seen });
        assert.equal(again.outcome, 'invalid');
      }
    });

    it('holds evidence that was kept to what was seen before it, not to what was seen since', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const kept = await gathered(gun, 'v1', image('a'));
      const fetchedAt = Date.now();
      await admin.sign(gun, 'v2', image('b'));
      await admin.notary('key', 'rotate', gun, 'root');
      const { versions } = await verified(gun, 'v2', image('b'), { now: new Date(fetchedAt + 1000) });
      assert.equal(versions?.at, fetchedAt + 1000);
      const context = { now: new Date(fetchedAt + 2000), seen: versions };
      const first = JSON.parse(Buffer.from(kept.roles.root!).toString()).signed.roles.root.keyids[0];
      const statement = policy([versions.anchor, first]);
      const report = await verifyContentTrust(kept, image('a'), statement, { ...context, fetchedAt });
      assert.equal(report.outcome, 'trusted', report.detail);
      assert.equal(report.versions, undefined, 'what is older is not kept');
      assert.equal((await verifyContentTrust(kept, image('a'), statement, context)).outcome, 'invalid');
    });
  });

  describe('rotation of root keys', () => {
    it('follows new roots from the key of the policy, and from the root that was accepted before', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const first = await rootKeys(gun);
      const accepted = await verified(gun, 'v1', image('a'));
      for (let turn = 0; turn < 2; turn += 1) await admin.notary('key', 'rotate', gun, 'root');
      await admin.sign(gun, 'v1', image('b'));
      const last = await rootKeys(gun);
      assert.notEqual(first.certificate, last.certificate);
      const evidence = await gathered(gun, 'v1', image('b'));
      assert.ok(evidence.roles['1.root'] && evidence.roles['2.root']);
      const { '1.root': one, '2.root': two, ...others } = evidence.roles;
      const judge = (roles: Record<string, Uint8Array>, key: string, seen?: SeenVersions) =>
        verifyContentTrust({ ...evidence, roles }, image('b'), policy([key]), {
          now: new Date(),
          ...(seen ? { seen } : {}),
        });
      assert.equal((await judge(evidence.roles, first.certificate)).outcome, 'trusted');
      assert.equal((await judge(others, last.certificate)).outcome, 'trusted');
      assert.equal((await judge({ ...others, '2.root': two! }, first.certificate)).outcome, 'untrusted');
      assert.equal((await judge({ ...others, '1.root': one! }, first.certificate)).outcome, 'untrusted');
      // From what was accepted, version 1 need not be served any more.
      const rotated = await judge({ ...others, '2.root': two! }, first.certificate, accepted.versions);
      assert.equal(rotated.outcome, 'trusted', rotated.detail);
      assert.equal(rotated.versions?.anchor, first.certificate);
      assert.equal(rotated.versions?.via.length, 2);
      // What was accepted then needs no older version at all, as it is proven by what was kept.
      const later = await judge(others, first.certificate, rotated.versions);
      assert.equal(later.outcome, 'trusted', later.detail);
      assert.deepEqual(later.versions?.via, rotated.versions?.via);
      const cut = await judge(others, first.certificate, accepted.versions);
      assert.equal(cut.outcome, 'invalid');
      assert.match(cut.detail, /not signed by the keys of the root that was accepted before/);
    });

    it('does not follow a repository that was made anew with other keys', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const accepted = await verified(gun, 'v1', image('a'));
      const { certificate } = await rootKeys(gun);
      await admin.notary('delete', gun, '--remote');
      await using attacker = await notaryClient(server);
      await attacker.notary('init', gun, '--publish');
      await attacker.sign(gun, 'v1', image('b'));
      await attacker.sign(gun, 'v1', image('b'));
      const fresh = await verified(gun, 'v1', image('b'), { keys: [certificate] });
      assert.equal(fresh.outcome, 'untrusted');
      assert.ok(accepted.versions);
      const known = await verified(gun, 'v1', image('b'), { keys: [certificate], seen: accepted.versions });
      assert.equal(known.outcome, 'invalid');
      // Somebody wrote down that this was accepted before: it has to be proven.
      const theirs = Buffer.from((await gathered(gun, 'v1', image('b'))).roles.root!).toString('base64');
      for (const via of [[], [accepted.versions.root], [theirs]]) {
        const seen: SeenVersions = { ...accepted.versions, via, root: theirs };
        assert.equal((await verified(gun, 'v1', image('b'), { keys: [certificate], seen })).outcome, 'untrusted');
      }
    });

    it('accepts new keys of the other roles', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      const accepted = await verified(gun, 'v1', image('a'));
      await admin.notary('key', 'rotate', gun, 'targets');
      await admin.notary('key', 'rotate', gun, 'timestamp', '--server-managed');
      const report = await verified(gun, 'v1', image('a'), accepted.versions ? { seen: accepted.versions } : {});
      assert.equal(report.outcome, 'trusted', report.detail);
    });
  });

  describe('delegations', () => {
    let certificate: string;
    let imported: NotaryClient;

    /** A key for delegations, with its certificate. */
    const newKey = async (name: string, ...kind: readonly string[]): Promise<string> => {
      const [key, made] = [join(imported.folder, `${name}.key`), join(imported.folder, `${name}.crt`)];
      const subject = ['-nodes', '-subj', `/CN=${name}`, '-days', '400', '-keyout', key, '-out', made];
      await promisify(execFile)('openssl', ['req', '-x509', '-newkey', ...kind, ...subject]);
      await imported.notary('key', 'import', key, '--role', 'user');
      return made;
    };

    before(async () => {
      imported = await notaryClient(server);
      certificate = await newKey('delegate', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1');
    });

    after(() => imported?.[Symbol.asyncDispose]());

    it('goes by targets/releases before targets', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      await admin.sign(gun, 'v2', image('b'));
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      await admin.notary('delegation', 'add', gun, 'targets/releases', certificate, '--all-paths', '--publish');
      assert.equal((await verified(gun, 'v1', image('a'))).outcome, 'trusted', 'nothing is released yet');
      await imported.sign(gun, 'v1', image('c'), 'targets/releases');
      const released = await verified(gun, 'v1', image('c'));
      assert.equal(released.outcome, 'trusted', released.detail);
      assert.match(released.detail, /signed by the role `targets\/releases`\.$/);
      assert.equal(released.versions?.versions['targets/releases'], 1);
      assert.equal((await verified(gun, 'v1', image('a'))).outcome, 'invalid');
      assert.equal((await verified(gun, 'v2', image('b'))).outcome, 'trusted');

      const evidence = await gathered(gun, 'v1', image('c'));
      const { 'targets/releases': gone, ...others } = evidence.roles;
      assert.ok(gone);
      const statement = policy([released.versions!.anchor]);
      const hidden = await verifyContentTrust({ ...evidence, roles: others }, image('a'), statement, {
        now: new Date(),
      });
      assert.equal(hidden.outcome, 'unknown', 'what is released may not be withheld');
      assert.equal(hidden.reason, 'protocol');
    });

    it('knows RSA keys of delegations', async () => {
      const gun = await newRepository();
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      const rsa = await newKey('rsa', 'rsa:2048');
      await admin.notary('delegation', 'add', gun, 'targets/releases', rsa, '--all-paths', '--publish');
      await imported.sign(gun, 'v1', image('a'), 'targets/releases');
      const report = await verified(gun, 'v1', image('a'));
      assert.equal(report.outcome, 'trusted', report.detail);
      const { roles } = await gathered(gun, 'v1', image('a'));
      assert.match(Buffer.from(roles['targets/releases']!).toString(), /"method":"rsapss"/);
    });

    it('passes over a delegation whose keys were taken away, as Docker does', async () => {
      const gun = await newRepository();
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      await admin.notary('delegation', 'add', gun, 'targets/releases', certificate, '--all-paths', '--publish');
      await imported.sign(gun, 'v1', image('a'), 'targets/releases');
      await admin.sign(gun, 'v1', image('b'), 'targets');
      assert.equal((await verified(gun, 'v1', image('a'))).outcome, 'trusted');
      const other = await newKey('other', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1');
      await admin.notary('delegation', 'add', gun, 'targets/releases', other, '--all-paths');
      const listed = await admin.notary('delegation', 'list', gun);
      const id = /targets\/releases.*?([0-9a-f]{64})/s.exec(listed)?.[1] ?? '';
      await admin.notary('delegation', 'remove', gun, 'targets/releases', id, '--publish');
      const old = await verified(gun, 'v1', image('a'));
      assert.notEqual(old.outcome, 'trusted', old.detail);
      const own = await verified(gun, 'v1', image('b'));
      assert.equal(own.outcome, 'trusted', own.detail);
      assert.match(own.logged[0] ?? '', /role `targets\/releases` are not signed by enough of its keys/);
    });

    it('does not let a delegation sign outside its paths', async () => {
      const gun = await newRepository();
      await admin.sign(gun, 'v1', image('a'));
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      const paths = ['--paths', 'v2,release-'];
      await admin.notary('delegation', 'add', gun, 'targets/releases', certificate, ...paths, '--publish');
      await imported.sign(gun, 'v2', image('c'), 'targets/releases');
      assert.equal((await verified(gun, 'v2', image('c'))).outcome, 'trusted');
      assert.equal((await verified(gun, 'v1', image('a'))).outcome, 'trusted');
    });

    it('has no ear for other delegations, as Docker has none', async () => {
      const gun = await newRepository();
      await admin.notary('key', 'rotate', gun, 'snapshot', '--server-managed');
      await admin.notary('delegation', 'add', gun, 'targets/other', certificate, '--all-paths', '--publish');
      await imported.sign(gun, 'v1', image('a'), 'targets/other');
      const fetcher = (_: string, name: string, role: string) => server.role(name, role);
      const request = { server: server.address, gun, tag: 'v1', subject: image('a') };
      assert.deepEqual(await gatherContentTrust(fetcher, request), { kind: 'absent' });
    });
  });
});
