import type { Span } from '../../base/span';
import { type Data, isList, isObject, isTable, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import { pattern, wildcard } from './regex';

/**
 * Whether a condition holds, as far as that is certain. An empty list may have been filled by what is not understood, and of
 * objects nothing but the type is known.
 */
export function certain(value: Value<Data> | undefined): boolean | undefined {
  if (!value?.known) return undefined;
  const data = value.value;
  if (typeof data === 'boolean') return data;
  if (typeof data === 'number') return data !== 0;
  if (typeof data === 'string') return data !== '';
  if (data === null) return false;
  if (isList(data)) {
    if (data.items.length === 0) return undefined;
    return data.items.length === 1 ? certain(data.items[0]) : true;
  }
  return isTable(data) ? true : undefined;
}

/** A value that only comparisons of scalars decide; `undefined` where one is unknown, or more than a scalar. */
type Scalar = string | number | boolean | null;
const scalarOf = (value: Value<Data>): Scalar | undefined =>
  value.known && (value.value === null || typeof value.value !== 'object') ? value.value : undefined;

type Test = (left: Scalar, right: Scalar) => boolean | undefined;

/** `-eq` as PowerShell has it: the right side becomes what the left one is. */
function equal(left: Scalar, right: Scalar, caseSensitive: boolean): boolean {
  if (left === null || right === null) return left === right;
  if (typeof left === 'string') {
    const text = typeof right === 'boolean' ? (right ? 'True' : 'False') : String(right);
    return caseSensitive ? left === text : left.toLowerCase() === text.toLowerCase();
  }
  if (typeof left === 'boolean') return left === (typeof right === 'string' ? right !== '' : Boolean(right));
  return left === numberOf(right);
}

const numberOf = (value: Scalar): number =>
  typeof value === 'string' ? (value.trim() === '' ? Number.NaN : Number(value)) : Number(value);

const ordered =
  (test: (order: number) => boolean): Test =>
  (left, right) => {
    if (typeof left === 'string' && typeof right === 'string') {
      return test(left.toLowerCase() < right.toLowerCase() ? -1 : left.toLowerCase() === right.toLowerCase() ? 0 : 1);
    }
    const [a, b] = [numberOf(left), numberOf(right)];
    return Number.isNaN(a) || Number.isNaN(b) ? undefined : test(a - b);
  };

const matched =
  (sensitive: boolean): Test =>
  (left, right) => {
    const text = left === null ? '' : String(left);
    return pattern(String(right ?? ''), text, sensitive ? '' : 'i')?.test(text);
  };

const alike =
  (sensitive: boolean): Test =>
  (left, right) =>
    wildcard(String(right ?? ''), sensitive).test(left === null ? '' : String(left));

const not =
  (test: Test): Test =>
  (left, right) => {
    const result = test(left, right);
    return result === undefined ? undefined : !result;
  };

function testOf(name: string, sensitive: boolean): Test | undefined {
  const same: Test = (left, right) => equal(left, right, sensitive);
  switch (name) {
    case 'eq':
      return same;
    case 'ne':
      return not(same);
    case 'like':
      return alike(sensitive);
    case 'notlike':
      return not(alike(sensitive));
    case 'match':
      return matched(sensitive);
    case 'notmatch':
      return not(matched(sensitive));
    case 'lt':
      return ordered(it => it < 0);
    case 'le':
      return ordered(it => it <= 0);
    case 'gt':
      return ordered(it => it > 0);
    case 'ge':
      return ordered(it => it >= 0);
    default:
      return undefined;
  }
}

const operators = /^-([ic])?(eq|ne|like|notlike|match|notmatch|lt|le|gt|ge|in|notin|contains|notcontains)$/;

/** What a comparison or a logical operator gives; `undefined` for other operators. */
export function compared(
  operator: string,
  left: Value<Data>,
  right: Value<Data>,
  span: Span,
  text: string,
): Value<Data> | undefined {
  const made = (result: boolean | undefined): Value<Data> =>
    result === undefined ? unknown(text, span, reasonOf(left, right)) : known(result, span);
  if (operator === '-and' || operator === '-or' || operator === '-xor') {
    const [a, b] = [certain(left), certain(right)];
    if (operator === '-xor') return made(a === undefined || b === undefined ? undefined : a !== b);
    const decisive = operator === '-or';
    if (a === decisive || b === decisive) return made(decisive);
    return made(a === undefined || b === undefined ? undefined : !decisive);
  }
  const match = operators.exec(operator);
  if (!match) return undefined;
  const sensitive = match[1] === 'c';
  const name = match[2]!;
  if (name.endsWith('in')) return made(held(right, left, sensitive, name === 'notin'));
  if (name.endsWith('contains')) return made(held(left, right, sensitive, name === 'notcontains'));
  const test = testOf(name, sensitive)!;
  const wanted = scalarOf(right);
  if (left.known && isList(left.value)) {
    // Of a list, those items for which it holds.
    if (wanted === undefined) return made(undefined);
    const kept: Value<Data>[] = [];
    for (const item of left.value.items) {
      const own = scalarOf(item);
      const holds = own === undefined ? undefined : test(own, wanted);
      if (holds === undefined) return made(undefined);
      if (holds) kept.push(item);
    }
    return known({ kind: 'list', items: kept }, span);
  }
  const own = scalarOf(left);
  if (left.known && right.known && (own === null || wanted === null) && /^(?:eq|ne)$/.test(name)) {
    const other = own === null ? right.value : left.value;
    // A list or a table is not nothing; whether an object is there is not known.
    if (isTable(other)) return made(name === 'ne');
  }
  return made(own === undefined || wanted === undefined ? undefined : test(own, wanted));
}

/** Whether a list holds a value. */
function held(list: Value<Data>, value: Value<Data>, sensitive: boolean, negated: boolean): boolean | undefined {
  const wanted = scalarOf(value);
  if (!list.known || wanted === undefined || isTable(list.value) || isObject(list.value)) return undefined;
  const items = itemsOf(list);
  if (items.length === 0) return undefined;
  const found = items.some(it => {
    const own = scalarOf(it);
    return own !== undefined && equal(own, wanted, sensitive);
  });
  if (!found && items.some(it => scalarOf(it) === undefined)) return undefined;
  return found !== negated;
}

const reasonOf = (left: Value<Data>, right: Value<Data>): string =>
  !left.known ? left.why : !right.known ? right.why : 'what it compares is no scalar';

/** The text that a value stands for in comparisons and in joined texts; `$null` is empty. */
export const plainText = (value: Value<Data>): string | undefined =>
  value.known && value.value === null ? '' : textOf(value);
