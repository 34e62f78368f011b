import { type Data, entry, enumerate, isTable, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { argumentOf, type Command, listArgument, switchState, textArgument } from '../command/command';
import { plainText } from './compare';
import { conditionHolds, kept } from './filters';
import { list } from './operators';
import type { Run } from './run';

/** What `Where-Object`, `Select-Object` and `Sort-Object` let through of a value. */
export function selected(run: Run, node: ast.Command, command: Command, input: Value<Data> | undefined): Value<Data> {
  const no = (why: string): Value<Data> => unknown(run.written(node), command.span, why);
  if (command.name === 'Where-Object')
    return filtered(run, node, command, input) ?? no(whyOf(run, input) ?? 'what is let through is not known');
  const blocks = node.elements.some(it => it.kind === 'ScriptBlock');
  if (!input?.known) return no(whyOf(run, input) ?? 'what is selected from is not known');
  const items = enumerate(input);
  if (command.name === 'Sort-Object') return sorted(command, items, blocks) ?? no('what it is sorted by is not known');
  return select(command, items, blocks) ?? no('what is selected is not known');
}

/** Why what the pipeline hands over is not known. */
function whyOf(run: Run, input: Value<Data> | undefined): string | undefined {
  const given = input ?? run.piped;
  return given && !given.known ? given.why : undefined;
}

function filtered(
  run: Run,
  node: ast.Command,
  command: Command,
  input: Value<Data> | undefined,
): Value<Data> | undefined {
  const filter = node.elements.find(it => it.kind === 'ScriptBlock');
  if (filter?.kind === 'ScriptBlock') {
    if (input?.known) return kept(run, filter, input, command.span);
    run.each(filter.body, '_', input);
    return undefined;
  }
  if (!input?.known || !command.conditions) return undefined;
  const found: Value<Data>[] = [];
  for (const item of enumerate(input)) {
    const results = command.conditions.map(it => conditionHolds(item, it));
    if (results.includes(undefined)) return undefined;
    if (!results.includes(false)) found.push(item);
  }
  return known(list(found), command.span);
}

function select(command: Command, items: readonly Value<Data>[], blocks: boolean): Value<Data> | undefined {
  const number = (name: string): number | undefined => {
    const value = argumentOf(command, name);
    return value?.known && typeof value.value === 'number' ? value.value : undefined;
  };
  let left = items;
  for (const name of ['First', 'Last', 'Skip', 'SkipLast', 'Index']) {
    if (argumentOf(command, name) && number(name) === undefined) return undefined;
  }
  const [first, last, skip] = [number('First'), number('Last'), number('Skip')];
  if (skip !== undefined) left = last === undefined ? left.slice(skip) : left.slice(0, -skip);
  if (first !== undefined) left = left.slice(0, first);
  if (last !== undefined) left = left.slice(-last);
  if (number('Index') !== undefined) left = left.slice(number('Index'), number('Index')! + 1);
  if (switchState(command, 'Unique')) {
    const texts = left.map(plainText);
    if (texts.includes(undefined)) return undefined;
    left = left.filter((_, i) => texts.indexOf(texts[i]) === i);
  }
  const expand = textArgument(command, 'ExpandProperty');
  if (expand !== undefined) {
    const values = left.map(it => property(it, expand));
    return values.includes(undefined) ? undefined : known(list(values.flatMap(it => enumerate(it!))), command.span);
  }
  const names = listArgument(command, 'Property').map(textOf);
  if (names.length > 0) {
    if (blocks || names.includes(undefined)) return undefined;
    // Properties that it keeps are those of the object: what is not kept is seldom asked for.
    if (!names.includes('*') && !left.every(it => it.known && isTable(it.value))) return undefined;
  }
  const [only] = left;
  return left.length === 1 && only ? only : known(list(left), command.span);
}

function sorted(command: Command, items: readonly Value<Data>[], blocks: boolean): Value<Data> | undefined {
  const by = textArgument(command, 'Property');
  if (blocks || (by === undefined && argumentOf(command, 'Property'))) return undefined;
  const keyed = items.map(item => ({ item, key: by === undefined ? item : property(item, by) }));
  if (!keyed.every(({ key }) => key?.known && /^(?:string|number)$/.test(typeof key.value))) return undefined;
  const order = (a: Data, b: Data): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).toLowerCase() < String(b).toLowerCase() ? -1 : 1;
  const dataOf = (key: Value<Data> | undefined): Data => (key?.known ? key.value : null);
  keyed.sort((a, b) => (dataOf(a.key) === dataOf(b.key) ? 0 : order(dataOf(a.key), dataOf(b.key))));
  if (switchState(command, 'Descending')) keyed.reverse();
  const unique = switchState(command, 'Unique') ?? false;
  const left = keyed.filter(({ key }, i) => !unique || i === 0 || dataOf(key) !== dataOf(keyed[i - 1]!.key));
  return known(list(left.map(it => it.item)), command.span);
}

const property = (item: Value<Data>, name: string): Value<Data> | undefined =>
  item.known && isTable(item.value) ? entry(item.value, name) : undefined;

/** `ConvertFrom-StringData`: `Name = value`, one a line; a backslash escapes. */
export function stringData(given: Value<Data>, separator: string): Value<Data> | undefined {
  const texts = itemsOf(given).map(textOf);
  if (texts.includes(undefined)) return undefined;
  const entries = texts
    .join('\n')
    .split(/\r?\n/)
    .flatMap(line => {
      const at = line.indexOf(separator);
      if (at < 1 || /^\s*#/.test(line)) return [];
      const value = line
        .slice(at + 1)
        .trim()
        .replace(/\\\\/g, '\\');
      return [{ key: line.slice(0, at).trim(), keySpan: given.span, value: known<Data>(value, given.span) }];
    });
  return known({ kind: 'table', entries }, given.span);
}

/** The object that `Add-Member` adds a property to, with it. */
export function withMember(command: Command, target: Value<Data>): Value<Data> | undefined {
  const table = target.known && isTable(target.value) ? target.value : undefined;
  const kind = textArgument(command, 'MemberType') ?? 'NoteProperty';
  if (!table || !/^NoteProperty$/i.test(kind)) return undefined;
  const members = argumentOf(command, 'NotePropertyMembers');
  if (members?.known && isTable(members.value)) {
    return {
      ...target,
      value: { kind: 'table', entries: [...table.entries, ...members.value.entries] },
    } as Value<Data>;
  }
  const name = argumentOf(command, 'Name') ?? argumentOf(command, 'NotePropertyName');
  const value = argumentOf(command, 'Value') ?? argumentOf(command, 'NotePropertyValue');
  const text = textOf(name);
  if (!name || text === undefined || !value) return undefined;
  const others = table.entries.filter(it => it.key.toLowerCase() !== text.toLowerCase());
  const entries = [...others, { key: text, keySpan: name.span, value }];
  return { ...target, value: { kind: 'table', entries } } as Value<Data>;
}

/** `Split-Path`: the folder of a path, or with `-Leaf` its last part. */
export function splitPath(command: Command, path: string): string | undefined {
  const text = path.replace(/[\\/]+$/, '');
  const at = Math.max(text.lastIndexOf('\\'), text.lastIndexOf('/'));
  if (switchState(command, 'Leaf')) return text.slice(at + 1);
  if (switchState(command, 'Qualifier')) return /^[^:]+:/.exec(text)?.[0];
  if (switchState(command, 'NoQualifier')) return text.replace(/^[^:]+:/, '');
  return at < 0 ? '' : text.slice(0, at);
}
