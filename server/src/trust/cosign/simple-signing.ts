import { createHash } from 'node:crypto';
import type { Bundle, TransparencyLogEntry } from '@sigstore/bundle';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { strictBase64 } from '../base64';
import { member, parseStrictJson } from '../strict-json';
import { invalid, type Refusal, type Signed, signed } from './signed';

/** Annotations of a layer. Source: sigstore/cosign `pkg/oci/static/signature.go`. */
const annotation = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
} as const;

const payloadKind = 'cosign container image signature';
const limits = { bytes: 1 << 20, depth: 32 };
const annotationLimit = 1 << 18;

/**
 * Decodes a layer of the tag `sha256-<hex>.sig`: the payload, and annotations with signature, certificate, what the log promised and
 * timestamp. Becomes what a bundle of today would hold.
 * Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`.
 */
export function readSimpleSigning(
  payload: Uint8Array,
  annotations: Readonly<Record<string, string>>,
): Signed | Refusal {
  const of = (name: keyof typeof annotation): string | undefined =>
    Object.hasOwn(annotations, annotation[name]) ? annotations[annotation[name]] || undefined : undefined;
  if (Object.values(annotations).some(it => it.length > annotationLimit)) {
    return invalid('An annotation of the signature is larger than one is.');
  }
  const subject = subjectOf(payload);
  if (typeof subject !== 'string') return subject;
  const signature = strictBase64(of('signature'));
  if (!signature?.length) return invalid('The signature in the annotation is missing, or is not Base64.');
  const certificate = certificateOf(of('certificate'));
  if (certificate === 'malformed') return invalid('The certificate in the annotation cannot be read.');
  const entry = logEntryOf(of('bundle'));
  if (entry === 'malformed') return invalid('The log entry in the annotation cannot be read.');
  const timestamp = timestampOf(of('timestamp'));
  if (timestamp === 'malformed') return invalid('The timestamp in the annotation cannot be read.');
  const data = Buffer.from(payload);
  const bundle: Bundle = {
    mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
    verificationMaterial: {
      content: certificate
        ? { $case: 'x509CertificateChain', x509CertificateChain: { certificates: [{ rawBytes: certificate }] } }
        : { $case: 'publicKey', publicKey: { hint: '' } },
      tlogEntries: entry ? [entry] : [],
      timestampVerificationData: { rfc3161Timestamps: timestamp ? [{ signedTimestamp: timestamp }] : [] },
    },
    content: {
      $case: 'messageSignature',
      messageSignature: {
        messageDigest: { algorithm: HashAlgorithm.SHA2_256, digest: createHash('sha256').update(data).digest() },
        signature,
      },
    },
  };
  return signed(bundle, data, data, subject);
}

/** The digest that a payload is about. Its `docker-reference` is no claim: cosign writes what was asked for. */
function subjectOf(payload: Uint8Array): string | Refusal {
  const parsed = parseStrictJson(payload, limits);
  if ('error' in parsed) return invalid(`The signed payload ${parsed.error}.`);
  const critical = member(parsed.value, 'critical');
  if (member(critical, 'type') !== payloadKind) {
    return invalid(`The signed payload is not of the kind \`${payloadKind}\`.`);
  }
  const digest = member(member(critical, 'image'), 'docker-manifest-digest');
  return typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest)
    ? digest
    : invalid('The signed payload does not name an image by its SHA-256.');
}

/** The first certificate of a PEM, as cosign takes it. */
function certificateOf(pem: string | undefined): Buffer | 'malformed' | undefined {
  if (pem === undefined) return undefined;
  const [, body] = /^\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(pem) ?? [];
  return strictBase64(body?.replace(/\s/g, '')) ?? 'malformed';
}

/** What Rekor promised. Source: sigstore/cosign `pkg/cosign/bundle/rekor.go`. */
function logEntryOf(text: string | undefined): TransparencyLogEntry | 'malformed' | undefined {
  if (text === undefined) return undefined;
  const parsed = parseStrictJson(Buffer.from(text), limits);
  if ('error' in parsed) return 'malformed';
  const promise = strictBase64(member(parsed.value, 'SignedEntryTimestamp'));
  const payload = member(parsed.value, 'Payload');
  const [body, time, index, log] = ['body', 'integratedTime', 'logIndex', 'logID'].map(it => member(payload, it));
  const canonicalizedBody = strictBase64(body);
  const isWhole = [time, index].every(it => Number.isSafeInteger(it) && (it as number) >= 0);
  if (!promise || !canonicalizedBody || !isWhole || typeof log !== 'string' || !/^[0-9a-f]{64}$/.test(log)) {
    return 'malformed';
  }
  const entry = parseStrictJson(canonicalizedBody, limits);
  const [kind, version] = ['kind', 'apiVersion'].map(it => ('error' in entry ? undefined : member(entry.value, it)));
  if (typeof kind !== 'string' || typeof version !== 'string') return 'malformed';
  return {
    logIndex: String(index),
    logId: { keyId: Buffer.from(log, 'hex') },
    kindVersion: { kind, version },
    integratedTime: String(time),
    inclusionPromise: { signedEntryTimestamp: promise },
    inclusionProof: undefined,
    canonicalizedBody,
  };
}

/** The answer of a timestamp authority. Source: sigstore/cosign `pkg/cosign/bundle/tsa.go`. */
function timestampOf(text: string | undefined): Buffer | 'malformed' | undefined {
  if (text === undefined) return undefined;
  const parsed = parseStrictJson(Buffer.from(text), limits);
  return ('error' in parsed ? undefined : strictBase64(member(parsed.value, 'SignedRFC3161Timestamp'))) ?? 'malformed';
}
