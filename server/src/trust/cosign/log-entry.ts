import { createPublicKey, X509Certificate } from 'node:crypto';
import type { SignedEntity, TrustMaterial } from '@sigstore/verify';
import { member, parseStrictJson } from '../strict-json';
import { invalid, isDigestOf, notes, type Refusal, type Signed, shown, unknown } from './signed';

type LogEntry = SignedEntity['tlogEntries'][number];

const limits = { bytes: 1 << 20, depth: 32 };

/** Whether an entry is of one of the logs; says nothing of whether it holds. */
export function isOfKnownLog({ logId, inclusionProof }: LogEntry, { tlogs }: TrustMaterial): boolean {
  const hints = notes(inclusionProof?.checkpoint?.envelope ?? '').map(it => it.hint);
  return tlogs.some(
    ({ logID }) => logID.equals(logId.keyId) || hints.some(it => it.length === 4 && logID.subarray(0, 4).equals(it)),
  );
}

type Place = readonly (string | number)[];

interface EntryKind {
  /** The key or certificate of the signer. */
  readonly signer: Place;
  readonly digest: Place;
  /** Of what: of all that the signature is over, or of what was signed. */
  readonly of: 'data' | 'payload';
  readonly encoding: 'hex' | 'base64';
}

/**
 * Where each kind of entry keeps what it is about. Rekor v2 takes envelopes as `hashedrekord` too, of what their signature is over.
 * Source: sigstore/rekor `pkg/types`; sigstore/rekor-tiles `api/proto/rekor/v2`; specification of Rekor v2, section 6.1.4.
 */
const kinds: Readonly<Record<string, EntryKind>> = {
  'hashedrekord 0.0.1': {
    signer: ['spec', 'signature', 'publicKey', 'content'],
    digest: ['spec', 'data', 'hash', 'value'],
    of: 'data',
    encoding: 'hex',
  },
  'dsse 0.0.1': {
    signer: ['spec', 'signatures', 0, 'verifier'],
    digest: ['spec', 'payloadHash', 'value'],
    of: 'payload',
    encoding: 'hex',
  },
  'intoto 0.0.2': {
    signer: ['spec', 'content', 'envelope', 'signatures', 0, 'publicKey'],
    digest: ['spec', 'content', 'payloadHash', 'value'],
    of: 'payload',
    encoding: 'hex',
  },
  'hashedrekord 0.0.2': {
    signer: ['spec', 'hashedRekordV002', 'signature', 'verifier'],
    digest: ['spec', 'hashedRekordV002', 'data', 'digest'],
    of: 'data',
    encoding: 'base64',
  },
  'dsse 0.0.2': {
    signer: ['spec', 'dsseV002', 'signatures', 0, 'verifier'],
    digest: ['spec', 'dsseV002', 'payloadHash', 'digest'],
    of: 'payload',
    encoding: 'base64',
  },
};

/**
 * What is wrong with what an entry is about: it has to be this content, signed by this very key or certificate. `@sigstore/verify`
 * looks at the signature, which another key may have made as well, and does not tell one digest from another.
 * @param signers DER of the certificate, of the public key
 */
export function entryProblem(entry: LogEntry, signed: Signed, signers: readonly Buffer[]): Refusal | undefined {
  const name = `${entry.kindVersion.kind} ${entry.kindVersion.version}`;
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
  if (!kind)
    return unknown(`The entry in the transparency log is of a kind that Boltseal does not know: ${shown(name)}.`);
  const body = parseStrictJson(entry.canonicalizedBody, limits);
  if ('error' in body) return invalid(`The entry in the transparency log ${body.error}.`);
  const digest = at(body.value, kind.digest);
  if (typeof digest !== 'string' || !isDigestOf(Buffer.from(digest, kind.encoding), signed[kind.of])) {
    return invalid('The entry in the transparency log is about other content.');
  }
  const signer = at(body.value, kind.signer);
  const written = typeof signer === 'string' ? signer : rawBytes(signer);
  const logged = written === undefined ? undefined : derOf(Buffer.from(written, 'base64'));
  return logged !== undefined && signers.some(it => it.equals(logged))
    ? undefined
    : invalid('The entry in the transparency log is about a signature by another key or certificate.');
}

const at = (value: unknown, place: Place): unknown =>
  place.reduce<unknown>(
    (it, name) => (typeof name === 'number' ? (Array.isArray(it) ? it[name] : undefined) : member(it, name)),
    value,
  );

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
