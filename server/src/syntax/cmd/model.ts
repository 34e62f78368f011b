/** Offsets `[start, end)` in the text that was parsed. */
export interface NodeBase {
  readonly start: number;
  readonly end: number;
}

/** What `cmd.exe` is given: a batch file, or the one line behind `cmd /S /C`. */
export interface CmdScript extends NodeBase {
  readonly steps: readonly Step[];
  /** `rem` and `::` lines, markers included. */
  readonly comments: readonly Comment[];
}

/** A command with what stands between it and the command before. */
export interface Step {
  /** Absent on the first. */
  readonly separator?: '&&' | '&' | '||' | '|' | '\n';
  readonly node: Node;
}

export type Node = Command | Group | If | For | Label;

/** `netsh advfirewall set allprofiles state off > nul` */
export interface Command extends NodeBase {
  readonly kind: 'command';
  /** `@` stands before it. */
  readonly quiet: boolean;
  /** The program and its arguments, redirections left out. Never empty. */
  readonly words: readonly Word[];
  readonly redirections: readonly Redirection[];
  /** `set NAME=value`; quotes around the whole are undone. */
  readonly assignment?: { readonly name: string; readonly value: Word };
}

/** `( ... )` */
export interface Group extends NodeBase {
  readonly kind: 'group';
  readonly quiet: boolean;
  readonly steps: readonly Step[];
  readonly redirections: readonly Redirection[];
}

/** `if [not] condition command [else command]` */
export interface If extends NodeBase {
  readonly kind: 'if';
  readonly not: boolean;
  readonly condition: Condition;
  readonly then: readonly Step[];
  readonly otherwise: readonly Step[];
}

export interface Condition extends NodeBase {
  /** `compare` is `a==b` and `a EQU b`; `other` is what could not be read. */
  readonly test: 'exist' | 'defined' | 'errorlevel' | 'cmdextversion' | 'compare' | 'other';
  /** `==`, `EQU`, `NEQ`, `LSS`, `LEQ`, `GTR`, `GEQ`, in upper case. */
  readonly operator?: string;
  readonly operands: readonly Word[];
}

/** `for /f "tokens=2" %%x in (set) do command` */
export interface For extends NodeBase {
  readonly kind: 'for';
  /** `f`, `l`, `r`, `d` or empty. */
  readonly mode: string;
  readonly options?: Word;
  /** `x` of `%%x`. */
  readonly variable: string;
  /** The words between the parentheses. */
  readonly set: readonly Word[];
  /** `for /f ... in ('command')`: what runs to make the set; empty when the set is no command. */
  readonly command: readonly Step[];
  readonly body: readonly Step[];
}

/** `:name` */
export interface Label extends NodeBase {
  readonly kind: 'label';
  readonly name: string;
}

export interface Comment extends NodeBase {
  readonly text: string;
}

/** `> file`, `2>&1`, `< file` */
export interface Redirection extends NodeBase {
  /** `>`, `>>`, `<`, `>&`, `<&` */
  readonly operator: string;
  readonly target?: Word;
}

/** One word: quotes and carets undone in `text`, as written between `start` and `end`. */
export interface Word extends NodeBase {
  readonly text: string;
  /** It has quotes. */
  readonly quoted: boolean;
  /** What `text` is made of. */
  readonly parts: readonly Part[];
}

/** Literal text, or something that `cmd.exe` replaces: `%NAME%`, `!NAME!`, `%%x` and `%x` of a loop, `%1` and `%*`. */
export interface Part extends NodeBase {
  readonly kind: 'literal' | 'variable' | 'delayed' | 'loop' | 'argument';
  readonly text: string;
  /** The variable without signs and modifiers: `PATH` of `%PATH:;=,%`, `x` of `%%~dpx`. */
  readonly name?: string;
}
