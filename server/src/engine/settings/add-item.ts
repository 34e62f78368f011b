import { type Edit, insert, replace } from '../../base/edit';
import { LineIndex } from '../../base/lines';
import { isMapping } from '../../base/mapping';
import { type LocatedYaml, locateYaml } from '../../syntax/yaml/located';

/**
 * Adds an item to a list of a YAML file of our own, and makes the list and the tables around it where they are missing; what is
 * written stays. `undefined` where the file is broken, or laid out in another way than line by line.
 * @param path keys down to the list
 * @param item its lines: `image: x`, `reason: y`
 */
export function addItem(text: string, path: readonly string[], item: readonly string[]): Edit | undefined {
  const yaml = locateYaml(text);
  if (yaml.errors.length > 0) return undefined;
  const edit = editOf(text, yaml, path, item);
  // The layout may be one that was not thought of: what comes out must be what there was, and one more.
  return edit && countAt(applied(text, edit), path) === (listAt(yaml.value, path)?.length ?? 0) + 1 ? edit : undefined;
}

function editOf(text: string, yaml: LocatedYaml, path: readonly string[], item: readonly string[]): Edit | undefined {
  const lines = new LineIndex(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const columnOf = (offset: number): number => lines.positionOf(offset).column;
  const after = (offset: number, written: readonly string[]): Edit => {
    const end = lines.endOf(lines.lineOf(offset));
    return insert(end, written.map(it => newline + it).join(''));
  };
  const known = listAt(yaml.value, path);
  if (known) {
    const span = yaml.valueSpan(path);
    if (text[span.start] === '[') {
      const indent = ' '.repeat(columnOf(yaml.keySpan(path).start));
      const written = listLines(item, `${indent}  `).map(it => newline + it);
      return known.length === 0
        ? replace({ start: endOfKey(text, yaml, path), end: span.end }, `:${written.join('')}`)
        : undefined;
    }
    const dash = columnOf(span.start);
    return after(Math.max(span.start, span.end - 1), listLines(item, ' '.repeat(dash)));
  }
  // The innermost table around it that there is.
  let depth = path.length - 1;
  while (depth > 0 && !isMapping(valueAt(yaml.value, path.slice(0, depth)))) depth--;
  const missing = path.slice(depth);
  if (depth === 0) {
    const parent = valueAt(yaml.value, []);
    if (parent !== null && !isMapping(parent)) return undefined;
    const key = missing[0]!;
    // The key is there, with nothing behind it.
    if (isMapping(parent) && Object.hasOwn(parent, key)) {
      return after(yaml.keySpan([key]).start, nested(missing.slice(1), item, '  '));
    }
    const lead = text === '' || text.endsWith('\n') ? '' : newline;
    return insert(
      text.length,
      lead +
        nested(missing, item, '')
          .map(it => it + newline)
          .join(''),
    );
  }
  const around = path.slice(0, depth);
  const span = yaml.valueSpan(around);
  if (text[span.start] === '{') return undefined;
  const indent = ' '.repeat(columnOf(span.start));
  const [key = ''] = missing;
  if (Object.hasOwn(valueAt(yaml.value, around) as object, key)) {
    return after(yaml.keySpan([...around, key]).start, nested(missing.slice(1), item, `${indent}  `));
  }
  return after(Math.max(span.start, span.end - 1), nested(missing, item, indent));
}

/** Keys below each other, and the list under the last. */
function nested(keys: readonly string[], item: readonly string[], indent: string): readonly string[] {
  const heads = keys.map((key, depth) => `${indent}${'  '.repeat(depth)}${key}:`);
  return [...heads, ...listLines(item, indent + '  '.repeat(keys.length))];
}

const listLines = (item: readonly string[], indent: string): readonly string[] =>
  item.map((line, index) => `${indent}${index === 0 ? '- ' : '  '}${line}`);

const endOfKey = (text: string, yaml: LocatedYaml, path: readonly string[]): number =>
  text.indexOf(':', yaml.keySpan(path).end);

const applied = (text: string, { span, text: written }: Edit): string =>
  text.slice(0, span.start) + written + text.slice(span.end);

const valueAt = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((it, key) => (isMapping(it) && Object.hasOwn(it, key) ? it[key] : undefined), value);

function listAt(value: unknown, path: readonly string[]): readonly unknown[] | undefined {
  const found = valueAt(value, path);
  return Array.isArray(found) ? found : undefined;
}

function countAt(text: string, path: readonly string[]): number | undefined {
  const { value, errors } = locateYaml(text);
  return errors.length > 0 ? undefined : listAt(value, path)?.length;
}
