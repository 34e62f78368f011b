import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import type { OperatingSystem } from '../fact';
import type { PortRange } from '../network/ports';
import type { ConsulObject } from './consul/object';
import type { LinkerdObject } from './linkerd/object';
import type { LabelSelector } from './selector';
import type { SpireObject } from './spire/object';

/** A place in some file of the workspace, to be shown without reading that file again. */
export interface Spot {
  readonly span: Span;
  /** Of where the span begins, counted from 0. */
  readonly line: number;
  readonly column: number;
}

/** A value and where it is written. */
export interface Said<T> extends Spot {
  readonly value: T;
}

export type Labels = Readonly<Record<string, string>>;

/** What every object has. All of it is plain data: it crosses threads, and 10,000 of them stay small. */
export interface Header {
  /** Absolute, with forward slashes. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  /** Absent where the file leaves it to whoever applies it: `metadata.namespace` is missing or that of the release. */
  readonly namespace?: string;
  /** The name, or the kind where a template makes the name. */
  readonly at: Spot;
  /** A template decides whether it is there, where it belongs or whom it selects: nothing is concluded from it. */
  readonly vague: boolean;
}

/** A port of a container. */
export interface ContainerPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
  /** The port of the node that leads to it, where that is more than its loopback. */
  readonly hostPort?: number;
  /** Where its number is written. */
  readonly at?: Spot;
}

/** A pod, or what makes pods. */
export interface Workload extends Header {
  readonly type: 'workload';
  /** Of its pods. */
  readonly labels: Labels;
  /** Of its pods; those of meshes only. */
  readonly annotations: Labels;
  readonly os: OperatingSystem;
  readonly hostNetwork: boolean;
  /** One of its containers is a process of the node. */
  readonly hostProcess?: boolean;
  readonly serviceAccount: string;
  readonly ports: readonly ContainerPort[];
  /** Names of its containers. */
  readonly containers: readonly string[];
  /** ConfigMaps that it mounts. */
  readonly configMaps: readonly string[];
}

export interface Namespace extends Header {
  readonly type: 'namespace';
  readonly labels: Labels;
  /** Those of meshes only. */
  readonly annotations: Labels;
}

export interface Service extends Header {
  readonly type: 'service';
  /** Absent when it selects no pods: its endpoints are made by hand, or it is a name for a host outside. */
  readonly selector?: Labels;
  /** It has no address of its own: its name stands for those of its pods. */
  readonly headless?: boolean;
  /** Who reaches it from outside of the cluster; absent: nobody. */
  readonly outside?: 'anyone' | 'limited' | 'unknown';
  readonly ports: readonly {
    readonly name?: string;
    readonly port: Said<number>;
    /** A number, or the name of a port of the container; that of the service when not stated. */
    readonly target: number | string;
    readonly protocol: string;
  }[];
}

export type PeerMode = 'DISABLE' | 'PERMISSIVE' | 'STRICT' | 'UNSET';

/** Istio's PeerAuthentication. */
export interface PeerAuthentication extends Header {
  readonly type: 'peer-authentication';
  /** `matchLabels`; absent or empty: all workloads of the namespace, or of the mesh in its root namespace. */
  readonly selector?: Labels;
  readonly mode?: Said<PeerMode>;
  /** Ports of the workload, not of the service. */
  readonly ports: readonly { readonly port: Said<number>; readonly mode: Said<PeerMode> }[];
}

export type ClientMode = 'DISABLE' | 'SIMPLE' | 'MUTUAL' | 'ISTIO_MUTUAL';

/** TLS of a client: for all ports, and for single ports of the service, which take nothing over from it. */
export interface ClientPolicy {
  /** Whether there is a policy at all, be it of other things than TLS: the first one of a host leaves no room for others. */
  readonly stated?: boolean;
  readonly tls?: Said<ClientMode>;
  readonly ports: readonly { readonly port: Said<number>; readonly tls?: Said<ClientMode> }[];
}

/** Istio's DestinationRule. */
export interface DestinationRule extends Header, ClientPolicy {
  readonly type: 'destination-rule';
  readonly host: Said<string>;
  /** Namespaces that see it; absent: all. `.` is its own, `*` all. */
  readonly exportTo?: readonly string[];
  /** Labels of the clients that it is for; absent: all. */
  readonly selector?: Labels;
  readonly subsets: readonly (ClientPolicy & { readonly name: string; readonly labels: Labels })[];
}

