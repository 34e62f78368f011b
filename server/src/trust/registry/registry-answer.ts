import { createHash } from 'node:crypto';
import { type Answer, absent, type Failure, failure, found } from '../answer';
import type { Content, Descriptor } from '../oci';
import { jsonObject } from '../strict-json';
import { refusal } from './asker';
import { isDigest } from './endpoint';
import type { Response } from './transport';

/** Media types of manifests and indexes: those of the OCI image specification, and Docker's before them. */
export const indexType = 'application/vnd.oci.image.index.v1+json';
export const manifestTypes: readonly string[] = [
  indexType,
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

const indexTypes: ReadonlySet<string> = new Set([
  indexType,
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);

/** Without parameters, in lower case. */
export const contentType = ({ headers }: Pick<Response, 'headers'>): string =>
  String(headers['content-type'] ?? '')
    .split(';', 1)[0]!
    .trim()
    .toLowerCase();

export const isHtml = (response: Response): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)$/.test(contentType(response)) ||
  /^\s*<(?:!doctype|html|head|body)/i.test(Buffer.from(response.body.subarray(0, 256)).toString('latin1'));

/**
 * An answer that a thing is not there. Only a registry says so: by an error in JSON (OCI distribution specification, "Error
 * Codes"), or by the header that it sends with every answer, which is all there is when the question was HEAD. What a proxy says
 * of paths that it does not know counts for nothing.
 */
export function isAbsence(response: Response): boolean {
  if (response.status !== 404 || isHtml(response)) return false;
  if (response.headers['docker-distribution-api-version'] !== undefined) return true;
  const errors = jsonObject(response.body)?.errors;
  return Array.isArray(errors) && errors.length > 0 && errors.every(it => typeof it?.code === 'string');
}

/** `absent` where the registry says so, else what is wrong. */
export const absentOr = (response: Response, asked: string): Answer<never> =>
  isAbsence(response) ? absent : isHtml(response) ? page(response, asked) : refusal(response, asked);

export const page = ({ address }: Response, asked: string): Failure =>
  failure(
    'protocol',
    `${address.host} answered with a web page when asked for ${asked}; a proxy or sign-in may stand before it.`,
  );

/** @param like a digest of the same algorithm */
export function digestOf(bytes: Uint8Array, like: string): string {
  const algorithm = like.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
}

/** `Docker-Content-Digest`: absent, proper or not. */
function statedDigest({ headers }: Response): { readonly digest?: string; readonly proper: boolean } {
  const text = headers['docker-content-digest'];
  return text === undefined ? { proper: true } : { digest: String(text), proper: isDigest(String(text)) };
}

/** The descriptor that an answer to HEAD stands for; `undefined` when it does not tell enough. */
export function describedByHead(response: Response, reference: string, asked: string): Answer<Descriptor> | undefined {
  const { address, headers } = response;
  if (isHtml(response)) return page(response, asked);
  const { digest, proper } = statedDigest(response);
  if (!proper || (digest !== undefined && isDigest(reference) && digest !== reference))
    return failure('protocol', `${address.host} answered with another digest than it should when asked for ${asked}.`);
  const size = Number(headers['content-length'] ?? Number.NaN);
  const mediaType = contentType(response);
  if (digest === undefined || !Number.isSafeInteger(size) || size <= 0 || !manifestTypes.includes(mediaType))
    return undefined;
  return found({ mediaType, digest, size });
}

/**
 * A manifest with its digest worked out of the bytes. What it says of its own type must be what it is sent as, as the OCI
 * image specification asks for: else the same bytes are an index to one reader and a manifest to another.
 */
export function readManifest(response: Response, reference: string, asked: string): Answer<Content> {
  const { address, body } = response;
  const wrong = (what: string) => failure('protocol', `${address.host} answered with ${what} when asked for ${asked}.`);
  const stated = statedDigest(response);
  const wanted = isDigest(reference) ? reference : stated.digest;
  if (isHtml(response)) return page(response, asked);
  if (!stated.proper) return wrong('a digest that is none');
  const digest = digestOf(body, wanted ?? '');
  if (wanted !== undefined && digest !== wanted) return wrong('content of another digest');
  const manifest = jsonObject(body);
  if (!manifest) return wrong('something that is no manifest');
  const inside = typeof manifest.mediaType === 'string' ? manifest.mediaType : undefined;
  const sent = contentType(response);
  const mediaType = manifestTypes.includes(sent) ? sent : inside;
  if (mediaType === undefined || !manifestTypes.includes(mediaType)) return wrong('a manifest of an unknown type');
  if (inside !== undefined && inside !== mediaType) return wrong('a manifest that is of two types at once');
  const image = 'config' in manifest || 'layers' in manifest;
  if (image && 'manifests' in manifest) return wrong('a manifest that is an index as well');
  if (image ? indexTypes.has(mediaType) : 'manifests' in manifest && !indexTypes.has(mediaType))
    return wrong('a manifest that is of two types at once');
  return found({ digest, mediaType, bytes: body });
}
