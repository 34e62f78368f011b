import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type {
  Block,
  Expression,
  FunctionDefinition,
  NodeBase,
  ScriptBody,
  Statement,
} from '../../syntax/powershell/ast';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import type { Scope } from './scope';

/** An interpretation under way: what its parts (statements, expressions, commands, methods) ask of each other. */
export interface Run {
  readonly text: MappedText;
  readonly place: Place;
  readonly events: ScriptEvent[];
  readonly functions: Map<string, FunctionDefinition>;
  scope: Scope;
  /** Locations put by with `Push-Location`. */
  readonly locations: (Value<Data> | undefined)[];
  /** Aliases that the script makes, lower case, to what they stand for. */
  readonly aliases: Map<string, string>;
  /** The function being run. */
  within: string | undefined;

  /** Host span of a node. */
  at(node: NodeBase): Span;
  /** A node as written. */
  written(node: NodeBase): string;
  /** Counts work; false once there was too much of it, and loops are no longer unrolled. */
  spend(steps: number): boolean;

  evaluate(node: Expression): Value<Data>;
  /** Runs statements; the value is what they put out, when that is a single known thing or a list of such. */
  statements(nodes: readonly Statement[]): Value<Data> | undefined;
  statement(node: Statement): Value<Data> | undefined;
  block(node: Block | ScriptBody): Value<Data> | undefined;
  /** Runs a script block once for each item, or once with `$_` unknown. */
  each(body: ScriptBody, variable: string, items: Value<Data> | undefined): void;
  /** Calls a function of the script with its arguments bound; `item` is what the pipeline hands it. */
  call(
    name: string,
    named: ReadonlyMap<string, Value<Data>>,
    positional: readonly Value<Data>[],
    item?: Value<Data>,
  ): Value<Data> | undefined;
}
