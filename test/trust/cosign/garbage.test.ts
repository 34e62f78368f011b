import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSignatureBundle } from '../../../server/src/trust/cosign/bundle';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { annotationNames, bundleEvidence, keylessLayer, layerEvidence, payloadOf, verify } from './evidence';
import { bytesOf, github, Instance, statementOf, workflow, writtenOf } from './instance';

const acme: SigstoreSigner = { issuer: github, identity: workflow };
const bytes = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('cosign: what is no signature', () => {
  let instance: Instance;
  before(async () => {
    instance = await Instance.start();
  });
  after(() => instance?.stop());

  const large = Buffer.alloc((1 << 20) + 1, 0x20);
  const garbage: Readonly<Record<string, Buffer>> = {
    nothing: Buffer.alloc(0),
    'a page of a proxy': Buffer.from('<html><body>Sign in</body></html>'),
    null: Buffer.from('null'),
    'a list': Buffer.from('[]'),
    'an empty object': Buffer.from('{}'),
    'deep JSON': Buffer.from('{"a":'.repeat(100_000)),
    'deep lists in a payload': bytes({
      dsseEnvelope: { payload: Buffer.from('['.repeat(100_000)).toString('base64') },
    }),
    'too much': large,
    'bytes that are no UTF-8': Buffer.from([0x7b, 0xff, 0x7d]),
    'members of all objects': Buffer.from(
      '{"__proto__":{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}}',
    ),
  };
  for (const [name, content] of Object.entries(garbage)) {
    it(`${name} is invalid, and may have been a signature`, async () => {
      const report = await verify(bundleEvidence(content), instance.root, acme);
      assert.equal(report.outcome, 'invalid');
      assert.match(report.detail, /^[A-Z].*\.$/);
      assert.ok(isSignatureBundle(content));
      assert.equal((await verify(layerEvidence(content, {}), instance.root, acme)).outcome, 'invalid');
    });
  }

  it('a format of tomorrow is unknown', async () => {
    const bundle = {
      ...writtenOf(await instance.sign(statementOf())),
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.9+json',
    };
    const report = await verify(bundleEvidence(bytes(bundle)), instance.root, acme);
    assert.equal(report.outcome, 'unknown');
    assert.equal(report.reason, 'protocol');
    const file = writtenOf(await instance.sign(statementOf()));
    Object.assign(file, {
      dsseEnvelope: undefined,
      messageSignature: { messageDigest: { algorithm: 'SHA2_256', digest: 'AAAA' }, signature: 'AAAA' },
    });
    assert.equal((await verify(bundleEvidence(bytes(file)), instance.root, acme)).outcome, 'unknown');
  });

  it('text of strangers is told in one line', async () => {
    const predicateType = `x\n\u001b[31m\`${'y'.repeat(5_000)}`;
    const report = await verify(
      bundleEvidence(bytesOf(await instance.sign({ ...statementOf(), predicateType }))),
      instance.root,
      acme,
    );
    assert.match(report.detail, /^[\x20-\x7e]{1,400}$/);
  });

  it('many entries, large proofs and names that are regular expressions are refused at once', async () => {
    const made = writtenOf(await instance.sign(statementOf(), { entry: 'dsse v2' }));
    const [entry] = made.verificationMaterial.tlogEntries;
    const proof = entry.inclusionProof as { hashes?: string[]; checkpoint: { envelope: string } };
    const { envelope } = proof.checkpoint;
    const changes: readonly (() => unknown)[] = [
      () => made.verificationMaterial.tlogEntries.push(...Array.from({ length: 1_000 }, () => entry)),
      () => (proof.hashes = Array.from({ length: 10_000 }, () => 'AAAA')),
      () => (proof.checkpoint.envelope = envelope + 'x\n'.repeat(100_000)),
      () => (proof.checkpoint.envelope = envelope.replace(' rekor.sigstore.test ', ' (((((.*)*)*)*)*)*x ')),
      () => (proof.checkpoint.envelope = envelope.replace('\n\n', '\n\nx\u2014 (.+)+x AAAA\n')),
      () => (proof.checkpoint.envelope = envelope.replace(' rekor.sigstore.test ', ' [ ')),
    ];
    for (const change of changes) {
      const before = structuredClone(made);
      change();
      const started = performance.now();
      const report = await verify(bundleEvidence(bytes(made)), instance.root, acme);
      assert.equal(report.outcome, 'invalid');
      assert.ok(performance.now() - started < 500);
      made.verificationMaterial.tlogEntries = [entry];
      Object.assign(proof, { hashes: [], checkpoint: { envelope } });
      assert.deepEqual(before.dsseEnvelope, made.dsseEnvelope);
    }
  });

  it('deep and long ASN.1 takes little time', async () => {
    // An octet string in an octet string, and so on.
    const nested = (size: number): string => {
      const der = Buffer.alloc(size);
      for (let at = 0; at + 5 <= size; at += 5) der.writeUInt16BE(0x2483, at);
      for (let at = 0; at + 5 <= size; at += 5) der.writeUIntBE(size - at - 5, at + 2, 3);
      return der.toString('base64');
    };
    for (const size of [1_000, 16_000, 32_000, 500_000]) {
      const made = writtenOf(await instance.sign(statementOf(), { timestamp: true }));
      made.verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp: nested(size) }] };
      const other = writtenOf(await instance.sign(statementOf()));
      other.verificationMaterial.certificate = { rawBytes: nested(size) };
      for (const bundle of [made, other]) {
        const started = performance.now();
        assert.equal((await verify(bundleEvidence(bytes(bundle)), instance.root, acme)).outcome, 'invalid');
        assert.ok(performance.now() - started < 3_000);
      }
    }
  });

  for (const entry of ['dsse', 'dsse v2'] as const) {
    it(`whatever is put in place of a part, nothing is thrown and nothing is trusted: ${entry}`, async () => {
      const made = writtenOf(await instance.sign(statementOf(), { entry })) as unknown as Tree;
      const paths = leaves(made).filter(path => !unread[entry].test(path.join('.')));
      const other = fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.base64String(),
        fc.constant(undefined),
        fc.bigInt().map(String),
      );
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...paths), other, async (path, value) => {
          const changed = structuredClone(made);
          const isSame = JSON.stringify(put(changed, path, value)) === JSON.stringify(value);
          const report = await verify(bundleEvidence(bytes(changed)), instance.root, acme);
          if (!isSame) assert.notEqual(report.outcome, 'trusted', `${path.join('.')}: ${JSON.stringify(value)}`);
        }),
        { numRuns: 300 },
      );
    });
  }

  it('whatever annotations hold, nothing is thrown and nothing is trusted', async () => {
    const layer = await keylessLayer(instance);
    const names = [
      annotationNames.signature,
      annotationNames.certificate,
      annotationNames.bundle,
      annotationNames.timestamp,
    ];
    const value = fc.oneof(
      fc.string(),
      fc.base64String(),
      fc.json({ maxDepth: 2 }),
      fc.constantFrom('-----BEGIN CERTIFICATE-----', '{}'),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), value, async (name, text) => {
        // An empty annotation is none, and a timestamp is not asked for where the log promised a time.
        if (text === '') return;
        const report = await verify(
          layerEvidence(layer.payload, { ...layer.annotations, [name]: text }),
          instance.root,
          acme,
        );
        assert.notEqual(report.outcome, 'trusted');
      }),
      { numRuns: 300 },
    );
  });

  it('bytes at random', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async content => {
        assert.notEqual((await verify(bundleEvidence(content), instance.root, acme)).outcome, 'trusted');
        const annotations = { [annotationNames.signature]: Buffer.from(content).toString('base64') };
        for (const payload of [content, payloadOf()]) {
          assert.notEqual((await verify(layerEvidence(payload, annotations), instance.root, acme)).outcome, 'trusted');
        }
        isSignatureBundle(content);
      }),
      { numRuns: 300 },
    );
  });
});

type Tree = { [name: string]: unknown };

/**
 * Nothing is read from them: the checkpoint says size and hash of the tree, who signed is in the certificate. Rekor v2 promises
 * nothing, so that place and log are those of its proof. A timestamp that was not there is not missed.
 */
const unread = {
  dsse: /treeSize|rootHash|keyid|timestampVerificationData/,
  'dsse v2': /treeSize|rootHash|keyid|tlogEntries\.0\.logI/,
};

/** The ways to all values in a tree. */
function leaves(tree: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof tree !== 'object' || tree === null) return [path];
  const below = Object.entries(tree).flatMap(([name, value]) => leaves(value, [...path, name]));
  return path.length === 0 ? below : [path, ...below];
}

/** Puts a value into a tree, and gives the one that it took the place of. */
function put(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (rest.length > 0) return put(tree[name] as Tree, rest, value);
  const before = tree[name];
  tree[name] = value;
  return before;
}
