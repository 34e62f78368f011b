/** `pkijs` and we read the same lists and OCSP answers: what it refuses we refuse, and what we alone refuse has a reason that is named. */
import fc from 'fast-check';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import { authority, day, found, jws, leaf, needsTools, Pki, purpose, started, statement, verify } from './kit';
import { type Change, type Opinion, ofAnswer, ofList, type Reason, Tally } from './oracle';

const address = 'http://revocation.example/one';
const seconds = (days: number): number => started + days * day;

/** What is done to the task of a list or an answer (`issue.py`). */
interface TaskChange extends Change {
  readonly task: Readonly<Record<string, unknown>>;
  readonly isAltered?: true;
}

const crlRules = 'RFC 5280 section 6.3.3';
const outOfDate: Reason = [/out of date/, `RFC 6960 section 3.2, ${crlRules}: nextUpdate`];
const notYet: Reason = [/not valid yet/, `RFC 6960 section 3.2, ${crlRules}: thisUpdate`];
const dates: readonly TaskChange[] = [
  { name: 'out of date', task: { until: seconds(-0.5) }, stricter: outOfDate },
  { name: 'not valid yet', task: { from: seconds(1) }, stricter: notYet },
  { name: 'short', task: { until: seconds(0.1) } },
];
const altered: TaskChange = { name: 'altered', task: {}, isAltered: true };

const entry = (more: object) => ({ entries: [{ of: 'one', at: seconds(-2), ...more }] });
const entries: readonly TaskChange[] = [
  { name: 'many', task: { others: 50 } },
  { name: 'another is revoked', task: { entries: [{ of: 'two', at: seconds(-2) }] } },
  { name: 'revoked', task: entry({}) },
  { name: 'revoked, with a reason', task: entry({ reason: 'keyCompromise' }) },
  { name: 'revoked, from a day on', task: entry({ invalid: seconds(-3) }) },
  { name: 'on hold', task: entry({ reason: 'certificateHold' }) },
  {
    name: 'no longer on hold',
    task: entry({ reason: 'removeFromCRL' }),
    looser: [/^revoked$/, 'RFC 5280 section 5.3.1: removeFromCRL (pkijs reads no reasons)'],
  },
];
const scope = (says: RegExp, name: string): Reason => [says, `${crlRules}: ${name}`];
const scopes: readonly TaskChange[] = [
  { name: 'changes', task: { delta: 1 }, stricter: scope(/changes only/, 'a list of changes is not one') },
  {
    name: 'with later changes',
    task: { freshest: 'http://crl.example/delta' },
    stricter: scope(/later changes/, 'later changes count'),
  },
  { name: 'indirect', task: { point: { indirect: true } }, stricter: scope(/several issuers/, 'several issuers') },
  { name: 'of this address', task: { point: { addresses: [address] } } },
  {
    name: 'of another address',
    task: { point: { addresses: ['http://crl.example/two'] } },
    stricter: scope(/another address/, 'the distribution point'),
  },
  { name: 'for users', task: { point: { users: true } } },
  {
    name: 'for authorities',
    task: { point: { authorities: true } },
    stricter: scope(/authorities only/, 'lists for authorities'),
  },
];
const issuers: readonly TaskChange[] = [
  { name: 'of a stranger', task: { issuer: 'stranger' } },
  { name: 'of a namesake', task: { issuer: 'namesake' } },
  { name: 'signed by a stranger', task: { signer: 'stranger' } },
];

