import type { Span } from '../../base/span';
import type { Expression, Fault } from '../expression/model';

/** What stands between the braces of a block, or is a whole file. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value` */
export interface Attribute extends Span {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Span;
  readonly value: Expression;
}

/** `type "label" "label" { ... }` */
export interface Block extends Span {
  readonly type: string;
  readonly labels: readonly string[];
  /** Type and labels, without the brace. */
  readonly head: Span;
  readonly body: Body;
}

/** A file of the HashiCorp configuration language. */
export interface HclFile {
  readonly body: Body;
  readonly faults: readonly Fault[];
  readonly comments: readonly Span[];
}
