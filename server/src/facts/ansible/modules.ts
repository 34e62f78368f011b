import type { Edit } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { type Data, known, textOf, type Value } from '../../base/value';
import type { Command } from '../command/command';
import { type MadeParameter, madeCommand, madeResource } from '../command/made';
import type { Place } from '../fact';
import { resourceCommand } from '../powershell/resources';
import { type ModuleArgument, named } from './arguments';
import { modules } from './modules.data';

/** Where a task stands. */
export interface TaskPlace {
  readonly span: Span;
  /** The name of the module. */
  readonly nameSpan: Span;
  readonly place: Place;
}

/** The cmdlet that a task stands for. */
export function moduleCommand(
  name: string,
  task: TaskPlace,
  given: readonly ModuleArgument[],
  give: (argument: string, text: string) => Edit | undefined,
): Command | undefined {
  if (name === 'win_dsc') return dscCommand(task, given);
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined;
  const cmdlet = module?.cmdlet(given);
  if (!module || cmdlet === undefined) return undefined;
  const parameters = given.flatMap((it): MadeParameter[] => {
    const own = lookUp(module.parameters, it.name);
    if (own === undefined) return [];
    return [{ name: own, nameSpan: it.nameSpan, value: spelt(it.value, module.words?.[it.name]) }];
  });
  for (const [own, text] of Object.entries(module.defaults ?? {})) {
    if (parameters.some(it => it.name === own)) continue;
    parameters.push({ name: own, nameSpan: task.nameSpan, value: known(text, task.nameSpan) });
  }
  if (module.resource) return madeResource(cmdlet, task, parameters);
  return {
    ...madeCommand(cmdlet, task, parameters),
    called: name,
    give: (parameter, text) => {
      const own =
        parameter === 'Ensure' ? 'state' : Object.entries(module.parameters).find(it => it[1] === parameter)?.[0];
      return own === undefined ? undefined : give(own, text);
    },
  };
}

/** A word as the parameter spells it; it can then not be edited. */
function spelt(value: Value<Data>, words: Readonly<Record<string, string>> | undefined): Value<Data> {
  const other = words?.[textOf(value)?.toLowerCase() ?? ''];
  return other === undefined ? value : known(other, value.span);
}

/** `win_dsc` with `resource_name` and the properties of the resource beside it. */
function dscCommand(task: TaskPlace, given: readonly ModuleArgument[]): Command | undefined {
  const written = named(given, 'resource_name');
  const name = textOf(written?.value);
  if (!written || name === undefined) return undefined;
  const properties = given.filter(it => !/^(?:resource_name|module_version|psdscrunascredential_\w+)$/.test(it.name));
  const command = madeResource(name, { ...task, nameSpan: written.value.span }, properties);
  return resourceCommand(command) ?? command;
}
