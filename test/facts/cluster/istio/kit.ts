import type {
  ClientMode,
  ClientPolicy,
  DestinationRule,
  Labels,
  Namespace,
  PeerAuthentication,
  PeerMode,
  Said,
  Service,
  Workload,
} from '../../../../server/src/facts/cluster/object';

let at = 0;

/** A value that stands somewhere: every one has its own place. */
export const said = <T>(value: T): Said<T> => ({
  value,
  span: { start: ++at, end: at + 1 },
  line: at,
  column: 0,
});

const labelsOf = (list: string | undefined): Labels =>
  Object.fromEntries((list ?? '').split(',').flatMap(it => (it ? [it.split('=') as [string, string]] : [])));

/** `shop/web` is in a namespace, `web` leaves it open; `~` before it: a template decides. */
function header(kind: string, written: string) {
  const vague = written.startsWith('~');
  const [first, second] = (vague ? written.slice(1) : written).split('/') as [string, string?];
  return {
    path: `/${kind}.yaml`,
    kind,
    name: second ?? first,
    ...(second === undefined ? {} : { namespace: first }),
    at: said(0),
    vague,
  };
}

/** `shop/web[app=web] STRICT 8080=DISABLE` */
export function peer(written: string): PeerAuthentication {
  const [, name, selector, rest] = /^([^[\s]+)(?:\[(.*?)\])?(.*)$/.exec(written)!;
  const words = rest!.trim().split(/\s+/).filter(Boolean);
  const mode = words.find(it => !it.includes('='));
  return {
    ...header('PeerAuthentication', name!),
    type: 'peer-authentication',
    ...(selector === undefined ? {} : { selector: labelsOf(selector) }),
    ...(mode ? { mode: said(mode as PeerMode) } : {}),
    ports: words.flatMap(it => {
      const [port, own] = it.split('=') as [string, PeerMode?];
      return own ? [{ port: said(Number(port)), mode: said(own) }] : [];
    }),
  };
}

/**
 * `host MODE 80=MODE 81=- [app=web] export:.,b v1:MODE v1:80=MODE v2:`: `-` is no TLS, `policy` a policy without TLS;
 * `v1:` begins the policy of a subset.
 */
export function rule(name: string, written: string): DestinationRule {
  const [host, ...words] = written.split(/\s+/) as [string, ...string[]];
  const subsets = [...new Set(words.flatMap(it => /^(v\d):/.exec(it)?.[1] ?? []))];
  const exported = words.find(it => it.startsWith('export:'))?.slice(7);
  const selector = words.find(it => it.startsWith('['))?.slice(1, -1);
  return {
    ...header('DestinationRule', name),
    type: 'destination-rule',
    host: said(host),
    ...clientPolicy(words.filter(it => !/^(?:v\d:|export:|\[)/.test(it))),
    ...(exported === undefined ? {} : { exportTo: exported.split(',') }),
    ...(selector === undefined ? {} : { selector: labelsOf(selector) }),
    subsets: subsets.map(subset => ({
      name: subset,
      labels: { version: subset },
      ...clientPolicy(words.flatMap(it => (it.startsWith(`${subset}:`) && it.length > 3 ? [it.slice(3)] : []))),
    })),
  };
}

function clientPolicy(words: readonly string[]): ClientPolicy {
  const mode = words.find(it => !it.includes('=') && it !== 'policy');
  return {
    stated: words.length > 0,
    ...(mode ? { tls: said(mode as ClientMode) } : {}),
    ports: words.flatMap(it => {
      const [port, own] = it.split('=') as [string, string?];
      if (own === undefined) return [];
      return [{ port: said(Number(port)), ...(own === '-' ? {} : { tls: said(own as ClientMode) }) }];
    }),
  };
}

export const workload = (name: string, more: Partial<Workload> = {}): Workload => ({
  ...header('Deployment', name),
  type: 'workload',
  labels: { app: 'web' },
  annotations: {},
  os: 'linux',
  hostNetwork: false,
  serviceAccount: 'default',
  ports: [],
  containers: ['app'],
  configMaps: [],
  ...more,
});

export const namespace = (name: string, labels: Labels = {}): Namespace => ({
  ...header('Namespace', name),
  type: 'namespace',
  labels,
  annotations: {},
});

export const service = (name: string, more: Partial<Service> = {}): Service => ({
  ...header('Service', name),
  type: 'service',
  selector: { app: 'web' },
  ports: [],
  ...more,
});
