import type { Span } from '../../base/span';
import { type Data, isList, itemsOf, known, textOf, type Value } from '../../base/value';
import { plainText } from './compare';
import { enumerationMethod } from './enumerations';
import { shaped } from './format';
import { binary, list, pieces, string } from './operators';

const literally = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}-]/g, '\\$&');

/** The letters that `Trim('\\')` takes away. */
function lettersOf(args: readonly Value<Data>[]): string | undefined {
  if (args.length === 0) return '\\s';
  const texts = args.flatMap(itemsOf).map(textOf);
  return texts.includes(undefined) ? undefined : texts.join('').replace(/[\\\]^-]/g, '\\$&');
}

/** Methods of text; `undefined` for those that are not followed. `text` is the call as written. */
export function textMethod(
  data: string,
  name: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
  span: Span,
  text: string,
): Value<Data> | undefined {
  const [a, b] = args.map(plainText);
  const [from, size] = args.map(it => (it.known && typeof it.value === 'number' ? it.value : undefined));
  const made = (value: string): Value<Data> => string(value, span, text);
  const insensitive = /ignorecase/i.test(b ?? '');
  const compare = (test: (text: string, other: string) => boolean): Value<Data> | undefined => {
    if (a === undefined || (args.length > 1 && !insensitive)) return undefined;
    return known(insensitive ? test(data.toLowerCase(), a.toLowerCase()) : test(data, a), span);
  };
  switch (name) {
    case 'replace':
      return a === undefined || b === undefined || a === '' ? undefined : made(data.split(a).join(b));
    case 'split':
      return splitBy(data, args, target, span);
    case 'tolower':
    case 'tolowerinvariant':
      return made(data.toLowerCase());
    case 'toupper':
    case 'toupperinvariant':
      return made(data.toUpperCase());
    case 'trim':
    case 'trimstart':
    case 'trimend': {
      const letters = lettersOf(args);
      if (letters === undefined) return undefined;
      let value = data;
      if (name !== 'trimend') value = value.replace(new RegExp(`^[${letters}]+`), '');
      if (name !== 'trimstart') value = value.slice(0, value.length - trailing(value, letters));
      return value === data ? { ...target, span } : made(value);
    }
    case 'tostring':
      return { ...target, span };
    case 'substring':
      if (from === undefined || (args.length > 1 && size === undefined)) return undefined;
      return made(data.slice(from, size === undefined ? undefined : from + size));
    case 'remove':
      if (from === undefined || (args.length > 1 && size === undefined)) return undefined;
      return made(data.slice(0, from) + (size === undefined ? '' : data.slice(from + size)));
    case 'insert':
      return from === undefined || b === undefined ? undefined : made(data.slice(0, from) + b + data.slice(from));
    case 'padleft':
      return from === undefined || from > 1000 ? undefined : made(data.padStart(from, b || ' '));
    case 'padright':
      return from === undefined || from > 1000 ? undefined : made(data.padEnd(from, b || ' '));
    case 'startswith':
      return compare((own, other) => own.startsWith(other));
    case 'endswith':
      return compare((own, other) => own.endsWith(other));
    case 'contains':
      return compare((own, other) => own.includes(other));
    case 'equals':
      return compare((own, other) => own === other);
    case 'indexof':
      return a === undefined || args.length > 1 ? undefined : known(data.indexOf(a), span);
    case 'lastindexof':
      return a === undefined || args.length > 1 ? undefined : known(data.lastIndexOf(a), span);
    case 'tochararray':
      return known(list([...data.slice(0, 256)].map(it => known(it, span))), span);
    default:
      return undefined;
  }
}

function trailing(text: string, letters: string): number {
  const test = new RegExp(`[${letters}]`);
  let size = 0;
  while (size < text.length && test.test(text[text.length - 1 - size]!)) size++;
  return size;
}

