import type { Span } from '../../base/span';
import {
  type Data,
  enumerate,
  isList,
  isObject,
  isTable,
  itemsOf,
  known,
  type Table,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { MemberAssignment } from '../command/script';
import { cast } from './casts';
import { key } from './expressions';
import { binary, list, maximumItems, tooLong } from './operators';
import type { Run } from './run';

/** Makes an assignment: to a variable, to an item of a table, or, recorded, to a property. */
export function assign(run: Run, node: ast.Assignment): Value<Data> | undefined {
  const { doubts } = run.scope;
  const right =
    assigned(run, node.right) ?? unknown(run.written(node.right), run.at(node.right), 'its output is not known');
  store(run, node.left, right, node, run.scope.doubts !== doubts);
  return undefined;
}

/** What a statement gives where its value is asked for: an assignment, what it assigns. */
export function assigned(run: Run, node: ast.Statement): Value<Data> | undefined {
  const value = run.statement(node);
  return value ?? (node.kind === 'Assignment' ? run.evaluate(node.left) : undefined);
}

function store(run: Run, left: ast.Expression, right: Value<Data>, node: ast.Assignment, doubtful: boolean): void {
  switch (left.kind) {
    case 'Cast':
      store(run, left.operand, typed(run, left, right), node, doubtful);
      return;
    case 'Parenthesised': {
      const [only] = left.statement.kind === 'Pipeline' ? left.statement.elements : [];
      if (only?.kind === 'CommandExpression') store(run, only.expression, right, node, doubtful);
      return;
    }
    case 'ArrayLiteral': {
      const items = right.known ? enumerate(right) : [];
      const last = left.elements.length - 1;
      left.elements.forEach((it, i) => {
        // The last takes all that is left.
        const rest = i === last && items.length > last + 1 ? known<Data>(list(items.slice(i)), right.span) : items[i];
        const missing = right.known ? 'it is one of several' : right.why;
        store(run, it, rest ?? unknown(run.written(it), run.at(it), missing), node, doubtful);
      });
      return;
    }
    case 'Variable': {
      const name = key(left);
      const value = combined(run, run.scope.get(name), right, node);
      if (left.scope === 'script' || left.scope === 'global') run.scope.setGlobal(name, value, doubtful);
      else run.scope.set(name, value, doubtful);
      tell(run, left.name, right, run.at(node));
      if (left.scope === 'env') record(run, node, `env:${left.name}`, run.at(left), right);
      if (name === defaults && right.known && isTable(right.value)) {
        for (const it of right.value.entries) record(run, node, defaultOf(it.key), it.keySpan, it.value);
      }
      return;
    }
    case 'Member':
    case 'Index': {
      const done = put(run, left, right, node, doubtful);
      if (left.kind === 'Index' && left.target.kind === 'Variable' && key(left.target) === defaults) {
        record(run, node, defaultOf(textOf(run.evaluate(left.index)) ?? ''), run.at(left), right);
      }
      if (done || left.kind === 'Index') return;
      const name = textOf(run.evaluate(left.member));
      if (name === undefined) return;
      const target = run.evaluate(left.target);
      const type = target.known && isObject(target.value) ? target.value.type : '';
      record(run, node, `${type}${left.isStatic ? '::' : '.'}${name}`, run.at(left), right);
      return;
    }
    case 'MethodCall': {
      // `$policy.FirewallEnabled(1) = $false`: a property of a COM object that takes an argument.
      const target = run.evaluate(left.target);
      const name = textOf(run.evaluate(left.member));
      if (name === undefined || !target.known || !isObject(target.value)) return;
      const args = left.args.map(it => textOf(run.evaluate(it)) ?? '?').join(',');
      record(run, node, `${target.value.type}.${name}(${args})`, run.at(left), right);
      return;
    }
    default:
      return;
  }
}

/**
 * Variables make no events, but those that may hold a secret do: it stands there whether it is used or not.
 * @param name of the variable, the parameter or the entry of a table
 */
export function tell(run: Run, name: string, value: Value<Data>, at: Span): void {
  if (!value.known || typeof value.value !== 'string' || !value.literal) return;
  if (
    !/pass|pwd|pw$|secret|token|key|cred|auth/i.test(name) &&
    !/(?:password|pwd|key)\s*=|\/\/[^\s/]+@/i.test(value.value)
  )
    return;
  push(run, at, '=', `variable:${name}`, at, value, value.span);
}

/** `$PSDefaultParameterValues`, whose entries hold for all commands that follow. */
const defaults = 'psdefaultparametervalues';
const defaultOf = (key: string): string => `PSDefaultParameterValues:${key}`;

/** What a variable holds after `=`, `+=` and their like. */
function combined(run: Run, before: Value<Data> | undefined, right: Value<Data>, node: ast.Assignment): Value<Data> {
  if (node.operator === '=') return right;
  const old = before ?? unknown(run.written(node.left), run.at(node.left), 'not set before');
  return binary(node.operator.slice(0, -1), old, right, run.at(node), run.written(node));
}

/** `$table.Key = v`, `$table['A']['B'] = v`: a new table in the variable. `false` when the target is none. */
function put(
  run: Run,
  left: ast.Member | ast.Index,
  right: Value<Data>,
  node: ast.Assignment,
  doubtful: boolean,
): boolean {
  const path: (ast.Member | ast.Index)[] = [];
  let root: ast.Expression = left;
  while (root.kind === 'Member' || root.kind === 'Index') {
    path.unshift(root);
    root = root.target;
  }
  if (root.kind !== 'Variable' || path.length > 6) return false;
  const name = key(root);
  const value = run.scope.get(name);
  const made = value && changed(run, value, path, right, node);
  if (made) run.scope.update(name, made, doubtful);
  return made !== undefined;
}

/** A table or list with another value at the end of a path of keys; `undefined` when there is none. */
function changed(
  run: Run,
  value: Value<Data>,
  [step, ...rest]: readonly (ast.Member | ast.Index)[],
  right: Value<Data>,
  node: ast.Assignment,
): Value<Data> | undefined {
  if (!value.known || !step) return undefined;
  const at = step.kind === 'Member' ? step.member : step.index;
  const data = value.value;
  const given = run.evaluate(at);
  const inner = (old: Value<Data> | undefined): Value<Data> | undefined => {
    if (rest.length === 0) return combined(run, old, right, node);
    return old && changed(run, old, rest, right, node);
  };
  if (isTable(data)) {
    const item = textOf(given);
    if (item === undefined) return unknown('', value.span, 'an unknown key of it is set');
    const index = data.entries.findIndex(it => it.key.toLowerCase() === item.toLowerCase());
    const made = inner(data.entries[index]?.value);
    if (!made) return undefined;
    if (data.entries.length >= maximumItems) return unknown('', value.span, tooLong);
    const entry = { key: item, keySpan: run.at(at), value: made };
    const entries: Table['entries'] = index < 0 ? [...data.entries, entry] : data.entries.with(index, entry);
    return { ...value, value: { kind: 'table', entries } };
  }
  if (
    !isList(data) ||
    data.items.length > maximumItems ||
    !given.known ||
    typeof given.value !== 'number' ||
    !data.items.at(given.value)
  )
    return undefined;
  const made = inner(data.items.at(given.value));
  return made && { ...value, value: list(data.items.with(given.value, made)) };
}

/** `[string[]]$a = ..`, `[System.Collections.ArrayList]$a = ..`: what the variable takes of the value. */
const typed = (run: Run, left: ast.Cast, right: Value<Data>): Value<Data> =>
  right.known && /^(?:u?int(?:16|32|64)?|bool|string|[\w.]+\[\]|array)$/i.test(left.type.name)
    ? { ...cast(left.type.name, right, right.span, run.written(left)), span: right.span }
    : right;

/** `$PSDefaultParameterValues.Add('Invoke-WebRequest:SkipCertificateCheck', $true)`; `false` for other calls. */
export function addsDefault(run: Run, node: ast.MethodCall, method: string, args: readonly Value<Data>[]): boolean {
  const [name, value] = [textOf(args[0]), args[1]];
  if (node.target.kind !== 'Variable' || key(node.target) !== defaults || !/^add$/i.test(method)) return false;
  if (name === undefined || !value) return false;
  push(run, run.at(node), '=', defaultOf(name), value.span, value, value.span);
  return true;
}

function record(run: Run, node: ast.Assignment, target: string, targetSpan: Span, value: Value<Data>): void {
  push(run, run.at(node), node.operator, target, targetSpan, value, run.at(node.right));
}

function push(
  run: Run,
  span: Span,
  operator: string,
  target: string,
  targetSpan: Span,
  value: Value<Data>,
  valueSpan: Span,
): void {
  const { place } = run;
  const words = wordsOf(value);
  const event: MemberAssignment = {
    kind: 'assignment',
    span,
    place,
    target,
    targetSpan,
    operator,
    value,
    valueSpan,
    words,
  };
  run.events.push(event);
}

/** The single words of a value: `Tls12` and `Tls11` of `'Tls12, Tls11'`. */
function wordsOf(value: Value<Data>): MemberAssignment['words'] {
  return itemsOf(value).flatMap((item): MemberAssignment['words'] => {
    if (!item.known || isList(item.value)) return [];
    const text = textOf(item);
    if (text === undefined) return [];
    const direct = item.literal && item.literal.end - item.literal.start === text.length ? item.literal : undefined;
    return [...text.matchAll(/[^\s,|]+/g)].map(match => {
      const word = match[0];
      const literal = direct && { start: direct.start + match.index, end: direct.start + match.index + word.length };
      const inside = literal && item.span.start <= literal.start && literal.end <= item.span.end;
      const span = inside ? literal : item.span;
      return literal ? { text: word, span, literal } : { text: word, span };
    });
  });
}
