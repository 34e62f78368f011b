import type { Mesh, MutualTls, ProxyDefaults, Refused, Rules, Service, ServiceDefaults } from './types';

/** The value that Consul takes where none is stated: for namespaces and partitions. */
export const home = (name: string | undefined): string => name || 'default';

/**
 * What the proxy of a service asks of connections: what is stated for the service, else for all proxies, else strict. An entry that
 * asks for `permissive` is refused where the mesh does not allow it. Sources: developer.hashicorp.com consul/docs/reference/config-entry
 * (mesh, proxy-defaults, service-defaults); hashicorp/consul agent/consul/state/config_entry.go.
 */
export function mutualTlsOf(service: Service, rules: Rules): MutualTls {
  const { own, all } = defaultsOf(service, rules);
  const partition = home(service.partition);
  const mesh = rules.meshes?.find(it => home(it.partition) === partition);
  const refused: Refused<ServiceDefaults | ProxyDefaults>[] = [];
  for (const object of [own, all]) {
    if (object?.vague) return { mode: 'unknown', decidedBy: object, refused };
    const mode = object?.mutualTLSMode;
    // An empty mode is that of the entry above.
    if (!object || mode === undefined || mode === '') continue;
    const why = refusal(mode, mesh);
    if (why === 'unknown') return { mode: 'unknown', decidedBy: mesh!, refused };
    if (why) refused.push({ object, why });
    else return { mode: mode as 'strict' | 'permissive', decidedBy: object, refused };
  }
  return { mode: 'strict', decidedBy: 'default', refused };
}

function refusal(mode: string, mesh: Mesh | undefined): string | undefined {
  if (mode === 'strict') return undefined;
  if (mode !== 'permissive') return `there is no mode ${mode}`;
  if (mesh?.vague) return 'unknown';
  return mesh?.allowEnablingPermissiveMutualTLS ? undefined : 'the mesh does not allow permissive mutual TLS';
}

/** The protocols whose requests permissions can tell apart. */
const ofRequests: ReadonlySet<string> = new Set(['http', 'http2', 'grpc']);

/** Whether a service is called by requests; `undefined` when a template decides. Nothing stated is `tcp`. */
export function takesRequests(service: Service, rules: Rules): boolean | undefined {
  const { own, all } = defaultsOf(service, rules);
  if (own?.vague) return undefined;
  if (own?.protocol) return ofRequests.has(own.protocol.toLowerCase());
  if (all?.vague) return undefined;
  return ofRequests.has((all?.protocol ?? 'tcp').toLowerCase());
}

function defaultsOf(
  service: Service,
  rules: Rules,
): { readonly own: ServiceDefaults | undefined; readonly all: ProxyDefaults | undefined } {
  const partition = home(service.partition);
  return {
    own: rules.serviceDefaults?.find(
      it =>
        it.name === service.name && home(it.namespace) === home(service.namespace) && home(it.partition) === partition,
    ),
    all: rules.proxyDefaults?.find(it => it.name === 'global' && home(it.partition) === partition),
  };
}
