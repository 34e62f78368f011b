import { fits } from '../selector';
import { authorizationGrant, byWidth, defaultGrants, isOf, policyGrant } from './grants';
import { annotated, holdsPort, proxyOf, skippedBy } from './proxy';
import type { Decider, Grant, InboundPolicy, Namespace, Route, Rules, Server, Workload } from './types';

type Ignored = InboundPolicy['ignored'][number];

/** Protocols in which there are no requests that a route could match. */
const opaque = /^(?:opaque|TLS)$/;

/**
 * What the proxy of a workload asks of callers of a port: the default of the installation, of the namespace, of the workload; a
 * Server in their place; and all that authorizes callers of that Server, of which one is enough. Sources: linkerd.io
 * reference/authorization-policy; linkerd/linkerd2 policy-controller/k8s/index/src/inbound/index.rs.
 */
export function inboundPolicy(workload: Workload, port: number, rules: Rules): InboundPolicy {
  const namespace = rules.namespaces?.find(it => it.name === workload.namespace);
  const nothing = { grants: [], routes: [], ignored: [] } as const;
  const proxy = proxyOf(workload, namespace);
  if (!proxy.has) return { ...nothing, meaning: 'no proxy', decidedBy: proxy.decidedBy };
  const skipped = skippedBy(workload, namespace, port);
  if (skipped) return { ...nothing, meaning: 'no proxy', decidedBy: skipped };

  const servers = (rules.servers ?? []).filter(it => it.namespace === workload.namespace);
  const [server, ...others] = servers.filter(it => isMatch(it, workload, port)).sort(byName);
  const open = servers.find(it => it.vague);
  if (open && open !== server) return { ...nothing, meaning: 'unknown', decidedBy: open };
  if (!server) return ofDefault(workload, namespace, port, rules);
  const result = serverPolicy(server, rules);
  // Which of two servers is the older one no file tells; where they say the same, it does not matter.
  const other = others.find(it => serverPolicy(it, rules).meaning !== result.meaning);
  const ignored = others.map(object => ({ object, why: `the Server ${server.name} selects the same port` }));
  const meaning = server.vague || other ? 'unknown' : result.meaning;
  return { ...result, meaning, ignored: [...result.ignored, ...ignored] };
}

const byName = (a: Server, b: Server): number => (a.name < b.name ? -1 : 1);

/** A number selects that port, stated in the pod or not; a name only ports of that name that carry TCP. */
function isMatch({ podSelector, port }: Server, workload: Workload, wanted: number): boolean {
  if (!podSelector || !fits(podSelector, workload.labels)) return false;
  if (typeof port === 'number') return port === wanted;
  return workload.ports.some(
    it => it.port === wanted && it.name === port && (it.protocol ?? 'TCP').toUpperCase() === 'TCP',
  );
}

function ofDefault(workload: Workload, namespace: Namespace | undefined, port: number, rules: Rules): InboundPolicy {
  const identity = annotated(workload, namespace, 'proxy-require-identity-inbound-ports');
  const isRequired = holdsPort(identity?.value, port);
  const stated = annotated(workload, namespace, 'default-inbound-policy');
  const { installation } = rules;
  // A word that is none is as good as nothing; that of the namespace is not asked then.
  const own = stated && defaultGrants(stated.value, stated.by, isRequired);
  const whole = installation?.defaultInboundPolicy;
  const above = whole === undefined ? undefined : defaultGrants(whole, installation!, isRequired);
  const grants = own ?? above ?? defaultGrants('all-unauthenticated', 'default', isRequired)!;
  const decidedBy = own ? stated!.by : above ? installation! : 'default';
  return { meaning: meaningOf(grants), grants, decidedBy, routes: [], ignored: [] };
}

/** What a Server asks of callers, whichever pods it selects. */
export function serverPolicy(server: Server, rules: Rules): InboundPolicy {
  const ignored: Ignored[] = [];
  const grants: Grant[] = [];
  const add = (object: Ignored['object'], found: Grant | string, route?: Route): void => {
    if (typeof found === 'string') ignored.push({ object, why: found });
    else grants.push(route ? { ...found, route } : found);
  };
  let vague: Decider | undefined;
  const routes = opaque.test(server.proxyProtocol ?? '') ? [] : routesOf(server, rules);
  for (const it of rules.serverAuthorizations ?? []) {
    if (it.namespace !== server.namespace) continue;
    const { name, selector = {} } = it.server;
    if (it.vague) vague = it;
    else if (name !== undefined ? name === server.name : fits(selector, server.labels)) {
      add(it, authorizationGrant(it, rules));
    }
  }
  for (const it of rules.policies ?? []) {
    if (it.namespace !== server.namespace) continue;
    const { target } = it;
    if (it.vague) vague = it;
    else if (isOf(target, 'policy.linkerd.io', 'Server')) {
      if (target.name === server.name) add(it, policyGrant(it, rules));
    } else if (isOf(target, '', 'Namespace')) {
      if (target.name === it.namespace) add(it, policyGrant(it, rules));
      else add(it, 'a policy speaks for its own namespace only');
    } else {
      for (const route of routes.filter(own => isOf(target, own.group, own.kind) && target.name === own.name)) {
        add(it, policyGrant(it, rules), route);
      }
    }
  }
  const access = server.accessPolicy;
  if (access !== undefined && !/^v1(?:alpha1|beta[12])$/.test(server.version)) {
    grants.push(...(defaultGrants(access, server) ?? []));
  } else if (access !== undefined) add(server, `${server.version} knows no accessPolicy`);

  const sorted = grants.sort(byWidth);
  const meaning = meaningOf(sorted);
  // What cannot be known may only let more in.
  const isOpen = vague && meaning !== 'unauthenticated';
  const decidedBy = isOpen ? vague! : (sorted[0]?.by ?? server);
  return { meaning: isOpen ? 'unknown' : meaning, grants: sorted, decidedBy, server, routes, ignored };
}

/** Routes that a server takes: those of its own namespace that name it, and no port or section of it. */
const routesOf = (server: Server, { routes = [] }: Rules): readonly Route[] =>
  routes.filter(
    route =>
      route.namespace === server.namespace &&
      !route.vague &&
      route.parents.some(
        it =>
          isOf(it, 'policy.linkerd.io', 'Server') &&
          it.name === server.name &&
          (it.namespace ?? route.namespace) === route.namespace &&
          it.port === undefined &&
          it.sectionName === undefined,
      ),
  );

const meaningOf = (grants: readonly Grant[]): InboundPolicy['meaning'] =>
  grants.length === 0 ? 'denied' : grants.some(it => it.tls === 'none') ? 'unauthenticated' : 'mesh TLS';
