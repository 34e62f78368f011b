import type { Span } from '../../base/span';
import { type Data, entry, enumerate, isTable, known, textOf, unknown, type Value } from '../../base/value';
import type { ScriptBlock } from '../../syntax/powershell/ast';
import type { Condition } from '../command/command';
import { certain, compared } from './compare';
import { list } from './operators';
import type { Run } from './run';
import { textMethod } from './text-methods';

/** The items that a block lets pass; unknown where it is not certain of each. */
export function kept(run: Run, filter: ScriptBlock, items: Value<Data>, at: Span, mode = ''): Value<Data> {
  const found: Value<Data>[] = [];
  const block = run.keep(filter);
  let isCertain = true;
  const outer = run.scope.get('_');
  for (const item of enumerate(items)) {
    const holds = run.spend(1) ? certain(run.invoke(block, { item }, true)) : undefined;
    isCertain &&= holds !== undefined;
    if (holds) found.push(item);
  }
  if (outer) run.scope.set('_', outer);
  if (!isCertain) return unknown('', at, run.reason('it is not certain what the filter lets through'));
  return known(list(/^first$/i.test(mode) ? found.slice(0, 1) : found), at);
}

/** Whether an object meets what `Where-Object Name -eq x` asks. */
export function conditionHolds(item: Value<Data>, { property, operator, value }: Condition): boolean | undefined {
  const own = item.known && isTable(item.value) ? entry(item.value, property) : undefined;
  return own && certain(compared(`-${operator}`, own, value, own.span, ''));
}

/** `ForEach-Object ToUpper`, `ForEach-Object -MemberName Name`. */
export function memberOfEach(name: string, items: Value<Data> | undefined, at: Span): Value<Data> | undefined {
  if (!items?.known) return undefined;
  const out: Value<Data>[] = [];
  for (const it of enumerate(items)) {
    const text = textOf(it);
    const value =
      it.known && isTable(it.value)
        ? entry(it.value, name)
        : text === undefined
          ? undefined
          : textMethod(text, name.toLowerCase(), [], it, at, name);
    if (!value) return undefined;
    out.push(value);
  }
  return known(list(out), at);
}
