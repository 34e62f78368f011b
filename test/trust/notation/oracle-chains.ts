/** Chains that are compared: what is done to them, and what of it we judge in another way than `pkijs`. */
import type { Change, Reason } from './oracle';
import { authority, type CertificateSpec, leaf, purpose } from './pki';

/** What is done to one certificate of a chain. */
export interface CertificateChange extends Change {
  readonly spec: Partial<CertificateSpec>;
  /** One bit of its signature is altered. */
  readonly isAltered?: true;
  /** It is issued by somebody with the name of its issuer. */
  readonly isForged?: true;
}

const rules = 'signature-specification.md, Certificate Requirements';
const bit = (...bits: readonly string[]) => ({ keyUsage: { bits } });
const oids = (...list: readonly string[]) => ({ purposes: { oids: list } });
const elsewhere: Reason = [
  /Unable to parse critical|not a CA certificate/,
  `${rules}: other extensions are not evaluated`,
];

export const ofAny: readonly CertificateChange[] = [
  { name: 'expired', spec: { from: -30, until: -1 } },
  { name: 'not valid yet', spec: { from: 1, until: 30 } },
  { name: 'valid for long', spec: { until: 900 } },
  { name: 'P-384', spec: { key: 'P-384' } },
  { name: 'P-521', spec: { key: 'P-521', hash: 'SHA512' } },
  { name: 'RSA', spec: { keyOf: 'rsa' } },
  { name: 'SHA-384', spec: { hash: 'SHA384' } },
  { name: 'SHA-1', spec: { hash: 'SHA1' }, stricter: [/signed with SHA-1/, `${rules}: no SHA-1`] },
  {
    name: 'altered',
    spec: {},
    isAltered: true,
    stricter: [
      /does not end in a root/,
      'signature-specification.md: the root signs itself (pkijs: what is trusted is)',
    ],
  },
  { name: 'issued by a namesake', spec: {}, isForged: true },
  { name: 'a critical extension', spec: { further: [['1.2.3.4', true, '0500']] } },
  { name: 'a critical extension of rubbish', spec: { further: [['1.2.3.4', true, 'ff']] }, looser: elsewhere },
  {
    name: 'keyUsage is not critical',
    spec: { keyUsage: { bits: ['keyCertSign', 'digitalSignature'], critical: false } },
    stricter: [/keyUsage that is not critical/, `${rules}: keyUsage is critical`],
  },
  {
    name: 'no keyUsage',
    spec: { keyUsage: null },
    stricter: [/has no keyUsage/, `${rules}: keyUsage is there`],
  },
];

export const ofAuthority: readonly CertificateChange[] = [
  { name: 'no basicConstraints', spec: { basicConstraints: null } },
  { name: 'no authority', spec: { basicConstraints: { ca: false } } },
  { name: 'no authority, nor for certificates', spec: { basicConstraints: { ca: false }, ...bit('digitalSignature') } },
  {
    name: 'basicConstraints are not critical',
    spec: { basicConstraints: { ca: true, critical: false } },
    stricter: [/basicConstraints that are not critical/, `${rules}: basicConstraints are critical`],
  },
  ...[0, 1, 2, 3].map(pathLength => ({
    name: `a path of ${pathLength}`,
    spec: { basicConstraints: { ca: true, pathLength } },
    stricter: [
      /allows \d certificate authorities below it/,
      'RFC 5280 section 6.1.4: pathLenConstraint',
    ] satisfies Reason,
  })),
  { name: 'for lists alone', spec: bit('cRLSign') },
  { name: 'with a purpose', spec: oids(purpose.server) },
  {
    name: 'for names of others',
    spec: { further: [['2.5.29.30', true, '300ea00c300a82086a2e6578616d706c']] },
  },
];

const moreThanSigning: Reason = [
  /keyUsage for more than signing|keyUsage has no digitalSignature/,
  `${rules}: keyUsage for signing alone`,
];
const excluded: Reason = [/extendedKeyUsage that code-signing excludes/, `${rules}: extendedKeyUsage`];

