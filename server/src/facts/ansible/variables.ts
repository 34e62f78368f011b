import type { Span } from '../../base/span';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, toValue } from '../../syntax/yaml/read';

/** What the names in templates stand for: variables of a play, a block or a task, and the item of a loop. */
export type Variables = ReadonlyMap<string, YamlNode>;

/** Variables may name each other, and themselves, without end. */
const deepest = 8;

/** Aliases may multiply nodes without end. */
const mostNodes = 5000;

/** A template alone: `{{ item.data }}`, `"{{ x['y'] | int }}"`. */
const whole = /^(["']?)\{\{((?:(?!\}\}).)*)\}\}\1$/s;

/** The variables with those that `vars` of a play, block or task adds. */
export function withVars(variables: Variables, node: YamlNode | undefined): Variables {
  const own = entries(at(node, 'vars'));
  if (own.length === 0) return variables;
  const all = new Map(variables);
  for (const { key, value } of own) all.set(key, value);
  return all;
}

/** The node that a template stands for; the node itself where it is none. `undefined` where that cannot be known. */
export function resolve(node: YamlNode, variables: Variables, depth = 0): YamlNode | undefined {
  if (node.kind !== 'unknown') return node;
  const expression = whole.exec(node.text)?.[2];
  if (expression === undefined || depth >= deepest) return undefined;
  const found = lookUp(expression, variables, depth);
  return found && resolve(found, variables, depth + 1);
}

/** A value with the templates in it replaced, as far as the file says what they stand for. */
export function valueOfNode(
  node: YamlNode,
  variables: Variables,
  budget: { left: number } = { left: mostNodes },
  depth = 0,
): Value<Data> {
  if (budget.left-- <= 0 || depth > deepest) return unknown('', node.span, 'is too large');
  const found = resolve(node, variables);
  if (found?.kind === 'scalar') return scalarOf(found);
  if (found?.kind === 'list') {
    return known(
      { kind: 'list', items: found.items.map(it => valueOfNode(it, variables, budget, depth + 1)) },
      found.span,
    );
  }
  if (found?.kind === 'map') {
    const own = entries(found).map(it => ({
      key: it.key,
      keySpan: it.keySpan,
      value: valueOfNode(it.value, variables, budget, depth + 1),
    }));
    return known({ kind: 'table', entries: own }, found.span);
  }
  return node.kind === 'unknown' ? mixed(node.text, node.span, variables) : toValue(node);
}

/** Words of YAML 1.1 for yes and no stay as written, so that others can be written in their place. */
const scalarOf = (node: Extract<YamlNode, { kind: 'scalar' }>): Value<Data> =>
  typeof node.value === 'boolean' ? known(node.text, node.span, node.literal) : toValue(node);

/** A text that templates are a part of: `HKLM:\SOFTWARE\{{ item.key }}`. */
export function mixed(written: string, span: Span, variables: Variables): Value<Data> {
  const text = /^(["']).*\1$/s.test(written) ? unescaped(written) : written;
  const parts = text
    .split(/(\{\{(?:(?!\}\}).)*\}\})/s)
    .map((part, index) => (index % 2 === 0 ? part : replaced(part, variables)));
  const missing = parts.indexOf(undefined);
  if (missing >= 0 || /\{%/.test(text)) {
    const prefix = missing < 0 ? '' : parts.slice(0, missing).join('');
    return { ...unknown(written, span, 'a template decides'), ...(prefix ? { prefix } : {}) };
  }
  return known(parts.join(''), span);
}

/** The text that a template becomes. */
function replaced(template: string, variables: Variables): string | undefined {
  const found = lookUp(template.slice(2, -2), variables, 0);
  const node = found && resolve(found, variables, 1);
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

const unescaped = (quoted: string): string =>
  quoted.startsWith('"') ? quoted.slice(1, -1).replace(/\\(["\\])/g, '$1') : quoted.slice(1, -1).replaceAll("''", "'");

/** A name with the keys behind it; filters that change nothing but the type do not count. */
function lookUp(expression: string, variables: Variables, depth: number): YamlNode | undefined {
  const match =
    /^\s*([A-Za-z_]\w*)((?:\.\w+|\[\s*(?:'[^']*'|"[^"]*"|\d+)\s*\])*)\s*(?:\|\s*(?:int|string|bool|trim|default\([^()]*\))\s*)*$/.exec(
      expression,
    );
  if (!match) return undefined;
  let node: YamlNode | undefined = variables.get(match[1]!);
  for (const [, name, quoted, double, index] of match[2]!.matchAll(
    /\.(\w+)|\[\s*(?:'([^']*)'|"([^"]*)"|(\d+))\s*\]/g,
  )) {
    const own: YamlNode | undefined = node && resolve(node, variables, depth + 1);
    const key = name ?? quoted ?? double ?? index!;
    node = own?.kind === 'list' ? items(own)[Number(key)] : at(own, key);
  }
  return node;
}

/** The items of a loop as variables, one map a turn; a single turn with an unknown item where they cannot be known. */
export function turnsOf(task: YamlMap, variables: Variables): readonly Variables[] {
  const name = ['loop', 'with_items', 'with_list', 'with_dict', 'with_flattened'].find(it => at(task, it));
  const given = name && at(task, name);
  if (!name || !given) return [variables];
  const control = at(task, 'loop_control', 'loop_var');
  const variable = control?.kind === 'scalar' ? control.text : 'item';
  const found = resolve(given, variables);
  const list =
    name === 'with_dict'
      ? entries(found).map(it => pairOf(it.key, it.keySpan, it.value))
      : items(found).flatMap(it => (name === 'with_items' || name === 'with_flattened' ? flat(it, variables) : [it]));
  if (list.length === 0 || list.length > maximumTurns) return [without(variables, variable)];
  return list.map(it => new Map([...variables, [variable, it]]));
}

/** Longer loops are read once, with an unknown item. */
const maximumTurns = 200;

const flat = (node: YamlNode, variables: Variables): readonly YamlNode[] => {
  const found = resolve(node, variables);
  return found?.kind === 'list' ? found.items : [node];
};

function without(variables: Variables, name: string): Variables {
  const rest = new Map(variables);
  rest.delete(name);
  return rest;
}

/** An entry of a mapping as `with_dict` hands it on. */
function pairOf(key: string, keySpan: Span, value: YamlNode): YamlNode {
  const map: YamlMap = { kind: 'map', span: keySpan, style: 'flow', entries: [], merged: [], open: false };
  const text: YamlNode = {
    kind: 'scalar',
    span: keySpan,
    value: key,
    text: key,
    style: 'plain',
    content: () => undefined,
  };
  return {
    ...map,
    entries: [
      { key: 'key', keySpan, value: text, span: keySpan, map },
      { key: 'value', keySpan, value, span: value.span, map },
    ],
  };
}
