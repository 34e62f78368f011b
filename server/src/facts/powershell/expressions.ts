import type { Span } from '../../base/span';
import {
  type Data,
  enumerate,
  isList,
  isObject,
  isScript,
  isTable,
  itemsOf,
  type Known,
  known,
  type Table,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type {
  Binary,
  ExpandableString,
  Expression,
  Hashtable,
  StringLiteral,
  Unary,
  Variable,
} from '../../syntax/powershell/ast';
import { assigned, tell } from './assignments';
import { cast } from './casts';
import { certain, plainText } from './compare';
import { index, member } from './members';
import { invoke } from './methods';
import { binary, list, pieces } from './operators';
import { pattern } from './regex';
import type { Run } from './run';
import { oneOf } from './ways';

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
      if (!value) return node.statements.length === 0 ? known(list([]), run.at(node)) : no('its output is not known');
      if (!value.known) return value;
      return known(list(enumerate(value)), run.at(node));
    }
    case 'SubExpression':
      return run.statements(node.statements) ?? no('its output is not known');
    case 'Parenthesised':
      return assigned(run, node.statement) ?? no('its output is not known');
    case 'Hashtable':
      return known(table(run, node), run.at(node));
    case 'ScriptBlock':
      return run.keep(node);
    case 'Type':
      return known({ kind: 'object', type: typeName(node.name) }, run.at(node));
    case 'Cast': {
      const value = run.evaluate(node.operand);
      const made = cast(typeName(node.type.name), value, run.at(node), run.written(node));
      // What a call passes stays at the call.
      const isArgument = node.operand.kind === 'Variable' && run.scope.argument(key(node.operand));
      return isArgument && made.known ? { ...made, span: value.span } : made;
    }
    case 'Unary':
      return unary(run, node.operator, run.evaluate(node.operand), node);
    case 'Binary':
      return operation(run, node);
    case 'Ternary': {
      const { doubts } = run.scope;
      const truth = certain(run.evaluate(node.condition));
      if (truth !== undefined && run.scope.doubts === doubts) {
        return run.evaluate(truth ? node.whenTrue : node.whenFalse);
      }
      const a = run.evaluate(node.whenTrue);
      const b = run.evaluate(node.whenFalse);
      return a.known && b.known && a.value === b.value
        ? a
        : oneOf([a, b], run.written(node), run.at(node), 'it is one of two');
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
  let either: readonly Known<Data>[] | undefined;
  let ways = 0;
  for (const part of node.parts) {
    let piece: string | undefined;
    if (part.kind === 'Piece') piece = part.value;
    else {
      const value = evaluate(run, part);
      const items = itemsOf(value).map(plainText);
      piece = value.known && !items.includes(undefined) ? items.join(' ') : undefined;
      if (piece === undefined) {
        prefix ??= text + (value.known ? '' : (value.prefix ?? ''));
        why ||= value.known ? `${run.written(part)} is no text` : value.why;
        tail = value.known ? '' : (value.suffix ?? '');
        // Of two that differ it is not known which go together.
        either =
          value.known || ways !== 0 ? undefined : value.either?.map(it => known(text + textOf(it), run.at(node)));
        ways++;
        continue;
      }
    }
    text += piece;
    tail += piece;
    either = either?.map(it => ({ ...it, value: `${it.value}${piece}` }));
  }
  const [first] = node.parts;
  const isPlain = first?.kind === 'Piece' && first.end - first.start === first.value.length;
  const head = isPlain ? { head: run.at(first) } : {};
  if (prefix === undefined) return { ...known(text, run.at(node)), ...head };
  run.partly.set(run.at(node).start, { node, text: run.text });
  return { ...unknown(run.written(node), run.at(node), why), prefix, suffix: tail, ...head, ...(either && { either }) };
}

const constants = new Map<string, Data>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function variable(run: Run, node: Variable): Value<Data> {
  const name = node.name.toLowerCase();
  const at = run.at(node);
  const constant = node.scope ? undefined : constants.get(name);
  if (constant !== undefined) return known(constant, at, at);
  const isGlobal = node.scope === 'script' || node.scope === 'global';
  const own = node.scope === 'env' ? `env:${name}` : name;
  const slot = (isGlobal ? run.scope.readGlobal(name) : undefined) ?? run.scope.read(own);
  if (!slot) {
    const shown = node.scope === 'env' ? `env:${node.name}` : node.name;
    return unknown(run.written(node), at, run.reason(`$${shown} is not set here`));
  }
  const { value } = slot;
  if (!value.known) {
    const { why, either, part } = value;
    const text = run.written(node);
    const origin = value.origin ?? value.span;
    // Most have no more than that, and this is run a lot.
    if (!either && !part && value.suffix === undefined && value.prefix === undefined && !value.head)
      return { known: false, text, span: at, why, origin };
    const here = { ...value, text, span: at, origin };
    return either ? { ...here, either: either.map(it => ({ ...it, span: at })) } : here;
  }
  // An argument of a call to one of the script's functions stays at the call: that is where the value was chosen.
  if (slot.given) return value;
  return value.head ? { ...value, span: at } : known(value.value, at, value.literal);
}

