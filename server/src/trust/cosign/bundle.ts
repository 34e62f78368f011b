import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { member, parseStrictJson } from '../strict-json';
import { invalid, type Refusal, type Signed, shown, signed, unknown } from './signed';

/** What `cosign sign` states. Source: sigstore/cosign `pkg/types/predicate.go`. */
const signPredicate = 'https://sigstore.dev/cosign/sign/v1';
/** Source: in-toto/attestation `spec/v1/envelope.md`, `spec/v1/statement.md`. */
const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';

/** Source: sigstore/protobuf-specs `sigstore_bundle.proto`, `media_type`. */
const mediaTypes = [
  'application/vnd.dev.sigstore.bundle+json;version=0.1',
  'application/vnd.dev.sigstore.bundle+json;version=0.2',
  'application/vnd.dev.sigstore.bundle+json;version=0.3',
  'application/vnd.dev.sigstore.bundle.v0.3+json',
];
const limits = { bytes: 1 << 20, depth: 32 };

/**
 * Whether the annotations of what refers to an image call it an attestation, so that it need not be fetched: a bill of materials may be large.
 * Source: sigstore/cosign `pkg/oci/remote/write.go`.
 */
export function isAttestation(annotations: Readonly<Record<string, string>> | undefined): boolean {
  const predicate = member(annotations, 'dev.sigstore.bundle.predicateType');
  return predicate !== undefined && predicate !== '' && predicate !== signPredicate;
}

/**
 * Whether a bundle may be a signature of an image. An attestation (provenance, a bill of materials) is none, although it is
 * a bundle too; what cannot be read may be one, so that nobody calls the image unsigned. Never throws.
 */
export function isSignatureBundle(bytes: Uint8Array): boolean {
  const bundle = parseStrictJson(bytes, limits);
  if ('error' in bundle) return true;
  const envelope = member(bundle.value, 'dsseEnvelope');
  const payload = member(envelope, 'payload');
  if (member(envelope, 'payloadType') !== payloadType || typeof payload !== 'string') return true;
  const statement = parseStrictJson(Buffer.from(payload, 'base64'), limits);
  const type = 'error' in statement ? undefined : member(statement.value, 'predicateType');
  return typeof type !== 'string' || type === signPredicate;
}

/**
 * Decodes a Sigstore bundle with the signature of an image.
 * Source: sigstore/protobuf-specs `sigstore_bundle.proto`; sigstore/cosign `specs/BUNDLE_SPEC.md`.
 */
export function readBundle(bytes: Uint8Array): Signed | Refusal {
  const parsed = parseStrictJson(bytes, limits);
  if ('error' in parsed) return invalid(`The Sigstore bundle ${parsed.error}.`);
  const type = member(parsed.value, 'mediaType');
  if (typeof type !== 'string') return invalid('What was found is not a Sigstore bundle.');
  if (!mediaTypes.includes(type)) {
    return unknown(`The signature is in a format that Boltseal does not know: ${shown(type)}.`);
  }
  const material = member(parsed.value, 'verificationMaterial');
  if (count(material, ['publicKey', 'x509CertificateChain', 'certificate']) !== 1) {
    return invalid('The Sigstore bundle does not name exactly one key or certificate.');
  }
  if (count(parsed.value, ['messageSignature', 'dsseEnvelope']) !== 1) {
    return invalid('The Sigstore bundle does not hold exactly one signature.');
  }
  const bundle = decoded(parsed.value);
  if (!bundle) return invalid(`The Sigstore bundle is not as its format asks for (${shown(type)}).`);
  if (bundle.content.$case !== 'dsseEnvelope') {
    return unknown('The Sigstore bundle signs bytes of its own, as cosign does for files, not an image.');
  }
  const { payload, payloadType: type_ } = bundle.content.dsseEnvelope;
  const subject = subjectOf(payload, type_);
  return typeof subject === 'string' ? signed(bundle, preAuthEncoding(type_, payload), payload, subject) : subject;
}

function decoded(value: unknown): Bundle | undefined {
  try {
    return bundleFromJSON(value);
  } catch {
    return undefined;
  }
}

const count = (object: unknown, names: readonly string[]): number =>
  names.filter(it => (member(object, it) ?? undefined) !== undefined).length;

/** What a signature of an envelope is over. Source: secure-systems-lab/dsse `protocol.md`. */
function preAuthEncoding(type: string, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload]);
}

/** The digest that a statement of `cosign sign` is about. */
function subjectOf(payload: Buffer, type: string): string | Refusal {
  if (type !== payloadType) return invalid(`The signed envelope holds ${shown(type)}, not an in-toto statement.`);
  const parsed = parseStrictJson(payload, limits);
  if ('error' in parsed) return invalid(`The signed statement ${parsed.error}.`);
  const predicate = member(parsed.value, 'predicateType');
  if (typeof predicate === 'string' && predicate !== signPredicate) {
    return unknown(`This is an attestation about the image (${shown(predicate)}), not a signature of it.`);
  }
  if (member(parsed.value, '_type') !== statementType || predicate !== signPredicate) {
    return invalid('The signed envelope does not hold an in-toto statement of version 1.');
  }
  const subjects = member(parsed.value, 'subject');
  if (!Array.isArray(subjects) || subjects.length !== 1) {
    return invalid('The signed statement does not name exactly one image.');
  }
  const digest = member(member(subjects[0], 'digest'), 'sha256');
  return typeof digest === 'string' && /^[0-9a-f]{64}$/.test(digest)
    ? `sha256:${digest}`
    : invalid('The signed statement does not name an image by its SHA-256.');
}
