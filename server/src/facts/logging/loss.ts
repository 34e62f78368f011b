import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** Records of what happened on a machine are thrown away, or what makes them is stopped. */
export interface RecordLoss extends Fact {
  /**
   * `log`: what an event log holds is cleared, or the log removed. `session`: a trace session that security products or
   * the event log read is stopped, or loses a provider. `sensor`: a program that watches the machine is removed.
   */
  readonly what: 'log' | 'session' | 'sensor';
  /** The log, session or program as documented; `every log` where a script goes through all. */
  readonly name: string;
  readonly at: Span;
  /** As written there. */
  readonly text: string;
  /** The script readies a machine to be copied: it generalises it, or fills its disk with zeros. */
  readonly sealing?: true;
}
