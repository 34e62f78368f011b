import assert from 'node:assert/strict';
import { type Bundle, bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import * as asn1js from 'asn1js';
import { Random } from '../../../scripts/lib/random';
import type { SigstoreSigner } from '../../../server/src/trust/policy';
import { needs } from '../../kit/programs';
import { annotationNames, bundleEvidence, keylessLayer, layerEvidence, payloadOf, verify } from './evidence';
import { bytesOf, github, Instance, statementOf, workflow } from './instance';
import { Keys } from './openssl';

const acme: SigstoreSigner = { issuer: github, identity: workflow };

/** How many bits of each part: all of them takes some minutes. `FLIPS=all npm run unit -- -g "flipped bits"` */
const most = process.env.FLIPS === 'all' ? Number.POSITIVE_INFINITY : 100;
const random = new Random(Number(process.env.SEED ?? 20261121));

/** Flips bits of some bytes, one at a time, and gives the places of bytes where the signature was still trusted. */
async function survivors(part: Buffer, isTrusted: (changed: Buffer) => Promise<boolean>): Promise<readonly number[]> {
  const places = new Set<number>();
  const changed = Buffer.from(part);
  const bits = Array.from({ length: part.length * 8 }, (_, bit) => bit);
  while (bits.length > most) bits.splice(random.below(bits.length), 1);
  for (const bit of bits) {
    const [place, mask] = [bit >> 3, 1 << (bit & 7)];
    changed[place]! ^= mask;
    if (await isTrusted(changed)) places.add(place);
    changed[place]! ^= mask;
  }
  return [...places];
}

/** No bit of a signature may be flipped, other than those that nothing is read from. */
describe('cosign: flipped bits', function () {
  this.timeout(60_000);
  let instance: Instance;
  const keys = new Keys();

  before(async function () {
    needs(this, 'openssl');
    instance = await Instance.start();
  });

  after(() => {
    instance?.stop();
    keys.remove();
  });

  const copy = (bundle: Bundle): Bundle => bundleFromJSON(bundleToJSON(bundle));
  const root = () => instance.root;

  /** The parts of a bundle that are bytes. */
  type Part = (bundle: Bundle) => Buffer;
  const signature: Part = it => dsse(it).signatures[0]!.sig;
  const payload: Part = it => dsse(it).payload;
  const certificate: Part = it => {
    const { content } = it.verificationMaterial;
    return content.$case === 'certificate' ? content.certificate.rawBytes : Buffer.alloc(0);
  };
  const body: Part = it => it.verificationMaterial.tlogEntries[0]!.canonicalizedBody;
  const promise: Part = it => it.verificationMaterial.tlogEntries[0]!.inclusionPromise!.signedEntryTimestamp;
  const log: Part = it => it.verificationMaterial.tlogEntries[0]!.logId.keyId;
  const token: Part = it => it.verificationMaterial.timestampVerificationData!.rfc3161Timestamps[0]!.signedTimestamp;

  async function flip(bundle: Bundle, part: Part, ...signers: readonly SigstoreSigner[]): Promise<readonly number[]> {
    const mutable = copy(bundle);
    const trustedRoot = root();
    const whole = await verify(bundleEvidence(bytesOf(mutable)), trustedRoot, ...signers);
    assert.equal(whole.outcome, 'trusted', whole.detail);
    return survivors(part(mutable), async changed => {
      changed.copy(part(mutable));
      const report = await verify(bundleEvidence(bytesOf(mutable)), trustedRoot, ...signers);
      return report.outcome === 'trusted';
    });
  }

  const keyless: Readonly<Record<string, Part>> = { signature, payload, certificate, body, promise, log };
  for (const [name, part] of Object.entries(keyless)) {
    it(`keyless bundle: ${name}`, async () => {
      assert.deepEqual(await flip(await instance.sign(statementOf(), { entry: 'dsse' }), part, acme), []);
    });
  }

  it('keyless bundle: checkpoint', async () => {
    const bundle = copy(await instance.sign(statementOf(), { entry: 'dsse v2' }));
    const { checkpoint } = bundle.verificationMaterial.tlogEntries[0]!.inclusionProof!;
    const written = Buffer.from(checkpoint!.envelope);
    const places = await survivors(written, async changed => {
      checkpoint!.envelope = changed.toString('utf8');
      return (await verify(bundleEvidence(bytesOf(bundle)), root(), acme)).outcome === 'trusted';
    });
    // The name of the log is a hint which key to take. The signature is its Base64, whose last character has bits to spare.
    const nameAt = String(written).indexOf('rekor.sigstore.test ');
    const name = Buffer.byteLength(String(written).slice(0, nameAt));
    const isHint = (place: number): boolean => place >= name && place < name + 'rekor.sigstore.test'.length;
    const left = places.filter(it => !isHint(it));
    assert.deepEqual(
      left.filter(it => written[it] !== 0x3d && written[it + 1] !== 0x3d && it < written.length - 2),
      [],
    );
  });

  it('keyless bundle: numbers of the log entry', async () => {
    const bundle = copy(await instance.sign(statementOf(), { entry: 'dsse' }));
    const [entry] = bundle.verificationMaterial.tlogEntries;
    const { inclusionProof: proof } = entry!;
    const outcome = async (): Promise<string> => (await verify(bundleEvidence(bytesOf(bundle)), root(), acme)).outcome;
    for (const [holder, name] of [
      [entry!, 'logIndex'],
      [entry!, 'integratedTime'],
      [proof!, 'logIndex'],
    ] as const) {
      const numbers = holder as unknown as Record<string, string>;
      const before = numbers[name]!;
      for (let bit = 0n; bit < 40n; bit += 1n) {
        numbers[name] = String(BigInt(before) ^ (1n << bit));
        assert.notEqual(await outcome(), 'trusted', `${name}: ${numbers[name]}`);
      }
      numbers[name] = before;
    }
    // Size and hash of the tree are taken from the checkpoint, which is signed.
    proof!.treeSize = '77';
    proof!.rootHash = Buffer.alloc(32);
    assert.equal(await outcome(), 'trusted');
  });

  it('keyless bundle: timestamp', async () => {
    const bundle = await instance.sign(statementOf(), { entry: 'dsse v2' });
    const written = token(bundle);
    const places = await flip(bundle, token, acme);
    const free = unsignedParts(written);
    assert.deepEqual(
      places.filter(it => !free.some(([from, to]) => from <= it && it < to)),
      [],
    );
  });

  it('bundle by a key', async () => {
    const key = await keys.make('P-256');
    const bundle = await instance.sign(statementOf(), { entry: 'dsse', signer: key.signer() });
    for (const part of [signature, payload, body, promise, log]) {
      assert.deepEqual(await flip(bundle, part, { key: key.pem, requireLog: true }), []);
    }
    // Where nobody asks for the log, nothing is taken from it.
    for (const part of [signature, payload]) {
      assert.deepEqual(await flip(bundle, part, { key: key.pem, requireLog: false }), []);
    }
  });

  it('simple signing by a key', async () => {
    for (const kind of ['P-256', 'RSA-2048', 'Ed25519'] as const) {
      const key = await keys.make(kind);
      const made = await key.sign(payloadOf());
      const isTrusted = async (content: Buffer, bytes: Buffer): Promise<boolean> => {
        const evidence = layerEvidence(content, { [annotationNames.signature]: bytes.toString('base64') });
        return (await verify(evidence, root(), { key: key.pem, requireLog: false })).outcome === 'trusted';
      };
      assert.ok(await isTrusted(payloadOf(), made));
      assert.deepEqual(await survivors(payloadOf(), it => isTrusted(it, made)), []);
      assert.deepEqual(await survivors(made, it => isTrusted(payloadOf(), it)), []);
    }
  });

  it('simple signing by a certificate', async () => {
    const { payload: content, annotations } = await keylessLayer(instance);
    const isTrusted = async (changed: Readonly<Record<string, string>>, bytes = content): Promise<boolean> =>
      (await verify(layerEvidence(bytes, { ...annotations, ...changed }), root(), acme)).outcome === 'trusted';
    assert.ok(await isTrusted({}));
    assert.deepEqual(await survivors(content, it => isTrusted({}, it)), []);
    for (const name of [annotationNames.signature, annotationNames.certificate, annotationNames.bundle]) {
      const text = Buffer.from(annotations[name]!);
      const places = await survivors(text, it => isTrusted({ [name]: it.toString('latin1') }));
      // A line of PEM may end in another space.
      assert.deepEqual(
        places.filter(it => !/\s/.test(String.fromCharCode(text[it]!))),
        [],
      );
    }
  });
});

const dsse = ({ content }: Bundle) => {
  if (content.$case !== 'dsseEnvelope') throw new Error('no envelope');
  return content.dsseEnvelope;
};

/**
 * The parts of a timestamp that no signature covers and nothing is read from, as ranges: all but the statement of the time, who
 * signed, the signed attributes and the signature. What type of value these are is not covered either.
 */
function unsignedParts(token: Buffer): readonly (readonly [number, number])[] {
  const children = (block: asn1js.BaseBlock): readonly asn1js.BaseBlock[] =>
    (block as asn1js.Sequence).valueBlock.value;
  const within = (block: asn1js.BaseBlock, ...path: readonly number[]): asn1js.BaseBlock =>
    path.reduce((it, index) => children(it).at(index)!, block);
  const contentOf = (block: asn1js.BaseBlock): readonly [number, number] => {
    const end = token.indexOf(block.valueBeforeDecodeView) + block.valueBeforeDecodeView.length;
    return [end - block.lenBlock.length, end];
  };
  const signedData = within(asn1js.fromBER(token).result, 1, 1, 0);
  const signer = within(signedData, -1, 0);
  const covered = [
    within(signedData, 2, 1, 0),
    within(signer, 1, 0),
    within(signer, 1, 1),
    within(signer, 3),
    within(signer, 5),
  ].map(contentOf);
  const edges = [0, ...covered.flat(), token.length];
  return covered.concat([[0, 0]]).map((_, i) => [edges[2 * i]!, edges[2 * i + 1]!] as const);
}
