import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A switch of a TLS server or client is set so that it gives protection away. */
export interface TlsOption extends Fact {
  /** `Envoy`, `nginx`. */
  readonly who: string;
  readonly option: 'renegotiation' | 'key log' | 'lenient stapling' | 'early data';
  /** The text that does it. */
  readonly text: string;
  readonly at: Span;
  readonly mend?: Fix;
}

/** A server asks clients for certificates and lets those in that show none. */
export interface OptionalClient extends Fact {
  /** `the listener`, `Ingress shop`. */
  readonly resource: string;
  readonly text: string;
  readonly at: Span;
  /** It is written out; else it is what happens without a word. */
  readonly chosen: boolean;
  readonly mend?: Fix;
}
