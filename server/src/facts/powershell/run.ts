import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { Command } from '../command/command';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import type { Scope } from './scope';

/** How a statement leaves those around it: the loop's turn, the loop, the function, the `try`, the script. */
export type Flow = 'continue' | 'break' | 'return' | 'throw' | 'exit';

/** Something of a script with the text that it stands in: functions may be called from texts inside texts. */
export interface Defined<T> {
  readonly node: T;
  readonly text: MappedText;
}

/** What a function, a script block or a method is given. */
export interface Given {
  readonly named?: ReadonlyMap<string, Value<Data>>;
  readonly positional?: readonly Value<Data>[];
  /** The object that the pipeline hands it. */
  readonly item?: Value<Data> | undefined;
  /** It may be given more than can be seen: `@Unknown`, an unknown pipeline. Absence then proves nothing. */
  readonly incomplete?: boolean;
  /** What it is given may be another when the script runs. */
  readonly doubtful?: boolean;
  /** It is run by another command: what it is given counts where it is used. */
  readonly elsewhere?: boolean;
  /** It is run on another machine. */
  readonly away?: boolean;
  /** The object that a method is called on. */
  readonly self?: Value<Data>;
  /** Takes the object as a constructor leaves it. */
  readonly made?: { self?: Value<Data> | undefined };
}

/** An interpretation under way: what its parts (statements, expressions, commands, methods) ask of each other. */
export interface Run {
  readonly text: MappedText;
  readonly place: Place;
  readonly events: ScriptEvent[];
  readonly functions: Map<string, Defined<ast.FunctionDefinition>>;
  readonly classes: Map<string, Defined<ast.ClassDefinition>>;
  scope: Scope;
  /** How the statement that ran last goes on; `undefined` when the next one follows. */
  flow: Flow | undefined;
  /** Locations put by with `Push-Location`. */
  readonly locations: (Value<Data> | undefined)[];
  /** Aliases that the script makes, lower case, to what they stand for. */
  readonly aliases: Map<string, string>;
  /** Scripts that the script writes, by lower-case path. */
  readonly files: Map<string, MappedText>;
  /** Texts that the script turns into bytes, by themselves: what is encoded of them leads back to where they are written. */
  readonly encoded: Map<string, MappedText>;
  /** Texts with parts that are not known, by where they begin in the host. */
  readonly partly: Map<number, Defined<ast.ExpandableString>>;
  /** Registry drives that the script makes, by lower-case name, with the key that is their root. */
  readonly drives: Map<string, string>;
  /** The commands that put out what is not known, by where they begin in the host. */
  readonly makers: Map<number, Command>;
  /** What the command before put out, also where it is not known. */
  piped: Value<Data> | undefined;
  /** The expression that the pipeline begins with, while its commands run. */
  feeding: ast.Expression | undefined;
  /** The function being run. */
  within: string | undefined;

  /** Host span of a node. */
  at(node: ast.NodeBase): Span;
  /** A node as written. */
  written(node: ast.NodeBase): string;
  /** Counts work; false once there was too much of it, and loops are no longer unrolled. */
  spend(steps: number): boolean;
  /** Why a value is not known once the work was too much; else `why`. */
  reason(why: string): string;

  evaluate(node: ast.Expression): Value<Data>;
  /** Runs statements; the value is what they put out, when that is a single known thing or a list of such. */
  statements(nodes: readonly ast.Statement[]): Value<Data> | undefined;
  statement(node: ast.Statement): Value<Data> | undefined;
  block(node: ast.Block | ast.ScriptBody): Value<Data> | undefined;
  /** Leaves the function with what it puts out last. */
  returns(value: Value<Data> | undefined): void;
  /** Runs each of the ways that the script may take from here; it goes on behind those that do not end. */
  fork(ways: readonly (() => unknown)[]): void;
  /** Runs what may not run, or not together with what stands beside it. */
  onWay<T>(run: () => T): T;
  /** Runs a script block once for each item, or once with `$_` unknown; gives what it puts out. */
  each(body: ast.ScriptBody, variable: string, items: Value<Data> | undefined): Value<Data> | undefined;
  /** Calls a function of the script with its arguments bound. */
  call(name: string, given: Given, from: Span | undefined): Value<Data> | undefined;
  /** Runs a script block that is a value, in a scope of its own unless it is dot-sourced. */
  invoke(block: Value<Data> | undefined, given: Given, here?: boolean): Value<Data> | undefined;
  /** Notes a script block that may be run later. */
  keep(node: ast.ScriptBlock): Value<Data>;
  /** A text as a script block, `[scriptblock]::Create($text)`. */
  compile(text: MappedText, span: Span): Value<Data>;
  /** Runs the body of a function, a block or a method; parameters other than those of its `param` block are given. */
  enter(
    body: Defined<ast.ScriptBody>,
    given: Given,
    here: boolean,
    parameters?: readonly ast.ParameterDeclaration[],
  ): Value<Data> | undefined;
  /** Names of functions and, as `class.method`, of methods that were called. */
  readonly called: Set<string>;
}
