import { createHash, X509Certificate } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { type SignedEntity, toSignedEntity } from '@sigstore/verify';
import { holds } from './key';

/** A signature of cosign, decoded, whichever way it was kept. Nothing of it is verified yet. */
export interface Signed {
  /** What a verifier of Sigstore looks at: log entries, timestamps, certificate. */
  readonly entity: SignedEntity;
  /** What the signature is over. */
  readonly data: Buffer;
  /** What was signed; the same, but for envelopes, which add their type. */
  readonly payload: Buffer;
  /** The digest that what was signed names: `sha256:12ab...`. */
  readonly subject: string;
  /** Of signatures by a certificate, keyless ones above all. */
  readonly certificate?: X509Certificate;
  /** What a signature by a key says of the key. */
  readonly hint?: string;
}

/** Why something is no signature that could be verified. */
export interface Refusal {
  readonly outcome: 'untrusted' | 'invalid' | 'unknown';
  /** A sentence. */
  readonly detail: string;
}

export const invalid = (detail: string): Refusal => ({ outcome: 'invalid', detail });
export const untrusted = (detail: string): Refusal => ({ outcome: 'untrusted', detail });
export const unknown = (detail: string): Refusal => ({ outcome: 'unknown', detail });

/** Far above what Fulcio, Rekor and timestamp authorities make. */
const listLimit = 8;
const certificateLimit = 16_384;
const tokenLimit = 32_768;
const proofLimit = 64;
const checkpointLimit = 8_192;
/** Names of logs. They become regular expressions in `@sigstore/verify`, so nothing that repeats may be in one. */
const checkpointName = /^[\w./:@~%-]{1,256}$/;

/**
 * Decodes what a bundle holds besides its content.
 * @param data what the signature is over
 * @param payload what was signed
 * @param subject the digest that it names
 */
export function signed(bundle: Bundle, data: Buffer, payload: Buffer, subject: string): Signed | Refusal {
  const { content, tlogEntries, timestampVerificationData } = bundle.verificationMaterial;
  const tokens = timestampVerificationData?.rfc3161Timestamps ?? [];
  if (tlogEntries.length > listLimit || tokens.length > listLimit) {
    return invalid('The signature carries more log entries or timestamps than a signature has.');
  }
  if (tokens.some(it => it.signedTimestamp.length > tokenLimit)) return invalid('A timestamp is larger than one is.');
  const der = content.$case === 'publicKey' ? undefined : leafOf(content);
  if (der && der.length > certificateLimit) return invalid('The certificate is larger than one is.');
  for (const { inclusionProof: proof, logIndex, integratedTime } of tlogEntries) {
    const envelope = proof?.checkpoint?.envelope ?? '';
    if (![logIndex, integratedTime, proof?.logIndex ?? '0'].every(it => /^\d{1,19}$/.test(it))) {
      return invalid('A log entry has an index or time that is no number.');
    }
    if ((proof?.hashes.length ?? 0) > proofLimit || envelope.length > checkpointLimit) {
      return invalid('The proof of a log entry is larger than one is.');
    }
    if (notes(envelope).some(it => !checkpointName.test(it.name))) {
      return invalid('The checkpoint of a log entry is signed by a log with a malformed name.');
    }
  }
  const certificate = der && new X509Certificate(der);
  if (der && !certificate?.raw.equals(der)) return invalid('The certificate is not written as DER asks for.');
  const entity = toSignedEntity(bundle, data);
  const { signature } = entity.signature;
  return {
    entity: {
      ...entity,
      signature: {
        signature,
        compareDigest: digest => isDigestOf(digest, payload) || isDigestOf(digest, data),
        compareSignature: other => entity.signature.compareSignature(other),
        verifySignature: key => holds(key, data, signature),
      },
    },
    data,
    payload,
    subject,
    ...(certificate ? { certificate } : {}),
    ...(content.$case === 'publicKey' ? { hint: content.publicKey.hint } : {}),
  };
}

const hashes: Readonly<Record<number, string>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' };

/** Whether bytes are the digest of others, by the hash that makes as many. */
export function isDigestOf(digest: Uint8Array, data: Uint8Array): boolean {
  const hash = hashes[digest.length];
  return hash !== undefined && createHash(hash).update(data).digest().equals(digest);
}

type Material = Bundle['verificationMaterial']['content'];

const leafOf = (content: Exclude<Material, { $case: 'publicKey' }>): Buffer =>
  content.$case === 'certificate'
    ? content.certificate.rawBytes
    : content.x509CertificateChain.certificates[0]!.rawBytes;

/** A signature below a checkpoint: the name of the log, and the beginning of the id of its key. */
export interface Note {
  readonly name: string;
  readonly hint: Buffer;
}

/**
 * The signatures of a checkpoint, found as `@sigstore/verify` finds them.
 * Source: C2SP `signed-note.md`.
 */
export function notes(envelope: string): readonly Note[] {
  return [...envelope.matchAll(/\u2014 (\S+) (\S+)\n/g)].map(([, name = '', signature = '']) => ({
    name,
    hint: Buffer.from(signature, 'base64').subarray(0, 4),
  }));
}

/** Text of strangers, for a message: one line of printable characters, and not long. */
export const shown = (text: string): string => {
  const line = text.replace(/[^\x20-\x7e]|`/g, '?');
  return `\`${line.length > 200 ? `${line.slice(0, 200)}...` : line}\``;
};
