import { applyEdits, replace } from '../base/edit';
import { LineIndex } from '../base/lines';
import type { LockEntry } from '../facts/image/status';
import { type LocatedYaml, locateYaml } from '../syntax/yaml/located';
import { parseLock } from './lock-file';

const heading = `# What each image reference stood for when it was verified. \`boltseal lock\` writes this file; commit it.
version: 1
`;

/**
 * The text of a lock file with these entries, sorted by reference. Of the text that there is, what stays the same stays as it is
 * written, comments included.
 * @param text without problems; empty when there is no file
 */
export function writeLock(text: string, entries: readonly LockEntry[]): string {
  const sorted = [...entries].sort((a, b) => (a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0));
  const newline = /\r\n/.test(text) ? '\r\n' : '\n';
  const parts = sorted.length > 0 ? partsOf(text) : undefined;
  if (!parts) return `${leadOf(text)}${asYaml(sorted)}`.replace(/\r?\n/g, newline);
  const body = sorted.map(it => {
    const own = parts.entries.get(it.reference);
    return own ? own(it) : entryLines(it, parts.indent).replaceAll('\n', newline);
  });
  return parts.before + body.join('') + parts.after;
}

/** The comments at the head of a file that has to be written anew. */
function leadOf(text: string): string {
  const lead = /^(?:[ \t]*(?:#.*)?\r?\n)+/.exec(text)?.[0];
  return lead ? `${lead}version: 1\n` : heading;
}

const asYaml = (entries: readonly LockEntry[]): string =>
  entries.length === 0 ? 'images: {}\n' : `images:\n${entries.map(it => entryLines(it, '  ')).join('')}`;

const entryLines = ({ reference, digest, verdict, checked }: LockEntry, indent: string): string =>
  [
    `${indent}${keyText(reference)}:`,
    `${indent}  digest: ${digest}`,
    `${indent}  verdict: ${verdict}`,
    `${indent}  checked: ${checked}`,
    '',
  ].join('\n');

/** A reference as a key; only that of a bare IPv6 address needs quotes. */
const keyText = (reference: string): string => (/^\w/.test(reference) ? reference : JSON.stringify(reference));

/** A lock file cut into lines: those of each entry, the comments above it among them, and those around the entries. */
interface Parts {
  readonly indent: string;
  readonly before: string;
  readonly after: string;
  readonly entries: ReadonlyMap<string, (now: LockEntry) => string>;
}

/** `undefined` where the file is not laid out as we write it: one entry below the other, each on lines of its own. */
function partsOf(text: string): Parts | undefined {
  const yaml = locateYaml(text);
  const known = parseLock(text);
  const lines = new LineIndex(text);
  const places = known.entries
    .map(entry => ({ entry, key: yaml.keySpan(['images', entry.reference]) }))
    .sort((a, b) => a.key.start - b.key.start)
    .map(it => ({ ...it, line: lines.positionOf(it.key.start).line }));
  if (places.length === 0) return undefined;
  const indents = places.map(it => text.slice(lines.startOf(it.line), it.key.start));
  const indent = indents[0]!;
  const bodyLine = lines.positionOf(yaml.keySpan(['images']).start).line;
  const isOurs = indents.every(it => it === indent && /^ +$/.test(it)) && places[0]!.line > bodyLine;
  if (!isOurs) return undefined;
  const starts = places.map(({ line }) => {
    let first = line;
    while (first - 1 > bodyLine && /^\s*#/.test(lines.textOf(first - 1))) first--;
    return lines.startOf(first);
  });
  const end = lines.startOf(lines.positionOf(yaml.valueSpan(['images']).end).line + 1);
  const entries = new Map<string, (now: LockEntry) => string>();
  for (const [index, { entry }] of places.entries()) {
    const span = { start: starts[index]!, end: starts[index + 1] ?? end };
    entries.set(entry.reference, now => changed(text, yaml, span, entry, now));
  }
  return { indent, before: text.slice(0, starts[0]), after: text.slice(end), entries };
}

/** The lines of an entry with what it says now. */
function changed(
  text: string,
  yaml: LocatedYaml,
  { start, end }: { readonly start: number; readonly end: number },
  was: LockEntry,
  now: LockEntry,
): string {
  const keys = (['digest', 'verdict', 'checked'] as const).filter(key => was[key] !== now[key]);
  const edits = keys.map(key => {
    const span = yaml.valueSpan(['images', was.reference, key]);
    return replace({ start: span.start - start, end: span.end - start }, now[key]);
  });
  const own = applyEdits(text.slice(start, end), edits);
  return own.endsWith('\n') ? own : `${own}${/\r\n/.test(text) ? '\r\n' : '\n'}`;
}
