/**
 * An OCI 1.1 registry in memory, on loopback.
 *
 * ```ts
 * const registry = await startRegistry({ referrers: 'api' });
 * const repository = registry.repository('windows/servercore');
 * const { index } = repository.putWindowsIndex(['10.0.20348.2700'], 'ltsc2022');
 * repository.attach(index, { artifactType: 'application/vnd.cncf.notary.signature', layers: [{ bytes, mediaType }] });
 * const client = registryClient(settingsFor([registry]));
 * await client.resolve({ registry: registry.host, repository: 'windows/servercore' }, 'ltsc2022');
 * registry.log; // [{ method: 'HEAD', path: '/v2/windows/servercore/manifests/ltsc2022', ... }]
 * registry.fail(/manifests/, { kind: 'status', status: 429, headers: { 'retry-after': '5' } });
 * await registry.stop();
 * ```
 *
 * Other files, such as revocation lists and the metadata of a Notary server, are served by `serve`.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TrustSettings } from '../../server/src/trust/settings';
import { type Access, Guard, json } from './oci-registry/access';
import { authority } from './oci-registry/authority';
import { type Fault, type Reply, send } from './oci-registry/faults';
import { type Body, bytesOf, mediaTypes, Repository, type Stored } from './oci-registry/store';

export type { Access } from './oci-registry/access';
export { authority } from './oci-registry/authority';
export type { Fault } from './oci-registry/faults';
export { startProxy, type TestProxy } from './oci-registry/proxy';
export { type Artifact, mediaTypes, type Repository, sha256 } from './oci-registry/store';

export interface RegistryOptions {
  /** `api`, the default; `tag`: the API is unknown, as it is to docker-registry 2.8, and the fallback tag is kept. */
  readonly referrers?: 'api' | 'tag';
  /** Entries on a page of the referrers API; all when absent. */
  readonly pageSize?: number;
  readonly access?: Access;
  /** Whether it speaks https, with a certificate of `authority()`. */
  readonly tls?: boolean;
  /** How long an answer takes, in milliseconds, as from far away. */
  readonly latency?: number;
}

export interface LoggedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestRegistry {
  /** `127.0.0.1:40321`: what references and settings name it by. */
  readonly host: string;
  readonly port: number;
  /** `http://127.0.0.1:40321` */
  readonly address: string;
  readonly tls: boolean;
  readonly log: LoggedRequest[];
  /** Made when it is first asked for. */
  repository(name: string): Repository;
  /** Serves a file of another kind at a path, whatever the method. */
  serve(path: string, body: Body, mediaType?: string): void;
  /** From now on, requests whose `METHOD path` matches meet a fault; `times` of them, or all. Tells how to end it. */
  fail(where: RegExp, fault: Fault, times?: number): () => void;
  /** Tokens given so far are no longer taken. */
  forgetTokens(): void;
  stop(): Promise<void>;
}

