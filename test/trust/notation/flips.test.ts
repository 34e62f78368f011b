/**
 * One bit altered, anywhere: nothing of it is trusted. What the specification forbids to look at (the signing agent, and so any name it could
 * have been given) is told beside; there is nothing else.
 */
import assert from 'node:assert/strict';
import {
  authority,
  cmsToken,
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
  stampInfo,
  started,
  statement,
  token,
  verify,
} from './kit';

const agent = 'io.cncf.notary.signingAgent';
const timestamp = 'io.cncf.notary.timestampSignature';

/** Of certificates and tokens some bits are altered, others by another `SEED`; `FLIPS=all` alters all of them, which takes a minute. */
const step = process.env.FLIPS === 'all' ? 1 : 11;
const start = Number(process.env.SEED ?? 20261121) % step;

describe('trust: Notation signatures with one bit altered', () => {
  const pki = new Pki();
  before(async function () {
    await needsTools(this);
    await pki.issue(
      authority('root'),
      leaf('signer', 'root'),
      authority('time root'),
      authority('time authority', { issuer: 'time root' }),
      stamper('clock', 'time authority'),
    );
  });
  after(() => pki.remove());

  const policy = () =>
    statement({
      ca: [pki.der('root')],
      tsa: [pki.der('time root')],
      more: { trustedIdentities: ['x509.subject: C=US, ST=WA, O=Acme, CN=signer'] },
    });
  const unstamped = () => statement({ ca: [pki.der('root')] });

  /** Alters each bit, or some, of a part of some bytes; says which of them may be altered without a consequence. */
  async function survivors(
    bytes: Buffer,
    part: readonly [from: number, to: number] = [0, bytes.length],
    every = 1,
    of = unstamped(),
    envelope = (altered: Buffer): Buffer => altered,
  ): Promise<Set<number>> {
    assert.equal((await verify(found(envelope(bytes)), of)).outcome, 'trusted');
    const left = new Set<number>();
    for (let bit = part[0] * 8 + (start % every); bit < part[1] * 8; bit += every) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if ((await verify(found(envelope(bytes)), of)).outcome === 'trusted') left.add(bit >> 3);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
    }
    return left;
  }

  /** The places of some bytes in others. */
  const places = (whole: Buffer, bytes: Uint8Array | string): readonly [number, number] => {
    const at = whole.indexOf(bytes);
    assert.ok(at >= 0);
    return [at, at + bytes.length];
  };
  const within = (left: Set<number>, ...allowed: readonly (readonly [number, number])[]): number[] =>
    [...left].filter(byte => !allowed.some(([from, to]) => byte >= from && byte < to));

  const signing = (unprotected: Record<string, unknown> = {}) => ({
    algorithm: 'ES256',
    chain: pki.chain('signer', 'root'),
    unprotected,
  });

  it('JWS: payload, headers, signature', async function () {
    this.timeout(200_000);
    const envelope = await jws(pki.issued.get('signer')!.key, signing({ [agent]: 'notation/1.3.2' }));
    const [from, to] = places(envelope, JSON.stringify(pki.chain('signer', 'root').map(der => der.toString('base64'))));
    assert.deepEqual([...(await survivors(envelope, [0, from]))], []);
    const behind = await survivors(envelope, [to, envelope.length]);
    assert.deepEqual(within(behind, places(envelope, `"${agent}":"notation/1.3.2"`)), []);
    assert.deepEqual([...(await survivors(envelope, [from, to], step))], []);
  });

  it('COSE: payload, headers, signature, chain', async function () {
    this.timeout(200_000);
    const [envelope] = await pki.bytes(coseTask('signer', signing({ [agent]: 'notation/1.3.2' })));
    const [from] = places(envelope!, pki.der('signer'));
    const [, to] = places(envelope!, pki.der('root'));
    assert.deepEqual([...(await survivors(envelope!, [0, from]))], []);
    const [, nameEnd] = places(envelope!, agent);
    const behind = await survivors(envelope!, [to, envelope!.length]);
    // The name has two bytes of length before it, the value one.
    assert.deepEqual(within(behind, [nameEnd - agent.length - 2, nameEnd + 1 + 'notation/1.3.2'.length]), []);
    assert.deepEqual([...(await survivors(envelope!, [from, to], step))], []);
  });

  it('a timestamp, and its name', async function () {
    this.timeout(200_000);
    const bare = await jws(pki.issued.get('signer')!.key, signing());
    const time = await token(pki, 'clock', signatureIn(bare), ['time authority']);
    const envelope = stamped(bare, time);
    const from = envelope.indexOf(`,"${timestamp}"`);
    assert.deepEqual([...(await survivors(envelope, [from, from + timestamp.length + 6], 1, policy()))], []);
    assert.deepEqual(
      [...(await survivors(time, [0, time.length], step, policy(), altered => stamped(bare, altered)))],
      [],
    );
  });

  it('certificates in a timestamp that its chain does not need', async function () {
    this.timeout(200_000);
    const bare = await jws(pki.issued.get('signer')!.key, signing());
    const sent = ['time authority', 'time root'];
    const time = await cmsToken(pki, 'clock', stampInfo(signatureIn(bare)), sent);
    const left = await survivors(time, [0, time.length], step * 2 - 1, policy(), altered => stamped(bare, altered));
    // The root is in the store as well. Of the copy nothing counts, but that it is a certificate.
    assert.deepEqual(within(left, places(time, pki.der('time root'))), []);
    assert.ok(left.size > 0);
  });

  it('lists and answers that revoke, or that are good', async function () {
    this.timeout(200_000);
    const address = 'http://crl.example/a.crl';
    await pki.issue(
      leaf('listed', 'root', { crl: [[address]] }),
      leaf('asked', 'root', { ocsp: ['http://ocsp.example'] }),
    );
    const times = { from: started - day, until: started + day };
    for (const [name, kind, good, bad] of [
      ['listed', 'crl', {}, { entries: [{ of: 'listed', at: started - day }] }],
      ['asked', 'ocsp', { status: 'GOOD' }, { status: 'REVOKED', at: started - day }],
    ] as const) {
      const envelope = found(
        await jws(pki.issued.get(name)!.key, { algorithm: 'ES256', chain: pki.chain(name, 'root') }),
      );
      const task = { do: kind, of: name, issuer: 'root', ...times };
      for (const [index, bytes] of (await pki.bytes({ ...task, ...good }, { ...task, ...bad })).entries()) {
        const judge = async () =>
          (await verify(envelope, unstamped(), { revocation: [{ kind, address, bytes }] })).outcome;
        assert.equal(await judge(), ['trusted', 'invalid'][index]);
        for (let bit = start; bit < bytes.length * 8; bit += step) {
          bytes[bit >> 3]! ^= 1 << (bit & 7);
          assert.equal(await judge(), 'unknown', `${kind} ${index}: byte ${bit >> 3}, bit ${bit & 7}`);
          bytes[bit >> 3]! ^= 1 << (bit & 7);
        }
      }
    }
  });
});
