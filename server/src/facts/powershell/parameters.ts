import { type Data, entry, isTable, known, type Table, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { tell } from './assignments';
import { list } from './operators';
import type { Given, Run } from './run';

/**
 * Binds parameters: by name, unambiguous prefix or alias, then by position, by what the pipeline hands over, then to their
 * defaults. What a call that is wholly seen does not give is nothing.
 */
export function bindParameters(run: Run, declared: readonly ast.ParameterDeclaration[], given: Given): void {
  const { named = none, positional = [], item, incomplete = false, doubtful = false } = given;
  const rest = [...positional];
  const bound: Table['entries'][number][] = [];
  for (const it of declared) {
    const name = it.name.name.toLowerCase();
    const isSwitch = typeIs(it, /^(System\.Management\.Automation\.)?switch(Parameter)?$/i);
    const value =
      named.get(name) ??
      aliasesOf(it).reduce<Value<Data> | undefined>((found, alias) => found ?? named.get(alias), undefined) ??
      byPrefix(named, name, declared) ??
      (item && takesInput(it, 'ValueFromPipeline') ? item : undefined) ??
      (item && takesInput(it, 'ValueFromPipelineByPropertyName') ? property(item, name) : undefined) ??
      (isSwitch ? undefined : takesRest(it) && rest.length > 1 ? all(rest) : rest.shift());
    if (value) {
      if (given.elsewhere) run.scope.set(name, value, doubtful);
      else run.scope.bind(name, value, doubtful);
      bound.push({ key: it.name.name, keySpan: value.span, value });
    } else if (it.defaultValue && !isSwitch) {
      const before = run.scope.doubts;
      const usual = run.evaluate(it.defaultValue);
      // `$(throw 'missing')` says that the caller must give it.
      run.flow = undefined;
      tell(run, it.name.name, usual, run.at(it));
      run.scope.set(name, usual, incomplete || run.scope.doubts !== before);
    } else run.scope.set(name, incomplete ? unset(run, it) : nothing(run, it, isSwitch));
  }
  if (rest.length > 0) run.scope.set('args', known(list(rest), rest[0]!.span), doubtful);
  const first = bound[0];
  if (!incomplete && first) {
    run.scope.set('psboundparameters', known<Data>({ kind: 'table', entries: bound }, first.keySpan));
  } else
    run.scope.set('psboundparameters', unknown('$PSBoundParameters', { start: 0, end: 0 }, 'the call is not seen'));
}

const none: ReadonlyMap<string, Value<Data>> = new Map();

const unset = (run: Run, { name }: ast.ParameterDeclaration): Value<Data> =>
  unknown(`$${name.name}`, run.at(name), `the parameter $${name.name} has no known value`);

/** What a parameter holds that a call does not give. */
function nothing(run: Run, it: ast.ParameterDeclaration, isSwitch: boolean): Value<Data> {
  if (isMandatory(it)) return unset(run, it);
  const span = run.at(it.name);
  if (isSwitch || typeIs(it, /^bool(?:ean)?$/i)) return known<Data>(false, span);
  if (typeIs(it, /^string$/i)) return known<Data>('', span);
  return known<Data>(typeIs(it, /^u?int(?:16|32|64)?$/i) ? 0 : null, span);
}

const typeIs = (it: ast.ParameterDeclaration, name: RegExp): boolean =>
  it.attributes.some(type => type.kind === 'Type' && name.test(type.name));

/** All that is left, for `ValueFromRemainingArguments`. */
const all = (rest: Value<Data>[]): Value<Data> => {
  const items = rest.splice(0);
  return known(list(items), items[0]!.span);
};

const property = (item: Value<Data>, name: string): Value<Data> | undefined =>
  item.known && isTable(item.value) ? entry(item.value, name) : undefined;

/** `[Alias('Key')]`, lower case. */
const aliasesOf = (it: ast.ParameterDeclaration): readonly string[] =>
  it.attributes.flatMap(attribute =>
    attribute.kind === 'Attribute' && /^Alias$/i.test(attribute.name)
      ? attribute.positional.flatMap(name => (name.kind === 'String' ? [name.value.toLowerCase()] : []))
      : [],
  );

/** `[Parameter(ValueFromPipeline)]`, `[Parameter(Mandatory = $true)]` */
const says = (it: ast.ParameterDeclaration, wanted: string): boolean =>
  it.attributes.some(
    attribute =>
      attribute.kind === 'Attribute' &&
      attribute.named.some(
        ({ name, value }) =>
          name.toLowerCase() === wanted.toLowerCase() && !(value?.kind === 'Variable' && /^false$/i.test(value.name)),
      ),
  );

const takesInput = says;
const isMandatory = (it: ast.ParameterDeclaration): boolean => says(it, 'Mandatory');
const takesRest = (it: ast.ParameterDeclaration): boolean => says(it, 'ValueFromRemainingArguments');

/** An argument given by a prefix that names this parameter and no other. */
function byPrefix(
  named: ReadonlyMap<string, Value<Data>>,
  name: string,
  declared: readonly ast.ParameterDeclaration[],
): Value<Data> | undefined {
  for (const [key, value] of named) {
    if (key.length < name.length && name.startsWith(key)) {
      const fitting = declared.filter(it => it.name.name.toLowerCase().startsWith(key));
      if (fitting.length === 1) return value;
    }
  }
  return undefined;
}
