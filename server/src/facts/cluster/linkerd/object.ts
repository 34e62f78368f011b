import type { Header, Labels, Said } from '../object';
import type { LabelSelector } from '../selector';
import type { Network, Reference, Route, ServerAuthorization } from './types';

/** Linkerd's Server: a port of some pods. */
export interface LinkerdServer extends Header {
  readonly type: 'linkerd-server';
  /** Of its own: what authorizes callers may select it by them. */
  readonly labels: Labels;
  readonly version: string;
  /** Absent when it selects what runs outside of the cluster. */
  readonly pods?: LabelSelector;
  readonly port: Said<number | string>;
  readonly accessPolicy?: Said<string>;
  readonly proxyProtocol?: string;
}

/** Linkerd's AuthorizationPolicy. */
export interface LinkerdPolicy extends Header {
  readonly type: 'linkerd-policy';
  readonly target: Said<Reference>;
  readonly requires: readonly Said<Reference>[];
}

/** Linkerd's ServerAuthorization. */
export interface LinkerdAuthorization extends Header, Pick<ServerAuthorization, 'server' | 'client'> {
  readonly type: 'linkerd-authorization';
}

/** Linkerd's MeshTLSAuthentication. */
export interface LinkerdIdentities extends Header {
  readonly type: 'linkerd-identities';
  readonly identities: readonly string[];
  readonly identityRefs: readonly Reference[];
}

/** Linkerd's NetworkAuthentication. */
export interface LinkerdNetworks extends Header {
  readonly type: 'linkerd-networks';
  readonly networks: readonly Network[];
}

/** An HTTPRoute or a GRPCRoute of a Server. */
export interface LinkerdRoute extends Header, Pick<Route, 'group' | 'parents'> {
  readonly type: 'linkerd-route';
}

export type LinkerdObject =
  | LinkerdServer
  | LinkerdPolicy
  | LinkerdAuthorization
  | LinkerdIdentities
  | LinkerdNetworks
  | LinkerdRoute;
