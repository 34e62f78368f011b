import { type Edit, insert, remove } from '../../base/edit';
import type { Span } from '../../base/span';
import type { YamlEntry, YamlFile, YamlList, YamlNode } from './model';
import { nodesIn } from './read';

/**
 * Removes an entry: its whole lines, or its part of a flow mapping. `undefined` when nothing would be left of a list
 * item.
 *
 * @param parent the entry whose value is the mapping; it goes too when it would be left empty of settings, those in comments included
 */
export function removeEntry(file: YamlFile, entry: YamlEntry, parent?: YamlEntry): Edit | undefined {
  const siblings = entry.map.entries;
  if (siblings.length === 1 && !entry.map.open && entry.map.merged.length === 0) {
    if (parent?.map.style !== 'block') return undefined;
    const between = file.text.slice(parent.keySpan.end, entry.span.start);
    return commentedOut.test(between) ? undefined : removeEntry(file, parent);
  }
  return removePart(
    file,
    entry.span,
    siblings.map(it => it.span),
    entry.map.style,
  );
}

/** A setting that somebody may want again: `# port: 80`. */
const commentedOut = /^\s*#\s*["']?[\w./-]+["']?:(?:\s|$)/m;

/** Removes an item from a list, its dash or comma included; `undefined` for the last one. */
export function removeItem(file: YamlFile, list: YamlList, item: YamlNode): Edit | undefined {
  if (list.items.length < 2) return undefined;
  return removePart(
    file,
    item.span,
    list.items.map(it => it.span),
    list.style,
  );
}

function removePart(file: YamlFile, span: Span, parts: readonly Span[], style: 'block' | 'flow'): Edit | undefined {
  const index = parts.findIndex(it => it.start === span.start);
  const next = parts[index + 1];
  const previous = parts[index - 1];
  if (style === 'flow') {
    if (next) return remove({ start: span.start, end: next.start });
    return previous ? remove({ start: previous.end, end: span.end }) : remove(span);
  }
  const { text } = file;
  const line = lineStart(text, span.start);
  const dashed = text.slice(line, span.start).includes('-');
  if (
    dashed &&
    next &&
    lineStart(text, next.start) !== line &&
    !text.slice(lineStart(text, next.start), next.start).includes('-')
  ) {
    // The first key of a list item: the dash stays for the next one.
    return remove({ start: span.start, end: next.start });
  }
  const end = lineEnd(text, contentEnd(text, span));
  if (end.stop > end.end) return remove({ start: line, end: end.stop });
  return remove({ start: line > 0 ? previousBreak(text, line) : 0, end: end.end });
}

/**
 * Adds `key: value` as a sibling behind `entry`, on a line of its own or behind a comma. Lines below the first are indented by
 * steps of two, which become those of the file.
 */
export function insertAfter(file: YamlFile, entry: YamlEntry, line: string | readonly string[]): Edit {
  const lines = typeof line === 'string' ? [line] : line;
  if (entry.map.style === 'flow') return insert(entry.span.end, `, ${lines.join(' ')}`);
  const { text, newline } = file;
  const indent = ' '.repeat(columnOf(text, entry.keySpan.start));
  const block = lines.map(it => newline + indent + stepped(file, it)).join('');
  return insert(lineEnd(text, contentEnd(text, entry.span)).end, block);
}

/** Adds `key: value` as a sibling before `entry` and before the comment lines that stand above it. */
export function insertBefore(file: YamlFile, entry: YamlEntry, line: string | readonly string[]): Edit {
  const lines = typeof line === 'string' ? [line] : line;
  const { text, newline } = file;
  const key = entry.keySpan.start;
  if (entry.map.style === 'flow') return insert(key, `${lines.join(' ')}, `);
  const indent = ' '.repeat(columnOf(text, key));
  let start = lineStart(text, key);
  if (text.slice(start, key) !== indent)
    return insert(key, lines.map(it => stepped(file, it) + newline + indent).join(''));
  const above = (): number => lineStart(text, Math.max(0, start - 1));
  while (start > 0 && text.startsWith(`${indent}#`, above())) start = above();
  return insert(start, lines.map(it => indent + stepped(file, it) + newline).join(''));
}

/**
 * What stands before the dashes of a block list, counted from its key: nothing where the author does not indent them. For lines
 * that are inserted: in steps of two.
 */
export function listMargin(file: YamlFile, { value, keySpan }: YamlEntry): string {
  const { text } = file;
  const first = value.kind === 'list' && value.style === 'block' ? value.items[0] : undefined;
  if (!first) return '  ';
  const start = lineStart(text, first.span.start);
  const dash = text.slice(start, first.span.start).lastIndexOf('-');
  const margin = Math.max(0, dash - columnOf(text, keySpan.start));
  return dash < 0 ? '  ' : ' '.repeat(Math.round((margin * 2) / stepOf(file)));
}

/** A line that is indented by steps of two, by those of the file. */
const stepped = (file: YamlFile, line: string): string =>
  line.replace(/^ +/, it => ' '.repeat((it.length * stepOf(file)) / 2));

const steps = new WeakMap<YamlFile, number>();

/** By how many columns the file indents a mapping below its key: as the first one does. */
function stepOf(file: YamlFile): number {
  const found = steps.get(file) ?? firstStep(file) ?? 2;
  steps.set(file, found);
  return found;
}

function firstStep({ text, documents }: YamlFile): number | undefined {
  const column = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
  for (const { root } of documents) {
    for (const node of nodesIn(root)) {
      if (node.kind !== 'map' || node.style !== 'block') continue;
      for (const { keySpan, value } of node.entries) {
        const first = value.kind === 'map' && value.style === 'block' ? value.entries[0] : undefined;
        if (!first || first.keySpan.start < keySpan.end) continue;
        const step = column(first.keySpan.start) - column(keySpan.start);
        if (step > 0) return step;
      }
    }
  }
  return undefined;
}

/** The column of an offset; tabs count one. */
const columnOf = (text: string, offset: number): number => {
  const start = lineStart(text, offset);
  return offset - start - (text.charCodeAt(start) === 0xfeff ? 1 : 0);
};

/** Offset behind the last character of a value that is no white space: block scalars end in their line break. */
function contentEnd(text: string, span: Span): number {
  let end = span.end;
  while (end > span.start && /\s/.test(text[end - 1]!)) end--;
  return end;
}

const lineStart = (text: string, offset: number): number => {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return offset === 0 ? 0 : start;
};

/** The end of the line that holds `offset`, before and behind its line break. */
function lineEnd(text: string, offset: number): { readonly end: number; readonly stop: number } {
  const feed = text.indexOf('\n', offset);
  if (feed < 0) return { end: text.length, stop: text.length };
  return { end: text[feed - 1] === '\r' ? feed - 1 : feed, stop: feed + 1 };
}

const previousBreak = (text: string, line: number): number => (text[line - 2] === '\r' ? line - 2 : line - 1);
