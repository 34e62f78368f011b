import { type Failure, failure } from '../answer';
import type { RepositoryName } from '../oci';
import type { TrustSettings } from '../settings';
import { isListed, parseHost } from './host';

/** One place where a repository can be asked for. */
export interface Endpoint {
  /** `https://registry-1.docker.io` */
  readonly origin: string;
  /** As it is named there. */
  readonly repository: string;
  /** The name in references, under which credentials are kept: `docker.io`, `mirror.example`. */
  readonly registry: string;
  readonly mirror: boolean;
}

/** Names of Docker Hub. References have the first, requests go to the last. */
const hub = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
const hubHost = 'registry-1.docker.io';

export const isHub = (registry: string): boolean => hub.has(registry.toLowerCase());

/** The grammar of `distribution/reference`: path components, tag, digest. Only algorithms of which we know the length. */
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repositoryGrammar = new RegExp(`^${component}(?:/${component})*$`);
const tagGrammar = /^\w[\w.-]{0,127}$/;
const digestGrammar = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

export const isRepository = (text: string): boolean => text.length <= 255 && repositoryGrammar.test(text);
export const isTag = (text: string): boolean => tagGrammar.test(text);
export const isDigest = (text: string): boolean => digestGrammar.test(text);

const short = (text: string): string => text.slice(0, 160);

/** Whether the user lets a registry be asked at all. */
export function mayAsk(registry: string, settings: Pick<TrustSettings, 'mode' | 'registries'>): Failure | undefined {
  if (settings.mode !== 'online')
    return failure('network-disabled', `${registry} was not asked: looking images up on the network is switched off.`);
  const names = settings.registries.map(it => it.toLowerCase());
  const own = isHub(registry) ? [...hub] : [registry.toLowerCase()];
  if (names.includes('*') || own.some(it => names.includes(it))) return undefined;
  return failure('not-asked', `${registry} was not asked: it is not among the registries that may be asked.`);
}

/** Where a repository is asked for: its mirrors as the user lists them, then the registry itself. */
export function endpoints(name: RepositoryName, settings: TrustSettings): readonly Endpoint[] | Failure {
  const refusal = mayAsk(name.registry, settings);
  if (refusal) return refusal;
  const onHub = isHub(name.registry);
  const repository = onHub && !name.repository.includes('/') ? `library/${name.repository}` : name.repository;
  const host = parseHost(name.registry);
  if (!host) return failure('refused', `\`${short(name.registry)}\` is not the name of a registry.`);
  if (!isRepository(repository))
    return failure('refused', `\`${short(name.repository)}\` is not the name of a repository.`);
  const registry = onHub ? 'docker.io' : name.registry.toLowerCase();
  const place = onHub ? hubHost : `${host.host}${host.port ? `:${host.port}` : ''}`;
  const insecure = isListed(settings.insecureRegistries, new URL(`https://${place}`));
  const self = { origin: `${insecure ? 'http' : 'https'}://${place}`, repository, registry, mirror: false };
  return [...mirrorsOf(registry, settings).flatMap(it => mirrorEndpoint(it, repository) ?? []), self];
}

const mirrorsOf = (registry: string, { mirrors }: TrustSettings): readonly string[] =>
  Object.entries(mirrors).find(([of]) => of.toLowerCase() === registry || (isHub(of) && isHub(registry)))?.[1] ?? [];

/** A path of a mirror stands before the repository, as in the proxy projects of Harbor. */
function mirrorEndpoint(mirror: string, repository: string): Endpoint | undefined {
  if (!URL.canParse(mirror)) return undefined;
  const { origin, host, pathname } = new URL(mirror);
  const whole = [...pathname.split('/').filter(Boolean), repository].join('/');
  if (!isRepository(whole)) return undefined;
  return { origin, repository: whole, registry: host, mirror: true };
}
