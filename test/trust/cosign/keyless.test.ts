import assert from 'node:assert/strict';
import { verifyCosign } from '../../../server/src/trust/cosign/verify';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { bundleEvidence, statementFor, verify } from './evidence';
import {
  bytesOf,
  github,
  Instance,
  imageDigest,
  imageOf,
  rootOf,
  type Signing,
  statementOf,
  type Written,
  type WrittenRoot,
  workflow,
  writtenOf,
  writtenRootOf,
} from './instance';

const acme: SigstoreSigner = { issuer: github, identity: workflow };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function ended(file: WrittenRoot, end: string): WrittenRoot {
  return {
    ...file,
    certificateAuthorities: file.certificateAuthorities.map(it => ({ ...it, validFor: { ...it.validFor, end } })),
  };
}

describe('cosign: bundles by certificates', () => {
  let instance: Instance;
  let other: Instance;

  before(async () => {
    [instance, other] = await Promise.all([Instance.start(), Instance.start()]);
  });

  after(() => {
    instance?.stop();
    other?.stop();
  });

  const good: Readonly<Record<string, Signing>> = {
    'Rekor v1, intoto entry': {},
    'Rekor v1, dsse entry': { entry: 'dsse' },
    'Rekor v2 and a timestamp': { entry: 'dsse v2' },
    'Rekor v2 and a timestamp, logged as its digest': { entry: 'hashedrekord v2' },
    'Rekor v1 and a timestamp': { timestamp: true },
    'version 0.2, with a chain': { chain: true },
  };
  for (const [name, signing] of Object.entries(good)) {
    it(`holds: ${name}`, async () => {
      const bundle = bytesOf(await instance.sign(statementOf(), signing));
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'trusted', report.detail);
      assert.equal(report.signer, workflow);
      assert.equal(report.issuer, github);
      assert.equal(report.subject, imageDigest);
      assert.match(report.root!.name, /CN=sigstore/);
      assert.match(report.root!.sha256, /^[0-9a-f]{64}$/);
      assert.ok(Math.abs(Date.parse(report.witnessedAt!) - Date.now()) < 60_000);
      assert.deepEqual(report.policy, { name: 'ours', origin: 'user' });
      assert.deepEqual(report.logged, []);
    });
  }

  it('version 0.1, where only the promise of the log is asked for', async () => {
    const bundle = writtenOf(await instance.sign(statementOf(), { chain: true }));
    bundle.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
    bundle.verificationMaterial.tlogEntries[0].inclusionProof = undefined;
    const report = await verify(bundleEvidence(bytes(bundle)), instance.root, acme);
    assert.equal(report.outcome, 'trusted', report.detail);
  });

  it('an e-mail address that an authority vouches for, by any of several signers', async () => {
    const bundle = bytesOf(
      await instance.sign(statementOf(), { subject: 'mailto:a@b.example', issuer: 'https://id.example' }),
    );
    const signers = [acme, { issuer: 'https://id.example', identity: { pattern: 'mailto:.+@b\\.example' } }];
    const report = await verify(bundleEvidence(bundle), instance.root, ...signers);
    assert.equal(report.outcome, 'trusted', report.detail);
  });

  it('without a policy it is described, and untrusted', async () => {
    const report = await verify(bundleEvidence(bytesOf(await instance.sign(statementOf()))), instance.root);
    assert.equal(report.outcome, 'untrusted');
    assert.equal(report.signer, workflow);
    assert.equal(report.issuer, github);
    assert.equal(report.policy, undefined);
    assert.match(report.detail, /no policy names a signer/);
  });

  const others: readonly (readonly [string, SigstoreSigner])[] = [
    ['another issuer', { issuer: 'https://accounts.google.com', identity: workflow }],
    ['an issuer that begins alike', { issuer: github.slice(0, -1), identity: workflow }],
    ['an issuer with a slash', { issuer: `${github}/`, identity: workflow }],
    ['an identity that begins alike', { issuer: github, identity: workflow.slice(0, -1) }],
    ['an identity with a regular expression in it', { issuer: github, identity: workflow.replace('acme', '.*') }],
    ['a pattern for a part', { issuer: github, identity: { pattern: 'https://github\\.com/acme/x' } }],
    ['a pattern that cannot be read', { issuer: github, identity: { pattern: '(.*' } }],
    ['a pattern that ends a group', { issuer: github, identity: { pattern: 'a)|(.*' } }],
  ];
  for (const [name, signer] of others) {
    it(`is untrusted where the policy names ${name}`, async () => {
      const report = await verify(bundleEvidence(bytesOf(await instance.sign(statementOf()))), instance.root, signer);
      assert.equal(report.outcome, 'untrusted');
      assert.equal(report.signer, workflow);
      assert.match(report.detail, /the policy names others/);
    });
  }

  it('is untrusted under the root of another instance, and nobody is said to have signed', async () => {
    const bundle = bundleEvidence(bytesOf(await instance.sign(statementOf())));
    for (const root of [other.root, undefined]) {
      const report = await verify(bundle, root, acme);
      assert.notEqual(report.outcome, 'trusted');
      assert.equal(report.signer, undefined);
    }
    const { detail } = await verify(bundle, undefined, acme);
    assert.match(detail, /Sigstore public good instance does not know.*copy of that root is of 20/);
  });

  const mixed = ['certificateAuthorities', 'tlogs', 'ctlogs', 'timestampAuthorities'] as const;
  for (const part of mixed) {
    it(`does not hold where only ${part} are those of another instance`, async () => {
      const bundle = bundleEvidence(bytesOf(await instance.sign(statementOf(), { timestamp: true })));
      const file = writtenRootOf(instance);
      Object.assign(file, { [part]: writtenRootOf(other)[part] });
      const report = await verify(bundle, rootOf(bytes(file)), acme);
      assert.notEqual(report.outcome, 'trusted');
    });
  }

  it('an authority that was retired before', async () => {
    const bundle = bundleEvidence(bytesOf(await instance.sign(statementOf())));
    const file = writtenRootOf(instance);
    file.certificateAuthorities[0]!.validFor.end = '2021-01-01T00:00:00Z';
    assert.equal((await verify(bundle, rootOf(bytes(file)), acme)).outcome, 'invalid');
    // That it is retired by now takes nothing from what it vouched for.
    const later = { now: new Date('2040-01-01'), trustedRoot: rootOf(bytes(ended(file, '2039-01-01T00:00:00Z'))) };
    const report = await verifyCosign(bundle, imageOf(), statementFor(acme), later);
    assert.equal(report.outcome, 'trusted');
    assert.match(report.logged[0]!, /in use no more since 2039/);
  });

  it('is untrusted without a log entry, with and without a timestamp', async () => {
    for (const timestamp of [false, true]) {
      const bundle = bytesOf(await instance.sign(statementOf(), { entry: 'none', timestamp }));
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'untrusted');
      assert.match(report.detail, /in no transparency log/);
    }
  });

  it('is untrusted where nothing proves the time', async () => {
    const bundle = writtenOf(await instance.sign(statementOf(), { entry: 'dsse v2' }));
    bundle.verificationMaterial.timestampVerificationData = undefined;
    const report = await verify(bundleEvidence(bytes(bundle)), instance.root, acme);
    assert.equal(report.outcome, 'untrusted');
    assert.match(report.detail, /Nothing proves/);
    // A log that promised nothing promised no time.
    bundle.verificationMaterial.tlogEntries[0].integratedTime = String(Math.floor(Date.now() / 1_000));
    assert.equal((await verify(bundleEvidence(bytes(bundle)), instance.root, acme)).outcome, 'untrusted');
  });

  it('does not hold when the log saw it after the certificate expired', async () => {
    const late = await Instance.start(true, new Date(Date.now() + 3_600_000));
    const bundle = bytesOf(await late.sign(statementOf()));
    const report = await verify(bundleEvidence(bundle), late.root, acme);
    late.stop();
    assert.equal(report.outcome, 'invalid');
    assert.match(report.detail, /when its certificate was not valid/);
  });

  it('is untrusted by a certificate without a promise of certificate transparency', async () => {
    const secret = await Instance.start(false);
    const bundle = bytesOf(await secret.sign(statementOf()));
    const report = await verify(bundleEvidence(bundle), secret.root, acme);
    secret.stop();
    assert.equal(report.outcome, 'untrusted');
    assert.match(report.detail, /certificate transparency log/);
  });

  it('does not hold with something behind its certificate', async () => {
    const bundle = writtenOf(await instance.sign(statementOf()));
    const { rawBytes } = bundle.verificationMaterial.certificate as { rawBytes: string };
    for (const more of [Buffer.from([0]), Buffer.from(rawBytes, 'base64')]) {
      const longer = Buffer.concat([Buffer.from(rawBytes, 'base64'), more]);
      bundle.verificationMaterial.certificate = { rawBytes: longer.toString('base64') };
      assert.equal((await verify(bundleEvidence(bytes(bundle)), instance.root, acme)).outcome, 'invalid');
    }
  });

  it('does not hold where the log was told of another digest', async () => {
    for (const entry of ['dsse v2', 'hashedrekord v2'] as const) {
      const bundle = bytesOf(await instance.sign(statementOf(), { entry, otherDigest: true }));
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'invalid');
      assert.match(report.detail, /about other content/);
    }
  });

  it('does not hold with parts of another signature', async () => {
    const [one, two] = [
      await instance.sign(statementOf(), { timestamp: true }),
      await instance.sign(statementOf(), { timestamp: true }),
    ];
    const parts: readonly ((into: Written, from: Written) => void)[] = [
      (into, from) => (into.verificationMaterial.certificate = from.verificationMaterial.certificate),
      (into, from) => (into.verificationMaterial.tlogEntries = from.verificationMaterial.tlogEntries),
      (into, from) =>
        (into.verificationMaterial.timestampVerificationData = from.verificationMaterial.timestampVerificationData),
      (into, from) => (into.dsseEnvelope.signatures = from.dsseEnvelope.signatures),
      (into, from) => into.verificationMaterial.tlogEntries.push(...from.verificationMaterial.tlogEntries),
    ];
    for (const exchange of parts) {
      const bundle = writtenOf(one);
      exchange(bundle, writtenOf(two));
      assert.equal((await verify(bundleEvidence(bytes(bundle)), instance.root, acme)).outcome, 'invalid');
    }
  });
});
