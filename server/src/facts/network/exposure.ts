import type { Span } from '../../base/span';
import type { Origin } from '../cluster/fact';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Repair } from '../repair';
import type { PortRange } from './ports';

/** A port is made reachable: the one fact for all the ways there are. */
export interface Exposure extends Fact {
  readonly via:
    | 'expose'
    | 'docker run'
    | 'docker daemon'
    | 'compose'
    | 'service'
    | 'host port'
    | 'network policy'
    | 'node policy'
    | 'firewall rule'
    | 'firewall group'
    | 'nsg'
    | 'nat'
    | 'endpoint policy'
    | 'port acl'
    | 'envoy admin'
    | 'gateway';
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** Each with the place where it is written. */
  readonly ports: readonly { readonly range: PortRange; readonly span: Span }[];
  /** Who can reach it, as far as this statement says. `loopback`: this machine only. `unknown`: a variable decides. */
  readonly from: 'anyone' | 'limited' | 'loopback' | 'unknown';
  /** The text that opens it to anyone, when it is written (`Any`, `0.0.0.0/0`); an omission has none. */
  readonly fromSpan?: Span;
  /** What stands elsewhere and keeps some away, where something enforces it. */
  readonly held?: Held;
  /** The port of the pods that is meant, where a name stands for it. */
  readonly means?: Origin;
  /** Edits that the language of the statement offers: limit the source, bind to loopback, remove the port. */
  readonly fixes: readonly Fix[];
  /** Changes of the machine that limit the source. */
  readonly repairs?: readonly Repair[];
}

/** NetworkPolicies that keep callers from pods. */
export interface Held {
  readonly by: readonly Origin[];
  /** Who is kept away: `everyone but pods of the namespace`. */
  readonly away: string;
}
