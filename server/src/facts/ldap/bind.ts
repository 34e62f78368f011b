import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A directory is asked with a simple bind over a connection that has no TLS. */
export interface LdapBind extends Fact {
  /** What asks for it, as written: `Basic`, `None`. */
  readonly text: string;
  readonly at: Span;
  readonly fix?: Fix;
}
