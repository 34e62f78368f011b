import type { Span } from '../../base/span';
import { type Data, known, textOf, type Value } from '../../base/value';
import { type Command, textArgument } from '../command/command';
import { list } from './operators';

/** What `ConvertFrom-Csv` and `ConvertFrom-Json` make of a text that the script states; all of it stands where the text stands. */
export function converted(command: Command, given: Value<Data>): Value<Data> | undefined {
  const text = textOf(given);
  if (text === undefined) return undefined;
  if (/json$/i.test(command.name)) return fromJson(text, given.span);
  const delimiter = textArgument(command, 'Delimiter') ?? ',';
  const [first, ...rows] = text.split(/\r?\n/).filter(line => line.trim() !== '' && !line.startsWith('#'));
  if (first === undefined || delimiter.length !== 1) return undefined;
  const names = cells(first, delimiter);
  return known(
    list(
      rows.map(row =>
        table(
          cells(row, delimiter).map((cell, i) => [names[i] ?? '', cell]),
          given.span,
        ),
      ),
    ),
    given.span,
  );
}

const table = (pairs: readonly (readonly [string, Data])[], span: Span): Value<Data> =>
  known(
    { kind: 'table', entries: pairs.map(([key, value]) => ({ key, keySpan: span, value: known(value, span) })) },
    span,
  );

/** The cells of a line of comma-separated values, quotes undone. */
function cells(line: string, delimiter: string): string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (sign === '"' && quoted && line[at + 1] === '"') cell += line[++at];
    else if (sign === '"') quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      found.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return [...found, cell.trim()];
}

function fromJson(text: string, span: Span): Value<Data> | undefined {
  try {
    return jsonValue(JSON.parse(text), span);
  } catch {
    return undefined;
  }
}

function jsonValue(data: unknown, span: Span): Value<Data> {
  if (Array.isArray(data)) return known(list(data.map(it => jsonValue(it, span))), span);
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([key, it]) => ({ key, keySpan: span, value: jsonValue(it, span) }));
    return known({ kind: 'table', entries }, span);
  }
  return known(data as string | number | boolean | null, span);
}
