import { createHash } from 'node:crypto';
import type { Content, Descriptor } from '../oci';
import { member, members, parseStrictJson } from '../strict-json';
import { shown } from './payload';
import { must, Refused, refuse } from './refused';

/** signature-specification.md, OCI Signatures. */
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
export const signatureType = 'application/vnd.cncf.notary.signature';
const emptyType = 'application/vnd.oci.empty.v1+json';
const thumbprints = 'io.cncf.notary.x509chain.thumbprint#S256';
const envelopeTypes = new Set(['application/jose+json', 'application/cose']);

/** Larger envelopes are not read. Real ones have some 10 kB. */
export const largestEnvelope = 1024 * 1024;

/** A signature manifest. */
export interface SignatureManifest {
  /** What was signed. */
  readonly subject: Pick<Descriptor, 'digest' | 'mediaType' | 'size'>;
  readonly envelope: Pick<Descriptor, 'digest' | 'mediaType' | 'size'>;
  /**
   * SHA-256 of the certificates of the chain, lower-case, as the annotation says. Nobody signed it: it may save fetching an
   * envelope, and proves nothing.
   */
  readonly thumbprints: readonly string[];
}

/** Reads a signature manifest; a text is the reason why it is none. */
export function readSignatureManifest(bytes: Uint8Array): SignatureManifest | string {
  try {
    return manifestOf(bytes);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function manifestOf(bytes: Uint8Array): SignatureManifest {
  const read = parseStrictJson(bytes, { depth: 16 });
  if ('error' in read) refuse(`The signature manifest ${read.error}.`);
  const manifest = members(read.value);
  must(manifest !== undefined, 'The signature manifest is no manifest.');
  const { mediaType, artifactType, config, layers, subject, annotations } = manifest;
  must(mediaType === undefined || mediaType === manifestType, 'The signature manifest is no OCI image manifest.');
  const configType = member(config, 'mediaType');
  if (artifactType === undefined)
    must(configType === signatureType, 'The manifest is not that of a Notary Project signature.');
  else
    must(
      artifactType === signatureType && configType === emptyType,
      'The manifest is not that of a Notary Project signature.',
    );
  must(Array.isArray(layers) && layers.length === 1, 'The signature manifest does not hold exactly one envelope.');
  const envelope = descriptor(layers[0], 'The envelope in the signature manifest');
  must(
    envelopeTypes.has(envelope.mediaType),
    `The envelope is of the type ${shown(envelope.mediaType)}, which is none of a signature.`,
  );
  return {
    subject: descriptor(subject, 'The subject of the signature manifest'),
    envelope,
    thumbprints: prints(annotations),
  };
}

function descriptor(value: unknown, what: string): SignatureManifest['subject'] {
  const { mediaType, digest, size } = members(value) ?? {};
  must(
    typeof mediaType === 'string' &&
      typeof digest === 'string' &&
      typeof size === 'number' &&
      Number.isSafeInteger(size),
    `${what} is not told by media type, digest and size.`,
  );
  return { mediaType, digest, size };
}

function prints(annotations: unknown): readonly string[] {
  const text = member(annotations, thumbprints);
  const read = typeof text === 'string' ? parseStrictJson(Buffer.from(text), { depth: 1 }) : { value: [] };
  const list = 'value' in read && Array.isArray(read.value) ? read.value : [];
  return list.filter(item => typeof item === 'string' && /^[\da-f]{64}$/i.test(item)).map(item => item.toLowerCase());
}

/** Checks that a signature manifest is for the image, and that it holds the envelope. */
export function checkManifest(manifest: Content, envelope: Content, image: Descriptor): SignatureManifest {
  const read = manifestOf(manifest.bytes);
  const { subject } = read;
  must(
    subject.digest === image.digest && subject.mediaType === image.mediaType && subject.size === image.size,
    `The signature manifest is for ${shown(subject.digest)}, not for ${image.digest}.`,
  );
  must(
    read.envelope.size === envelope.bytes.length && hasDigest(envelope.bytes, read.envelope.digest),
    'The envelope is not the one that the signature manifest names.',
  );
  return read;
}

function hasDigest(bytes: Uint8Array, digest: string): boolean {
  const [, algorithm, hex] = /^(sha256|sha384|sha512):([\da-f]+)$/.exec(digest) ?? [];
  return algorithm !== undefined && createHash(algorithm).update(bytes).digest('hex') === hex;
}
