import { type Data, enumerate, itemsOf, known, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { bind } from './bind';
import type { Input } from './output';
import type { Run } from './run';

/** Longer inputs are passed to a function as one unknown object. */
const maximumItems = 256;

/** `& { ... }` and `. { ... }` with arguments for its parameters. */
export function runBlock(run: Run, node: ast.Command, block: ast.ScriptBlock): Value<Data> | undefined {
  const { rest, parameters } = bind(run, node, undefined);
  for (const [index, it] of (block.body.param?.parameters ?? []).entries()) {
    const value = parameters.get(it.name.name.toLowerCase())?.value ?? rest[index];
    if (value) run.scope.set(it.name.name.toLowerCase(), value);
  }
  return run.block(block.body);
}

/** Sets the parameters of the blocks that a command is given to what `-ArgumentList` says. */
export function giveArguments(run: Run, node: ast.Command): void {
  const at = node.elements.findIndex(it => it.kind === 'CommandParameter' && /^arg/i.test(it.name));
  const given = node.elements[at];
  if (given?.kind !== 'CommandParameter') return;
  const list = given.argument ?? node.elements[at + 1];
  if (!list || list.kind === 'CommandParameter' || list.kind === 'Verbatim') return;
  const values = itemsOf(run.evaluate(list));
  for (const it of node.elements) {
    if (it.kind !== 'ScriptBlock') continue;
    for (const [index, { name }] of (it.body.param?.parameters ?? []).entries()) {
      const value = values[index];
      if (value) run.scope.set(name.name.toLowerCase(), value);
    }
  }
}

/** Calls a function of the script: once, or once for each object that the pipeline hands it. */
export function callFunction(run: Run, node: ast.Command, name: string, input: Input): Value<Data> | undefined {
  const { parameters, rest } = bind(run, node, undefined);
  const named = new Map<string, Value<Data>>();
  for (const [key, it] of parameters) named.set(key, it.value ?? known(true, it.span));
  const items = input && 'known' in input && input.known ? enumerate(input) : [];
  if (items.length === 0 || items.length > maximumItems) return run.call(name, named, rest);
  let value: Value<Data> | undefined;
  for (const item of items) value = run.call(name, named, rest, item);
  return value;
}