const responses: readonly TaskChange[] = [
  { name: 'revoked', task: { status: 'REVOKED', at: seconds(-2) } },
  { name: 'unknown', task: { status: 'UNKNOWN' } },
  { name: 'of another certificate', task: { of: 'two' } },
  { name: 'of one of another issuer', task: { issuer: 'stranger', responder: 'root' } },
  { name: 'of one of a namesake', task: { issuer: 'namesake', responder: 'root' } },
];
const forms: readonly TaskChange[] = [
  { name: 'by name', task: { byName: true } },
  { name: 'by SHA-256', task: { hash: 'SHA256' } },
  { name: 'by SHA-384', task: { hash: 'SHA384' } },
  { name: 'with a nonce', task: { nonce: '04080102030405060708' } },
  { name: 'for ever', task: { until: null }, stricter: outOfDate },
];
const by = (responder: string, ...sends: readonly string[]) => ({ responder, sends: [responder, ...sends] });
const responders: readonly TaskChange[] = [
  { name: 'by a responder', task: by('responder') },
  { name: 'by a responder, with more', task: by('responder', 'two', 'root') },
  { name: 'by a responder that is not sent', task: { responder: 'responder' } },
  { name: 'by one that is none', task: by('two') },
  { name: 'by the certificate itself', task: by('one') },
  { name: 'by one that may not sign', task: by('mute responder') },
  { name: 'by an expired responder', task: by('old responder') },
  { name: 'by a responder of a stranger', task: by('far responder') },
  { name: 'by a responder of a namesake', task: by('false responder') },
  { name: 'by a namesake', task: by('namesake') },
  { name: 'by a namesake that is not sent', task: { responder: 'namesake' } },
];

describe('trust: lists and OCSP answers, as pkijs judges them', () => {
  const pki = new Pki();
  const chains = new Map<string, Buffer>();
  before(async function () {
    await needsTools(this);
    const subject = [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', 'root']]] as const;
    const responder = (name: string, issuer: string, more: object = {}) =>
      leaf(name, issuer, { purposes: { oids: [purpose.ocsp] }, noCheck: true, ...more });
    await pki.issue(
      authority('root'),
      authority('stranger'),
      authority('namesake', { subject }),
      leaf('one', 'root', { crl: [[address]] }),
      leaf('two', 'root'),
      leaf('asked', 'root', { ocsp: [address], keyOf: 'one' }),
      responder('responder', 'root'),
      responder('mute responder', 'root', { keyUsage: { bits: ['nonRepudiation'] } }),
      responder('old responder', 'root', { from: -5, until: -1 }),
      responder('far responder', 'stranger'),
      responder('false responder', 'namesake'),
    );
    for (const name of ['one', 'asked'])
      chains.set(name, await jws(pki.issued.get(name)!.key, { algorithm: 'ES256', chain: pki.chain(name, 'root') }));
  });
  after(() => pki.remove());

  /** Each change alone, then several: of each kind at most one. */
  async function compare(
    kind: RevocationEvidence['kind'],
    kinds: readonly (readonly TaskChange[])[],
    runs: number,
  ): Promise<Tally> {
    const some = fc.tuple(...kinds.map(of => fc.option(fc.constantFrom(...of), { nil: undefined, freq: 2 })));
    const cases: (readonly TaskChange[])[] = [[], ...kinds.flat().map(one => [one])];
    for (const chosen of fc.sample(some, { numRuns: runs })) cases.push(chosen.filter(one => one !== undefined));
    const one = kind === 'crl' ? 'one' : 'asked';
    const usual =
      kind === 'crl' ? { do: 'crl', issuer: 'root' } : { do: 'ocsp', of: 'asked', issuer: 'root', status: 'GOOD' };
    const made = await pki.bytes(
      ...cases.map(changes =>
        Object.assign({ from: seconds(-1), until: seconds(7), ...usual }, ...changes.map(({ task }) => task)),
      ),
    );
    const tally = new Tally();
    for (const [index, changes] of cases.entries()) {
      const bytes = made[index]!;
      if (changes.some(({ isAltered }) => isAltered)) bytes[bytes.length - 1]! ^= 1;
      const { outcome, detail } = await verify(found(chains.get(one)!), statement({ ca: [pki.der('root')] }), {
        revocation: [{ kind, address, bytes }],
      });
      const ours: Opinion = { accepts: outcome === 'trusted', says: detail };
      const ask = kind === 'crl' ? ofList : ofAnswer;
      tally.add(changes, ours, await ask(bytes, pki.der(one), pki.der('root')));
    }
    tally.check(kinds.flat(), { cases: runs, accepted: 10, refused: 20 });
    return tally;
  }

  it('of lists differ in whom and what a list speaks for', () =>
    compare('crl', [dates, entries, scopes, issuers, [altered]], 150)).timeout(60_000);

  it('of answers differ in how old they may be', () =>
    compare('ocsp', [dates, responses, forms, responders, [altered]], 120)).timeout(60_000);
});
