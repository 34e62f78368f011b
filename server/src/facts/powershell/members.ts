import { lookUp } from '../../base/look-up';
import { contains, type Span } from '../../base/span';
import {
  type Data,
  entry,
  isList,
  isObject,
  isTable,
  known,
  type Table,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type { Index, Member } from '../../syntax/powershell/ast';
import { pathOfKeyType } from '../registry/key';
import { propertyOf } from './makers';
import { list } from './operators';
import type { Run } from './run';

/** Types whose static members are the values of an enumeration: they stand for their names. */
const enumeration = /(?:Type|Kind|Protocols|Options?|Flags|Mode|Level|Policy|View|Hive|Action|Scope|State|GpoBoolean)$/;

/** `target.member` */
export function member(run: Run, node: Member): Value<Data> {
  const name = textOf(run.evaluate(node.member));
  const target = run.evaluate(node.target);
  const at = run.at(node);
  const no = (why: string): Value<Data> => unknown(run.written(node), at, why);
  if (name === undefined) return no('the member is unknown');
  if (!target.known) {
    const origin = target.origin ?? target.span;
    noteRead(run, origin, name);
    const stated = propertyOf(run, target, name);
    if (stated) return { ...stated, span: at };
    const isPath = target.prefix !== undefined && /^(?:PSPath|Name|FullName)$/i.test(name);
    return {
      ...unknown(run.written(node), at, target.why),
      origin,
      part: 'property',
      ...(isPath ? { prefix: target.prefix! } : {}),
    };
  }
  const data = target.value;
  if (isTable(data)) return memberOfTable(run, node, data, name, at);
  if (isObject(data)) {
    if (node.isStatic) {
      const constant = lookUp(constants, `${data.type}::${name}`.toLowerCase());
      if (constant !== undefined) return known<Data>(constant, at);
      if (enumeration.test(data.type)) return known(name, at, run.at(node.member));
    }
    const path = pathOfKeyType(data.type);
    if (path !== undefined && /^(?:PSPath|Name)$/i.test(name)) return known(path, at);
    if (path !== undefined && /^PSChildName$/i.test(name)) return known(path.slice(path.lastIndexOf('\\') + 1), at);
    return known({ kind: 'object', type: `${data.type}${node.isStatic ? '::' : '.'}${name}` }, at);
  }
  if (isList(data)) {
    if (/^(count|length)$/i.test(name)) {
      // An empty list may have been filled by what is not understood.
      const isCertain = data.items.length > 0 && data.items.every(it => it.known);
      return isCertain ? known(data.items.length, at) : no('the number of items is not certain');
    }
    return known(list(data.items.map(it => pick(it, name) ?? no(`an item has no ${name}`))), at);
  }
  if (typeof data === 'string' && /^length$/i.test(name)) return known(data.length, at);
  if (typeof data === 'boolean' && /^ispresent$/i.test(name)) return { ...target, span: at };
  if (/^(count|length)$/i.test(name) && data !== null) return known(1, at);
  return no(`.${name} is not computed`);
}

/** Constants of types, lower case. */
const constants: Readonly<Record<string, Data>> = {
  'string::empty': '',
  'environment::newline': '\r\n',
  'int::maxvalue': 2147483647,
  'int::minvalue': -2147483648,
  'int32::maxvalue': 2147483647,
  'uint32::maxvalue': 4294967295,
  'uint32::minvalue': 0,
  'int16::maxvalue': 32767,
  'uint16::maxvalue': 65535,
  'byte::maxvalue': 255,
};

function memberOfTable(run: Run, node: Member, data: Table, name: string, at: Span): Value<Data> {
  const value = entry(data, name);
  if (value) return value.known ? { ...value, span: at } : value;
  switch (name.toLowerCase()) {
    case 'keys':
      return known(list(data.entries.map(it => known(it.key, at, it.keySpan))), at);
    case 'values':
      return known(list(data.entries.map(it => it.value)), at);
    case 'psobject':
      return known({ kind: 'table', entries: [{ key: 'Properties', keySpan: at, value: pairsOf(data, at) }] }, at);
    case 'count':
      if (data.entries.length > 0) return known(data.entries.length, at);
  }
  if (data.absent?.has(name.toLowerCase())) return known(null, at);
  return unknown(run.written(node), at, `the table has no ${name}`);
}

/** The entries of a table as objects with `Key`, `Name` and `Value`. */
export function pairsOf(data: Table, at: Span): Value<Data> {
  const pairs = data.entries.map(it => {
    const key = known<Data>(it.key, it.keySpan, it.keySpan);
    const entries = [
      { key: 'Key', keySpan: it.keySpan, value: key },
      { key: 'Name', keySpan: it.keySpan, value: key },
      { key: 'Value', keySpan: it.keySpan, value: it.value },
    ];
    return known<Data>({ kind: 'table', entries }, at);
  });
  return known(list(pairs), at);
}

/** So many events back the command is looked for whose output a property is read off. */
const recent = 30;

function noteRead(run: Run, origin: Span, name: string): void {
  const { events } = run;
  for (let at = events.length - 1; at >= 0 && at >= events.length - recent; at--) {
    const it = events[at]!;
    if (it.kind !== 'command' || !contains(origin, it.span)) continue;
    it.reads ??= new Set();
    it.reads.add(name.toLowerCase());
    return;
  }
}

const pick = (value: Value<Data>, name: string): Value<Data> | undefined =>
  value.known && isTable(value.value) ? entry(value.value, name) : undefined;

/** `target[index]`, also with several indexes. */
export function index(run: Run, node: Index): Value<Data> {
  const target = run.evaluate(node.target);
  const at = run.evaluate(node.index);
  const span = run.at(node);
  const no = (why: string): Value<Data> => unknown(run.written(node), span, why);
  if (!target.known) return no(target.why);
  if (!at.known) return no(at.why);
  if (isList(at.value)) {
    const items = at.value.items.map(it => itemAt(target, it));
    return items.includes(undefined) ? no('it has no such item') : known(list(items as Value<Data>[]), span);
  }
  const value = itemAt(target, at);
  if (!value) return no('it has no such item');
  // What a table of choices says for one of them is not to be rewritten.
  const isChoice = at.literal === undefined || !contains(span, at.literal);
  return { ...(value.known && isChoice ? known(value.value, value.span) : value), span };
}

function itemAt(target: Value<Data>, at: Value<Data>): Value<Data> | undefined {
  if (!target.known || !at.known) return undefined;
  const data = target.value;
  if (isTable(data)) {
    const name = textOf(at);
    const named = name === undefined ? undefined : entry(data, name);
    return named ?? (typeof at.value === 'number' ? data.entries.at(at.value)?.value : undefined);
  }
  const number = typeof at.value === 'string' && /^-?\d+$/.test(at.value) ? Number(at.value) : at.value;
  if (typeof number !== 'number') return undefined;
  if (isList(data)) return data.items.at(number);
  if (typeof data === 'string') return data.at(number) === undefined ? undefined : known(data.at(number)!, target.span);
  return number === 0 && data !== null ? target : undefined;
}
