import { constants, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from '../sha256';

/** A public key, and how it is told of. */
export interface PublicKey {
  readonly key: KeyObject;
  /** SHA-256 of its SubjectPublicKeyInfo, lower-case hexadecimal. */
  readonly id: string;
  /** `P-256 key` */
  readonly name: string;
}

const pemLimit = 16_384;
const curves: Readonly<Record<string, { readonly name: string; readonly digests: readonly string[] }>> = {
  prime256v1: { name: 'P-256', digests: ['sha256'] },
  secp384r1: { name: 'P-384', digests: ['sha384', 'sha256'] },
  secp521r1: { name: 'P-521', digests: ['sha512', 'sha256'] },
};

/**
 * Reads the PEM of a public key, such as `cosign.pub`. Never throws.
 * @returns the key, or what is wrong with it, to follow "the key".
 */
export function readPublicKey(pem: string): PublicKey | string {
  const text = pem.trim();
  if (text.length > pemLimit) return 'is longer than a public key may be';
  if (!/^-----BEGIN (RSA )?PUBLIC KEY-----[^-]+-----END \1?PUBLIC KEY-----$/.test(text))
    return 'is no PEM of a public key';
  try {
    const key = createPublicKey(text);
    return describedKey(key) ?? 'is of a kind that cosign does not sign with';
  } catch {
    return 'cannot be read';
  }
}

/** A key with its id and name; nothing of one that is too weak, or of another kind than cosign signs with. */
function describedKey(key: KeyObject): PublicKey | undefined {
  const name = nameOf(key);
  return name === undefined ? undefined : { key, id: keyId(key), name };
}

export const keyId = (key: KeyObject): string => sha256(key.export({ type: 'spki', format: 'der' }));

function nameOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  const { namedCurve = '', modulusLength = 0 } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === 'ed25519') return 'Ed25519 key';
  if (asymmetricKeyType === 'ec' && Object.hasOwn(curves, namedCurve)) return `${curves[namedCurve]!.name} key`;
  const isRsa = asymmetricKeyType === 'rsa' && modulusLength >= 2_048 && modulusLength <= 8_192;
  return isRsa ? `RSA-${modulusLength} key` : undefined;
}

/**
 * Whether a signature of cosign holds. The algorithm follows from the key alone, never from what was signed: ECDSA with SHA-256
 * or the hash of the curve's size, RSA as PKCS #1 v1.5 with SHA-256, Ed25519. Never throws.
 * Source: sigstore/sigstore `pkg/signature/verifier.go` (`LoadVerifier`, `LoadDefaultVerifier`).
 */
export function holds(key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  if (nameOf(key) === undefined) return false;
  try {
    switch (key.asymmetricKeyType) {
      case 'ed25519':
        return verify(null, data, key, signature);
      case 'rsa':
        return verify('sha256', data, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
      default: {
        const { digests } = curves[key.asymmetricKeyDetails!.namedCurve!]!;
        return digests.some(it => verify(it, data, { key, dsaEncoding: 'der' }, signature));
      }
    }
  } catch {
    return false;
  }
}
