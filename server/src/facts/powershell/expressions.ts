import { contains, type Span } from '../../base/span';
import {
  type Data,
  entry,
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
import type {
  ExpandableString,
  Expression,
  Hashtable,
  Index,
  Member,
  StringLiteral,
  Variable,
} from '../../syntax/powershell/ast';
import { pathOfKeyType } from '../registry/key';
import { tell } from './assignments';
import { cast } from './casts';
import { invoke } from './methods';
import { binary, list } from './operators';
import type { Run } from './run';

/** Evaluates an expression; commands inside it are run and recorded. Never throws. */
export function evaluate(run: Run, node: Expression): Value<Data> {
  run.spend(1);
  const no = (why: string): Value<Data> => unknown(run.written(node), run.at(node), why);
  switch (node.kind) {
    case 'String':
      return literal(run, node);
    case 'ExpandableString':
      return expand(run, node);
    case 'Number':
      return known(node.value, run.at(node), run.at(node));
    case 'Variable':
      return variable(run, node);
    case 'ArrayLiteral':
      return known(list(node.elements.map(it => run.evaluate(it))), run.at(node));
    case 'ArrayExpression': {
      const value = run.statements(node.statements);
      if (!value) return node.statements.length === 0 ? known(list([]), run.at(node)) : no('its output is unknown');
      if (!value.known) return value;
      return known(list(enumerate(value)), run.at(node));
    }
    case 'SubExpression':
      return run.statements(node.statements) ?? no('its output is unknown');
    case 'Parenthesised':
      return run.statement(node.statement) ?? no('its output is unknown');
    case 'Hashtable':
      return known(table(run, node), run.at(node));
    case 'ScriptBlock':
      run.each(node.body, '_', undefined);
      return known({ kind: 'script', text: run.text.text.slice(node.body.start, node.body.end) }, run.at(node));
    case 'Type':
      return known({ kind: 'object', type: typeName(node.name) }, run.at(node));
    case 'Cast':
      return cast(typeName(node.type.name), run.evaluate(node.operand), run.at(node), run.written(node));
    case 'Unary':
      return unary(run, node.operator, run.evaluate(node.operand), node);
    case 'Binary': {
      const left = run.evaluate(node.left);
      const right = node.operator === '-as' || node.operator === '-is' ? left : run.evaluate(node.right);
      return binary(node.operator, left, right, run.at(node), run.written(node));
    }
    case 'Ternary': {
      run.evaluate(node.condition);
      const a = run.evaluate(node.whenTrue);
      const b = run.evaluate(node.whenFalse);
      return a.known && b.known && a.value === b.value ? a : no('one of two');
    }
    case 'Member':
      return member(run, node);
    case 'Index':
      return index(run, node);
    case 'MethodCall':
      return invoke(run, node);
    case 'Missing':
      return no('not written');
  }
}

/** A type's name as facts have it: no `System.`, no assembly. */
export const typeName = (name: string): string =>
  name
    .replace(/^System\./i, '')
    .replace(/,.*$/, '')
    .trim();

function literal(run: Run, node: StringLiteral): Value<Data> {
  const content = run.text.span(node.contentStart, node.contentEnd);
  return known(node.value, run.at(node), content);
}

function expand(run: Run, node: ExpandableString): Value<Data> {
  let text = '';
  let prefix: string | undefined;
  let why = '';
  let tail = '';
  for (const part of node.parts) {
    let piece: string | undefined;
    if (part.kind === 'Piece') piece = part.value;
    else {
      const value = evaluate(run, part);
      const items = itemsOf(value).map(textOf);
      piece = value.known && !items.includes(undefined) ? items.join(' ') : undefined;
      if (piece === undefined) {
        prefix ??= text + (value.known ? '' : (value.prefix ?? ''));
        why ||= value.known ? `${run.written(part)} is no text` : `${run.written(part)}: ${value.why}`;
        tail = value.known ? '' : (value.suffix ?? '');
        continue;
      }
    }
    text += piece;
    tail += piece;
  }
  const [first] = node.parts;
  const isPlain = first?.kind === 'Piece' && first.end - first.start === first.value.length;
  const head = isPlain ? { head: run.at(first) } : {};
  if (prefix === undefined) return { ...known(text, run.at(node)), ...head };
  return { ...unknown(run.written(node), run.at(node), why), prefix, suffix: tail, ...head };
}

const constants: Readonly<Record<string, Data>> = { true: true, false: false, null: null };

function variable(run: Run, node: Variable): Value<Data> {
  const name = node.name.toLowerCase();
  const at = run.at(node);
  if (!node.scope && name in constants) return known(constants[name]!, at, at);
  const value = run.scope.get(key(node));
  if (!value) return unknown(run.written(node), at, `$${node.name} is not set here`);
  if (!value.known) return { ...value, text: run.written(node), span: at, origin: value.origin ?? value.span };
  // An argument of a call to one of the script's functions stays at the call: that is where the value was chosen.
  return run.scope.argument(key(node)) ? value : { ...value, span: at };
}

/** The name under which a variable is kept: `env:x` apart, other scopes as one. */
export const key = (node: Variable): string =>
  node.scope === 'env' ? `env:${node.name.toLowerCase()}` : node.name.toLowerCase();

function table(run: Run, node: Hashtable): Table {
  const entries: Table['entries'][number][] = [];
  for (const it of node.entries) {
    const name = textOf(run.evaluate(it.key));
    const value = run.statement(it.value) ?? unknown(run.written(it.value), run.at(it.value), 'its output is unknown');
    if (name !== undefined) tell(run, name, value, run.at(it.key));
    if (name !== undefined) entries.push({ key: name, keySpan: run.at(it.key), value });
  }
  return { kind: 'table', entries };
}

function unary(run: Run, operator: string, value: Value<Data>, node: Expression): Value<Data> {
  if (value.known) {
    if (operator === '-' && typeof value.value === 'number') return known(-value.value, run.at(node), run.at(node));
    if (operator === '+' && typeof value.value === 'number') return value;
    if (operator === '!' || operator === '-not') {
      const truth = cast('bool', value, run.at(node), run.written(node));
      if (truth.known) return known(!truth.value, run.at(node));
    }
    if (operator === '-join') return binary('-join', value, known('', run.at(node)), run.at(node), run.written(node));
    if (operator === ',') return known(list([value]), run.at(node));
  }
  return unknown(run.written(node), run.at(node), `${operator} is not computed`);
}

/** Types whose static members are the values of an enumeration: they stand for their names. */
const enumeration = /(?:Type|Kind|Protocols|Options?|Flags|Mode|Level|Policy|View|Hive|Action|Scope|State|GpoBoolean)$/;

function member(run: Run, node: Member): Value<Data> {
  const name = textOf(run.evaluate(node.member));
  const target = run.evaluate(node.target);
  const at = run.at(node);
  const no = (why: string): Value<Data> => unknown(run.written(node), at, why);
  if (name === undefined) return no('the member is unknown');
  if (!target.known) {
    const origin = target.origin ?? target.span;
    noteRead(run, origin, name);
    return { ...unknown(run.written(node), at, target.why), origin };
  }
  const data = target.value;
  if (isTable(data)) {
    const value = entry(data, name);
    if (value) return value.known ? { ...value, span: at } : value;
    if (/^keys$/i.test(name)) return known(list(data.entries.map(it => known(it.key, at, it.keySpan))), at);
    if (/^values$/i.test(name)) return known(list(data.entries.map(it => it.value)), at);
    return no(`no ${name} in the table`);
  }
  if (isObject(data)) {
    if (node.isStatic && enumeration.test(data.type)) return known(name, at, run.at(node.member));
    if (node.isStatic && /^string$/i.test(data.type) && /^empty$/i.test(name)) return known('', at);
    const path = pathOfKeyType(data.type);
    if (path !== undefined && /^(?:PSPath|Name)$/i.test(name)) return known(path, at);
    return known({ kind: 'object', type: `${data.type}${node.isStatic ? '::' : '.'}${name}` }, at);
  }
  if (isList(data)) {
    if (/^(count|length)$/i.test(name)) return known(data.items.length, at);
    return known(list(data.items.map(it => pick(it, name) ?? no(`no ${name}`))), at);
  }
  if (typeof data === 'string' && /^length$/i.test(name)) return known(data.length, at);
  return no(`.${name} is not computed`);
}

/** So many events back the command is looked for whose output a property is read off. */
const recent = 30;

function noteRead(run: Run, origin: Span, name: string): void {
  const source = run.events.slice(-recent).findLast(it => it.kind === 'command' && contains(origin, it.span));
  if (source?.kind !== 'command') return;
  source.reads ??= new Set();
  source.reads.add(name.toLowerCase());
}

const pick = (value: Value<Data>, name: string): Value<Data> | undefined =>
  value.known && isTable(value.value) ? entry(value.value, name) : undefined;

function index(run: Run, node: Index): Value<Data> {
  const target = run.evaluate(node.target);
  const at = run.evaluate(node.index);
  const no = (why: string): Value<Data> => unknown(run.written(node), run.at(node), why);
  if (!target.known || !at.known) return no('not indexed');
  let value: Value<Data> | undefined;
  if (isTable(target.value)) {
    const name = textOf(at);
    value = name === undefined ? undefined : entry(target.value, name);
  } else if (isList(target.value) && typeof at.value === 'number') value = target.value.items.at(at.value);
  if (!value) return no('no such item');
  // What a table of choices says for one of them is not to be rewritten.
  const isChoice = at.literal === undefined || !contains(run.at(node), at.literal);
  return { ...(value.known && isChoice ? known(value.value, value.span) : value), span: run.at(node) };
}
