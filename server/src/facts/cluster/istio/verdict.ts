import type { DestinationRule, MeshConfiguration, Namespace, PeerAuthentication, Workload } from '../object';
import type { ClientSide } from './client';
import type { Decision } from './decision';
import type { ServerMode } from './server';

/** What becomes of a call. */
export type Outcome =
  /** Mutual TLS, and the server takes nothing else. */
  | 'mtls'
  /** Mutual TLS for this client; the server takes plain text from others. */
  | 'mtls-optional'
  | 'plaintext'
  /** TLS that ends at the application, if it knows TLS at all: the mesh adds no identity. */
  | 'application'
  /** The call fails. */
  | 'refused'
  | 'undecided';

export type OutcomeReason =
  /** The client sends plain text to a server that takes mutual TLS only. */
  | 'plaintext-to-strict'
  /** The client's own TLS has no certificate for a server that asks for one. */
  | 'simple-to-strict'
  /** The server has no mutual TLS: PeerAuthentication disables it. */
  | 'mtls-to-disabled'
  /** The server has no proxy. */
  | 'mtls-to-no-proxy'
  /** The port is kept from the server's proxy, of which clients know nothing. */
  | 'mtls-to-uncaptured'
  /** Namespace or mesh disable mutual TLS: clients that detect it send plain text to a workload that asks for it. */
  | 'broad-disable'
  | 'agreed';

/** Whether a client and a server agree, and who says so on both sides. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly why: OutcomeReason;
  readonly client?: Decision<DestinationRule | MeshConfiguration | PeerAuthentication>;
  /** For a server without proxy: what keeps it from having one. */
  readonly server?: Decision<PeerAuthentication | Workload | Namespace>;
}

/**
 * What becomes of calls of a client to a port of a pod.
 * Sources: istio.io concepts/security#authentication and ops/common-problems/network-issues (503 after a DestinationRule),
 * the question "Does Auto mTLS work with the excludeInboundPorts annotation" of about/faq; istio/istio
 * pilot/pkg/networking/core/{cluster_tls,filterchain_options}.go, pilot/pkg/xds/endpoints/mtls_checker.go, issue 56084.
 */
export function verdict(client: ClientSide, server: ServerMode): Verdict {
  const [outcome, why = 'agreed'] = outcomeOf(client, server);
  const detected = why === 'broad-disable' ? server.broad.decidedBy : client.decidedBy;
  const enforced = server.captured === false ? past(server) : server.decidedBy;
  return {
    outcome,
    why,
    ...(detected ? { client: detected } : {}),
    ...(enforced ? { server: enforced } : {}),
  };
}

/** What keeps the call from a proxy: that there is none, or the annotation of the pod. */
function past({ proxy, workload }: ServerMode): Decision<Workload | Namespace> {
  const object = (proxy.kind === 'none' && proxy.by) || workload;
  return { object, at: object.at };
}

type Judged = readonly [Outcome, OutcomeReason?];

function outcomeOf(client: ClientSide, server: ServerMode): Judged {
  // Which of the two tunnels is taken between sidecars and ztunnels depends on how Istio is installed.
  const clientKind = client.proxy?.kind ?? 'sidecar';
  const mixed = (clientKind === 'ambient') !== (server.proxy.kind === 'ambient') && server.proxy.kind !== 'none';
  switch (client.mode) {
    case 'undecided':
      return ['undecided'];
    case 'DISABLE':
      return mixed && clientKind === 'sidecar' ? ['undecided'] : plaintext(server, 'plaintext-to-strict');
    case 'ISTIO_MUTUAL':
      return mixed ? ['undecided'] : mutual(server);
    case 'SIMPLE':
    case 'MUTUAL':
      return mixed ? ['undecided'] : ownTls(client.mode, server);
    case 'AUTO':
      return mixed ? ['undecided'] : detected(server);
  }
}

function plaintext({ accepts }: ServerMode, refused: OutcomeReason): Judged {
  if (accepts === 'unknown') return ['undecided'];
  return accepts === 'mtls' ? ['refused', refused] : ['plaintext'];
}

function mutual({ accepts, proxy, captured }: ServerMode): Judged {
  if (accepts === 'unknown') return ['undecided'];
  if (accepts !== 'plaintext') return [accepts === 'mtls' ? 'mtls' : 'mtls-optional'];
  if (proxy.kind === 'none') return ['refused', 'mtls-to-no-proxy'];
  return ['refused', captured ? 'mtls-to-disabled' : 'mtls-to-uncaptured'];
}

/** Certificates of the client's own may be good for the mesh: what they are is in files of the pod. */
function ownTls(mode: 'SIMPLE' | 'MUTUAL', { accepts }: ServerMode): Judged {
  if (accepts === 'unknown') return ['undecided'];
  if (accepts === 'plaintext') return ['application'];
  if (mode === 'MUTUAL') return ['undecided'];
  return accepts === 'mtls' ? ['refused', 'simple-to-strict'] : ['application'];
}

/** The client looks for a proxy, at namespace and mesh, and then at the workload, but not at ports kept from the proxy. */
function detected(server: ServerMode): Judged {
  const { mode, broad, proxy, captured } = server;
  if (proxy.kind === 'none') return ['plaintext'];
  if (proxy.kind === 'unknown' || mode === 'undecided') return ['undecided'];
  if (proxy.kind === 'ambient') return captured ? mutual(server) : ['undecided'];
  if (mode === 'DISABLE') return ['plaintext'];
  if (broad.mode === 'undecided' || captured === undefined) return ['undecided'];
  if (broad.mode === 'DISABLE') return plaintext(server, 'broad-disable');
  return mutual(server);
}
