import { type Data, known, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { tell } from './assignments';
import { list } from './operators';
import type { Run } from './run';

/** Binds parameters: by name, unambiguous prefix or alias, then by position, then to their defaults. */
export function bindParameters(
  run: Run,
  declared: readonly ast.ParameterDeclaration[],
  named: ReadonlyMap<string, Value<Data>>,
  positional: readonly Value<Data>[],
  item?: Value<Data>,
): void {
  const rest = [...positional];
  for (const it of declared) {
    const name = it.name.name.toLowerCase();
    const isSwitch = it.attributes.some(
      type => type.kind === 'Type' && /^(System\.Management\.Automation\.)?switch(Parameter)?$/i.test(type.name),
    );
    const given =
      named.get(name) ??
      aliasesOf(it).reduce<Value<Data> | undefined>((found, alias) => found ?? named.get(alias), undefined) ??
      byPrefix(named, name, declared) ??
      (item && takesInput(it) ? item : undefined) ??
      (isSwitch ? undefined : rest.shift());
    if (given) run.scope.bind(name, given);
    else if (it.defaultValue && !isSwitch) {
      const value = run.evaluate(it.defaultValue);
      tell(run, it.name.name, value, run.at(it));
      run.scope.set(name, value);
    } else run.scope.set(name, unknown(`$${it.name.name}`, run.at(it.name), 'a parameter without a known value'));
  }
  if (rest.length > 0) run.scope.set('args', known(list(rest), rest[0]!.span));
}

/** `[Alias('Key')]`, lower case. */
const aliasesOf = (it: ast.ParameterDeclaration): readonly string[] =>
  it.attributes.flatMap(attribute =>
    attribute.kind === 'Attribute' && /^Alias$/i.test(attribute.name)
      ? attribute.positional.flatMap(name => (name.kind === 'String' ? [name.value.toLowerCase()] : []))
      : [],
  );

/** `[Parameter(ValueFromPipeline)]` */
const takesInput = (it: ast.ParameterDeclaration): boolean =>
  it.attributes.some(
    attribute =>
      attribute.kind === 'Attribute' && attribute.named.some(({ name }) => /^ValueFromPipeline$/i.test(name)),
  );

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
