/** `pkijs` and we judge the same certificates: what it refuses we refuse, and what we alone refuse has a reason that is named. */
import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { at, authority, found, jws, leaf, needsTools, Pki, statement, verify } from './kit';
import { type Change, type Opinion, ofChain, Tally } from './oracle';
import {
  type CertificateChange,
  chainSpecs,
  inOrder,
  lastButOne,
  ofAny,
  ofAuthority,
  ofLeaf,
  type Sending,
  sendings,
  strangers,
  type Trusting,
  trustings,
} from './oracle-chains';

interface ChainCase {
  readonly length: number;
  /** What is done to certificates, by index from the leaf. */
  readonly changes: readonly (readonly [index: number, change: CertificateChange])[];
  readonly sending?: Sending | undefined;
  readonly trusting?: Trusting | undefined;
  readonly days?: number;
}

/** A chain of one: the specification has it, for pkijs the end of a chain is an authority. */
const alone: Change = {
  name: 'a signer that vouches for itself',
  looser: [/not a CA certificate/, 'signature-specification.md, Certificate Requirements: one self-signed certificate'],
};
const later: Change = { name: 'much later' };

const changesAt = (length: number, index: number): readonly CertificateChange[] =>
  [...ofAny, ...(index === 0 ? ofLeaf : ofAuthority)].filter(one => index < length - 1 || one.isForged === undefined);

/** Each change alone, at each place of chains of each length. */
function* single(): Generator<ChainCase> {
  for (let length = 1; length <= 3; length++) {
    yield { length, changes: [] };
    yield { length, changes: [], days: 400 };
    for (let index = 0; index < length; index++)
      for (const change of changesAt(length, index)) yield { length, changes: [[index, change]] };
    if (length === 1) continue;
    for (const sending of sendings) yield { length, changes: [], sending };
    for (const trusting of trustings) yield { length, changes: [], trusting };
  }
}

/** Roots that are not what is trusted. */
const above: readonly ChainCase[] = changesAt(3, 2).map(change => ({
  length: 3,
  changes: [[2, change]],
  trusting: lastButOne,
}));

/** Several at once. */
const several: fc.Arbitrary<ChainCase> = fc.integer({ min: 2, max: 5 }).chain(length => {
  const change = fc
    .integer({ min: 0, max: length - 1 })
    .chain(index => fc.tuple(fc.constant(index), fc.constantFrom(...changesAt(length, index))));
  const seldom = <T>(of: readonly T[]) => fc.constantFrom(...Array<undefined>(20).fill(undefined), ...of);
  return fc.record({
    length: fc.constant(length),
    changes: fc.array(change, { maxLength: 3 }),
    sending: seldom(sendings),
    trusting: seldom(trustings),
    days: fc.constantFrom(0, 0, 0, 400),
  });
});

const algorithms: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

describe('trust: chains, as pkijs judges them', () => {
  const pki = new Pki();
  before(async function () {
    await needsTools(this);
    await pki.issue(...strangers);
  });
  after(() => pki.remove());

  /** Whether a signature by the first of a chain is accepted. */
  async function ours(name: string, chain: readonly Buffer[], roots: readonly Buffer[], now: Date): Promise<Opinion> {
    const { key } = pki.issued.get(name)!;
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(key);
    const algorithm = asymmetricKeyType === 'rsa' ? 'PS256' : algorithms[asymmetricKeyDetails!.namedCurve!];
    const signer = algorithm === undefined ? pki.issued.get('other root')!.key : key;
    const envelope = await jws(signer, { algorithm: algorithm ?? 'ES256', chain });
    const { outcome, detail } = await verify(found(envelope), statement({ ca: roots }), { now });
    return { accepts: outcome === 'trusted', says: detail };
  }

  it('differ where the Notary Project asks for more', async () => {
    const tally = new Tally();
    const cases = [...single(), ...above, ...fc.sample(several, { numRuns: 100 })];
    await pki.issue(
      ...cases.flatMap(({ length, changes }, index) => {
        const at = new Map<number, CertificateChange[]>();
        for (const [place, change] of changes) at.set(place, [...(at.get(place) ?? []), change]);
        return chainSpecs(String(index), length, at);
      }),
    );
    for (const [index, { length, changes, sending, trusting, days = 0 }] of cases.entries()) {
      const names = Array.from({ length }, (_, place) => `${index}.${place}`);
      for (const [place, change] of changes)
        if (change.isAltered) pki.der(names[place]!)[pki.der(names[place]!).length - 1]! ^= 1;
      const chain = pki.chain(...(sending?.send(names) ?? names));
      const roots = pki.chain(...(trusting?.trust(names) ?? names.slice(-1)));
      const all: readonly Change[] = [
        ...changes.map(([, change]) => change),
        ...[sending, trusting].filter(one => one !== undefined),
        ...(days > 0 ? [later] : []),
        ...(length === 1 ? [alone] : []),
      ];
      tally.add(all, await ours(names[0]!, chain, roots, at(days)), await ofChain(chain, roots, at(days)));
    }
    tally.check([...ofAny, ...ofAuthority, ...ofLeaf, ...sendings, ...trustings, alone], {
      cases: 290,
      accepted: 50,
      refused: 50,
    });
  }).timeout(60_000);

  it('lead through an authority that two roots have signed', async () => {
    const subject = [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'crossed']]] as const;
    await pki.issue(
      authority('own root'),
      authority('crossed', { subject, issuer: 'own root' }),
      authority('crossed too', { subject, issuer: 'other root', keyOf: 'crossed' }),
      leaf('signer', 'crossed'),
    );
    const others = ['crossed', 'crossed too', 'own root', 'other root'];
    const sent = [[], ...others.map(one => [one]), ...others.flatMap(one => others.map(two => [one, two]))];
    const tally = new Tally();
    const sending: Change = { name: 'in any order', stricter: inOrder };
    for (const rest of sent)
      for (const trusted of [[], ['own root'], ['other root'], ['own root', 'other root']]) {
        const chain = pki.chain('signer', ...rest);
        const roots = pki.chain(...trusted);
        tally.add([sending], await ours('signer', chain, roots, at(0)), await ofChain(chain, roots, at(0)));
      }
    tally.check([sending], { cases: 80, accepted: 4, refused: 20 });
    assert.equal(tally.accepted, 4);
  }).timeout(60_000);
});
