import { createPublicKey, X509Certificate } from 'node:crypto';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { member, parseStrictJson } from '../strict-json';
import { invalid, notes, type Refusal, shown, unknown } from './signed';

type LogEntry = SignedEntity['tlogEntries'][number];

const limits = { bytes: 1 << 20, depth: 32 };

/** Whether an entry is of one of the logs; says nothing of whether it holds. */
export function isOfKnownLog({ logId, inclusionProof }: LogEntry, { tlogs }: TrustMaterial): boolean {
  const hints = notes(inclusionProof?.checkpoint?.envelope ?? '').map(it => it.hint);
  return tlogs.some(
    ({ logID }) => logID.equals(logId.keyId) || hints.some(it => it.length === 4 && logID.subarray(0, 4).equals(it)),
  );
}

/** Where each kind of entry keeps the key or certificate of the signer. Source: sigstore/rekor `pkg/types`, sigstore/rekor-tiles `api/proto`. */
const places: Readonly<Record<string, readonly (string | number)[]>> = {
  'hashedrekord 0.0.1': ['spec', 'signature', 'publicKey', 'content'],
  'dsse 0.0.1': ['spec', 'signatures', 0, 'verifier'],
  'intoto 0.0.2': ['spec', 'content', 'envelope', 'signatures', 0, 'publicKey'],
  'hashedrekord 0.0.2': ['spec', 'hashedRekordV002', 'signature', 'verifier'],
  'dsse 0.0.2': ['spec', 'dsseV002', 'signatures', 0, 'verifier'],
};

/**
 * What is wrong with whom an entry is about: a signature has to be in the log with the very key or certificate that made it.
 * `@sigstore/verify` compares signature and content only, which another key may have signed as well.
 * @param signers DER of the certificate, of the public key
 */
export function entryProblem(
  { kindVersion, canonicalizedBody }: LogEntry,
  signers: readonly Buffer[],
): Refusal | undefined {
  const kind = `${kindVersion.kind} ${kindVersion.version}`;
  const place = Object.hasOwn(places, kind) ? places[kind] : undefined;
  if (!place)
    return unknown(`The entry in the transparency log is of a kind that Boltseal does not know: ${shown(kind)}.`);
  const body = parseStrictJson(canonicalizedBody, limits);
  if ('error' in body) return invalid(`The entry in the transparency log ${body.error}.`);
  const found = place.reduce<unknown>(
    (value, name) =>
      typeof name === 'number' ? (Array.isArray(value) ? value[name] : undefined) : member(value, name),
    body.value,
  );
  const written = typeof found === 'string' ? found : rawBytes(found);
  const logged = written === undefined ? undefined : derOf(Buffer.from(written, 'base64'));
  return logged !== undefined && signers.some(it => it.equals(logged))
    ? undefined
    : invalid('The entry in the transparency log is about a signature by another key or certificate.');
}

/** Of entries of Rekor v2. */
function rawBytes(verifier: unknown): string | undefined {
  const bytes = member(member(verifier, 'x509Certificate') ?? member(verifier, 'publicKey'), 'rawBytes');
  return typeof bytes === 'string' ? bytes : undefined;
}

/** Entries of Rekor v1 hold PEM. */
function derOf(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString('latin1').trim();
  if (!text.startsWith('-----')) return bytes;
  try {
    if (text.startsWith('-----BEGIN CERTIFICATE-----')) return new X509Certificate(text).raw;
    return /^-----BEGIN (?:RSA )?PUBLIC KEY-----/.test(text)
      ? createPublicKey(text).export({ type: 'spki', format: 'der' })
      : undefined;
  } catch {
    return undefined;
  }
}
