import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** A Windows service is stopped, started, disabled or deleted, whatever the way. */
export interface ServiceChange extends Fact {
  /** The short name, lower case: `mpssvc`. */
  readonly service: string;
  readonly change: 'stop' | 'start' | 'disable' | 'enable' | 'delete';
  /** The text that names the service or sets its start type: where a finding points. */
  readonly at: Span;
  /** As written there. */
  readonly text: string;
}
