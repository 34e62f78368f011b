/**
 * The same certificates, lists, answers and timestamps, written in other ways of BER and signed anew: `pkijs` reads most of them, we none.
 * Bytes that mean nothing would let one signed thing have many forms.
 */
import assert from 'node:assert/strict';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import { resigned, respelled, type Spelling, signedPart, spellings } from './composed';
import {
  at,
  authority,
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
import { type Opinion, ofAnswer, ofChain, ofList, ofToken } from './oracle';

const address = 'http://revocation.example/one';
const strict = /DER|bytes behind its end|not what is expected|cannot be read|not a small number|was not issued by/;

/** What has forms, and how it is judged. */
interface Subject {
  readonly bytes: Buffer;
  /** By whom it was signed: where nobody is told, what is signed is left as it is. */
  readonly key?: string;
  readonly ours: (bytes: Buffer) => Promise<Opinion>;
  readonly theirs: (bytes: Buffer) => Promise<Opinion>;
}

describe('trust: ASN.1 in other ways, as pkijs reads it', () => {
  const pki = new Pki();
  const subjects = new Map<string, Subject>();
  before(async function () {
    await needsTools(this);
    const [from, until] = [started - day, started + 7 * day];
    await pki.issue(
      authority('root'),
      authority('time root'),
      leaf('listed', 'root', { crl: [[address]], basicConstraints: { ca: false } }),
      leaf('asked', 'root', { ocsp: [address] }),
      stamper('clock', 'time root'),
    );
    const [list, answer] = await pki.bytes(
      { do: 'crl', issuer: 'root', from, until },
      { do: 'ocsp', of: 'asked', issuer: 'root', status: 'GOOD', from, until },
    );
    const root = pki.der('root');
    const key = pki.issued.get('root')!.key;
    const signed = (name: string, certificate = pki.der(name)) =>
      jws(pki.issued.get(name)!.key, { algorithm: 'ES256', chain: [certificate, root] });
    const envelopes = { listed: await signed('listed'), asked: await signed('asked') };
    const plain = statement({ ca: [root] });
    const judge = async (envelope: Buffer, policy = plain, revocation: readonly RevocationEvidence[] = []) => {
      const context = { revocation, checksRevocation: revocation.length > 0 };
      const { outcome, detail } = await verify(found(envelope), policy, context);
      return { accepts: outcome === 'trusted', says: detail };
    };
    subjects.set('a certificate', {
      bytes: pki.der('listed'),
      key,
      ours: async bytes => judge(await signed('listed', bytes)),
      theirs: bytes => ofChain([bytes, root], [root], at(0)),
    });
    subjects.set('a list', {
      bytes: list!,
      key,
      ours: bytes => judge(envelopes.listed, plain, [{ kind: 'crl', address, bytes }]),
      theirs: bytes => ofList(bytes, pki.der('listed'), root),
    });
    // What is signed of an answer is inside of it, behind the name of its kind.
    const kind = Buffer.from('06092b0601050507300101', 'hex');
    const wrapped = (bytes: Buffer): Buffer =>
      tlv(0x30, Buffer.of(10, 1, 0), tlv(0xa0, tlv(0x30, kind, tlv(4, bytes))));
    const start = answer!.indexOf(kind) + kind.length;
    subjects.set('an answer', {
      bytes: answer!.subarray(start + (answer![start + 1]! < 0x80 ? 2 : answer![start + 1]! - 0x80 + 2)),
      key,
      ours: bytes => judge(envelopes.asked, plain, [{ kind: 'ocsp', address, bytes: wrapped(bytes) }]),
      theirs: bytes => ofAnswer(wrapped(bytes), pki.der('asked'), root),
    });
    const stamps = statement({ ca: [root], tsa: [pki.der('time root')] });
    subjects.set('a timestamp', {
      bytes: await token(pki, 'clock', signatureIn(envelopes.listed)),
      ours: bytes => judge(stamped(envelopes.listed, bytes), stamps),
      theirs: bytes => ofToken(bytes, signatureIn(envelopes.listed), [pki.der('time root')]),
    });
  });
  after(() => pki.remove());

  /** What is signed is written otherwise and signed anew; what is around it, otherwise. */
  const forms = ({ bytes, key }: Subject, spell: Spelling): Buffer[] => {
    const all = [...respelled(bytes, spell)];
    if (key === undefined) return all;
    const part = signedPart(bytes);
    const anew = [...respelled(part, spell)].map(one => resigned(bytes, one, key));
    return [...all.filter(one => one.includes(part)), ...anew];
  };

  /** `pkijs` takes its time: it is asked about one form in so many. */
  const every = 5;

  for (const name of ['a certificate', 'a list', 'an answer', 'a timestamp'])
    it(`of ${name} is refused`, async () => {
      const subject = subjects.get(name)!;
      const own = await subject.ours(subject.bytes);
      assert.ok(own.accepts, own.says);
      assert.ok((await subject.theirs(subject.bytes)).accepts);
      const all: (readonly [what: string, bytes: Buffer])[] = [
        ['bytes behind the end', Buffer.concat([subject.bytes, Buffer.of(0)])],
        ...Object.entries(spellings).flatMap(([what, spell]) =>
          forms(subject, spell).map(bytes => [what, bytes] as const),
        ),
      ];
      const read = new Map<string, number>();
      for (const [index, [what, bytes]] of all.entries()) {
        const ours = await subject.ours(bytes);
        assert.ok(!ours.accepts, `${what}: ${bytes.toString('hex')}`);
        if (index % every !== 0 || !(await subject.theirs(bytes)).accepts) continue;
        read.set(what, (read.get(what) ?? 0) + 1);
        assert.match(ours.says, strict, what);
      }
      if (process.env.TALLY) console.log(`      ${all.length} forms; of every fifth pkijs reads`, read);
      assert.ok((read.get('a length that is not the shortest') ?? 0) >= 3);
      assert.ok((read.get('a length that is not told') ?? 0) >= 1);
    }).timeout(60_000);

  it('of a list does not hide what it revokes', async () => {
    const [from, until] = [started - day, started + 7 * day];
    const entries = [{ of: 'listed', at: from }];
    const [bytes] = await pki.bytes({ do: 'crl', issuer: 'root', from, until, entries });
    const subject = { ...subjects.get('a list')!, bytes: bytes! };
    for (const [what, spell] of Object.entries(spellings))
      for (const form of forms(subject, spell))
        assert.ok(!(await subject.ours(form)).accepts, `${what}: ${form.toString('hex')}`);
  });
});
