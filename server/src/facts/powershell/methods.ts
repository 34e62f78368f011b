import type { Span } from '../../base/span';
import {
  type Data,
  enumerate,
  isList,
  isObject,
  isScript,
  isTable,
  itemsOf,
  known,
  type Table,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type { MethodCall } from '../../syntax/powershell/ast';
import type { MethodInvocation } from '../command/script';
import { addsDefault } from './assignments';
import { runGiven } from './bind';
import { classOf, instance, method } from './classes';
import { contentOf } from './embedded';
import { encodingMethod } from './encodings';
import { key } from './expressions';
import { noteWritten } from './files';
import { kept } from './filters';
import { pairsOf } from './members';
import { list, maximumItems, tooLong } from './operators';
import type { Run } from './run';
import { serviceMethod } from './service-objects';
import { scalarMethod, staticMethod, textMethod } from './text-methods';

/** Evaluates a method call and records it, unless it only computes on text and lists. */
export function invoke(run: Run, node: MethodCall): Value<Data> {
  const target = run.evaluate(node.target);
  const name = textOf(run.evaluate(node.member));
  const at = run.at(node);
  const data = target.known ? target.value : undefined;
  const first = node.args[0];
  if (name !== undefined && first?.kind === 'ScriptBlock' && /^foreach$/i.test(name)) {
    return run.each(first.body, '_', target) ?? unknown(run.written(node), at, 'it is the output of a loop');
  }
  const isWhere = name !== undefined && /^where$/i.test(name) && target.known;
  if (isWhere && first?.kind === 'ScriptBlock')
    return kept(run, first, target, at, textOf(run.evaluate(node.args[1] ?? node.member)));
  const args = node.args.map(it => {
    const value = run.evaluate(it);
    if (it.kind === 'ScriptBlock') runGiven(run, it.body, value);
    return value;
  });
  if (name === undefined) return unknown(run.written(node), at, 'the method is unknown');
  if (addsDefault(run, node, name, args)) return known(null, at);
  const computed = target.known ? compute(run, node, target.value, name.toLowerCase(), args, target) : undefined;
  if (computed) return computed;
  if (/^ShouldProcess$/i.test(name)) return known(true, at);
  const type = isObject(data) ? data.type : '';
  const event: MethodInvocation = {
    kind: 'invocation',
    span: at,
    place: run.place,
    type,
    target,
    method: name,
    methodSpan: run.at(node.member),
    args,
  };
  run.events.push(event);
  noteWritten(run, node, event);
  serviceMethod(run, node, name, args, target);
  const code =
    isObject(data) && isCreate.test(`${data.type}::${name}`) && args[0]
      ? contentOf(run, args[0], node.args[0])
      : undefined;
  if (code) return run.compile(code, at);
  // A list or table that a method changes in a way that is not followed.
  if ((isList(data) || isTable(data)) && node.target.kind === 'Variable' && changing.test(name)) {
    run.scope.update(key(node.target), unknown(run.written(node.target), target.span, `it is changed by .${name}()`));
  }
  if (isObject(data)) {
    if (node.isStatic && /^new$/i.test(name)) return known({ kind: 'object', type: data.type }, at);
    const path = textOf(args[0]);
    if (/^(?:Open|Create)(?:SubKey|BaseKey|RemoteBaseKey)$/i.test(name) && path !== undefined) {
      return known({ kind: 'object', type: `${data.type}\\${path}` }, at);
    }
    if (/^create$/i.test(name)) return known({ kind: 'object', type: data.type }, at);
  }
  // Of an assembly, or of the activator.
  const created = /^createinstance$/i.test(name) ? textOf(args[0]) : undefined;
  if (created) return known({ kind: 'object', type: created.replace(/^System\./i, '') }, at);
  if (!target.known) return unknown(run.written(node), at, target.why);
  return unknown(run.written(node), at, `.${name}() is not computed`);
}

/** `[scriptblock]::Create('...')` */
const isCreate = /^(?:Management\.Automation\.)?scriptblock::create$/i;

const changing = /^(?:insert|clear|sort|reverse|push|pop|enqueue|dequeue|remove\w*|set\w*|tryadd)$/i;

/** Types whose objects are lists or tables that are filled by their methods. */
export const listType =
  /^(?:Collections\.)?(?:ArrayList|Generic\.(?:List|HashSet|LinkedList|Queue|Stack)\b.*|ObjectModel\.Collection\b.*)$/i;
export const tableType = /^(?:Collections\.)?(?:Hashtable|Specialized\.OrderedDictionary|Generic\.\w*Dictionary\b.*)$/i;

/** A new object: of a class of the script, a list, a table; `undefined` for all others. */
export function made(run: Run, type: string, args: readonly Value<Data>[], at: Span): Value<Data> | undefined {
  const own = run.classes.get(type.toLowerCase())?.node;
  if (own) return instance(run, own, { positional: args });
  const name = type.replace(/^System\./i, '');
  if (listType.test(name)) {
    const [from] = args;
    return known(list(from?.known && isList(from.value) ? from.value.items : []), at);
  }
  return tableType.test(name) ? known({ kind: 'table', entries: [] }, at) : undefined;
}

/** Methods of text, lists, tables and blocks that have no effect but their value; `undefined` for all others. */
function compute(
  run: Run,
  node: MethodCall,
  data: Data,
  name: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
): Value<Data> | undefined {
  const at = run.at(node);
  const text = run.written(node);
  if (typeof data === 'string') return textMethod(data, name, args, target, at, text);
  if (typeof data === 'number' || typeof data === 'boolean') return scalarMethod(name, args, target, at);
  if (isObject(data) && node.isStatic) {
    const own = run.classes.get(data.type.toLowerCase())?.node;
    if (own && name !== 'new')
      return method(run, own, name, { positional: args }) ?? unknown(text, at, `it is the output of .${name}()`);
    if (name === 'new') return made(run, data.type, args, at);
    const value = staticMethod(data.type, name, args, at, text) ?? encodingMethod(run, node, data.type, name, args, at);
    if (value) return value;
    return setEnvironment(run, data.type, name, args, at);
  }
  if (isObject(data)) return encodingMethod(run, node, data.type, name, args, at);
  if (isScript(data) && /^(?:invoke|invokereturnasis)$/.test(name)) {
    return run.invoke(target, { positional: args }) ?? unknown(text, at, 'it is the output of a script block');
  }
  if (isScript(data) && name === 'getnewclosure') return { ...target, span: at };
  if (isTable(data)) {
    const own = classOf(run, data);
    if (own) {
      return (
        method(run, own, name, { positional: args, self: target }) ??
        unknown(text, at, `it is the output of .${name}()`)
      );
    }
    return tableMethod(run, node, data, name, args, target, at);
  }
  return isList(data) ? listMethod(run, node, data.items, name, args, target, at) : undefined;
}

/** `[Environment]::SetEnvironmentVariable('Name', 'value')`: the process sees it when no other target is named. */
function setEnvironment(
  run: Run,
  type: string,
  name: string,
  args: readonly Value<Data>[],
  at: Span,
): Value<Data> | undefined {
  const variable = textOf(args[0]);
  if (!/^environment$/i.test(type) || variable === undefined) return undefined;
  const found = `env:${variable.toLowerCase()}`;
  if (name === 'setenvironmentvariable' && args[1] && (args.length < 3 || /process/i.test(textOf(args[2]) ?? ''))) {
    run.scope.set(found, args[1]);
  }
  return name === 'getenvironmentvariable' && run.scope.get(found) ? { ...run.scope.get(found)!, span: at } : undefined;
}

/** Puts the changed table or list where it came from. */
function change(run: Run, node: MethodCall, target: Value<Data>, value: Data): Value<Data> {
  const size = isList(value) ? value.items.length : isTable(value) ? value.entries.length : 0;
  const changed = size > maximumItems ? unknown('', target.span, tooLong) : known(value, target.span);
  if (node.target.kind === 'Variable') run.scope.update(key(node.target), changed);
  return known(null, run.at(node));
}

function tableMethod(
  run: Run,
  node: MethodCall,
  data: Table,
  name: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
  at: Span,
): Value<Data> | undefined {
  const word = textOf(args[0]);
  switch (name) {
    case 'clone':
      return { ...target, span: at };
    case 'getenumerator':
      return pairsOf(data, at);
    case 'contains':
    case 'containskey':
      if (word === undefined || data.entries.length === 0)
        return unknown('', at, 'it is not certain what the table holds');
      return known(
        data.entries.some(it => it.key.toLowerCase() === word.toLowerCase()),
        at,
      );
    case 'add': {
      if (node.target.kind !== 'Variable') return undefined;
      if (word !== undefined && args[1]) {
        const entry = { key: word, keySpan: run.at(node.args[0]!), value: args[1] };
        return change(run, node, target, { kind: 'table', entries: [...data.entries, entry] });
      }
      run.scope.update(key(node.target), unknown('', target.span, 'an unknown key is added to it'));
      return known(null, at);
    }
    case 'remove':
      if (word === undefined || node.target.kind !== 'Variable') return undefined;
      return change(run, node, target, {
        kind: 'table',
        entries: data.entries.filter(it => it.key.toLowerCase() !== word.toLowerCase()),
      });
    default:
      return undefined;
  }
}

function listMethod(
  run: Run,
  node: MethodCall,
  items: readonly Value<Data>[],
  name: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
  at: Span,
): Value<Data> | undefined {
  const inVariable = node.target.kind === 'Variable';
  switch (name) {
    case 'clone':
    case 'toarray':
    case 'getenumerator':
    case 'asreadonly':
      return { ...target, span: at };
    case 'add':
    case 'addlast':
    case 'enqueue':
      return inVariable ? change(run, node, target, list([...items, ...args.slice(0, 1)])) : undefined;
    case 'addrange':
      if (!inVariable || !args[0]?.known) return undefined;
      return change(run, node, target, list([...items, ...itemsOf(args[0])]));
    case 'contains': {
      const [wanted] = args;
      const word = textOf(wanted);
      const texts = items.map(textOf);
      if (word === undefined || items.length === 0 || texts.includes(undefined)) return undefined;
      return known(texts.includes(word), at);
    }
    case 'trim':
    case 'tolower':
    case 'toupper':
    case 'split':
    case 'replace':
    case 'substring':
    case 'trimend':
    case 'trimstart': {
      // A method of the items of a list is called on each of them.
      const texts = items.map(textOf);
      if (texts.includes(undefined)) return undefined;
      const out = items.map((it, i) => textMethod(texts[i]!, name, args, it, at, run.written(node)));
      return out.includes(undefined) ? undefined : known(list(out.flatMap(it => enumerate(it!))), at);
    }
    default:
      return undefined;
  }
}