/** `.Split(',')`, `.Split(',;')`, `.Split([char[]]..., 'RemoveEmptyEntries')`, `.Split()`. */
function splitBy(data: string, args: readonly Value<Data>[], target: Value<Data>, span: Span): Value<Data> | undefined {
  const options = args.map(textOf).find(it => /RemoveEmptyEntries/i.test(it ?? ''));
  const most = args.slice(1).find(it => it.known && typeof it.value === 'number');
  const separators = args.slice(0, 1).flatMap(itemsOf).map(textOf);
  if (separators.includes(undefined)) return undefined;
  const letters = separators.join('');
  const expression = letters === '' ? /\s/g : new RegExp([...letters].map(literally).join('|'), 'g');
  const limit = most?.known && typeof most.value === 'number' ? most.value : undefined;
  const parts = pieces(target, data, expression, limit, span);
  return known(list(options ? parts.filter(it => it.known && it.value !== '') : parts), span);
}

/** Methods of numbers and of truth values. */
export function scalarMethod(
  name: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
  span: Span,
): Value<Data> | undefined {
  if (name !== 'tostring') return undefined;
  const [shape] = args;
  const shown = shape ? shaped(target, textOf(shape) ?? '?') : textOf(target);
  return shown === undefined ? undefined : known(shown, span, shape || !target.known ? undefined : target.literal);
}

/** Static methods that only compute: `[string]::Join`, `[IO.Path]::Combine`; `undefined` for all others. */
export function staticMethod(
  type: string,
  name: string,
  args: readonly Value<Data>[],
  span: Span,
  text: string,
): Value<Data> | undefined {
  if (/^enum$/i.test(type)) return enumerationMethod(name, args, span);
  const words = args.flatMap(itemsOf).map(plainText);
  const complete = !words.includes(undefined);
  switch (`${type.toLowerCase()}::${name}`) {
    case 'string::format':
      return binary('-f', args[0] ?? known('', span), known(list(args.slice(1)), span), span, text);
    case 'string::join':
      return binary('-join', known(list(args.slice(1).flatMap(itemsOf)), span), args[0] ?? known('', span), span, text);
    case 'string::concat':
      return complete ? string(words.join(''), span, text) : undefined;
    case 'string::isnullorempty':
      return complete ? known(!words[0], span) : undefined;
    case 'string::isnullorwhitespace':
      return complete ? known(!words[0]?.trim(), span) : undefined;
    case 'io.path::combine':
      return complete ? string(words.join('\\').replace(/\\\\+/g, '\\'), span, text) : undefined;
    case 'io.path::getfilename':
      return complete ? string(words[0]!.replace(/^.*[\\/]/, ''), span, text) : undefined;
    case 'management.automation.language.codegeneration::escapesinglequotedstringcontent':
      return complete ? string(words[0]!.replace(/'/g, "''"), span, text) : undefined;
    case 'regex::escape':
    case 'text.regularexpressions.regex::escape':
      return complete ? string(words[0]!.replace(/[\\*+?|{[()^$.# ]/g, '\\$&'), span, text) : undefined;
    case 'convert::toint32': {
      const base = args[1]?.known ? args[1].value : 10;
      const number = Number.parseInt(words[0] ?? '', typeof base === 'number' ? base : 10);
      return Number.isNaN(number) ? undefined : known(number, span);
    }
    case 'math::pow':
    case 'math::max':
    case 'math::min': {
      const [a, b] = args.map(it => (it.known ? it.value : undefined));
      if (typeof a !== 'number' || typeof b !== 'number') return undefined;
      return known(name === 'pow' ? a ** b : name === 'max' ? Math.max(a, b) : Math.min(a, b), span);
    }
    case 'array::indexof': {
      const items = args[0]?.known && isList(args[0].value) ? args[0].value.items.map(plainText) : undefined;
      const wanted = args[1] && plainText(args[1]);
      if (!items || items.includes(undefined) || wanted === undefined) return undefined;
      return known(items.indexOf(wanted), span);
    }
    default:
      return undefined;
  }
}
