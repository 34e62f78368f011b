import type { Expression, Fault } from '../expression/model';

interface Node {
  readonly start: number;
  readonly end: number;
}

/** What stands between the braces of a block, or is a whole file. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
}

/** `name = value` */
export interface Attribute extends Node {
  readonly name: string;
  /** Where the name stands. */
  readonly at: Node;
  readonly value: Expression;
}

/** `type "label" "label" { ... }` */
export interface Block extends Node {
  readonly type: string;
  readonly labels: readonly string[];
  /** Type and labels, without the brace. */
  readonly head: Node;
  readonly body: Body;
}

/** A file of the HashiCorp configuration language. */
export interface HclFile {
  readonly body: Body;
  readonly faults: readonly Fault[];
  readonly comments: readonly Node[];
}
