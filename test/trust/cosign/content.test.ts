import assert from 'node:assert/strict';
import { isSignatureBundle } from '../../../server/src/trust/cosign/bundle';
import { verifyCosign } from '../../../server/src/trust/cosign/verify';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { bundleEvidence, now, statementFor, verify } from './evidence';
import { bytesOf, github, Instance, imageDigest, imageOf, statementOf, workflow, writtenOf } from './instance';

const acme: SigstoreSigner = { issuer: github, identity: workflow };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const subjectOf = (digest: string): readonly object[] => statementOf(digest).subject;

describe('cosign: what a bundle signs', () => {
  let instance: Instance;

  before(async () => {
    instance = await Instance.start();
  });

  after(() => {
    instance?.stop();
  });

  const index = `sha256:${'77cd'.repeat(16)}`;
  const wrong: readonly (readonly [string, unknown, RegExp, string?])[] = [
    ['another image', statementOf(index), /not of this image/],
    ['no image', { ...statementOf(), subject: [] }, /exactly one image/],
    [
      'two images',
      { ...statementOf(), subject: [...subjectOf(imageDigest), ...subjectOf(index)] },
      /exactly one image/,
    ],
    [
      'this image twice',
      { ...statementOf(), subject: [...subjectOf(imageDigest), ...subjectOf(imageDigest)] },
      /one image/,
    ],
    ['an image by another hash', { ...statementOf(), subject: [{ digest: { sha512: 'ab' } }] }, /by its SHA-256/],
    ['an image in capitals', statementOf(imageDigest.toUpperCase().replace('SHA256', 'sha256')), /by its SHA-256/],
    [
      'a digest that is inherited',
      '{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://sigstore.dev/cosign/sign/v1","subject":[{"digest":{"__proto__":{"sha256":"00"}}}]}',
      /__proto__/,
    ],
    ['a subject twice', JSON.stringify(statementOf()).replace('{', '{"subject":[],'), /twice/],
    ['a statement of version 0.1', { ...statementOf(), _type: 'https://in-toto.io/Statement/v0.1' }, /of version 1/],
    ['no JSON', 'sha256', /not valid JSON/],
  ];
  for (const [name, statement, detail] of wrong) {
    it(`does not hold for ${name}`, async () => {
      const bundle = bytesOf(await instance.sign(statement));
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'invalid');
      assert.match(report.detail, detail);
    });
  }

  it('an index in place of an image, only where the caller says so', async () => {
    const bundle = bundleEvidence(bytesOf(await instance.sign(statementOf(index))));
    const context = { now, trustedRoot: instance.root };
    assert.equal((await verifyCosign(bundle, imageOf(), statementFor(acme), context)).outcome, 'invalid');
    assert.equal((await verifyCosign(bundle, imageOf(index), statementFor(acme), context)).outcome, 'trusted');
  });

  it('an attestation is no signature', async () => {
    for (const predicateType of ['https://slsa.dev/provenance/v1', 'https://sigstore.dev/cosign/sign/v2', '']) {
      const bundle = bytesOf(await instance.sign({ ...statementOf(), predicateType }));
      assert.equal(isSignatureBundle(bundle), false);
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'unknown');
      assert.equal(report.reason, 'protocol');
      assert.match(report.detail, /attestation/);
    }
    assert.equal(isSignatureBundle(bytesOf(await instance.sign(statementOf()))), true);
  });

  it('an envelope of another type', async () => {
    for (const type of [
      'application/json',
      'application/vnd.in-toto+json ',
      '',
      'application/vnd.docker.distribution.manifest.v2+json',
    ]) {
      const bundle = bytesOf(await instance.sign(statementOf(), { type }));
      const report = await verify(bundleEvidence(bundle), instance.root, acme);
      assert.equal(report.outcome, 'invalid');
    }
  });

  it('an envelope whose type was exchanged', async () => {
    const bundle = writtenOf(await instance.sign(statementOf(), { type: 'application/json' }));
    bundle.dsseEnvelope.payloadType = 'application/vnd.in-toto+json';
    assert.equal((await verify(bundleEvidence(bytes(bundle)), instance.root, acme)).outcome, 'invalid');
  });
});
