import { type Answer, type Failure, failure, found } from '../answer';
import type { Descriptor, Referrers } from '../oci';
import { jsonObject } from '../strict-json';
import type { Asker } from './asker';
import { type Endpoint, isDigest, isHub } from './endpoint';
import { nextLink } from './link';
import {
  absentOr,
  contentType,
  describedByHead,
  indexType,
  isAbsence,
  isHtml,
  page,
  readManifest,
} from './registry-answer';
import type { Response } from './transport';

const largestPage = 4 * 1024 * 1024;
const mostPages = 20;
const mostEntries = 2000;
/** Statuses by which registries say that they do not know the API; the specification has 404 alone. */
const unknownApi = new Set([400, 404, 405, 406]);

/** OCI distribution specification 1.1, "Listing Referrers", and the tag that stands in for it ("Referrers Tag Schema"). */
export async function askReferrers(
  asker: Asker,
  endpoint: Endpoint,
  digest: string,
  signal: AbortSignal,
): Promise<Answer<Referrers>> {
  const asked = `what refers to ${endpoint.repository}@${digest}`;
  const host = new URL(endpoint.origin).host;
  const descriptors: Descriptor[] = [];
  const seen = new Set<string>();
  let next: string | URL = `referrers/${digest}`;
  for (let pages = 0; ; pages++) {
    const question = { method: 'GET', path: next, accept: indexType, limit: largestPage, asked } as const;
    const response = await asker.ask(endpoint, question, signal);
    if (response.kind === 'failure') return response;
    if (pages === 0 && unknownApi.has(response.status)) return byTag(asker, endpoint, digest, response, signal);
    if (response.status !== 200)
      return failure('protocol', `${host} answered with status ${response.status} when asked for ${asked}.`);
    const entries = readPage(response, asked);
    if (!Array.isArray(entries)) return entries as Failure;
    descriptors.push(...entries);
    if (descriptors.length > mostEntries)
      return failure('too-big', `${host} answered with more than ${mostEntries} entries when asked for ${asked}.`);
    const link = nextLink(response.headers.link);
    if (link === undefined) return found({ through: 'referrers API', descriptors });
    const following = follows(link, response.address, endpoint);
    if (!following || seen.has(following.href))
      return failure('protocol', `${host} answered with a further page that is not its own when asked for ${asked}.`);
    if (pages + 1 === mostPages)
      return failure('too-big', `${host} answered with more than ${mostPages} pages when asked for ${asked}.`);
    seen.add(following.href);
    next = following;
  }
}

/** The list must be whole: neither of another type nor filtered, as nobody asked for that. */
function readPage(response: Response, asked: string): readonly Descriptor[] | Failure {
  const { address, headers } = response;
  if (isHtml(response)) return page(response, asked);
  const index = jsonObject(response.body);
  const type = contentType(response);
  const isIndex = type === indexType || (type === 'application/json' && index?.mediaType === indexType);
  if (!index || !isIndex || (index.mediaType ?? indexType) !== indexType)
    return failure('protocol', `${address.host} answered with something that is no index when asked for ${asked}.`);
  if (headers['oci-filters-applied'])
    return failure('protocol', `${address.host} answered with a part of the list when asked for ${asked}.`);
  return readEntries(index, address.host, asked);
}

/** Only within the same registry, or the credential of one would be shown to another. */
function follows(link: string, from: URL, { origin }: Endpoint): URL | undefined {
  const next = URL.canParse(link, from.href) ? new URL(link, from.href) : undefined;
  return next?.origin === origin && from.origin === origin ? next : undefined;
}

/**
 * The tag `sha256-<hex>`, an index that clients keep for registries without the API. Docker Hub counts GET of manifests, so it is
 * asked by HEAD whether there is one.
 */
async function byTag(
  asker: Asker,
  endpoint: Endpoint,
  digest: string,
  unknown: Response,
  signal: AbortSignal,
): Promise<Answer<Referrers>> {
  const tag = digest.replace(':', '-').slice(0, 128);
  const asked = `${endpoint.repository}:${tag}`;
  const path = `manifests/${tag}`;
  const none = (): Answer<Referrers> =>
    isHtml(unknown)
      ? page(unknown, `what refers to ${endpoint.repository}@${digest}`)
      : found({ through: 'referrers tag', descriptors: [] });
  if (isHub(endpoint.registry)) {
    const head = await asker.ask(endpoint, { method: 'HEAD', path, accept: indexType, limit: 0, asked }, signal);
    if (head.kind === 'failure') return head;
    if (isAbsence(head)) return none();
    const described = head.status === 200 ? describedByHead(head, tag, asked) : undefined;
    if (described?.kind === 'failure') return described;
  }
  const response = await asker.ask(
    endpoint,
    { method: 'GET', path, accept: indexType, limit: largestPage, asked },
    signal,
  );
  if (response.kind === 'failure') return response;
  if (response.status !== 200) {
    const answer = absentOr(response, asked);
    return answer.kind === 'absent' ? none() : answer;
  }
  const content = readManifest(response, tag, asked);
  if (content.kind !== 'found') return content;
  const { host } = response.address;
  if (content.value.mediaType !== indexType)
    return failure('protocol', `${host} answered with something that is no index when asked for ${asked}.`);
  const entries = readEntries(jsonObject(content.value.bytes) ?? {}, host, asked);
  if (!Array.isArray(entries)) return entries as Failure;
  return found({ through: 'referrers tag', descriptors: entries });
}

/** An entry that is no descriptor may be the signature that is looked for: with it nothing is known. */
function readEntries(
  index: Readonly<Record<string, unknown>>,
  host: string,
  asked: string,
): readonly Descriptor[] | Failure {
  // Go writes a list that was never begun as null.
  const list = index.manifests ?? ('manifests' in index ? [] : undefined);
  if (!Array.isArray(list) || index.schemaVersion !== 2)
    return failure('protocol', `${host} answered with something that is no index when asked for ${asked}.`);
  if (list.length > mostEntries)
    return failure('too-big', `${host} answered with more than ${mostEntries} entries when asked for ${asked}.`);
  const descriptors = list.map(readDescriptor);
  return descriptors.every(it => it !== undefined)
    ? descriptors
    : failure('protocol', `${host} answered with an entry that is no descriptor when asked for ${asked}.`);
}

function readDescriptor(entry: unknown): Descriptor | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { mediaType, digest, size, artifactType, annotations } = entry as Record<string, unknown>;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  if (artifactType !== undefined && typeof artifactType !== 'string') return undefined;
  if (
    annotations !== undefined &&
    annotations !== null &&
    (typeof annotations !== 'object' || Array.isArray(annotations))
  )
    return undefined;
  const notes = Object.entries(annotations ?? {});
  if (!notes.every((it): it is [string, string] => typeof it[1] === 'string')) return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(artifactType ? { artifactType } : {}),
    ...(annotations ? { annotations: Object.fromEntries(notes) } : {}),
  };
}
