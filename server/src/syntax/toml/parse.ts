import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Span } from '../../base/span';

/** A value of a TOML text. */
export type TomlNode =
  | (Span & { readonly kind: 'table'; readonly entries: readonly TomlEntry[] })
  | (Span & { readonly kind: 'list'; readonly items: readonly TomlNode[] })
  /** `inner` is what stands between the quotes of a text; dates are texts. */
  | (Span & { readonly kind: 'scalar'; readonly value: string | number | boolean; readonly inner?: Span });

/** A key with its value; dotted keys and headers are tables in tables. */
export interface TomlEntry {
  readonly key: string;
  /** Quotes included. */
  readonly keySpan: Span;
  readonly value: TomlNode;
}

/** A TOML text as far as it can be read. */
export interface TomlTree {
  readonly root: TomlNode;
  readonly errors: readonly (Span & { readonly message: string })[];
  readonly comments: readonly Span[];
}

/** So many lines that do not follow the grammar are left out; after that nothing is read. */
const mostErrors = 50;
/** So many letters are read again for them. */
const mostLetters = 1_000_000;

/** Parses TOML; lines that do not follow its grammar are left out. Never throws. */
export function parseToml(text: string): TomlTree {
  const errors: TomlTree['errors'][number][] = [];
  let body = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  for (let letters = 0; errors.length < mostErrors && letters < mostLetters; ) {
    try {
      const { body: top, comments } = parseTOML(body);
      const root = mutable({ start: 0, end: text.length });
      for (const it of top[0].body) add(root, it);
      return { root, errors, comments: comments.map(it => spanOf(it)) };
    } catch (error) {
      // The library recurses: a file nested thousands deep has nothing for us.
      if (!(error instanceof ParseError)) break;
      const line = faultyLine(body, error.index);
      letters += error.index;
      errors.push({ ...line, message: error.message });
      body = body.slice(0, line.start) + ' '.repeat(line.end - line.start) + body.slice(line.end);
    }
  }
  return { root: { kind: 'table', entries: [], start: 0, end: text.length }, errors, comments: [] };
}

/** A line that can stand alone: a key with the beginning of a value, a header, an item, a comment. */
const whole = /^\s*(?:#|\[.*\]|[^=]+=\s*[^\s#]|["'\]\d}].*$)/;

/** The line to leave out: the one before, when the parser has found there that something is missing. */
function faultyLine(text: string, index: number): Span {
  const at = Math.min(index, text.length);
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(0, start).trimEnd();
  const earlier = before.lastIndexOf('\n') + 1;
  const isEarlier = text.slice(start, at).trim() === '' && before !== '' && !whole.test(before.slice(earlier));
  const from = isEarlier || (start === text.length && before !== '') ? earlier : start;
  return { start: from, end: lineEnd(text, from) };
}

const lineEnd = (text: string, at: number): number => {
  const feed = text.indexOf('\n', at);
  const end = feed < 0 ? text.length : feed;
  return text[end - 1] === '\r' ? end - 1 : end;
};

type Table = Span & { readonly kind: 'table'; readonly entries: TomlEntry[] };

/** Tables under way, with their values by name. */
const named = new WeakMap<Table, Map<string, TomlNode>>();

function mutable({ start, end }: Span): Table {
  const table: Table = { kind: 'table', entries: [], start, end };
  named.set(table, new Map());
  return table;
}

const childOf = (table: Table, name: string): TomlNode | undefined => named.get(table)?.get(name);

function put(table: Table, key: AST.TOMLBare | AST.TOMLQuoted, value: TomlNode): void {
  const name = nameOf(key);
  table.entries.push({ key: name, keySpan: spanOf(key), value });
  named.get(table)?.set(name, value);
}

const spanOf = ({ range }: { readonly range: readonly [number, number] }): Span => ({ start: range[0], end: range[1] });

function add(root: Table, node: AST.TOMLKeyValue | AST.TOMLTable): void {
  if (node.type === 'TOMLKeyValue') {
    addPair(root, node);
    return;
  }
  const keys = node.key.keys;
  let table = keys.slice(0, node.kind === 'array' ? -1 : keys.length).reduce(below, root);
  if (node.kind === 'array') {
    const last = keys.at(-1)!;
    const own = mutable(spanOf(node));
    const list = childOf(table, nameOf(last));
    if (list?.kind === 'list') (list.items as TomlNode[]).push(own);
    else put(table, last, { kind: 'list', items: [own], ...spanOf(node) });
    table = own;
  }
  for (const it of node.body) addPair(table, it);
}

/** The table of a name, made when it is not there; of a list of tables the last. */
function below(table: Table, key: AST.TOMLBare | AST.TOMLQuoted): Table {
  const found = childOf(table, nameOf(key));
  const inner = found?.kind === 'list' ? found.items.at(-1) : found;
  if (inner?.kind === 'table') return inner as Table;
  const made = mutable(spanOf(key));
  put(table, key, made);
  return made;
}

function addPair(table: Table, { key, value }: AST.TOMLKeyValue): void {
  const holder = key.keys.slice(0, -1).reduce(below, table);
  put(holder, key.keys.at(-1)!, nodeOf(value));
}

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === 'TOMLBare' ? key.name : key.value);

function nodeOf(node: AST.TOMLContentNode): TomlNode {
  const span = spanOf(node);
  if (node.type === 'TOMLArray') return { kind: 'list', items: node.elements.map(nodeOf), ...span };
  if (node.type === 'TOMLInlineTable') {
    const table = mutable(span);
    for (const it of node.body) addPair(table, it);
    return table;
  }
  if (node.kind !== 'string') {
    const { value } = node;
    return { kind: 'scalar', value: value instanceof Date ? value.toISOString() : value, ...span };
  }
  const inner = node.multiline ? {} : { inner: { start: span.start + 1, end: span.end - 1 } };
  return { kind: 'scalar', value: node.value, ...inner, ...span };
}