/** The name under which a variable is kept: `env:x` apart, other scopes as one. */
export const key = (node: Variable): string =>
  node.scope === 'env' ? `env:${node.name.toLowerCase()}` : node.name.toLowerCase();

function table(run: Run, node: Hashtable): Table {
  const entries: Table['entries'][number][] = [];
  for (const it of node.entries) {
    const name = textOf(run.evaluate(it.key));
    const value =
      run.statement(it.value) ?? unknown(run.written(it.value), run.at(it.value), 'its output is not known');
    if (name !== undefined) tell(run, name, value, run.at(it.key));
    if (name !== undefined) entries.push({ key: name, keySpan: run.at(it.key), value });
  }
  return { kind: 'table', entries };
}

function operation(run: Run, node: Binary): Value<Data> {
  const { operator } = node;
  const left = run.evaluate(node.left);
  const at = run.at(node);
  if (operator === '-as' || operator === '-is' || operator === '-isnot') {
    const type = node.right.kind === 'Type' ? typeName(node.right.name) : '';
    if (operator === '-as') return type === '' ? { ...left, span: at } : cast(type, left, at, run.written(node));
    const is = isOfType(left, type);
    return is === undefined
      ? unknown(run.written(node), at, 'its type is not known')
      : known(is === (operator === '-is'), at);
  }
  // The right side is not run once the left one decides.
  const truth = operator === '-and' || operator === '-or' ? certain(left) : undefined;
  if (truth !== undefined && truth === (operator === '-or')) return known(truth, at);
  const right = run.evaluate(node.right);
  const value = binary(operator, left, right, at, run.written(node));
  if (/^-[ic]?match$/.test(operator)) noteMatches(run, left, right, at);
  return value;
}

/** Sets `$Matches`. */
function noteMatches(run: Run, left: Value<Data>, right: Value<Data>, at: Span): void {
  const [source, expression] = [textOf(left), textOf(right)];
  if (source === undefined || expression === undefined) {
    run.scope.set('matches', unknown('$Matches', at, left.known ? 'the pattern is not known' : left.why));
    return;
  }
  const found = pattern(expression, source, 'i')?.exec(source);
  if (!found) return;
  const entries = [...found.map((it, i) => [String(i), it] as const), ...Object.entries(found.groups ?? {})].flatMap(
    ([key, it]) => (it === undefined ? [] : [{ key, keySpan: at, value: known<Data>(it, at) }]),
  );
  run.scope.set('matches', known<Data>({ kind: 'table', entries }, at));
}

function isOfType(value: Value<Data>, type: string): boolean | undefined {
  if (!value.known || isObject(value.value)) return undefined;
  const data = value.value;
  switch (type.toLowerCase()) {
    case 'string':
      return typeof data === 'string';
    case 'int':
    case 'int32':
      return typeof data === 'number';
    case 'bool':
    case 'boolean':
      return typeof data === 'boolean';
    case 'array':
    case 'object[]':
      return isList(data);
    case 'hashtable':
    case 'collections.idictionary':
      return isTable(data);
    case 'scriptblock':
      return isScript(data);
    default:
      return undefined;
  }
}

function unary(run: Run, operator: string, value: Value<Data>, node: Unary): Value<Data> {
  const at = run.at(node);
  if (operator === '++' || operator === '--') {
    const next = binary(operator[0]!, value, known<Data>(1, at), at, run.written(node));
    if (node.operand.kind === 'Variable') run.scope.update(key(node.operand), next);
    return node.postfix ? value : next;
  }
  if (!value.known) return unknown(run.written(node), at, value.why);
  switch (operator) {
    case '-':
      if (typeof value.value === 'number') return known(-value.value, at, at);
      break;
    case '+':
      if (typeof value.value === 'number') return value;
      break;
    case '!':
    case '-not': {
      const truth = certain(value);
      if (truth !== undefined) return known(!truth, at);
      break;
    }
    case '-bnot':
      if (typeof value.value === 'number') return known(~value.value, at);
      break;
    case '-join':
      return binary('-join', value, known('', at), at, run.written(node));
    case '-split': {
      const source = textOf(value);
      if (source !== undefined) return known(list(pieces(value, source.trim(), /\s+/g, undefined, at)), at);
      break;
    }
    case ',':
      return known(list([value]), at);
  }
  return unknown(run.written(node), at, `${operator} is not computed`);
}
