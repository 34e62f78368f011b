/** `pkijs` and we judge the same timestamps: what it refuses we refuse, and what we alone refuse has a reason that is named. */
import fc from 'fast-check';
import { composedToken, der, essOf, issuerSerial, type TokenSpec } from './composed';
import {
  authority,
  day,
  found,
  generalized,
  jws,
  leaf,
  needsTools,
  Pki,
  purpose,
  type StampSpec,
  signatureIn,
  stamped,
  stamper,
  stampInfo,
  started,
  statement,
  tlv,
  verify,
} from './kit';
import { type Change, ofToken, type Reason, Tally } from './oracle';

interface TokenChange extends Change {
  readonly token?: (pki: Pki) => Partial<TokenSpec>;
  readonly info?: StampSpec;
  readonly over?: Buffer;
  readonly trust?: readonly string[];
  /** One bit is altered, so many bytes before the end. */
  readonly altered?: number;
}

const cms = (says: RegExp): Reason => [says, 'RFC 3161 section 2.4.2: one signer, version 3, one time'];
const attributes = (says: RegExp): Reason => [says, 'RFC 5652 section 11, RFC 5816: attributes'];
const authorities = (says: RegExp): Reason => [
  says,
  'signature-specification.md, Certificate Requirements: timestamping certificates',
];
const weak = (says: RegExp): Reason => [says, 'no SHA-1'];
const time = (days: number): Buffer => tlv(0x17, Buffer.from(generalized(started + days * day).slice(2)));
const by = (signer: string) => (): Partial<TokenSpec> => ({ signer, sent: [signer, 'time authority'] });

const imprints: readonly TokenChange[] = [
  { name: 'over something else', over: Buffer.from('something else') },
  { name: 'of version 2', info: { version: 2 }, stricter: cms(/another version than 1/) },
  {
    name: 'over SHA-1',
    info: { hashName: der.sha1, hash: Buffer.alloc(20) },
    stricter: weak(/SHA-1/),
  },
  { name: 'over another hash', info: { hash: Buffer.alloc(32) } },
  { name: 'accurate', info: { further: [tlv(0x30, Buffer.of(2, 1, 1))] } },
  { name: 'with a nonce', info: { further: [Buffer.of(2, 1, 9)] } },
  {
    name: 'with a critical extension',
    info: { further: [tlv(0xa1, tlv(0x30, Buffer.from('06032a0304', 'hex'), Buffer.of(1, 1, 255), tlv(4)))] },
    stricter: [/critical extension that is not understood/, 'RFC 5280 section 4.2: critical extensions'],
  },
  { name: 'made before its certificate', info: { made: generalized(started - 20 * day) } },
  { name: 'made after its certificate', info: { made: generalized(started + 4000 * day) } },
];
const messages: readonly TokenChange[] = [
  { name: 'of CMS version 1', token: () => ({ version: 1 }), stricter: cms(/another version than 3/) },
  { name: 'of two signers', token: () => ({ signers: 2 }), stricter: cms(/exactly one authority/) },
  { name: 'of no signer', token: () => ({ signers: 0 }) },
  { name: 'over data', token: () => ({ type: der.data }), stricter: cms(/something else than a time/) },
  { name: 'by SHA-384', token: () => ({ hash: 'sha384' }) },
  { name: 'by SHA-512', token: () => ({ hash: 'sha512' }) },
  { name: 'by SHA-1', token: () => ({ hash: 'sha1' }), stricter: weak(/SHA-1/) },
  {
    name: 'by a hash that is not told',
    token: () => ({ hashes: [der.sha512] }),
    stricter: cms(/hash that it does not name/),
  },
  { name: 'altered in its signature', altered: 3 },
  { name: 'altered in its attributes', altered: 120 },
];
const signedAttributes: readonly TokenChange[] = [
  { name: 'without content-type', token: () => ({ contentType: null }) },
  { name: 'without message-digest', token: () => ({ messageDigest: null }) },
  { name: 'with the digest of another', token: () => ({ messageDigest: tlv(4, Buffer.alloc(32)) }) },
  {
    name: 'signed as data',
    token: () => ({ contentType: der.data }),
    stricter: attributes(/signed as something else/),
  },
  {
    name: 'without signing-certificate-v2',
    token: () => ({ signingCertificate: null }),
    stricter: attributes(/which certificate signed it/),
  },
  {
    name: 'with another in signing-certificate-v2',
    token: pki => ({ signingCertificate: essOf(pki.der('time authority')) }),
    stricter: attributes(/another certificate than it says/),
  },
  {
    name: 'with another issuer in signing-certificate-v2',
    token: pki => ({ signingCertificate: essOf(pki.der('clock'), issuerSerial(pki.der('signer'))) }),
    stricter: attributes(/another certificate than it says/),
  },
  {
    name: 'signed when nothing was valid',
    token: () => ({ signingTime: time(-300) }),
    stricter: attributes(/signed when its certificates were not valid/),
  },
  { name: 'signed now', token: () => ({ signingTime: time(0) }) },
];
const signers: readonly TokenChange[] = [
  { name: 'by the key of another', token: () => ({ keyOf: 'signer' }) },
  { name: 'in the name of another', token: () => ({ named: 'signer' }) },
  { name: 'without certificates', token: () => ({ sent: [] }) },
  { name: 'without the authority', token: () => ({ sent: ['clock'] }) },
  { name: 'with the root', token: () => ({ sent: ['root', 'time root', 'time authority', 'clock'] }) },
  { name: 'of a stranger', token: () => ({ signer: 'far clock', sent: ['far clock', 'stranger'] }) },
  { name: 'of a signer of code', token: by('coder'), stricter: authorities(/not for timestamps alone/) },
  { name: 'of a clock for more', token: by('busy clock'), stricter: authorities(/not for timestamps alone/) },
  {
    name: 'of a clock that does not insist',
    token: by('lax clock'),
    stricter: authorities(/extendedKeyUsage that is not critical/),
  },
  { name: 'of a clock that may not sign', token: by('mute clock'), stricter: authorities(/has no digitalSignature/) },
  { name: 'of an expired clock', token: by('old clock') },
];
const trusts: readonly TokenChange[] = [
  { name: 'nobody is trusted', trust: [] },
  { name: 'a stranger is trusted', trust: ['stranger'] },
  {
    name: 'the authority is trusted, not the root',
    trust: ['time authority'],
    stricter: [
      /no authority that the policy trusts/,
      'signature-specification.md, Certificate Requirements: the chain of a timestamp ends in a root',
    ],
  },
  { name: 'more are trusted', trust: ['stranger', 'time root'] },
];
const kinds = [imprints, messages, signedAttributes, signers, trusts];

