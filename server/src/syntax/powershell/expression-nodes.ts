import type { Missing, NodeBase, ScriptBody, Statement } from './ast';

/** Nodes of the tree that have a value: `ast.ts` has the others, and hands these on. */
export type Expression =
  | StringLiteral
  | ExpandableString
  | NumberLiteral
  | Variable
  | ArrayExpression
  | ArrayLiteral
  | Hashtable
  | ScriptBlock
  | Parenthesised
  | SubExpression
  | TypeLiteral
  | Cast
  | Unary
  | Binary
  | Ternary
  | Member
  | Index
  | MethodCall
  | Missing;

/** A string without variables. `value` has escapes undone; `contentStart..contentEnd` leaves the quotes out. */
export interface StringLiteral extends NodeBase {
  readonly kind: 'String';
  readonly quote: 'bare' | 'single' | 'double' | 'single-here' | 'double-here';
  readonly value: string;
  readonly contentStart: number;
  readonly contentEnd: number;
}

/** A double-quoted string, here-string or bare word with `$x` or `$(...)` in it. */
export interface ExpandableString extends NodeBase {
  readonly kind: 'ExpandableString';
  readonly quote: 'bare' | 'double' | 'double-here';
  /** Literal pieces have escapes undone; every piece knows its place. */
  readonly parts: readonly (StringPiece | Variable | SubExpression | Member | Index)[];
  readonly contentStart: number;
  readonly contentEnd: number;
}

export interface StringPiece extends NodeBase {
  readonly kind: 'Piece';
  readonly value: string;
}

export interface NumberLiteral extends NodeBase {
  readonly kind: 'Number';
  /** With suffix and multiplier applied: `1kb` is 1024. Beyond 2^53 it is approximate. */
  readonly value: number;
}

export interface Variable extends NodeBase {
  readonly kind: 'Variable';
  /** Without `$`, braces and scope: `Path` of `${env:Path}`. */
  readonly name: string;
  /** Lower case: `env`, `script`, `global`, `using`, `hklm`... */
  readonly scope?: string;
  /** `@name` */
  readonly splatted: boolean;
}

/** `@( ... )` */
export interface ArrayExpression extends NodeBase {
  readonly kind: 'ArrayExpression';
  readonly statements: readonly Statement[];
}

/** `a, b, c`; also the unary comma `,a`. */
export interface ArrayLiteral extends NodeBase {
  readonly kind: 'ArrayLiteral';
  readonly elements: readonly Expression[];
}

export interface Hashtable extends NodeBase {
  readonly kind: 'Hashtable';
  readonly entries: readonly { readonly key: Expression; readonly value: Statement }[];
}

export interface ScriptBlock extends NodeBase {
  readonly kind: 'ScriptBlock';
  readonly body: ScriptBody;
}

/** `( pipeline )` */
export interface Parenthesised extends NodeBase {
  readonly kind: 'Parenthesised';
  readonly statement: Statement;
}

/** `$( ... )` */
export interface SubExpression extends NodeBase {
  readonly kind: 'SubExpression';
  readonly statements: readonly Statement[];
}

/** `[Net.SecurityProtocolType]`; `name` has no brackets and no white space, generics and array ranks included. */
export interface TypeLiteral extends NodeBase {
  readonly kind: 'Type';
  readonly name: string;
}

export interface Cast extends NodeBase {
  readonly kind: 'Cast';
  readonly type: TypeLiteral;
  readonly operand: Expression;
}

export interface Unary extends NodeBase {
  readonly kind: 'Unary';
  /** Lower case with its dash: `!`, `-not`, `-join`, `++`, `-`. */
  readonly operator: string;
  readonly postfix: boolean;
  readonly operand: Expression;
}

export interface Binary extends NodeBase {
  readonly kind: 'Binary';
  /** Lower case with its dash: `-bor`, `+`, `-f`, `..`, `??`. Curly dashes are normalised. */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Ternary extends NodeBase {
  readonly kind: 'Ternary';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `a.b`, `[T]::b`, `a?.b` */
export interface Member extends NodeBase {
  readonly kind: 'Member';
  readonly target: Expression;
  readonly isStatic: boolean;
  readonly nullConditional: boolean;
  readonly member: Expression;
}

export interface Index extends NodeBase {
  readonly kind: 'Index';
  readonly target: Expression;
  readonly index: Expression;
}

/** `a.b(...)`, `[T]::new(...)`, `.Where{ }` */
export interface MethodCall extends NodeBase {
  readonly kind: 'MethodCall';
  readonly target: Expression;
  readonly isStatic: boolean;
  readonly nullConditional: boolean;
  readonly member: Expression;
  readonly args: readonly Expression[];
}
