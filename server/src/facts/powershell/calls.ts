import { type Data, enumerate, isScript, itemsOf, known, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { type Bound, bind } from './bind';
import type { Input } from './output';
import type { Given, Run } from './run';

/** Longer inputs are passed to a function as one unknown object. */
const maximumItems = 256;

/** `& { ... }`, `. $block` with arguments for its parameters. */
export function runBlock(run: Run, node: ast.Command, block: Value<Data>, input: Input): Value<Data> | undefined {
  const { doubts } = run.scope;
  const given = givenOf(
    run,
    bind(run, node, undefined, it => it.kind === 'ScriptBlock'),
    doubts,
  );
  return forEach(input, given, it => run.invoke(block, it, node.invocation === '.'));
}

/**
 * Runs the blocks that a cmdlet such as `Invoke-Command` runs elsewhere, with what `-ArgumentList` says for their
 * parameters.
 * @param away on another machine
 */
export function runElsewhere(run: Run, bound: Bound, away: boolean): void {
  const blocks = [...bound.args.map(it => it.value), ...[...bound.parameters.values()].map(it => it.value)];
  const list = bound.parameters.get('argumentlist')?.value;
  const positional = itemsOf(list);
  const seen = new Set<unknown>();
  for (const block of blocks) {
    if (!block?.known || !isScript(block.value) || seen.has(block.value)) continue;
    seen.add(block.value);
    run.invoke(block, { positional, incomplete: positional.some(it => !it.known), elsewhere: true, away }, true);
    run.flow = undefined;
  }
}

/** Calls a function of the script: once, or once for each object that the pipeline hands it. */
export function callFunction(run: Run, node: ast.Command, name: string, input: Input): Value<Data> | undefined {
  const { doubts } = run.scope;
  const bound = bind(
    run,
    node,
    undefined,
    it => it.kind === 'ScriptBlock',
    run.functions.get(name.toLowerCase())?.node,
  );
  return forEach(input, givenOf(run, bound, doubts), it => run.call(name, it, run.at(node)));
}

function givenOf(run: Run, { parameters, rest, incomplete }: Bound, doubts: number): Given {
  const named = new Map<string, Value<Data>>();
  for (const [key, it] of parameters) named.set(key, it.value ?? known<Data>(true, it.span));
  return { named, positional: rest, incomplete, doubtful: run.scope.doubts !== doubts };
}

function forEach(input: Input, given: Given, call: (given: Given) => Value<Data> | undefined): Value<Data> | undefined {
  const items = input && 'known' in input && input.known ? enumerate(input) : [];
  if (items.length === 0 || items.length > maximumItems) {
    return call(input === undefined ? given : { ...given, incomplete: true });
  }
  let value: Value<Data> | undefined;
  for (const item of items) value = call({ ...given, item });
  return value;
}
