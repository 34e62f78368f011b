import type { Span } from '../../base/span';
import { type Data, known, textOf, unknown, type Value } from '../../base/value';
import type { YamlNode } from '../../syntax/yaml/model';
import { entries } from '../../syntax/yaml/read';
import { mixed, resolve, type Variables, valueOfNode } from './variables';

/** An argument of a module. */
export interface ModuleArgument {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value<Data>;
  /** Absent on `name=value`. */
  readonly node?: YamlNode;
}

/** The arguments of a module by name: as a mapping, or as `name=value name="value"` in a text. */
export function argumentsOf(node: YamlNode, variables: Variables): readonly ModuleArgument[] {
  const found = resolve(node, variables);
  if (found?.kind === 'map') {
    return entries(found).map(it => ({
      name: it.key.toLowerCase(),
      nameSpan: it.keySpan,
      value: valueOfNode(it.value, variables),
      node: it.value,
    }));
  }
  return found?.kind === 'list' ? [] : pairsOf(node, variables);
}

/** The argument of one of the names. */
export const named = (given: readonly ModuleArgument[], ...names: readonly string[]): ModuleArgument | undefined =>
  given.find(it => names.includes(it.name));

/** The text of an argument in lower case. */
export const wordOf = (given: readonly ModuleArgument[], ...names: readonly string[]): string | undefined =>
  textOf(named(given, ...names)?.value)?.toLowerCase();

const pair = /([a-z]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|(?:\{\{(?:(?!\}\}).)*\}\}|[^\s"'])*)/g;

function pairsOf(node: YamlNode, variables: Variables): readonly ModuleArgument[] {
  const isKnown = node.kind === 'scalar';
  const written = isKnown ? node.content() : undefined;
  const text = written?.text ?? (node.kind === 'unknown' ? node.text.replace(/^["']|["']$/g, '') : '');
  return [...text.matchAll(pair)].map(({ 0: all, 1: name, 2: raw, index }) => {
    const quoted = /^["']/.test(raw!);
    const value = quoted ? raw!.slice(1, -1) : raw!;
    const from = index + all.length - raw!.length + Number(quoted);
    const nameSpan = written?.span(index, index + name!.length) ?? node.span;
    const at = written?.span(from, from + value.length);
    if (value.includes('{{')) return { name: name!, nameSpan, value: mixed(value, at ?? node.span, variables) };
    return {
      name: name!,
      nameSpan,
      value: at ? known(value, at, at) : unknown(value, node.span, 'a template decides'),
    };
  });
}