export const ofLeaf: readonly CertificateChange[] = [
  {
    name: 'an authority as leaf',
    spec: { basicConstraints: { ca: true } },
    stricter: [/is a certificate authority/, `${rules}: the leaf is no authority`],
  },
  { name: 'says that it is no authority', spec: { basicConstraints: { ca: false } } },
  { name: 'may not sign', spec: bit('nonRepudiation'), stricter: moreThanSigning },
  { name: 'may not be denied', spec: bit('digitalSignature', 'nonRepudiation') },
  { name: 'enciphers keys', spec: bit('digitalSignature', 'keyEncipherment'), stricter: moreThanSigning },
  { name: 'signs lists', spec: bit('digitalSignature', 'cRLSign'), stricter: moreThanSigning },
  { name: 'signs certificates', spec: bit('digitalSignature', 'keyCertSign'), stricter: moreThanSigning },
  { name: 'no purpose', spec: { purposes: null } },
  { name: 'for servers', spec: oids(purpose.server), stricter: excluded },
  { name: 'for anything', spec: oids(purpose.any), stricter: excluded },
  { name: 'for code and timestamps', spec: oids(purpose.code, purpose.time), stricter: excluded },
  {
    name: 'a short curve',
    spec: { key: 'P-224' },
    stricter: [/curve that is not accepted/, `${rules}: keys`],
  },
];

/** What is done to a chain as it is sent: indices from the leaf; negative ones from the root. */
export interface Sending extends Change {
  readonly send: (chain: readonly string[]) => readonly string[];
}

export const inOrder: Reason = [
  /was not issued by|not the end of the chain|does not end in a root|does not hold|is not of that kind/,
  'signature-specification.md, Certificate Chain: leaf first, in order, complete, nothing else',
];

export const sendings: readonly Sending[] = [
  { name: 'the root is not sent', send: chain => chain.slice(0, -1), stricter: inOrder },
  { name: 'the issuer is not sent', send: ([one, , ...rest]) => [one!, ...rest], stricter: inOrder },
  { name: 'the authorities in another order', send: ([one, ...rest]) => [one!, ...rest.reverse()], stricter: inOrder },
  { name: 'the root first', send: chain => chain.toReversed(), stricter: inOrder },
  { name: 'a stranger at the end', send: chain => [...chain, 'other root'], stricter: inOrder },
  { name: 'a stranger in between', send: ([one, ...rest]) => [one!, 'other root', ...rest], stricter: inOrder },
  { name: 'the root of another', send: chain => [...chain.slice(0, -1), 'other root'], stricter: inOrder },
  { name: 'the leaf alone', send: ([one]) => [one!], stricter: inOrder },
];

/** What is trusted. */
export interface Trusting extends Change {
  readonly trust: (chain: readonly string[]) => readonly string[];
}

/** `pkijs` looks at nothing above what is trusted. */
export const lastButOne: Trusting = {
  name: 'the last but one is trusted',
  trust: chain => [chain.at(-2)!],
  stricter: [/`CN=root,/, 'signature-specification.md, Certificate Requirements: they hold up to the root'],
  looser: [/No valid certificate paths/, 'notation: any certificate of the chain may be the one that is trusted'],
};

export const trustings: readonly Trusting[] = [
  lastButOne,
  { name: 'nothing is trusted', trust: () => [] },
  { name: 'another root is trusted', trust: () => ['other root'] },
  { name: 'a namesake is trusted', trust: () => ['namesake of root'] },
];

const commonName = (index: number, length: number): string => (index === length - 1 ? 'root' : `one ${index}`);
/** With all that the Notary Project asks of names. */
const subjectOf = (name: string) => [[['C', 'US']], [['ST', 'WA']], [['O', 'Acme']], [['CN', name]]] as const;

/** Whom the chains share. */
export const strangers: readonly CertificateSpec[] = [
  authority('rsa', { key: 'RSA-2048' }),
  authority('other root'),
  ...['root', 'one 1', 'one 2', 'one 3'].map(name => authority(`namesake of ${name}`, { subject: subjectOf(name) })),
];

/** The certificates of a chain, the root first, so that they can be issued in this order. */
export function chainSpecs(
  prefix: string,
  length: number,
  changes: ReadonlyMap<number, readonly CertificateChange[]>,
): CertificateSpec[] {
  const name = (index: number): string => `${prefix}.${index}`;
  const specs: CertificateSpec[] = [];
  for (let index = length - 1; index >= 0; index--) {
    const subject = subjectOf(commonName(index, length));
    const own = (changes.get(index) ?? []).map(({ spec }) => spec);
    const isForged = changes.get(index)?.some(change => change.isForged);
    const issuer =
      index === length - 1
        ? {}
        : { issuer: isForged ? `namesake of ${commonName(index + 1, length)}` : name(index + 1) };
    const base = index === 0 ? leaf(name(0), '') : authority(name(index));
    specs.push(Object.assign({ ...base, subject, ...issuer }, ...own));
  }
  return specs;
}
