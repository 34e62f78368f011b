import { harmless, type Link, quoted } from '../markdown';
import type { ClusterObject, PeerAuthentication, Workload } from '../object';
import type { ClientSide } from './client';
import type { Decision } from './decision';
import { captures, type ProxyReason } from './proxy';
import { namedPorts, type ServerContext, type ServerMode, serverMode } from './server';
import type { Outcome, OutcomeReason, Verdict } from './verdict';

/** Why a pod has a proxy or has none, as the end of a sentence. */
const reasons: Readonly<Record<ProxyReason, string>> = {
  windows: 'it runs on Windows, for which Istio has no data plane',
  'host-network': 'it shares the network of its node',
  'system-namespace': 'Istio injects nothing into namespaces of Kubernetes itself',
  'pod-opted-out': 'it says `sidecar.istio.io/inject: "false"`',
  'namespace-opted-out': 'its namespace has `istio-injection` with another value than `enabled`',
  'pod-injects': 'it asks for a sidecar',
  'namespace-injects': 'its namespace injects sidecars',
  container: 'it has a container `istio-proxy`',
  'pod-ambient': 'it is in ambient mode',
  'namespace-ambient': 'its namespace is in ambient mode',
  'other-template': 'it has a gateway or another template than that of sidecars',
  'no-label': 'its namespace has no label of Istio in these files',
  'unseen-namespace': 'its namespace is not in these files',
  'odd-value': 'its `sidecar.istio.io/inject` is neither "true" nor "false"',
  vague: 'a template decides',
  assumed: 'a policy is meant for it',
};

const sentences: Readonly<Record<Outcome, string>> = {
  mtls: 'mutual TLS, and nothing else is taken',
  'mtls-optional': 'mutual TLS; plain text is taken from others',
  plaintext: 'plain text',
  application: 'TLS of the application: the mesh adds no identity',
  refused: 'the call fails',
  undecided: 'not to be told from these files',
};

const causes: Readonly<Record<OutcomeReason, string>> = {
  'plaintext-to-strict': ': plain text where only mutual TLS is taken',
  'simple-to-strict': ': no certificate of the client where one is asked for',
  'mtls-to-disabled': ': mutual TLS where it is disabled',
  'mtls-to-no-proxy': ': mutual TLS where no proxy ends it',
  'mtls-to-uncaptured': ': mutual TLS at a port that does not pass the proxy',
  'broad-disable': ': clients see mutual TLS disabled for all and send plain text to a workload that refuses it',
  agreed: '',
};

/**
 * Lines of Markdown on the mutual TLS of a workload: what holds for its ports and who says so.
 * @param policies all that may concern it
 */
export function describeServer(
  workload: Workload,
  policies: readonly PeerAuthentication[],
  context: ServerContext,
  link: Link,
): string[] {
  const all = serverMode(workload, undefined, policies, context);
  const { proxy } = context;
  if (proxy.kind === 'none') {
    const vain = all.decidedBy ? `; ${nameOf(all.decidedBy, link)} says ${all.mode} in vain` : '';
    return [`Mutual TLS: **none**, as ${reasons[proxy.why]}${vain}`];
  }
  const ports = namedPorts(all).map(port => ({ port, mode: serverMode(workload, port, policies, context) }));
  const others = ports.filter(it => it.mode.mode !== all.mode || it.mode.decidedBy?.at !== all.decidedBy?.at);
  const doubt = proxy.kind === 'unknown' ? [`Only where it has a proxy: ${reasons[proxy.why]}`] : [];
  return [
    `Mutual TLS: ${modeOf(all)} on all ${others.length > 0 ? 'other ' : ''}ports, ${authorOf(all, link)}`,
    ...others.map(({ port, mode }) => `Port ${port}: ${modeOf(mode)}, ${authorOf(mode, link)}`),
    ...uncaptured(workload, context),
    ...withoutEffect(all, link),
    ...doubt,
  ];
}

/** A line of Markdown on what a client sends. */
export function describeClient({ mode, decidedBy, proxy }: ClientSide, link: Link): string {
  if (decidedBy) return `Sends ${mode === 'DISABLE' ? 'plain text' : `\`${mode}\``}, by ${nameOf(decidedBy, link)}`;
  if (mode === 'DISABLE') return `Sends plain text${proxy ? `, as ${reasons[proxy.why]}` : ''}`;
  return mode === 'AUTO'
    ? 'Sends mutual TLS where the server has a proxy'
    : 'What it sends is not to be told from these files';
}

/** A line of Markdown on what becomes of a call. */
export function describeVerdict({ outcome, why, client, server }: Verdict, link: Link): string {
  const by = [client, server].flatMap(it => (it ? [nameOf(it, link)] : []));
  return `${capital(sentences[outcome])}${causes[why]}${by.length > 0 ? `, by ${by.join(' and ')}` : ''}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const modeOf = ({ mode }: ServerMode): string => (mode === 'undecided' ? mode : `**${mode}**`);

/** `PeerAuthentication default (namespace shop)`, as a link. */
function nameOf({ object, at }: Decision<ClusterObject>, link: Link): string {
  const { kind, name, namespace } = object;
  const place = namespace === undefined || object.type === 'namespace' ? '' : ` (namespace ${quoted(namespace)})`;
  return link(`${harmless(kind)} ${quoted(name)}${place}`, object, at);
}

function authorOf({ mode, decidedBy, chain }: ServerMode, link: Link): string {
  if (decidedBy) return `by ${nameOf(decidedBy, link)}`;
  if (mode !== 'undecided') return 'as no PeerAuthentication says otherwise';
  const names = chain.flatMap(({ policy, said, use }) =>
    use === 'contends' && said ? [nameOf({ object: policy, at: said }, link)] : [],
  );
  return `as it depends on which of them counts: ${[...new Set(names)].join(', ')}`;
}

function uncaptured(workload: Workload, { proxy }: ServerContext): string[] {
  if (captures(workload, proxy, undefined) === false) return ['Plain text: nothing that comes in passes the proxy'];
  const ports = workload.ports.map(it => it.port).filter(it => captures(workload, proxy, it) === false);
  return ports.length > 0
    ? [`Plain text: ${ports.join(', ')} ${ports.length > 1 ? 'do' : 'does'} not pass the proxy`]
    : [];
}

function withoutEffect({ chain }: ServerMode, link: Link): string[] {
  return chain.flatMap(({ policy, scope, said, use }) => {
    if (use !== 'ignored') return [];
    const why = scope === 'port' ? 'ports need a selector' : 'a selector does not count in the root namespace';
    return [`Without effect: ${nameOf({ object: policy, at: said ?? policy.at }, link)}: ${why}`];
  });
}
