import type { Span } from '../../base/span';
import type { Origin } from '../cluster/fact';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A copy of what goes to one cluster in TLS goes to another without. */
export interface PlaintextMirror extends Fact {
  readonly original: string;
  readonly mirror: string;
  readonly at: Span;
  /** What decides that the copy is plain, where that is not said beside it. */
  readonly by?: Origin;
}

/** A site or gateway answers in plain text. */
export interface PlaintextEntry extends Fact {
  /** `Ingress shop`. */
  readonly resource: string;
  /** `no certificate`: nothing of it speaks TLS. `no redirect`: it does, and still answers without. */
  readonly why: 'no certificate' | 'no redirect';
  readonly text: string;
  readonly at: Span;
  readonly mend?: Fix;
}

/** Every namespace of the cluster may use what belongs to one. */
export interface SharedWithAll extends Fact {
  readonly resource: string;
  /** What they may do: `attach routes to the listener web`. */
  readonly may: string;
  readonly text: string;
  readonly at: Span;
}