/** Where a route of Istio sends requests. */
export interface Destination {
  readonly host: Said<string>;
  readonly subset?: string;
  /** Of the service; absent: the only one. */
  readonly port?: number;
}

/** Istio's VirtualService, where it copies requests. */
export interface VirtualService extends Header {
  readonly type: 'virtual-service';
  readonly mirrors: readonly { readonly originals: readonly Destination[]; readonly copies: readonly Destination[] }[];
}

/** A field of Istio's AuthorizationPolicy that reads the certificate of the caller: without mutual TLS it is empty. */
export interface PeerCondition extends Said<string> {
  /** `principals`, `notNamespaces`, `source.principal`. */
  readonly field: string;
  readonly negative: boolean;
  /** The number of the rule that it is in, and of the source in that rule; a condition of `when` is for all its sources. */
  readonly rule?: number;
  readonly source?: number;
}

/** Istio's AuthorizationPolicy. */
export interface AuthorizationPolicy extends Header {
  readonly type: 'authorization-policy';
  readonly selector?: Labels;
  /** It is for gateways, waypoints or services that it names. */
  readonly targeted: boolean;
  readonly action: 'ALLOW' | 'DENY' | 'AUDIT' | 'CUSTOM';
  readonly peers: readonly PeerCondition[];
  /** It has no rules: it lets nobody in, and what others let in is all. */
  readonly empty: boolean;
  /** A rule asks for a principal of the request, which a token gives. */
  readonly asksForToken: boolean;
}

/** Istio's RequestAuthentication. */
export interface RequestAuthentication extends Header {
  readonly type: 'request-authentication';
  readonly selector?: Labels;
  readonly targeted: boolean;
}

/** Whom a rule of a NetworkPolicy lets in: pods, of its own namespace where none is chosen, or addresses. */
export type PolicyPeer =
  | { readonly pods?: LabelSelector; readonly namespaces?: LabelSelector }
  | { readonly cidr: string; readonly except: readonly string[] };

/** A port of the pods that a rule of a NetworkPolicy is for. */
export interface PolicyPort {
  readonly protocol: 'TCP' | 'UDP';
  /** A range of numbers, or the name of a port of the containers. */
  readonly port: Said<PortRange | string>;
}

/** A rule of a NetworkPolicy for connections that come in. */
export interface PolicyRule {
  /** Absent: anyone. */
  readonly from?: readonly PolicyPeer[];
  /** Absent: all. */
  readonly ports?: readonly PolicyPort[];
}

/** A NetworkPolicy. Those of other makers are only known to be there, and are `vague`. */
export interface NetworkPolicy extends Header {
  readonly type: 'network-policy';
  /** The pods of its namespace that it is for. */
  readonly pods: LabelSelector;
  /** Who is let in; absent where it is not in force for connections that come in. */
  readonly ingress?: readonly PolicyRule[];
}

/** A policy of network traffic for the whole cluster; it is only known to be there. */
export interface ClusterPolicy extends Header {
  readonly type: 'cluster-policy';
}

/** What an installation of Istio says for the whole mesh. */
export interface MeshConfiguration extends Header {
  readonly type: 'mesh-config';
  readonly rootNamespace?: string;
  readonly autoMtls?: Said<boolean>;
}

/** An object of a cluster, as far as files of others ask about it. */
export type ClusterObject =
  | Workload
  | Namespace
  | Service
  | PeerAuthentication
  | DestinationRule
  | VirtualService
  | AuthorizationPolicy
  | RequestAuthentication
  | NetworkPolicy
  | ClusterPolicy
  | MeshConfiguration
  | LinkerdObject
  | ConsulObject
  | SpireObject;

export type ClusterType = ClusterObject['type'];
export type ObjectOf<T extends ClusterType> = Extract<ClusterObject, { readonly type: T }>;

/** Whether labels hold all that a selector asks for; an empty or absent selector takes all. */
export const selects = (selector: Labels | undefined, labels: Labels): boolean =>
  Object.entries(selector ?? {}).every(([key, value]) => lookUp(labels, key) === value);
