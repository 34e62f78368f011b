import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { ClientSetting } from './istio/client';
import type { MeshProxy } from './istio/proxy';
import type { PeerScope } from './istio/server';
import type { OutcomeReason } from './istio/verdict';
import type { PeerMode, Spot } from './object';

/** An object of the workspace, and where it says what matters. */
export interface Origin extends Spot {
  /** Absolute, with forward slashes. */
  readonly path: string;
  /** `PeerAuthentication default`. */
  readonly resource: string;
}

/** Tokens are checked where they are sent, and no policy asks that they be sent. */
export interface UnaskedToken extends Fact {
  /** `RequestAuthentication jwt`. */
  readonly resource: string;
  readonly at: Span;
}

/** A policy asks for mutual TLS from the callers of a workload, and what should see to it is not there. */
export interface UnkeptTls extends Fact {
  /** `Deployment web`. */
  readonly resource: string;
  readonly at: Span;
  /** The port of the pod that it is about; absent: all. */
  readonly port?: number;
  readonly why: MeshProxy['why'] | 'excluded-port';
  readonly policy: Origin;
  readonly scope: PeerScope;
}

/** A policy for pods that have no proxy to keep it. */
export interface UnkeptPolicy extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly workload: Origin;
  /** The pods have a proxy, and it is led past at this port. */
  readonly port?: number | string;
  /** The pods run on Windows. */
  readonly windows: boolean;
}

/** What is said for a port that no selected pod has: it is that of a service in front of them. */
export interface StrayPort extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly port: number | string;
  /** Of mutual TLS; absent where a Server of Linkerd names the port. */
  readonly mode?: PeerMode;
  /** The port at which the pods listen. */
  readonly target: number;
  readonly service: Origin;
}

/** A selector that no workload answers, though one is named or labelled almost so. */
export interface StraySelector extends Fact {
  readonly resource: string;
  readonly at: Span;
  /** `app: web`, or the name of a port. */
  readonly selector: string;
  /** The pods are there, and none has a port of that name. */
  readonly isPort?: boolean;
  readonly workload: Origin;
}

/** A port by which Windows is administered, and that every pod of the cluster reaches though policies are in use there. */
export interface OpenManagementPort extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly port: number;
  /** `WinRM`. */
  readonly service: string;
  /** No policy selects the pods, or one lets all pods of the cluster in. */
  readonly why: 'not-selected' | 'let-in';
  /** A policy of other pods, or the one that lets them in. */
  readonly policy: Origin;
}

/** A port of a NetworkPolicy's rule that no selected pod has, so that the rule lets nobody in. */
export interface StrayPolicyPort extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly port: string;
  /** The port at which the pods listen, where a service in front of them has that number or name. */
  readonly target?: number;
  /** What to write for it. */
  readonly instead?: string;
  /** That service, or a workload that the policy is for. */
  readonly by: Origin;
}

/** A DestinationRule sends what the pods behind its host refuse. */
export interface TlsConflict extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly mode: ClientSetting;
  readonly why: OutcomeReason;
  readonly workload: Origin;
  /** The pods run on Windows. */
  readonly windows: boolean;
  /** What decides on the side of the server. */
  readonly by: Origin;
}

/** A condition on the certificate of the caller, at a workload that takes callers without one. */
export interface PeerTrap extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly field: string;
  /** A DENY that does not see them, or an ALLOW for all but some that lets them in. */
  readonly effect: 'passed-by' | 'let-in';
  readonly workload: Origin;
  /** What lets callers without certificate in. */
  readonly policy: Origin;
}

/** A host of a DestinationRule that means a service and is the name of none. */
export interface StrayHost extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly host: string;
  /** `web.shop.svc.cluster.local`. */
  readonly whole: string;
  readonly service: Origin;
}

/** Windows pods in a namespace whose pods get the sidecar of Istio, a container for Linux. */
export interface InjectedWindows extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly namespace: Origin;
}

/** Pods that the Pod Security level of their namespace refuses. */
export interface RefusedPod extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly level: 'baseline' | 'restricted';
  /** The field that it refuses. */
  readonly asks: 'hostProcess' | 'hostNetwork';
  readonly namespace: Origin;
}

/** What asks callers for an identity, beside what lets them in without: for a Server of Linkerd, or a service of Consul. */
export interface WidenedGrant extends Fact {
  readonly resource: string;
  readonly at: Span;
  /** `Server web-http`, or the name of the service. */
  readonly server: string;
  readonly mesh: 'Linkerd' | 'Consul';
  /** What lets everyone in. */
  readonly by: Origin;
}

/** An intention of Consul that lets a caller in whom another denies everywhere. */
export interface OverriddenDenial extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly service: string;
  readonly caller: string;
  /** The denial. */
  readonly by: Origin;
}

/** An authorization of Linkerd that names an object that is not there, and one that is, with a name like it. */
export interface StrayReference extends Fact {
  readonly resource: string;
  readonly at: Span;
  readonly kind: string;
  readonly name: string;
  /** It is what the policy is for; else what it asks of callers. */
  readonly isTarget: boolean;
  /** The name of that other one. */
  readonly instead: string;
  readonly meant: Origin;
}
