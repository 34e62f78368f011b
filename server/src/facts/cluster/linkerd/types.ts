import type { LabelSelector } from '../selector';

/** Labels or annotations. */
export type Names = Readonly<Record<string, string>>;

/** What an installation of Linkerd was told. */
export interface Installation {
  /** `proxy.defaultInboundPolicy`; without it everyone is let in. */
  readonly defaultInboundPolicy?: string;
  /** The namespace of the control plane; `linkerd` without it. */
  readonly namespace?: string;
  /** `cluster.local` without it. */
  readonly trustDomain?: string;
}

export interface Namespace {
  readonly name: string;
  readonly annotations: Names;
}

/** A pod, or what makes pods: labels and annotations are those of its pods. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Names;
  readonly annotations: Names;
  readonly hostNetwork?: boolean;
  readonly ports: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

interface Object {
  readonly namespace: string;
  readonly name: string;
  /** A template decides whether it is there or what it speaks of. */
  readonly vague?: boolean;
}

/** A port of some pods. */
export interface Server extends Object {
  readonly labels: Names;
  /** `v1beta3`; versions before it know no `accessPolicy`. */
  readonly version: string;
  /** Absent when it selects external workloads. */
  readonly podSelector?: LabelSelector;
  readonly port: number | string;
  readonly accessPolicy?: string;
  readonly proxyProtocol?: string;
}

export interface Reference {
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface AuthorizationPolicy extends Object {
  readonly target: Reference;
  readonly requires: readonly Reference[];
}

export interface MeshTLSAuthentication extends Object {
  readonly identities?: readonly string[];
  readonly identityRefs?: readonly Reference[];
}

/** Addresses, and those among them that are left out. */
export interface Network {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface NetworkAuthentication extends Object {
  readonly networks: readonly Network[];
}

export interface ServerAuthorization extends Object {
  readonly server: { readonly name?: string; readonly selector?: LabelSelector };
  readonly client: {
    readonly unauthenticated?: boolean;
    readonly networks?: readonly Network[];
    readonly meshTLS?: {
      readonly unauthenticatedTLS?: boolean;
      readonly identities?: readonly string[];
      readonly serviceAccounts?: readonly { readonly name: string; readonly namespace?: string }[];
    };
  };
}

/** An HTTPRoute or a GRPCRoute. */
export interface Route extends Object {
  readonly group: string;
  readonly kind: string;
  readonly parents: readonly (Reference & { readonly port?: number; readonly sectionName?: string })[];
}

/** All that has a say. Lists that are left out are empty. */
export interface Rules {
  readonly installation?: Installation;
  readonly namespaces?: readonly Namespace[];
  readonly servers?: readonly Server[];
  readonly policies?: readonly AuthorizationPolicy[];
  readonly meshTLS?: readonly MeshTLSAuthentication[];
  readonly networks?: readonly NetworkAuthentication[];
  readonly serverAuthorizations?: readonly ServerAuthorization[];
  readonly routes?: readonly Route[];
}

/** Who is let in by one statement. */
export interface Grant {
  /** `none`: plain text will do. `any`: TLS of the mesh, with or without a name. `identity`: a name of the list. */
  readonly tls: 'none' | 'any' | 'identity';
  /** `*` is every name of the mesh, `*.shop.…` all of a domain. */
  readonly identities: readonly string[];
  readonly from: 'anywhere' | 'cluster' | readonly Network[];
  /** It is a default that also reports whom it lets in. */
  readonly audited?: boolean;
  readonly by: Decider;
  /** It holds for this route only. */
  readonly route?: Route;
}

/** The object that decides; `default`: nothing is stated, and Linkerd lets everyone in. */
export type Decider =
  | Installation
  | Namespace
  | Workload
  | Server
  | AuthorizationPolicy
  | ServerAuthorization
  | 'default';

/** What the proxy of a workload asks of callers of a port. */
export interface InboundPolicy {
  /**
   * `unauthenticated`: some may call in plain text. `mesh TLS`: all that may call need TLS of the mesh. `denied`: nobody may call.
   * `no proxy`: nothing asks. `unknown`: a template decides.
   */
  readonly meaning: 'unauthenticated' | 'mesh TLS' | 'denied' | 'no proxy' | 'unknown';
  /** The widest first. */
  readonly grants: readonly Grant[];
  /** The object that the meaning comes from. */
  readonly decidedBy: Decider;
  readonly server?: Server;
  /** Requests that match none of these are refused, whatever the server allows. */
  readonly routes: readonly Route[];
  /** Objects that would have a say, and why they have none. */
  readonly ignored: readonly {
    readonly object: Server | AuthorizationPolicy | ServerAuthorization;
    readonly why: string;
  }[];
}
