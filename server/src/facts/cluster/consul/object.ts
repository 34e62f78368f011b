import type { Header, Said } from '../object';
import type { Service, Source } from './types';

/** Consul's Mesh. */
export interface ConsulMesh extends Header {
  readonly type: 'consul-mesh';
  readonly allowPermissive?: Said<boolean>;
}

/** What all proxies, or those of the service of its name, ask of connections. */
interface Defaults extends Header {
  readonly mode?: Said<string>;
  readonly protocol?: string;
}

/** Consul's ProxyDefaults. */
export interface ConsulProxyDefaults extends Defaults {
  readonly type: 'consul-proxy-defaults';
}

/** Consul's ServiceDefaults; its name is that of the service. */
export interface ConsulServiceDefaults extends Defaults {
  readonly type: 'consul-service-defaults';
}

/** Consul's ServiceIntentions. */
export interface ConsulIntentions extends Header {
  readonly type: 'consul-intentions';
  readonly destination: Said<Service>;
  readonly sources: readonly Said<Source>[];
}

export type ConsulObject = ConsulMesh | ConsulProxyDefaults | ConsulServiceDefaults | ConsulIntentions;
