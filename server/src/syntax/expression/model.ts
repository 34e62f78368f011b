/**
 * Expressions of languages that describe infrastructure: Terraform, Packer, Bicep, and what stands in brackets in Azure
 * templates. Offsets are those of the text that was parsed.
 */
export type Expression =
  | Literal
  | Text
  | Items
  | Members
  | Name
  | Member
  | Index
  | Call
  | Operation
  | Conditional
  | Loop
  | Missing;

interface Node {
  readonly start: number;
  readonly end: number;
}

/** A number, truth value or nothing. */
export interface Literal extends Node {
  readonly kind: 'literal';
  readonly value: number | boolean | null;
}

/** A text, with or without expressions in it. `start` and `end` enclose its quotes. */
export interface Text extends Node {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
  /** Where the text begins and ends inside its quotes. */
  readonly inner: Node;
  /** How another text must be written in its place. */
  readonly quotes: 'double' | 'single' | 'raw';
}

/** Letters as they are meant; where `text` is not as long as its place, it is an escape. Or an expression put in. */
export type TextPart =
  | (Node & { readonly kind: 'letters'; readonly text: string })
  | (Node & { readonly kind: 'put'; readonly value: Expression });

export interface Items extends Node {
  readonly kind: 'items';
  readonly items: readonly Expression[];
}

/** `{ key = value }`. */
export interface Members extends Node {
  readonly kind: 'members';
  readonly members: readonly { readonly key: Expression; readonly value: Expression }[];
  /** It holds more than can be seen here: another object is spread into it. */
  readonly more?: true;
  /** Resources of Bicep that are declared inside. */
  readonly resources?: readonly Declared[];
}

/** A resource inside the object of another. */
export interface Declared extends Node {
  readonly type: Expression;
  readonly existing: boolean;
  readonly value: Expression;
}

export interface Name extends Node {
  readonly kind: 'name';
  readonly name: string;
}

/** `of.name` */
export interface Member extends Node {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: string;
}

/** `of[index]`; without an index it stands for all items. */
export interface Index extends Node {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index?: Expression;
}

/** `name(args)`, `of.name(args)` */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly of?: Expression;
  readonly args: readonly Expression[];
}

export interface Operation extends Node {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

/** `condition ? yes : no`; Bicep's `if (condition) {...}` has no other arm. */
export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no?: Expression;
}

/** `[for item in of: body]`, `{for key, item in of: name => body}`. */
export interface Loop extends Node {
  readonly kind: 'loop';
  readonly item: string;
  /** The name of the key or, in Bicep, of the index. */
  readonly key?: string;
  readonly of: Expression;
  readonly body: Expression;
  /** The key that the body is given in an object. */
  readonly name?: Expression;
  readonly condition?: Expression;
}

/** What is not there, or has no value that could be known: a lambda, a directive of a template. */
export interface Missing extends Node {
  readonly kind: 'missing';
}

/** Where a text does not follow its grammar. */
export interface Fault extends Node {
  readonly message: string;
}
