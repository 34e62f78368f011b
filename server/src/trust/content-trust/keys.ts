import { constants, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { strictBase64 } from '../base64';
import { sha256 } from '../sha256';
import { member } from '../strict-json';
import { canonicalJson } from './canonical-json';

/** A public key of the metadata. Sources: notary `tuf/data/keys.go`, `tuf/utils/x509.go`. */
export interface TufKey {
  /** SHA-256 of its canonical JSON, hexadecimal: the name by which metadata speak of it. */
  readonly id: string;
  /** The same of the key without its certificate, as `notary key list` shows it. */
  readonly canonicalId: string;
  readonly type: KeyType;
  readonly key: KeyObject;
  /** Of `ecdsa-x509` and `rsa-x509`: the first of the bundle. */
  readonly certificate?: X509Certificate;
}

export type KeyType = keyof typeof keyTypes;

/** Types of keys, and what their certificates certify. */
const keyTypes = {
  ecdsa: 'ecdsa',
  'ecdsa-x509': 'ecdsa',
  rsa: 'rsa',
  'rsa-x509': 'rsa',
  ed25519: 'ed25519',
} as const;

/** Smaller keys are refused by notary too (`MinRSABitSize`). */
const leastRsaBits = 2048;
const curves = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/**
 * Reads `{"keytype":"ecdsa","keyval":{"private":null,"public":"..."}}`.
 * @returns `undefined` for a key that cannot be used: of a type not known, too small, or not under its own id
 */
export function readKey(id: string, value: unknown): TufKey | undefined {
  const type = member(value, 'keytype');
  const held = strictBase64(member(member(value, 'keyval'), 'public'));
  if (typeof type !== 'string' || held === undefined || !isKeyType(type) || keyId(type, held) !== id) return undefined;
  try {
    const certificate = type.endsWith('-x509') ? new X509Certificate(firstCertificate(held)) : undefined;
    const key = certificate?.publicKey ?? bareKey(type, held);
    if (!isStrong(type, key)) return undefined;
    const bare = certificate ? key.export({ type: 'spki', format: 'der' }) : held;
    return { id, canonicalId: keyId(keyTypes[type], bare), type, key, ...(certificate ? { certificate } : {}) };
  } catch {
    return undefined;
  }
}

const isKeyType = (type: string): type is KeyType => Object.hasOwn(keyTypes, type);

const keyId = (keytype: string, held: Uint8Array): string => {
  const keyval = { private: null, public: Buffer.from(held).toString('base64') };
  return sha256(canonicalJson({ keytype, keyval })!);
};

function firstCertificate(pem: Buffer): string {
  const [first] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem.toString('latin1')) ?? [];
  if (first === undefined) throw new Error('no certificate');
  return first;
}

function bareKey(type: KeyType, held: Buffer): KeyObject {
  if (type !== 'ed25519') return createPublicKey({ key: held, format: 'der', type: 'spki' });
  if (held.length !== 32) throw new Error('not 32 bytes');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: held.toString('base64url') }, format: 'jwk' });
}

function isStrong(type: KeyType, { asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  switch (keyTypes[type]) {
    case 'ecdsa':
      return asymmetricKeyType === 'ec' && curves.has(asymmetricKeyDetails?.namedCurve ?? '');
    case 'rsa':
      return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= leastRsaBits;
    case 'ed25519':
      return asymmetricKeyType === 'ed25519';
  }
}

/** How `crypto.verify` is to be called for each method, by type of key. Sources: notary `tuf/signed/verifiers.go`. */
const methods: Readonly<Record<(typeof keyTypes)[KeyType], Readonly<Record<string, Method>>>> = {
  // r and s, one after the other.
  ecdsa: { ecdsa: { hash: 'sha256', dsaEncoding: 'ieee-p1363' } },
  ed25519: { eddsa: { hash: null } },
  rsa: {
    rsapss: { hash: 'sha256', padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 },
    rsapkcs1v15: { hash: 'sha256', padding: constants.RSA_PKCS1_PADDING },
  },
};

interface Method {
  readonly hash: 'sha256' | null;
  readonly dsaEncoding?: 'ieee-p1363';
  readonly padding?: number;
  readonly saltLength?: number;
}

/** Whether a signature holds. The method must be one of the key's own type. */
export function holds({ type, key }: TufKey, method: string, message: Uint8Array, signature: Uint8Array): boolean {
  const own = methods[keyTypes[type]];
  if (!Object.hasOwn(own, method)) return false;
  const { hash, ...how } = own[method]!;
  try {
    return verify(hash, message, { key, ...how }, signature);
  } catch {
    return false;
  }
}