describe('trust: timestamps, as pkijs judges them', () => {
  const pki = new Pki();
  let envelope: Buffer;
  before(async function () {
    await needsTools(this);
    const clock = (name: string, more: object = {}) => stamper(name, 'time authority', more);
    await pki.issue(
      authority('root'),
      authority('time root'),
      authority('time authority', { issuer: 'time root' }),
      authority('stranger'),
      leaf('signer', 'root', { from: -4000, until: 5000 }),
      clock('clock'),
      clock('coder', { purposes: { oids: [purpose.code] } }),
      clock('busy clock', { purposes: { oids: [purpose.time, purpose.server], critical: true } }),
      clock('lax clock', { purposes: { oids: [purpose.time] } }),
      clock('mute clock', { keyUsage: { bits: ['nonRepudiation'] } }),
      clock('old clock', { from: -20, until: -10 }),
      stamper('far clock', 'stranger'),
    );
    envelope = await jws(pki.issued.get('signer')!.key, { algorithm: 'ES256', chain: pki.chain('signer', 'root') });
  });
  after(() => pki.remove());

  it('differ in what makes a timestamp of a signed message', async () => {
    const some = fc.tuple(...kinds.map(of => fc.option(fc.constantFrom(...of), { nil: undefined, freq: 3 })));
    const cases: (readonly TokenChange[])[] = [[], ...kinds.flat().map(one => [one])];
    for (const chosen of fc.sample(fc.tuple(some, fc.nat(4), fc.nat(4)), { numRuns: 80 })) {
      const [changes, one, two] = chosen;
      cases.push(
        changes.filter((change, kind) => change !== undefined && (kind === one || kind === two)) as TokenChange[],
      );
    }
    const tally = new Tally();
    const signature = signatureIn(envelope);
    for (const changes of cases) {
      const { over, trust = ['time root'], altered } = Object.assign({}, ...changes) as TokenChange;
      const info = stampInfo(over ?? signature, Object.assign({}, ...changes.map(change => change.info)));
      const usual: TokenSpec = { signer: 'clock', sent: ['clock', 'time authority'] };
      const token = composedToken(pki, info, Object.assign(usual, ...changes.map(change => change.token?.(pki))));
      if (altered !== undefined) token[token.length - altered]! ^= 1;
      const roots = pki.chain(...trust);
      const policy = statement({ ca: [pki.der('root')], tsa: roots });
      const { outcome, detail } = await verify(found(stamped(envelope, token)), policy);
      tally.add(changes, { accepts: outcome === 'trusted', says: detail }, await ofToken(token, signature, roots));
    }
    tally.check(kinds.flat(), { cases: 120, accepted: 10, refused: 30 });
  }).timeout(60_000);
});
