/** Whatever strangers send: nothing escapes, nothing is trusted, and the time it takes grows with its length only. */
import assert from 'node:assert/strict';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import { revocationAddresses } from '../../../server/src/trust/notation/verify';
import {
  authority,
  coseTask,
  day,
  found,
  jws,
  leaf,
  needsTools,
  Pki,
  signatureIn,
  stamped,
  stamper,
  started,
  statement,
  tlv,
  token,
  verify,
} from './kit';

/** The same numbers in every run (xorshift). */
function numbers(seed: number): (below: number) => number {
  let state = seed || 1;
  return below => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const seed = Number(process.env.SEED ?? 20261121);
const runs = 400;

describe('trust: Notation signatures of rubbish', () => {
  const pki = new Pki();
  let envelopes: Record<'jws' | 'cose' | 'token' | 'crl' | 'ocsp', Buffer>;
  const address = 'http://crl.example/a.crl';

  before(async function () {
    await needsTools(this);
    await pki.issue(
      authority('root'),
      leaf('signer', 'root', { crl: [[address]], ocsp: ['http://ocsp.example'] }),
      authority('time root'),
      authority('time authority', { issuer: 'time root' }),
      stamper('clock', 'time authority'),
    );
    const signing = { algorithm: 'ES256', chain: pki.chain('signer', 'root') };
    const bare = await jws(pki.issued.get('signer')!.key, signing);
    const times = { from: started - day, until: started + day };
    const [cose, crl, ocsp] = await pki.bytes(
      coseTask('signer', signing),
      { do: 'crl', issuer: 'root', entries: [{ of: 'signer', at: started - day }], others: 20, ...times },
      { do: 'ocsp', of: 'signer', issuer: 'root', status: 'REVOKED', at: started - day, ...times },
    );
    envelopes = {
      jws: bare,
      cose: cose!,
      token: await token(pki, 'clock', signatureIn(bare), ['time authority']),
      crl: crl!,
      ocsp: ocsp!,
    };
  });
  after(() => pki.remove());

  const policy = () => statement({ ca: [pki.der('root')], tsa: [pki.der('time root')] });
  const unstamped = () => statement({ ca: [pki.der('root')] });

  /** Hands bytes to the reader of their kind. */
  const readers: Record<keyof typeof envelopes, (bytes: Buffer) => Promise<string>> = {
    jws: async bytes => judge(bytes),
    cose: async bytes => judge(bytes),
    token: async bytes =>
      (await verify(found(stamped(envelopes.jws, bytes)), policy(), { checksRevocation: false })).outcome,
    crl: async bytes =>
      (await verify(found(envelopes.jws), unstamped(), { revocation: [{ kind: 'crl', address, bytes }] })).outcome,
    ocsp: async bytes =>
      (await verify(found(envelopes.jws), unstamped(), { revocation: [{ kind: 'ocsp', address, bytes }] })).outcome,
  };
  const judge = async (bytes: Buffer): Promise<string> => {
    assert.ok(Array.isArray(await revocationAddresses(found(bytes))));
    return (await verify(found(bytes), unstamped(), { checksRevocation: false })).outcome;
  };

  for (const kind of ['jws', 'cose', 'token', 'crl', 'ocsp'] as const) {
    it(`${kind}: cut off anywhere`, async function () {
      this.timeout(60_000);
      const whole = envelopes[kind];
      const every = Math.max(1, Math.floor(whole.length / runs));
      for (let length = 0; length < whole.length; length += every)
        assert.notEqual(await readers[kind](whole.subarray(0, length)), 'trusted');
    });

    it(`${kind}: bytes replaced, taken out, put in, doubled`, async function () {
      this.timeout(60_000);
      const next = numbers(seed);
      for (let run = 0; run < runs; run++) {
        const bytes = altered(envelopes[kind], next);
        if (bytes.equals(envelopes[kind])) continue;
        const outcome = await readers[kind](bytes);
        assert.notEqual(outcome, 'trusted', `${kind} ${run}: ${bytes.toString('hex')}`);
      }
    });

    it(`${kind}: noise`, async () => {
      const next = numbers(seed);
      for (let run = 0; run < runs; run++) {
        const bytes = Buffer.from(Array.from({ length: next(200) }, () => next(256)));
        assert.notEqual(await readers[kind](bytes), 'trusted');
      }
    });
  }

  /** As much as one could wish of what is cheap to send. */
  const heaps: readonly (readonly [name: string, kind: keyof typeof envelopes, make: (size: number) => Buffer])[] = [
    ['open lists in JSON', 'jws', size => Buffer.from(`{"payload":${'['.repeat(size)}`)],
    ['open objects in JSON', 'jws', size => Buffer.from('{"a":'.repeat(size / 5))],
    [
      'names in JSON',
      'jws',
      size => Buffer.from(`{${Array.from({ length: size / 10 }, (_one, index) => `"${index}":1`).join()}}`),
    ],
    ['escapes in JSON', 'jws', size => Buffer.from(`{"${'\\\\'.repeat(size / 2)}":1}`)],
    ['spaces in JSON', 'jws', size => Buffer.from(`{"payload":"${' '.repeat(size)}"}`)],
    ['certificates in JSON', 'jws', size => certificates(size)],
    ['open lists in CBOR', 'cose', size => Buffer.concat([Buffer.of(0xd2), Buffer.alloc(size, 0x81)])],
    ['open tags in CBOR', 'cose', size => Buffer.alloc(size, 0xd2)],
    ['open maps in CBOR', 'cose', size => Buffer.concat([Buffer.of(0xd2), Buffer.alloc(size, 0xa1)])],
    [
      'a long list in CBOR',
      'cose',
      size => Buffer.concat([Buffer.of(0xd2, 0x9a, 0x7f, 0xff, 0xff, 0xff), Buffer.alloc(size, 0x01)]),
    ],
    [
      'a long text in CBOR',
      'cose',
      size => Buffer.concat([Buffer.of(0xd2, 0x7b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff), Buffer.alloc(size, 0x61)]),
    ],
    ['open sequences in ASN.1', 'crl', size => nested(size)],
    ['sequences in ASN.1', 'crl', size => deepened(tlv(0x30), size)],
    [
      'entries of a list',
      'crl',
      size => deepened(Buffer.from('301302020400170d3235303130313030303030305a', 'hex'), size),
    ],
    ['sets in ASN.1', 'token', size => deepened(Buffer.from('3100', 'hex'), Math.min(size, 60_000))],
  ];
  const nested = (size: number): Buffer => Buffer.concat(Array.from({ length: size / 2 }, () => Buffer.of(0x30, 0x80)));
  const deepened = (one: Buffer, size: number): Buffer => {
    const body = Buffer.concat(Array.from({ length: Math.floor(size / one.length) }, () => one));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    const wrap = (inner: Buffer): Buffer => Buffer.concat([Buffer.of(0x30, 0x84), length, inner]);
    return wrap(body);
  };
  const certificates = (size: number): Buffer => {
    const read = JSON.parse(String(envelopes.jws));
    const one: string = read.header.x5c[0];
    read.header.x5c = Array.from({ length: Math.floor(size / one.length) }, () => one);
    return Buffer.from(JSON.stringify(read));
  };
  for (const [name, kind, make] of heaps)
    it(`a heap of ${name}`, async function () {
      this.timeout(60_000);
      const cost = async (size: number): Promise<number> => {
        const bytes = make(size);
        let least = Number.POSITIVE_INFINITY;
        for (let run = 0; run < 3; run++) {
          const before = performance.now();
          assert.notEqual(await readers[kind](bytes), 'trusted');
          least = Math.min(least, performance.now() - before);
        }
        return least;
      };
      await cost(10_000);
      const small = await cost(100_000);
      const large = await cost(800_000);
      assert.ok(large < 30 * small + 200, `${small} ms, then ${large} ms`);
    });

  it('evidence without end', async function () {
    this.timeout(60_000);
    const one: RevocationEvidence = { kind: 'ocsp', address, bytes: envelopes.ocsp.subarray(0, -1) };
    const before = performance.now();
    const report = await verify(found(envelopes.jws), unstamped(), {
      revocation: Array.from({ length: 500 }, () => one),
    });
    assert.equal(report.outcome, 'unknown');
    assert.ok(performance.now() - before < 5000);
  });
});

function altered(whole: Buffer, next: (below: number) => number): Buffer {
  const at = next(whole.length);
  const length = 1 + next(8);
  const noise = Buffer.from(Array.from({ length }, () => next(256)));
  switch (next(4)) {
    case 0:
      return Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at + length)]);
    case 1:
      return Buffer.concat([whole.subarray(0, at), whole.subarray(at + length)]);
    case 2:
      return Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at)]);
    default:
      return Buffer.concat([whole.subarray(0, at + length), whole.subarray(at)]);
  }
}
