import { createPublicKey, type KeyObject } from 'node:crypto';
import type { BaseBlock } from 'asn1js';
import { digest, type SignatureAlgorithm, sameAlgorithm, signatureAlgorithm, verifySigned } from './algorithms';
import {
  bits,
  content,
  context,
  decode,
  identifier,
  isOf,
  isTrue,
  number,
  octets,
  same,
  sequence,
  small,
  tagged,
  time,
  whole,
} from './der';
import { type DistinguishedName, distinguishedName } from './name';
import { must, refuse } from './refused';

/** An X.509 certificate (RFC 5280), decoded. Which rules it keeps is said in `chain.ts`. */
export interface Certificate {
  readonly bytes: Uint8Array;
  /** SHA-256, lower-case hexadecimal. */
  readonly fingerprint: string;
  readonly name: DistinguishedName;
  /** Subject and issuer as they are encoded. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly key: KeyObject;
  /** The bits of the public key, which OCSP and key identifiers hash. */
  readonly keyBits: Uint8Array;
  readonly extensions: ReadonlyMap<string, Extension>;
  /** What is signed, how, and the signature. */
  readonly signed: Uint8Array;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
}

export interface Extension {
  readonly critical: boolean;
  readonly value: Uint8Array;
}

/** Larger certificates are not read. */
const largest = 16 * 1024;
/** RSA keys beyond cost more time than they are worth. */
const longestKey = 8192;
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Certificates that were decoded, by fingerprint: the images of one publisher share them. */
const known = new Map<string, Certificate>();
const most = 256;

/** Decodes a certificate in DER. */
export function certificate(bytes: Uint8Array): Certificate {
  must(bytes.length <= largest, `A certificate is larger than ${largest} bytes.`);
  const fingerprint = digest('sha256', bytes).toString('hex');
  const seen = known.get(fingerprint);
  if (seen !== undefined) return seen;
  const read = decoded(Uint8Array.from(bytes), fingerprint);
  if (known.size >= most) known.delete(known.keys().next().value!);
  known.set(fingerprint, read);
  return read;
}

function decoded(bytes: Uint8Array, fingerprint: string): Certificate {
  const what = 'A certificate';
  const [tbs, outer, signature, ...rest] = sequence(decode(bytes, what), what);
  must(tbs !== undefined && outer !== undefined && rest.length === 0, `${what} is not what is expected there.`);
  const [version, serial, inner, issuer, validity, subject, spki, ...further] = sequence(tbs, what);
  must(small(tagged(version, 0, what), what) === 2, 'A certificate is not of version 3.');
  must(inner !== undefined && sameAlgorithm(inner, outer), 'A certificate names two signature algorithms.');
  must(serial !== undefined && whole(serial).length <= 64, 'A certificate has an overlong serial number.');
  const name = distinguishedName(subject);
  const [notBefore, notAfter] = sequence(validity, 'The validity of a certificate');
  return {
    bytes,
    fingerprint,
    name,
    subject: whole(subject!),
    issuer: whole(issuer!),
    serial: number(serial, 'The serial number of a certificate'),
    notBefore: time(notBefore, 'The start of the validity of a certificate'),
    notAfter: time(notAfter, 'The end of the validity of a certificate'),
    ...publicKey(spki, name.text),
    extensions: extensionsOf(
      further.find(part => context(part) === 3),
      3,
    ),
    signed: whole(tbs),
    algorithm: signatureAlgorithm(outer, `the certificate \`${name.text}\``),
    signature: bits(signature, 'The signature of a certificate'),
  };
}

function publicKey(node: BaseBlock | undefined, name: string): { key: KeyObject; keyBits: Uint8Array } {
  const what = `The public key of \`${name}\``;
  const [algorithm, value] = sequence(node, what);
  const [, parameters] = sequence(algorithm, what);
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(whole(node!)), type: 'spki', format: 'der' });
  } catch {
    refuse(`${what} cannot be read.`);
  }
  const { modulusLength = 0, namedCurve = '' } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'rsa':
      must(modulusLength >= 2048, `${what} has ${modulusLength} bits: at least 2048 are needed.`);
      must(modulusLength <= longestKey, `${what} has ${modulusLength} bits: more than ${longestKey} are not read.`);
      break;
    case 'ec':
      must(curves.has(namedCurve) && isOf(parameters, 'identifier'), `${what} is on a curve that is not accepted.`);
      break;
    default:
      must(key.asymmetricKeyType === 'ed25519', `${what} is of a kind that is not accepted.`);
  }
  return { key, keyBits: bits(value, what) };
}

/** `[3] EXPLICIT SEQUENCE OF Extension`, or that of CRLs and OCSP. */
export function extensionsOf(node: BaseBlock | undefined, tag: number): ReadonlyMap<string, Extension> {
  return node === undefined ? new Map() : extensionList(tagged(node, tag, 'The extensions'));
}

export function extensionList(list: BaseBlock | undefined): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>();
  for (const node of sequence(list, 'The extensions')) {
    const [name, second, third] = sequence(node, 'An extension');
    const id = identifier(name, 'The name of an extension');
    must(!found.has(id), `The extension ${id} is there twice.`);
    found.set(id, { critical: third !== undefined && isTrue(second), value: octets(third ?? second, 'An extension') });
  }
  return found;
}

/** The content of an extension, decoded. */
export const extension = (found: Extension): BaseBlock => decode(found.value, 'An extension');

/** Whether one certificate was issued by another: the names meet, and the signature holds. The same pair is asked for again and again. */
export function isIssuedBy(child: Certificate, parent: Certificate): boolean {
  let verdicts = issued.get(child);
  if (verdicts === undefined) issued.set(child, (verdicts = new WeakMap()));
  let verdict = verdicts.get(parent);
  if (verdict === undefined) {
    verdict =
      same(child.issuer, parent.subject) && verifySigned(child.algorithm, parent.key, child.signed, child.signature);
    verdicts.set(parent, verdict);
  }
  return verdict;
}

const issued = new WeakMap<Certificate, WeakMap<Certificate, boolean>>();

export const isSelfSigned = (one: Certificate): boolean => isIssuedBy(one, one);

export const isValidAt = ({ notBefore, notAfter }: Certificate, at: Date): boolean => notBefore <= at && at <= notAfter;

/** The URIs among GeneralNames. */
export const uris = (names: readonly BaseBlock[]): string[] =>
  names.filter(name => context(name) === 6).map(name => Buffer.from(content(name)).toString('latin1'));

/** Certificates of a store that cannot be read count for nothing. */
export function certificateOrNone(bytes: Uint8Array): Certificate | undefined {
  try {
    return certificate(bytes);
  } catch {
    return undefined;
  }
}
