import { type Data, known, type Table, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { Given, Run } from './run';

/** The first entry of an object, which names its class. */
const classEntry = '\0class';

/** The class of an object of a class of the script. */
export function classOf(run: Run, table: Table): ast.ClassDefinition | undefined {
  const [first] = table.entries;
  return first?.key === classEntry && first.value.known ? run.classes.get(String(first.value.value))?.node : undefined;
}

/** Runs a method of a class, or of one that it is derived from. */
export function method(run: Run, of: ast.ClassDefinition, name: string, given: Given): Value<Data> | undefined {
  const own = of.name.toLowerCase();
  const found = of.methods.find(it => it.name.toLowerCase() === name.toLowerCase());
  const text = run.classes.get(own)?.text;
  if (!found || !text) {
    const base = of.bases.map(it => run.classes.get(it.toLowerCase())?.node).find(it => it !== undefined);
    return base && base !== of ? method(run, base, name, given) : undefined;
  }
  run.called.add(`${own}.${name.toLowerCase()}`);
  const self = given.self ?? blank(run, of);
  return run.enter({ node: found.body, text }, { ...given, self }, false, found.parameters);
}

/** A new object, as its constructor leaves it. */
export function instance(run: Run, of: ast.ClassDefinition, given: Given): Value<Data> {
  const self = blank(run, of);
  if (!of.methods.some(it => it.name.toLowerCase() === of.name.toLowerCase())) return self;
  const made: Given['made'] = {};
  method(run, of, of.name, { ...given, self, made });
  return made.self ?? self;
}

/** An object with the values that its properties begin with. */
function blank(run: Run, of: ast.ClassDefinition): Value<Data> {
  const span = run.at(of);
  const name = known<Data>(of.name.toLowerCase(), span);
  const entries: Table['entries'][number][] = [{ key: classEntry, keySpan: span, value: name }];
  for (const it of of.properties) {
    if (it.initial) entries.push({ key: it.name, keySpan: span, value: run.evaluate(it.initial) });
  }
  return known<Data>({ kind: 'table', entries }, span);
}
