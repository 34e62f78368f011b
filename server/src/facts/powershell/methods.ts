import {
  type Data,
  isList,
  isObject,
  isScript,
  isTable,
  itemsOf,
  known,
  textOf,
  unknown,
  type Value,
} from '../../base/value';
import type { MethodCall } from '../../syntax/powershell/ast';
import type { MethodInvocation } from '../command/script';
import { addsDefault } from './assignments';
import { key } from './expressions';
import { binary, list, string } from './operators';
import type { Run } from './run';

/** Evaluates a method call and records it, unless it only computes on text and lists. */
export function invoke(run: Run, node: MethodCall): Value<Data> {
  const target = run.evaluate(node.target);
  const name = textOf(run.evaluate(node.member));
  const at = run.at(node);
  const data = target.known ? target.value : undefined;
  if (name !== undefined && isList(data) && /^foreach$/i.test(name) && node.args[0]?.kind === 'ScriptBlock') {
    run.each(node.args[0].body, '_', target);
    return unknown(run.written(node), at, 'the output of a loop');
  }
  const args = node.args.map(it => run.evaluate(it));
  if (name === undefined) return unknown(run.written(node), at, 'the method is unknown');
  if (addsDefault(run, node, name, args)) return known(null, at);
  const computed = target.known ? compute(run, node, target.value, name.toLowerCase(), args, target) : undefined;
  if (computed) return computed;
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
  if (isObject(data)) {
    if (node.isStatic && /^new$/i.test(name)) return known({ kind: 'object', type: data.type }, at);
    const path = textOf(args[0]);
    if (/^(?:Open|Create)(?:SubKey|BaseKey|RemoteBaseKey)$/i.test(name) && path !== undefined) {
      return known({ kind: 'object', type: `${data.type}\\${path}` }, at);
    }
    if (/^create$/i.test(name)) return known({ kind: 'object', type: data.type }, at);
  }
  return unknown(run.written(node), at, `.${name}() is not computed`);
}

/** Methods of text, lists and tables that have no effect but their value; `undefined` for all others. */
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
  const words = args.map(textOf);
  if (typeof data === 'string') {
    const [a, b] = words;
    switch (name) {
      case 'replace':
        return a === undefined || b === undefined || a === '' ? undefined : string(data.replaceAll(a, b), at, text);
      case 'split':
        return a === undefined ? undefined : known(list(splitOn(data, a).map(it => known(it, at))), at);
      case 'tolower':
      case 'tolowerinvariant':
        return known(data.toLowerCase(), at);
      case 'toupper':
      case 'toupperinvariant':
        return known(data.toUpperCase(), at);
      case 'trim':
        return args.length === 0 ? known(data.trim(), at) : undefined;
      case 'tostring':
        return { ...target, span: at };
      case 'substring': {
        const numbers = args.map(it => (it.known && typeof it.value === 'number' ? it.value : undefined));
        const from = numbers[0];
        if (from === undefined || (args.length > 1 && numbers[1] === undefined)) return undefined;
        return known(args.length > 1 ? data.substr(from, numbers[1]) : data.slice(from), at);
      }
    }
  }
  if (isObject(data) && node.isStatic) {
    if (/^string$/i.test(data.type) && name === 'format') {
      return binary('-f', args[0] ?? known('', at), known(list(args.slice(1)), at), at, text);
    }
    if (/^string$/i.test(data.type) && name === 'join') {
      return binary('-join', known(list(args.slice(1).flatMap(itemsOf)), at), args[0] ?? known('', at), at, text);
    }
    if (/^IO\.Path$/i.test(data.type) && name === 'combine' && !words.includes(undefined)) {
      return string(words.join('\\').replace(/\\\\+/g, '\\'), at, text);
    }
  }
  if ((isTable(data) || isList(data)) && name === 'clone') return { ...target, span: at };
  if (isTable(data) && name === 'getenumerator') {
    const entries = data.entries.map(it =>
      known<Data>(
        {
          kind: 'table',
          entries: [
            { key: 'Key', keySpan: it.keySpan, value: known<Data>(it.key, it.keySpan, it.keySpan) },
            { key: 'Name', keySpan: it.keySpan, value: known<Data>(it.key, it.keySpan, it.keySpan) },
            { key: 'Value', keySpan: it.keySpan, value: it.value },
          ],
        },
        at,
      ),
    );
    return known(list(entries), at);
  }
  if ((isTable(data) || isList(data)) && name === 'add' && node.target.kind === 'Variable') {
    const grown = isTable(data)
      ? words[0] === undefined || !args[1]
        ? undefined
        : ({
            kind: 'table',
            entries: [...data.entries, { key: words[0], keySpan: run.at(node.args[0]!), value: args[1] }],
          } as const)
      : list([...data.items, ...args.slice(0, 1)]);
    const value = grown ? known<Data>(grown, target.span) : unknown(text, target.span, 'an unknown key is added');
    run.scope.set(key(node.target), value);
    return known(null, at);
  }
  if (isScript(data) && /^(invoke|invokereturnasis)$/.test(name))
    return unknown(text, at, 'the output of a script block');
  return undefined;
}

const splitOn = (text: string, separators: string): string[] =>
  separators.length === 1
    ? text.split(separators)
    : text.split(new RegExp(`[${separators.replace(/[\]\\^-]/g, '\\$&')}]`));
