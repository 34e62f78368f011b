/** A service by name. What is left out is `default`; only callers have a peer. */
export interface Service {
  readonly name: string;
  readonly namespace?: string;
  readonly partition?: string;
  /** The cluster that it is called from, where that is another one. */
  readonly peer?: string;
}

/** What servers were told about access control. */
export interface Agent {
  readonly acl?: { readonly enabled?: boolean; readonly defaultPolicy?: string };
  /** `default_intention_policy`, which goes before that of access control. */
  readonly intentionPolicy?: string;
}

interface Entry {
  readonly partition?: string;
  /** A template decides whether it is there or what it speaks of. */
  readonly vague?: boolean;
}

export interface Mesh extends Entry {
  readonly allowEnablingPermissiveMutualTLS?: boolean;
}

export interface ProxyDefaults extends Entry {
  /** Only `global` counts. */
  readonly name: string;
  readonly mutualTLSMode?: string;
  readonly protocol?: string;
}

export interface ServiceDefaults extends Entry {
  readonly name: string;
  readonly namespace?: string;
  readonly mutualTLSMode?: string;
  readonly protocol?: string;
}

/** A caller of a service, and what is decided about it. */
export interface Source {
  readonly name: string;
  readonly namespace?: string;
  readonly partition?: string;
  readonly peer?: string;
  readonly samenessGroup?: string;
  /** `allow` or `deny`: for the whole connection. */
  readonly action?: string;
  /** In their place: one after the other, for requests that match. */
  readonly permissions?: readonly { readonly action: string }[];
}

export interface ServiceIntentions extends Entry {
  readonly destination: Service;
  readonly sources: readonly Source[];
}

/** Partitions and peers that stand for each other. */
export interface SamenessGroup extends Entry {
  readonly name: string;
  readonly members: readonly { readonly partition?: string; readonly peer?: string }[];
}

/** All that has a say. Lists that are left out are empty. */
export interface Rules {
  readonly agent?: Agent;
  readonly meshes?: readonly Mesh[];
  readonly proxyDefaults?: readonly ProxyDefaults[];
  readonly serviceDefaults?: readonly ServiceDefaults[];
  readonly intentions?: readonly ServiceIntentions[];
  readonly groups?: readonly SamenessGroup[];
}

/** An object that has no say, and why. */
export interface Refused<T> {
  readonly object: T;
  readonly why: string;
}

/** What the proxy of a service asks of connections that come in. */
export interface MutualTls {
  /** `permissive` also takes plain text, about which no intention is asked. */
  readonly mode: 'strict' | 'permissive' | 'unknown';
  /** `default`: nothing is stated. */
  readonly decidedBy: ServiceDefaults | ProxyDefaults | Mesh | 'default';
  readonly refused: readonly Refused<ServiceDefaults | ProxyDefaults>[];
}

/** Whether one service may call another. */
export interface Intention {
  /** `requests`: some requests may pass, some may not. */
  readonly action: 'allow' | 'deny' | 'requests' | 'unknown';
  /** `default`: nothing is stated, and Consul allows it. */
  readonly decidedBy: ServiceIntentions | SamenessGroup | Agent | 'default';
  /** The part of the intention that matches. */
  readonly source?: Source;
  /** 9 for two names that are stated, down to 1 for everyone calling everything. */
  readonly precedence?: number;
  /** What holds for requests that no permission matches. */
  readonly rest?: 'allow' | 'deny';
  readonly refused: readonly Refused<ServiceIntentions>[];
}
