import { constants, createHash, type KeyObject, verify } from 'node:crypto';
import type { BaseBlock } from 'asn1js';
import { context, identifier, isOf, parts, sequence, small, whole } from './der';
import { must, refuse } from './refused';

/**
 * How envelopes are signed: the key dictates it, and the header must say the same
 * (signature-specification.md, Algorithm Selection; signature-envelope-jws.md and -cose.md, Supported `alg` header values).
 */
export interface EnvelopeAlgorithm {
  readonly jws: string;
  readonly cose: number;
  readonly hash: string;
}

const rsa: ReadonlyMap<number, EnvelopeAlgorithm> = new Map([
  [2048, { jws: 'PS256', cose: -37, hash: 'sha256' }],
  [3072, { jws: 'PS384', cose: -38, hash: 'sha384' }],
  [4096, { jws: 'PS512', cose: -39, hash: 'sha512' }],
]);
const ec: ReadonlyMap<string, EnvelopeAlgorithm> = new Map([
  ['prime256v1', { jws: 'ES256', cose: -7, hash: 'sha256' }],
  ['secp384r1', { jws: 'ES384', cose: -35, hash: 'sha384' }],
  ['secp521r1', { jws: 'ES512', cose: -36, hash: 'sha512' }],
]);

/** The algorithm that a key signs envelopes with; nothing for keys that the Notary Project does not have. */
export function envelopeAlgorithm(key: KeyObject): EnvelopeAlgorithm | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  if (key.asymmetricKeyType === 'rsa') return rsa.get(modulusLength ?? 0);
  return key.asymmetricKeyType === 'ec' ? ec.get(namedCurve ?? '') : undefined;
}

/** Verifies the signature of an envelope: RSASSA-PSS with a salt as long as the hash, or ECDSA with `r` and `s` side by side. */
export const verifyEnvelope = (
  key: KeyObject,
  { hash }: EnvelopeAlgorithm,
  signed: Uint8Array,
  signature: Uint8Array,
) =>
  key.asymmetricKeyType === 'rsa'
    ? verify(
        hash,
        signed,
        { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
        signature,
      )
    : verify(hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature);

/** Hashes that messages may be bound with. */
const hashes: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);
const sha1 = '1.3.14.3.2.26';

/** The hash that an AlgorithmIdentifier names. SHA-1 only where it finds something and proves nothing (OCSP CertID). */
export function hashOf(node: BaseBlock | undefined, what: string, allowsSha1 = false): string {
  const [name, parameters, ...rest] = sequence(node, what);
  const id = identifier(name, what);
  must(rest.length === 0 && (parameters === undefined || isOf(parameters, 'null')), `${what} has odd parameters.`);
  if (id === sha1 && allowsSha1) return 'sha1';
  return hashes.get(id) ?? refuse(`${what} is of a kind that is not accepted (${id === sha1 ? 'SHA-1' : id}).`);
}

export const digest = (hash: string, bytes: Uint8Array): Buffer => createHash(hash).update(bytes).digest();

interface Scheme {
  readonly key: 'rsa' | 'ec' | 'ed25519';
  /** Absent where the hash is part of the scheme, or told by parameters or beside. */
  readonly hash?: string;
  readonly isPss?: true;
}

/** Signature algorithms of X.509, CRL, OCSP and CMS that are accepted. SHA-1 and older are not. */
const schemes: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  ['1.2.840.113549.1.1.11', { key: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { key: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { key: 'rsa', hash: 'sha512' }],
  ['1.2.840.113549.1.1.10', { key: 'rsa', isPss: true }],
  ['1.2.840.10045.4.3.2', { key: 'ec', hash: 'sha256' }],
  ['1.2.840.10045.4.3.3', { key: 'ec', hash: 'sha384' }],
  ['1.2.840.10045.4.3.4', { key: 'ec', hash: 'sha512' }],
  ['1.3.101.112', { key: 'ed25519' }],
]);
/** `rsaEncryption`, which CMS uses with the hash that stands beside it. */
const rsaEncryption = '1.2.840.113549.1.1.1';
const mgf1 = '1.2.840.113549.1.1.8';
const weak: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.5', 'SHA-1'],
  ['1.2.840.10045.4.1', 'SHA-1'],
  ['1.2.840.113549.1.1.4', 'MD5'],
]);

export interface SignatureAlgorithm {
  readonly key: Scheme['key'];
  readonly hash: string | undefined;
  readonly saltLength?: number;
}

/**
 * Reads the AlgorithmIdentifier of a signature.
 * @param beside the hash that CMS tells beside it: the two must agree
 */
export function signatureAlgorithm(node: BaseBlock | undefined, what: string, beside?: string): SignatureAlgorithm {
  const [name, parameters, ...rest] = sequence(node, `The signature algorithm of ${what}`);
  const id = identifier(name, `The signature algorithm of ${what}`);
  const scheme = id === rsaEncryption && beside !== undefined ? { key: 'rsa' as const, hash: beside } : schemes.get(id);
  if (scheme === undefined)
    refuse(`${upper(what)} is signed with ${weak.get(id) ?? `the algorithm ${id}`}, which is not accepted.`);
  const odd = `The signature algorithm of ${what} has odd parameters.`;
  must(rest.length === 0, odd);
  if ('isPss' in scheme && scheme.isPss) {
    const pss = pssParameters(parameters, what);
    must(beside === undefined || beside === pss.hash, odd);
    return { key: 'rsa', ...pss };
  }
  must(parameters === undefined || (scheme.key === 'rsa' && isOf(parameters, 'null')), odd);
  must(beside === undefined || scheme.hash === undefined || beside === scheme.hash, odd);
  return { key: scheme.key, hash: scheme.hash };
}

/**
 * RFC 4055 section 3.1: the defaults are SHA-1, so that hash and mask function must be there. As in Go, they are the same and the salt is
 * as long as the hash.
 */
function pssParameters(node: BaseBlock | undefined, what: string): { hash: string; saltLength: number } {
  const name = `The signature algorithm of ${what}`;
  let hash: string | undefined;
  let mask: string | undefined;
  let saltLength = 20;
  for (const part of sequence(node, name)) {
    const [inner, ...rest] = parts(part, name);
    must(rest.length === 0, `${name} has odd parameters.`);
    if (context(part) === 0) hash = hashOf(inner, name);
    else if (context(part) === 1) {
      const [generator, of] = sequence(inner, name);
      must(identifier(generator, name) === mgf1, `${name} has odd parameters.`);
      mask = hashOf(of, name);
    } else if (context(part) === 2) saltLength = small(inner, name);
    else must(context(part) === 3 && small(inner, name) === 1, `${name} has odd parameters.`);
  }
  must(hash !== undefined && mask === hash && saltLength === Number(hash.slice(3)) / 8, `${name} has odd parameters.`);
  return { hash, saltLength };
}

/** Verifies a signature of X.509, CRL, OCSP or CMS. */
export function verifySigned(algorithm: SignatureAlgorithm, key: KeyObject, signed: Uint8Array, signature: Uint8Array) {
  if (key.asymmetricKeyType !== algorithm.key) return false;
  const { hash, saltLength } = algorithm;
  if (saltLength !== undefined)
    return verify(hash, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, signature);
  return verify(hash ?? null, signed, { key, dsaEncoding: 'der' }, signature);
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether two AlgorithmIdentifiers are the same to the byte. */
export const sameAlgorithm = (a: BaseBlock, b: BaseBlock): boolean => Buffer.compare(whole(a), whole(b)) === 0;
