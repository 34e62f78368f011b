import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/**
 * What a setting does to Consul itself, to its agents and servers:
 * - `plain text`: they talk without TLS. `http open`: they take plain HTTP beside HTTPS.
 * - `callers unchecked`: servers take calls without a certificate. `calls unchecked`: agents talk to whoever answers.
 *   `servers unchecked`: every certificate of the cluster passes for that of a server.
 * - `authority in plain text`: what signs the certificates of the mesh is asked without TLS.
 * - `gossip`: messages about members are not encrypted.
 * - `no tokens`: nobody is asked for a token. `tokens optional`: without one, all is allowed that no rule denies.
 * - `registered commands`: checks that are registered over the network may be commands. `sent commands`: commands may be sent
 *   to agents.
 * - `api`: the HTTP interface is open to other machines, and nothing in the same file asks for tokens. `published`: to other
 *   networks as well.
 */
export type ConsulTrait =
  | 'plain text'
  | 'http open'
  | 'callers unchecked'
  | 'calls unchecked'
  | 'servers unchecked'
  | 'authority in plain text'
  | 'gossip'
  | 'no tokens'
  | 'tokens optional'
  | 'registered commands'
  | 'sent commands'
  | 'api'
  | 'published';

/** A setting of Consul: of an agent's configuration or of the values of its chart. */
export interface ConsulSetting extends Fact {
  readonly trait: ConsulTrait;
  /** Key and value as written, shortened. */
  readonly text: string;
  readonly at: Span;
  /** The same file asks for tokens, or may: a template decides. */
  readonly tokens: boolean;
  /** The same file opens the HTTP interface to other machines. */
  readonly open: boolean;
  readonly mend?: Fix;
}
