import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { SpireBlock } from './settings';

/** A plug-in that is switched on. */
export interface SpirePlugin {
  /** `WorkloadAttestor`. */
  readonly type: string;
  /** `k8s`. */
  readonly name: string;
  /** Where both stand. */
  readonly head: Span;
  /** Its settings; open when they stand in a file of their own. */
  readonly data: SpireBlock;
}

/** The configuration of a SPIRE server or agent, in HCL or JSON. */
export interface SpireConfig extends Fact {
  readonly role: 'server' | 'agent';
  /** What stands in `server { }` or `agent { }`. */
  readonly settings: SpireBlock;
  /** Those that SPIRE brings. */
  readonly plugins: readonly SpirePlugin[];
  /** Names of workload attestors that are programs of their own: what they tell of is not known. */
  readonly external: readonly string[];
}

/** A span of time that something stays valid. */
export interface Lifetime extends Fact {
  /** What lives so long. */
  readonly of: 'authority' | 'X.509 SVID' | 'JWT SVID' | 'agent' | 'join token';
  readonly seconds: number;
  /** How long the authority that signs it lives, where the file tells. */
  readonly authority?: number;
  /** Name and value, as written. */
  readonly text: string;
  readonly at: Span;
  /** Writes so many seconds in its place. */
  readonly setTo: (seconds: number) => Edit | undefined;
}

/** A trust domain or a SPIFFE ID. */
export interface SpiffeName extends Fact {
  readonly kind: 'trust domain' | 'SPIFFE ID';
  readonly value: string;
  readonly at: Span;
  /** The other ID of the same entry: both are of the trust domain of the server. */
  readonly beside?: string;
  /** Who is told that it belongs there, where it is a trust domain. */
  readonly of?: 'server' | 'agent' | 'manager' | 'chart';
}

/** Where something is fetched from that decides whom to trust. */
export interface SpireAddress extends Fact {
  readonly what: 'bundle endpoint' | 'trust bundle' | 'JWT issuer' | 'Vault' | 'Docker' | 'database';
  /** The part that says how the connection is made. */
  readonly text: string;
  readonly at: Span;
  /** Nothing is encrypted. */
  readonly plain: boolean;
  /** It does not leave the machine. */
  readonly local: boolean;
  /** Asks for an encrypted connection. */
  readonly mend?: Fix;
}

/** An agent that believes whichever server answers first. */
export interface UnverifiedBootstrap extends Fact {
  readonly text: string;
  readonly at: Span;
  /** The server is on the same machine. */
  readonly local: boolean;
  readonly mend?: Fix;
}
