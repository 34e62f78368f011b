import type { Span } from '../../base/span';
import {
  type Data,
  enumerate,
  isList,
  isTable,
  itemsOf,
  known,
  type List,
  textOf,
  unknown,
  type Value,
} from '../../base/value';

/** Longest string that is computed; beyond it a value is unknown. */
const longest = 65_536;

export const list = (items: readonly Value<Data>[]): List => ({ kind: 'list', items });

/**
 * A binary operation on evaluated operands, as PowerShell computes it; unknown where an operand is, or where the
 * operator is none that configuration is built with. `span` is the place of the whole expression.
 */
export function binary(operator: string, left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  const no = (why: string): Value<Data> => unknown(text, span, why);
  switch (operator) {
    case '+':
      return add(left, right, span, text);
    case '-f':
      return format(left, right, span, text);
    case '-join': {
      const glue = textOf(right);
      const parts = itemsOf(left).map(textOf);
      if (!left.known || glue === undefined || parts.includes(undefined)) return no('a joined part is unknown');
      return string(parts.join(glue), span, text);
    }
    case '-bor': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a === 'number' && typeof b === 'number') return known(a | b, span);
      // Flags of an enumeration: the list of those that are known, the rest being what was set before.
      const items = [left, right].flatMap(it => itemsOf(it));
      return known(list(items), span);
    }
    case '-split': {
      const source = textOf(left);
      const at = textOf(right);
      if (source === undefined || at === undefined || /[\\^$.|?*+()[\]{}]/.test(at)) return no('not split');
      return known(list(source.split(at).map(it => known(it, span))), span);
    }
    case '-replace':
    case '-creplace':
    case '-ireplace':
      return replaced(left, right, span, text);
    case '..': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a !== 'number' || typeof b !== 'number' || Math.abs(a - b) > 256) return no('not a short range');
      const step = a <= b ? 1 : -1;
      return known(list(Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => known(a + i * step, span))), span);
    }
    case '*': {
      if (left.known && right.known && typeof right.value === 'number') {
        if (typeof left.value === 'number') return known(left.value * right.value, span);
        if (typeof left.value === 'string' && left.value.length * right.value < longest && right.value >= 0)
          return known(left.value.repeat(right.value), span);
      }
      return no('not computed');
    }
    case '-':
    case '/':
    case '%': {
      const a = left.known ? left.value : undefined;
      const b = right.known ? right.value : undefined;
      if (typeof a !== 'number' || typeof b !== 'number') return no('not computed');
      const result = operator === '-' ? a - b : operator === '/' ? a / b : a % b;
      return Number.isFinite(result) ? known(result, span) : no('not computed');
    }
    case '-as':
      return left;
    case '??':
      return left.known && left.value !== null ? left : left.known ? right : no('may be null');
    default:
      return no(`${operator} is not computed`);
  }
}

/** Text as a known value, unless it grew too long. */
export const string = (value: string, span: Span, text: string): Value<Data> =>
  value.length <= longest ? known(value, span) : unknown(text, span, 'too long');

function add(left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  if (left.known && right.known) {
    const a = left.value;
    const b = right.value;
    if (typeof a === 'number' && typeof b === 'number') return known(a + b, span);
    if (isTable(a) && isTable(b)) return known({ kind: 'table', entries: [...a.entries, ...b.entries] }, span);
    if (isList(a)) return known(list([...a.items, ...enumerate(right)]), span);
    const [x, y] = [textOf(left), textOf(right)];
    if (x !== undefined && y !== undefined) return headed(string(x + y, span, text), headOf(left));
  }
  if (left.known && isList(left.value)) return known(list([...left.value.items, right]), span);
  const prefix = textOf(left) ?? (left.known ? undefined : left.prefix);
  const head = headOf(left);
  const suffix = textOf(right) ?? (right.known ? undefined : right.suffix);
  return {
    ...unknown(text, span, 'a part is unknown'),
    ...(prefix === undefined ? {} : { prefix }),
    ...(prefix !== undefined && head ? { head } : {}),
    ...(suffix === undefined ? {} : { suffix }),
  };
}

/** `-f`: `{0}`, `{1:X2}`; alignment and number formats other than none make it unknown. */
function format(left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  const pattern = textOf(left);
  if (pattern === undefined) return unknown(text, span, 'the format is unknown');
  const values = itemsOf(right).map(textOf);
  let complete = true;
  const result = pattern.replace(/\{\{|\}\}|\{(\d+)([,:][^}]*)?\}/g, (hole, index?: string, shape?: string) => {
    if (hole === '{{') return '{';
    if (hole === '}}') return '}';
    const value = values[Number(index)];
    if (value === undefined || shape) complete = false;
    return value ?? '';
  });
  const at = Math.max(0, pattern.indexOf('{'));
  const start = left.known && left.literal && at > 0 ? left.literal.start : undefined;
  const head = start === undefined ? undefined : { start, end: start + at };
  if (complete) return headed(string(result, span, text), head);
  return headed({ ...unknown(text, span, 'a formatted part is unknown'), prefix: pattern.slice(0, at) }, head);
}

/** Where the first letters of a text are written. */
const headOf = (value: Value<Data>): Span | undefined => (value.known ? (value.literal ?? value.head) : value.head);

const headed = (value: Value<Data>, head: Span | undefined): Value<Data> => (head ? { ...value, head } : value);

/** `-replace` with a pattern that holds nothing but literal text, escapes allowed. */
function replaced(left: Value<Data>, right: Value<Data>, span: Span, text: string): Value<Data> {
  const [pattern, by = ''] = itemsOf(right).map(textOf);
  const source = textOf(left);
  if (source === undefined || pattern === undefined) return unknown(text, span, 'a replaced part is unknown');
  const plain = pattern.replace(/\\([\\.()[\]{}+*?^$|/:-])/g, '$1');
  if (/[.()[\]{}+*?^$|]/.test(pattern.replace(/\\./g, '')) || by.includes('$')) {
    return unknown(text, span, 'the pattern is not literal');
  }
  const escaped = plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return string(
    source.replace(new RegExp(escaped, 'gi'), () => by),
    span,
    text,
  );
}