/** Starts a registry on a free port. */
export async function startRegistry(options: RegistryOptions = {}): Promise<TestRegistry> {
  const repositories = new Map<string, Repository>();
  const files = new Map<string, Stored>();
  const faults: { where: RegExp; fault: Fault; left: number }[] = [];
  const log: LoggedRequest[] = [];
  const tls = options.tls === true;
  let port = 0;
  const address = () => `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;
  const guard = options.access && new Guard(options.access, address);

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const piece of request) body += piece.toString('latin1');
    if (options.latency) await sleep(options.latency);
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    log.push({ method, path, headers: request.headers, body });
    const hit = faults.find(it => it.left > 0 && it.where.test(`${method} ${path}`));
    if (hit) hit.left--;
    const url = new URL(path, address());
    const reply = url.pathname === '/token' && guard ? guard.token(request, url, body) : truth(request, url);
    send(request, response, reply, hit?.fault);
  };

  const truth = (request: IncomingMessage, url: URL): Reply => {
    const file = files.get(url.pathname);
    if (file) return content(file);
    if (url.pathname === '/v2/') return json(200, {});
    const [, name = '', kind, reference = ''] =
      /^\/v2\/(.+)\/(manifests|blobs|referrers)\/([^/]+)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const refusal = kind && guard?.refusal(request, name);
    if (refusal) return refusal;
    const repository = repositories.get(name);
    if (kind === 'referrers') return options.referrers === 'tag' ? pageNotFound : referrers(repository, url, reference);
    if (!kind) return pageNotFound;
    if (!repository) return unknown('NAME_UNKNOWN');
    if (kind === 'blobs') {
      const blob = repository.blobs.get(reference);
      return blob ? content({ ...blob, mediaType: 'application/octet-stream' }, reference) : unknown('BLOB_UNKNOWN');
    }
    const digest = reference.includes(':') ? reference : repository.tags.get(reference);
    const manifest = digest === undefined ? undefined : repository.manifests.get(digest);
    return manifest ? content(manifest, digest) : unknown('MANIFEST_UNKNOWN');
  };

  const referrers = (repository: Repository | undefined, url: URL, digest: string): Reply => {
    const wanted = url.searchParams.get('artifactType');
    const all = (repository?.referrers(digest) ?? []).filter(it => !wanted || it.artifactType === wanted);
    const size = options.pageSize ?? Number.POSITIVE_INFINITY;
    const page = Number(url.searchParams.get('page') ?? '0');
    const manifests = all.slice(page * size || 0, (page + 1) * size);
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    return json(
      200,
      { schemaVersion: 2, mediaType: mediaTypes.index, manifests },
      {
        'content-type': mediaTypes.index,
        ...(wanted ? { 'oci-filters-applied': 'artifactType' } : {}),
        ...((page + 1) * size < all.length ? { link: `<${next.pathname}${next.search}>; rel="next"` } : {}),
      },
    );
  };

  const handle = (request: IncomingMessage, response: ServerResponse) => {
    request.on('error', () => {});
    answer(request, response).catch(() => response.destroy());
  };
  const made = tls ? authority() : undefined;
  const server = made ? createSecureServer({ key: made.key, cert: made.certificate }, handle) : createServer(handle);
  await new Promise<void>((done, failed) => server.once('error', failed).listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  // A test that fails before it stops the registry shall not keep the run from ending.
  server.unref().on('connection', socket => socket.unref());

  return {
    host: `127.0.0.1:${port}`,
    port,
    address: address(),
    tls,
    log,
    repository: name => {
      const known = repositories.get(name) ?? new Repository(options.referrers === 'tag');
      repositories.set(name, known);
      return known;
    },
    serve: (path, body, mediaType = 'application/octet-stream') => {
      files.set(path, { bytes: bytesOf(body), mediaType });
    },
    fail: (where, fault, times = Number.POSITIVE_INFINITY) => {
      const entry = { where, fault, left: times };
      faults.unshift(entry);
      return () => {
        entry.left = 0;
      };
    },
    forgetTokens: () => guard?.forget(),
    stop: () =>
      new Promise(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** Settings of a user who lets these registries be asked, and whatever else is given. */
export const settingsFor = (
  registries: readonly Pick<TestRegistry, 'host' | 'tls'>[],
  more: Partial<TrustSettings> = {},
): TrustSettings => ({
  mode: 'online',
  registries: registries.map(it => it.host),
  privateRegistries: registries.map(it => it.host),
  insecureRegistries: registries.filter(it => !it.tls).map(it => it.host),
  mirrors: {},
  credentials: false,
  revocation: false,
  certificateFiles: registries.some(it => it.tls) ? [authority().file] : [],
  presets: [],
  signerFiles: [],
  acceptedPolicies: [],
  cacheFolder: '',
  ...more,
});

const content = ({ bytes, mediaType }: Stored, digest?: string): Reply => ({
  status: 200,
  headers: { 'content-type': mediaType, ...(digest ? { ...version, 'docker-content-digest': digest } : {}) },
  body: bytes,
});

const unknown = (code: string): Reply =>
  json(404, { errors: [{ code, message: 'not known to registry' }] }, { ...version });

/** What nearly all registries send with every answer. */
const version = { 'docker-distribution-api-version': 'registry/2.0' };

/** What docker-registry 2.8 says of paths that it does not know. */
const pageNotFound: Reply = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: Buffer.from('404 page not found\n'),
};
