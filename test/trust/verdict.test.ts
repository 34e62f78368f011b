import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PolicyLevel } from '../../server/src/facts/image/status';
import { type Failure, failure } from '../../server/src/trust/answer';
import type { Evidence, SignatureEvidence } from '../../server/src/trust/evidence';
import type { Content, Descriptor } from '../../server/src/trust/oci';
import type { NotationStatement, PolicyStatement, SigstoreStatement } from '../../server/src/trust/policy';
import { sha256 } from '../../server/src/trust/sha256';
import { verdictOf } from '../../server/src/trust/verdict';
import { type NotationSigner, notationSigner } from '../kit/notation-signer';
import { needs } from '../kit/programs';

const content = (mediaType: string, bytes: Uint8Array): Content => ({
  digest: `sha256:${sha256(bytes)}`,
  mediaType,
  bytes,
});

const image: Descriptor = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${'1'.repeat(64)}`,
  size: 1000,
};

/** The signature as it is found: the envelope in a manifest that names the image. */
async function signatureOf(signer: NotationSigner, of: Descriptor = image, subject = of): Promise<SignatureEvidence> {
  const { bytes, mediaType } = await signer.envelope(of);
  const envelope = content(mediaType, bytes);
  const manifest = {
    schemaVersion: 2,
    mediaType: image.mediaType,
    artifactType: 'application/vnd.cncf.notary.signature',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: `sha256:${sha256(Buffer.from('{}'))}`, size: 2 },
    layers: [{ mediaType, digest: envelope.digest, size: bytes.length }],
    subject,
  };
  return {
    format: 'notation',
    subject,
    manifest: content(image.mediaType, Buffer.from(JSON.stringify(manifest))),
    envelope,
  };
}

const evidence = (signatures: readonly SignatureEvidence[], failures: readonly Failure[] = []): Evidence => ({
  name: { registry: 'registry.example', repository: 'base' },
  image,
  signatures,
  revocation: [],
  looked: [],
  failures,
  fetchedAt: 0,
});

const nobody = { certificates: [], fingerprints: [] };

function trusting(signer: NotationSigner, level: PolicyLevel = 'strict'): NotationStatement {
  const root = new X509Certificate(readFileSync(join(signer.folder, 'root.crt')));
  return {
    kind: 'notation',
    name: 'images',
    origin: 'user',
    level,
    actions: { authenticity: 'enforce', authenticTimestamp: 'enforce', expiry: 'enforce', revocation: 'log' },
    verifyTimestamp: 'always',
    stores: { ca: { ...nobody, certificates: [root.raw] }, signingAuthority: nobody, tsa: nobody },
    checksTimestamps: false,
    trustedIdentities: ['*'],
  };
}

const cosign: SigstoreStatement = {
  kind: 'sigstore',
  name: 'cosign',
  origin: 'user',
  level: 'audit',
  signers: [{ issuer: 'https://issuer.example', identity: 'someone' }],
};

const lost = failure('timeout', 'registry.example did not answer.');

describe('trust: verdicts', () => {
  let ours: NotationSigner;
  let theirs: NotationSigner;
  before(function () {
    needs(this, 'openssl');
    ours = notationSigner('ours');
    theirs = notationSigner('theirs');
  });
  after(() => {
    ours?.remove();
    theirs?.remove();
  });

  type Signatures = readonly ('ours' | 'theirs' | 'broken' | 'misplaced')[];
  const cases: readonly {
    readonly what: string;
    readonly signatures: Signatures;
    readonly failures?: readonly Failure[];
    readonly policies: readonly ('ours' | 'theirs' | 'skip' | 'cosign' | 'attested')[];
    readonly state: string;
    readonly level?: PolicyLevel;
  }[] = [
    { what: 'nothing there', signatures: [], policies: ['ours'], state: 'unsigned', level: 'strict' },
    { what: 'attestations are signed', signatures: [], policies: ['attested'], state: 'unknown', level: 'audit' },
    { what: 'nothing there, no policy', signatures: [], policies: [], state: 'unsigned' },
    {
      what: 'something not there',
      signatures: [],
      failures: [lost],
      policies: ['ours'],
      state: 'unknown',
      level: 'strict',
    },
    { what: 'ours', signatures: ['ours'], policies: ['ours'], state: 'signed-trusted', level: 'strict' },
    {
      what: 'ours, some lost',
      signatures: ['ours'],
      failures: [lost],
      policies: ['ours'],
      state: 'signed-trusted',
      level: 'strict',
    },
    { what: 'theirs', signatures: ['theirs'], policies: ['ours'], state: 'signed-untrusted', level: 'strict' },
    {
      what: 'theirs, ours may be lost',
      signatures: ['theirs'],
      failures: [lost],
      policies: ['ours'],
      state: 'unknown',
      level: 'strict',
    },
    { what: 'theirs, no policy', signatures: ['theirs'], policies: [], state: 'signed-untrusted' },
    {
      what: 'theirs and ours',
      signatures: ['theirs', 'ours'],
      policies: ['ours'],
      state: 'signed-trusted',
      level: 'strict',
    },
    {
      what: 'broken and ours',
      signatures: ['broken', 'ours'],
      policies: ['ours'],
      state: 'signed-trusted',
      level: 'strict',
    },
    {
      what: 'broken and theirs',
      signatures: ['broken', 'theirs'],
      policies: ['ours'],
      state: 'signature-invalid',
      level: 'strict',
    },
    { what: 'broken, no policy', signatures: ['broken'], policies: [], state: 'signature-invalid' },
    {
      what: 'of another image',
      signatures: ['misplaced'],
      policies: ['ours'],
      state: 'signature-invalid',
      level: 'strict',
    },
    {
      what: 'either is accepted',
      signatures: ['theirs'],
      policies: ['ours', 'theirs'],
      state: 'signed-trusted',
      level: 'strict',
    },
    { what: 'no signature is asked for', signatures: ['broken'], policies: ['skip'], state: 'skipped', level: 'skip' },
    {
      what: 'one asks, another does not',
      signatures: [],
      policies: ['skip', 'ours'],
      state: 'unsigned',
      level: 'strict',
    },
    {
      what: 'another kind is asked for',
      signatures: ['ours'],
      policies: ['cosign'],
      state: 'signed-untrusted',
      level: 'audit',
    },
    {
      what: 'any kind will do',
      signatures: ['ours'],
      policies: ['cosign', 'ours'],
      state: 'signed-trusted',
      level: 'strict',
    },
  ];
  for (const { what, signatures, failures = [], policies, state, level } of cases) {
    it(`${what}: ${state}`, async () => {
      const made: Record<Signatures[number], () => Promise<SignatureEvidence>> = {
        ours: () => signatureOf(ours),
        theirs: () => signatureOf(theirs),
        broken: async () => {
          const signature = await signatureOf(ours);
          assert.ok(signature.format === 'notation');
          const bytes = Buffer.from(
            Buffer.from(signature.envelope.bytes)
              .toString()
              .replace(/"signature":"./, '"signature":"_'),
          );
          return { ...signature, envelope: { ...signature.envelope, bytes } };
        },
        misplaced: () => signatureOf(ours, { ...image, digest: `sha256:${'2'.repeat(64)}` }, image),
      };
      const statements: Record<string, () => PolicyStatement> = {
        ours: () => trusting(ours),
        theirs: () => trusting(theirs),
        skip: () => trusting(ours, 'skip'),
        cosign: () => cosign,
        attested: () => ({ ...cosign, signsAttestations: true }),
      };
      const verdict = await verdictOf(
        evidence(await Promise.all(signatures.map(it => made[it]())), failures),
        policies.map(it => statements[it]!()),
        { now: new Date(), checksRevocation: false, repository: 'registry.example/base' },
      );
      assert.deepEqual([verdict.state, verdict.level], [state, level], verdict.detail);
      assert.match(verdict.detail, /^\S.*\.$/s);
    });
  }
});
