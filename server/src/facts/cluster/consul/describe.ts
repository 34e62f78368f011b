import { harmless, type Link, quoted, titleOf } from '../markdown';
import type { ClusterObject, Workload } from '../object';
import { backs } from '../service';
import { type ClusterView, wholeMesh } from '../view';
import { type ConsulMeshView, consulAround } from './around';
import { intentionOf } from './intention';
import { home, mutualTlsOf } from './policy';
import type { Intention, MutualTls, Service } from './types';

const annotation = 'consul.hashicorp.com/';

/** Lines of Markdown on who may call a service of Consul, and which files decide; none where it is not about Consul. */
export function describeConsul(object: ClusterObject, view: ClusterView, link: Link): string[] {
  switch (object.type) {
    case 'workload':
      return servicesOf(object, view).flatMap(it => describeService({ name: it }, view, link));
    case 'consul-service-defaults':
      return describeService({ name: object.name }, view, link);
    case 'consul-intentions':
      return describeService(object.destination.value, view, link);
    default:
      return [];
  }
}

/** The names by which Consul knows the pods: what they say themselves, else those of the services before them. */
function servicesOf(workload: Workload, view: ClusterView): readonly string[] {
  const { annotations, namespace } = workload;
  if (annotations[`${annotation}connect-inject`] === 'false') return [];
  const own = annotations[`${annotation}connect-service`];
  if (own !== undefined) return own.split(',').map(it => it.trim());
  const services = view.in('service', namespace).objects;
  const names = services.filter(it => backs(workload, it)).map(it => it.name);
  if (annotations[`${annotation}connect-inject`] === 'true') return names;
  // Whether pods are taken into the mesh unasked, the installation says.
  return names.filter(it =>
    (['consul-service-defaults', 'consul-intentions'] as const).some(type => view.in(type, it).objects.length > 0),
  );
}

function describeService(service: Service, view: ClusterView, link: Link): string[] {
  const mesh = consulAround(service, view);
  const by = (it: unknown): string => {
    const object = mesh.objectOf(it);
    return object ? `by ${titleOf(object, link)}` : 'as nothing in these files says otherwise';
  };
  const title = service.name === wholeMesh ? 'Consul, all services' : `Consul, ${quoted(service.name)}`;
  const tls = mutualTlsOf(service, mesh.rules);
  const callers = callersOf(service, mesh);
  const calls = callers.map(it => ({ caller: it, intention: intentionOf(it, service, mesh.rules) }));
  const rest = intentionOf({ name: '' }, service, mesh.rules);
  const refused = [...tls.refused, ...rest.refused].flatMap(({ object, why }) => {
    const found = mesh.objectOf(object);
    return found ? [`${title}: without effect: ${titleOf(found, link)}: ${harmless(why)}`] : [];
  });
  return [
    ...(service.name === wholeMesh
      ? []
      : [`${title}: ${modeOf(tls)}${tls.mode === 'unknown' ? '' : `, ${by(tls.decidedBy)}`}`]),
    ...calls.map(
      ({ caller, intention }) => `${title}: ${nameOf(caller)} ${actionOf(intention)}, ${by(intention.decidedBy)}`,
    ),
    rest.decidedBy === 'default'
      ? `${title}: ${callers.length > 0 ? 'all others' : 'all'} may call unless the installation denies what no intention allows`
      : `${title}: ${callers.length > 0 ? 'all others' : 'all'} ${actionOf(rest)}, ${by(rest.decidedBy)}`,
    ...new Set(refused),
  ];
}

/** The callers that intentions for a service name, each once. */
function callersOf(service: Service, { rules }: ConsulMeshView): readonly Service[] {
  const found = new Map<string, Service>();
  for (const { destination, sources } of rules.intentions ?? []) {
    for (const { name, namespace = destination.namespace, partition, peer } of sources) {
      if (name === wholeMesh) continue;
      const caller = {
        name,
        namespace: home(namespace === wholeMesh ? service.namespace : namespace),
        ...(partition === undefined ? {} : { partition }),
        ...(peer === undefined ? {} : { peer }),
      };
      found.set(JSON.stringify(caller), caller);
    }
  }
  return [...found.values()].slice(0, 12);
}

const modeOf = ({ mode }: MutualTls): string =>
  mode === 'unknown'
    ? 'mutual TLS **permissive** where the mesh allows it, which these files do not tell'
    : mode === 'strict'
      ? 'mutual TLS **strict**'
      : 'mutual TLS **permissive**: plain text is taken, and no intention asked about it';

const actions: Readonly<Record<Intention['action'], string>> = {
  allow: 'may call',
  deny: 'may **not** call',
  requests: 'may call by some requests',
  unknown: 'may call or not: it is not to be told from these files',
};

const actionOf = ({ action }: Intention): string => actions[action];

const nameOf = ({ name, namespace, peer }: Service): string =>
  `${quoted(name)}${home(namespace) === 'default' ? '' : ` (namespace ${quoted(home(namespace))})`}${peer ? ` (peer ${quoted(peer)})` : ''}`;
