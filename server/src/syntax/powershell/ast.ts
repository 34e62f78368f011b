import type { Expression, TypeLiteral, Variable } from './expression-nodes';

export type * from './expression-nodes';

/**
 * The PowerShell syntax tree. Positions are offsets into the text that was parsed, `[start, end)`, UTF-16 code units.
 * Names follow System.Management.Automation.Language where it has one. Every node that the parser could not complete
 * is present with what there was: consumers never meet `undefined` where a child is required, but `Missing` instead.
 */
export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

export interface Script extends NodeBase {
  readonly kind: 'Script';
  readonly usings: readonly UsingStatement[];
  readonly body: ScriptBody;
}

/** The inside of a script, a script block or a function: parameters and statements. */
export interface ScriptBody extends NodeBase {
  readonly param?: ParamBlock;
  /** The statements; where `begin`/`process`/`end`/`clean`/`dynamicparam` blocks are written, these stand among them. */
  readonly statements: readonly Statement[];
}

export interface ParamBlock extends NodeBase {
  readonly attributes: readonly (Attribute | TypeLiteral)[];
  readonly parameters: readonly ParameterDeclaration[];
}

export interface ParameterDeclaration extends NodeBase {
  readonly attributes: readonly (Attribute | TypeLiteral)[];
  readonly name: Variable;
  readonly defaultValue?: Expression;
}

/** `[Parameter(Mandatory, Position = 0)]` */
export interface Attribute extends NodeBase {
  readonly kind: 'Attribute';
  readonly name: string;
  readonly positional: readonly Expression[];
  readonly named: readonly { readonly name: string; readonly value?: Expression }[];
}

export type Statement =
  | Pipeline
  | PipelineChain
  | Assignment
  | IfStatement
  | LoopStatement
  | ForStatement
  | ForEachStatement
  | SwitchStatement
  | TryStatement
  | TrapStatement
  | FunctionDefinition
  | ClassDefinition
  | EnumDefinition
  | ConfigurationDefinition
  | FlowStatement
  | DataStatement
  | NamedBlock
  | UsingStatement
  | Missing;

/** `{ ... }` of a statement. */
export interface Block extends NodeBase {
  readonly statements: readonly Statement[];
}

/** Commands and expressions joined by `|`. One element is the ordinary case. */
export interface Pipeline extends NodeBase {
  readonly kind: 'Pipeline';
  readonly elements: readonly PipelineElement[];
  /** Ends in `&`: runs as a job. */
  readonly background: boolean;
}

/** `a && b || c` */
export interface PipelineChain extends NodeBase {
  readonly kind: 'PipelineChain';
  readonly first: Pipeline;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly pipeline: Pipeline }[];
}

export type PipelineElement = Command | CommandExpression;

/** An expression as an element of a pipeline: `$x | ...`, `'a' > file`. */
export interface CommandExpression extends NodeBase {
  readonly kind: 'CommandExpression';
  readonly expression: Expression;
  readonly redirections: readonly Redirection[];
}

export interface Command extends NodeBase {
  readonly kind: 'Command';
  /** `&` or `.` before the name. */
  readonly invocation?: '&' | '.';
  /** Bare word, string, variable, script block... */
  readonly name: Expression;
  readonly elements: readonly CommandElement[];
  readonly redirections: readonly Redirection[];
}

export type CommandElement = CommandParameter | Expression | VerbatimArgument;

/** `-Name`, `-Name:value`. Whether the next element is its argument is known only once the command is. */
export interface CommandParameter extends NodeBase {
  readonly kind: 'CommandParameter';
  /** As written, without dash and colon. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** Only for the `-Name:value` form. */
  readonly argument?: Expression;
}

/** All that follows `--%` on the line, uninterpreted. */
export interface VerbatimArgument extends NodeBase {
  readonly kind: 'Verbatim';
  readonly text: string;
}

export interface Redirection extends NodeBase {
  /** `>`, `2>&1`, `*>>`... */
  readonly operator: string;
  readonly target?: Expression;
}

export interface Assignment extends NodeBase {
  readonly kind: 'Assignment';
  readonly left: Expression;
  /** `=`, `+=`, `??=`... */
  readonly operator: string;
  readonly right: Statement;
}

