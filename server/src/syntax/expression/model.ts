import type { Span } from '../../base/span';

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

/** A number, truth value or nothing. */
export interface Literal extends Span {
  readonly kind: 'literal';
  readonly value: number | boolean | null;
}

/** A text, with or without expressions in it. `start` and `end` enclose its quotes. */
export interface Text extends Span {
  readonly kind: 'text';
  readonly parts: readonly TextPart[];
  /** Where the text begins and ends inside its quotes. */
  readonly inner: Span;
  /** How another text must be written in its place. */
  readonly quotes: 'double' | 'single' | 'raw';
}

/** Letters as they are meant; where `text` is not as long as its place, it is an escape. Or an expression put in. */
export type TextPart =
  | (Span & { readonly kind: 'letters'; readonly text: string })
  | (Span & { readonly kind: 'put'; readonly value: Expression });

/** `[a, b]` */
export interface Items extends Span {
  readonly kind: 'items';
  readonly items: readonly Expression[];
}

/** `{ key = value }`. */
export interface Members extends Span {
  readonly kind: 'members';
  readonly members: readonly { readonly key: Expression; readonly value: Expression }[];
  /** It holds more than can be seen here: another object is spread into it. */
  readonly more?: true;
  /** Resources of Bicep that are declared inside. */
  readonly resources?: readonly Declared[];
}

/** A resource inside the object of another. */
export interface Declared extends Span {
  readonly type: Expression;
  readonly existing: boolean;
  readonly value: Expression;
}

/** A name that stands alone: of a variable, a parameter, a resource. */
export interface Name extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `of.name` */
export interface Member extends Span {
  readonly kind: 'member';
  readonly of: Expression;
  readonly name: string;
}

/** `of[index]`; without an index it stands for all items. */
export interface Index extends Span {
  readonly kind: 'index';
  readonly of: Expression;
  readonly index?: Expression;
}

/** `name(args)`, `of.name(args)` */
export interface Call extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly of?: Expression;
  readonly args: readonly Expression[];
}

/** `a + b`, `!a` */
export interface Operation extends Span {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

/** `condition ? yes : no`; Bicep's `if (condition) {...}` has no other arm. */
export interface Conditional extends Span {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no?: Expression;
}

/** `[for item in of: body]`, `{for key, item in of: name => body}`. */
export interface Loop extends Span {
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
export interface Missing extends Span {
  readonly kind: 'missing';
}

/** Where a text does not follow its grammar. */
export interface Fault extends Span {
  readonly message: string;
}
