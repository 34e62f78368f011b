import { type Answer, absent, type Failure, failure, found } from '../answer';
import type { Content, Descriptor, Referrers, RegistryClient, RepositoryName } from '../oci';
import type { TrustSettings } from '../settings';
import { Asker, type AskerOptions } from './asker';
import { type Endpoint, endpoints, isDigest, isTag } from './endpoint';
import { Flights } from './flights';
import { askReferrers } from './referrers';
import {
  absentOr,
  describedByHead,
  digestOf,
  isAbsence,
  isHtml,
  manifestTypes,
  page,
  readManifest,
} from './registry-answer';

const largestManifest = 4 * 1024 * 1024;
const accept = manifestTypes.join(', ');

export interface OpenRegistryClient extends RegistryClient {
  /** How many requests were sent. */
  readonly requests: number;
  /** Gives up what is under way, and closes all connections. */
  close(): Promise<void>;
}

/** Asks registries as far as the user lets them be asked. Nothing is opened before the first question. */
export function registryClient(settings: TrustSettings, options: AskerOptions = {}): OpenRegistryClient {
  const asker = new Asker(settings, options);
  const flights = new Flights();

  /** Asks mirrors, then the registry, whose word is the last. Nothing follows from what a mirror does not have. */
  const everywhere = async <T>(
    name: RepositoryName,
    signal: AbortSignal,
    ask: (endpoint: Endpoint) => Promise<Answer<T>>,
  ): Promise<Answer<T>> => {
    const places = endpoints(name, settings);
    if ('kind' in places) return places;
    for (const endpoint of places) {
      const answer = await ask(endpoint);
      if (!endpoint.mirror || signal.aborted || answer.kind === 'found') return answer;
    }
    return failure('refused', `There is no place where ${name.registry} could be asked.`);
  };

  const manifestAt = async (
    endpoint: Endpoint,
    reference: string,
    asked: string,
    signal: AbortSignal,
  ): Promise<Answer<Content>> => {
    const path = `manifests/${reference}`;
    const response = await asker.ask(endpoint, { method: 'GET', path, accept, limit: largestManifest, asked }, signal);
    if (response.kind === 'failure') return response;
    return response.status === 200 ? readManifest(response, reference, asked) : absentOr(response, asked);
  };

  const resolveAt = async (
    endpoint: Endpoint,
    reference: string,
    asked: string,
    signal: AbortSignal,
  ): Promise<Answer<Descriptor>> => {
    const path = `manifests/${reference}`;
    const head = await asker.ask(endpoint, { method: 'HEAD', path, accept, limit: 0, asked }, signal);
    if (head.kind === 'failure') return head;
    if (isAbsence(head)) return absent;
    const described = head.status === 200 ? describedByHead(head, reference, asked) : undefined;
    if (described) return described;
    const content = await manifestAt(endpoint, reference, asked, signal);
    if (content.kind !== 'found') return content;
    const { mediaType, digest, bytes } = content.value;
    return found({ mediaType, digest, size: bytes.length });
  };

  const blobAt = async (
    endpoint: Endpoint,
    { digest, mediaType }: Pick<Descriptor, 'digest' | 'mediaType'>,
    limit: number,
    asked: string,
    signal: AbortSignal,
  ): Promise<Answer<Content>> => {
    const response = await asker.ask(endpoint, { method: 'GET', path: `blobs/${digest}`, limit, asked }, signal);
    if (response.kind === 'failure') return response;
    if (response.status !== 200) return absentOr(response, asked);
    if (digestOf(response.body, digest) === digest) return found({ digest, mediaType, bytes: response.body });
    if (isHtml(response)) return page(response, asked);
    return failure(
      'protocol',
      `${response.address.host} answered with content of another digest when asked for ${asked}.`,
    );
  };

  /** What mirrors and the registry know, together: a mirror may have things that refer to an image, but not its signatures. */
  const referrersOf = async (name: RepositoryName, digest: string, signal: AbortSignal): Promise<Answer<Referrers>> => {
    const places = endpoints(name, settings);
    if ('kind' in places) return places;
    const [last, ...mirrored] = await Promise.all(
      places.toReversed().map(endpoint => askReferrers(asker, endpoint, digest, signal)),
    );
    const elsewhere = mirrored.flatMap(it => (it.kind === 'found' ? it.value.descriptors : []));
    if (last?.kind === 'failure' && elsewhere.length > 0)
      return found({ through: 'referrers API', descriptors: distinct(elsewhere), incomplete: last });
    if (last?.kind !== 'found') return last ?? absent;
    return found({ ...last.value, descriptors: distinct([...last.value.descriptors, ...elsewhere]) });
  };

  const notDigest = (digest: string): Failure => failure('refused', `\`${digest.slice(0, 160)}\` is not a digest.`);

  return {
    get requests() {
      return asker.requests;
    },
    close: () => {
      flights.close();
      return asker.close();
    },
    resolve: async (name, tag, signal) => {
      const asked = `${name.repository}${isDigest(tag) ? '@' : ':'}${tag}`;
      if (!isTag(tag) && !isDigest(tag)) return failure('refused', `\`${tag.slice(0, 160)}\` is not a tag.`);
      return flights.join(`resolve ${name.registry} ${asked}`, asked, signal, own =>
        everywhere(name, own, endpoint => resolveAt(endpoint, tag, asked, own)),
      );
    },
    manifest: async (name, digest, signal) => {
      if (!isDigest(digest)) return notDigest(digest);
      const asked = `${name.repository}@${digest}`;
      return flights.join(`manifest ${name.registry} ${asked}`, asked, signal, own =>
        everywhere(name, own, endpoint => manifestAt(endpoint, digest, asked, own)),
      );
    },
    blob: async (name, descriptor, limit, signal) => {
      if (!isDigest(descriptor.digest)) return notDigest(descriptor.digest);
      const asked = `blob ${descriptor.digest} of ${name.repository}`;
      const key = `blob ${name.registry} ${asked} ${limit} ${descriptor.mediaType}`;
      return flights.join(key, asked, signal, own =>
        everywhere(name, own, endpoint => blobAt(endpoint, descriptor, limit, asked, own)),
      );
    },
    referrers: async (name, digest, signal) => {
      if (!isDigest(digest)) return notDigest(digest);
      const asked = `what refers to ${name.repository}@${digest}`;
      return flights.join(`referrers ${name.registry} ${asked}`, asked, signal, own => referrersOf(name, digest, own));
    },
  };
}

/** What is told in the same way by several counts once. */
const distinct = (descriptors: readonly Descriptor[]): readonly Descriptor[] => [
  ...new Map(descriptors.map(it => [`${it.digest} ${it.artifactType}`, it])).values(),
];