export interface IfStatement extends NodeBase {
  readonly kind: 'If';
  readonly clauses: readonly { readonly condition: Statement; readonly body: Block }[];
  readonly otherwise?: Block;
}

export interface LoopStatement extends NodeBase {
  readonly kind: 'While' | 'DoWhile' | 'DoUntil';
  readonly label?: string;
  readonly condition: Statement;
  readonly body: Block;
}

export interface ForStatement extends NodeBase {
  readonly kind: 'For';
  readonly label?: string;
  readonly initializer?: Statement;
  readonly condition?: Statement;
  readonly iterator?: Statement;
  readonly body: Block;
}

export interface ForEachStatement extends NodeBase {
  readonly kind: 'ForEach';
  readonly label?: string;
  readonly variable: Variable;
  readonly collection: Statement;
  readonly body: Block;
}

export interface SwitchStatement extends NodeBase {
  readonly kind: 'Switch';
  readonly label?: string;
  readonly flags: readonly string[];
  readonly condition: Statement;
  /** `default` is a bare word pattern like any other; `isDefault` tells. */
  readonly clauses: readonly { readonly pattern: Expression; readonly isDefault: boolean; readonly body: Block }[];
}

export interface TryStatement extends NodeBase {
  readonly kind: 'Try';
  readonly body: Block;
  readonly catches: readonly { readonly types: readonly TypeLiteral[]; readonly body: Block }[];
  readonly finallyBody?: Block;
}

export interface TrapStatement extends NodeBase {
  readonly kind: 'Trap';
  readonly type?: TypeLiteral;
  readonly body: Block;
}

export interface FunctionDefinition extends NodeBase {
  readonly kind: 'Function';
  readonly keyword: 'function' | 'filter' | 'workflow';
  /** As written, scope included: `global:Set-Reg`. */
  readonly name: string;
  readonly nameStart: number;
  readonly nameEnd: number;
  /** `function f($a, $b) {}`; a `param` block stands in the body. */
  readonly parameters?: readonly ParameterDeclaration[];
  readonly body: ScriptBody;
}

export interface ClassDefinition extends NodeBase {
  readonly kind: 'Class';
  readonly attributes: readonly (Attribute | TypeLiteral)[];
  readonly name: string;
  readonly bases: readonly string[];
  readonly properties: readonly { readonly name: string; readonly initial?: Expression }[];
  readonly methods: readonly {
    readonly name: string;
    readonly parameters: readonly ParameterDeclaration[];
    readonly body: ScriptBody;
  }[];
}

export interface EnumDefinition extends NodeBase {
  readonly kind: 'Enum';
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value?: Expression }[];
}

/**
 * `configuration Name { ... }`. Inside, resources are commands whose last element is a hashtable when their braces hold
 * `name = value` (`Registry X { Key = 'a' }`), else a script block (`Node 'x' { ... }`, empty braces). The braces may
 * stand on the next line.
 */
export interface ConfigurationDefinition extends NodeBase {
  readonly kind: 'Configuration';
  readonly name: Expression;
  readonly body: ScriptBody;
}

export interface FlowStatement extends NodeBase {
  readonly kind: 'Return' | 'Throw' | 'Exit' | 'Break' | 'Continue';
  readonly value?: Statement;
}

/** `data { ... }` */
export interface DataStatement extends NodeBase {
  readonly kind: 'Data';
  readonly variable?: string;
  readonly body: Block;
}

/** `begin { }` and its like; also `parallel`, `sequence` and `inlinescript` of workflows. */
export interface NamedBlock extends NodeBase {
  readonly kind: 'NamedBlock';
  readonly name: string;
  readonly body: Block;
}

export interface UsingStatement extends NodeBase {
  readonly kind: 'Using';
  readonly what: string;
  readonly name: string;
}

/** Where something was expected and nothing usable stood. Zero width or the text that was skipped. */
export interface Missing extends NodeBase {
  readonly kind: 'Missing';
}

export interface SyntaxError extends NodeBase {
  /** One sentence: what was expected, what was found. */
  readonly message: string;
}

export interface ParseResult {
  readonly script: Script;
  /** In order of position. Empty for valid scripts. */
  readonly errors: readonly SyntaxError[];
  /** Comments in order, for suppressions. `text` includes `#` or `<# #>`. */
  readonly comments: readonly Comment[];
}

export interface Comment extends NodeBase {
  readonly text: string;
}
