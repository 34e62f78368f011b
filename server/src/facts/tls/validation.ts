import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** The check of certificates is switched off: a switch, a callback that says yes, a variable, a mesh field. */
export interface ValidationOff extends Fact {
  /** What no longer checks: `Invoke-WebRequest`, `curl`, `this process`, `the DestinationRule`. */
  readonly who: string;
  /** The text that does it. */
  readonly text: string;
  readonly at: Span;
  /**
   * `part`: only the name, the revocation or the purpose is left unchecked. `session`: towards a machine that was just made.
   * `inside`: towards servers behind a proxy, which mostly stand in the same network. `figures`: towards servers that a program
   * watches.
   */
  readonly weight?: 'all' | 'part' | 'session' | 'inside' | 'figures';
  /** Takes it out; absent when more than a text edit is needed. */
  readonly mend?: Fix;
}
