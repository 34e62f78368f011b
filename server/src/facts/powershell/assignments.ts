import type { Span } from '../../base/span';
import {
  type Data,
  isList,
  isObject,
  isTable,
  itemsOf,
  type Table,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { MemberAssignment } from '../command/script';
import { key } from './expressions';
import { binary } from './operators';
import type { Run } from './run';

/** Makes an assignment: to a variable, to an item of a table, or, recorded, to a property. */
export function assign(run: Run, node: ast.Assignment): Value<Data> | undefined {
  const right =
    run.statement(node.right) ?? unknown(run.written(node.right), run.at(node.right), 'its output is unknown');
  store(run, node.left, right, node);
  return undefined;
}

function store(run: Run, left: ast.Expression, right: Value<Data>, node: ast.Assignment): void {
  switch (left.kind) {
    case 'Cast':
      store(run, left.operand, right, node);
      return;
    case 'Parenthesised':
      return;
    case 'ArrayLiteral': {
      const items = itemsOf(right);
      left.elements.forEach((it, i) => {
        store(run, it, items[i] ?? unknown(run.written(it), run.at(it), 'one of several'), node);
      });
      return;
    }
    case 'Variable': {
      const name = key(left);
      const value = combined(run, run.scope.get(name), right, node);
      if (left.scope === 'script' || left.scope === 'global') run.scope.setGlobal(name, value);
      else run.scope.set(name, value);
      tell(run, left.name, right, run.at(node));
      if (left.scope === 'env') record(run, node, `env:${left.name}`, run.at(left), right);
      if (name === defaults && right.known && isTable(right.value)) {
        for (const it of right.value.entries) record(run, node, defaultOf(it.key), it.keySpan, it.value);
      }
      return;
    }
    case 'Member':
    case 'Index': {
      const done = put(run, left, right, node);
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

/** `$table.Key = v`, `$table['Key'] = v`: a new table in the variable. `false` when the target is none. */
function put(run: Run, left: ast.Member | ast.Index, right: Value<Data>, node: ast.Assignment): boolean {
  if (left.target.kind !== 'Variable') return false;
  const name = key(left.target);
  const value = run.scope.get(name);
  if (!value?.known || !isTable(value.value)) return false;
  const at = left.kind === 'Member' ? left.member : left.index;
  const item = textOf(run.evaluate(at));
  if (item === undefined) {
    run.scope.set(name, unknown(run.written(left.target), value.span, 'an unknown key is set'));
    return true;
  }
  const others = value.value.entries.filter(it => it.key.toLowerCase() !== item.toLowerCase());
  const old = value.value.entries.find(it => it.key.toLowerCase() === item.toLowerCase())?.value;
  const entries: Table['entries'] = [
    ...others,
    { key: item, keySpan: run.at(at), value: combined(run, old, right, node) },
  ];
  run.scope.set(name, { ...value, value: { kind: 'table', entries } });
  return true;
}

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
