import { type Encode, MappedText } from '../../base/mapped-text';
import { readFlags } from './flags';
import { execForm } from './json';
import type { EscapeCharacter } from './model';

/** `<<-"EOF"` as found in an instruction, `[start, end)` in its text. */
export interface Marker {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly descriptor: number;
  readonly expands: boolean;
  /** `<<-`: leading tabs do not count. */
  readonly chomps: boolean;
}

const carrier = /^\s*(?:onbuild[\t\v\f\r ]+)?(?:run|copy|add)[\t\v\f\r ]+/i;
const markerPattern = /^(\d*)<<(-?)[\t\r\n\f ]*([^<]+)$/;

/** The here-documents that an instruction announces. None in exec form, none where quotes or braces do not match. */
export function markersOf(line: MappedText, escapeChar: EscapeCharacter): readonly Marker[] {
  const keyword = carrier.exec(line.text);
  if (!keyword || !line.text.includes('<<')) return [];
  const body = line.slice(keyword[0].length, line.text.length);
  if (execForm(readFlags(body, escapeChar).args)) return [];
  return shellWords(line.text).flatMap(([start, end]) => markerOf(line.text.slice(start, end), start, end) ?? []);
}

function markerOf(word: string, start: number, end: number): Marker | undefined {
  const match = markerPattern.exec(word);
  if (!match) return undefined;
  const rest = match[3]!;
  const name = unquote(rest);
  const quotes = (text: string) => text.replace(/[^'"]/g, '').length;
  const expands = quotes(rest.replace(/\\./g, pair => pair[1]!)) === quotes(name);
  return { start, end, name, descriptor: Number(match[1]), expands, chomps: match[2] === '-' };
}

/** A here-document's name: quotes and backslashes undone. */
function unquote(word: string): string {
  let name = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const char = word[at]!;
    if (char === '\\' && quote === '' && at + 1 < word.length) name += word[++at];
    else if (char === '\\' && quote === '"' && /["$\\]/.test(word[at + 1] ?? '')) name += word[++at];
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = '';
    else name += char;
  }
  return name;
}

/**
 * The words of a line as a POSIX shell parts them, with backslash as escape whatever the file says; `<<` takes the white
 * space behind it into its word. None when a quote or a brace is left open: BuildKit then looks for no here-document.
 */
function shellWords(text: string): readonly (readonly [number, number])[] {
  const words: [number, number][] = [];
  let start = -1;
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if (/\s/.test(char)) {
      if (start >= 0) words.push([start, at]);
      start = -1;
      at++;
      continue;
    }
    if (start < 0) start = at;
    const next = skip(text, at);
    if (next < 0) return [];
    at = next;
  }
  if (start >= 0) words.push([start, at]);
  return words;
}

/** The end of what begins at `at`: a quoted part, a `${...}`, an escaped character, `<<` or a plain one; -1 if open. */
function skip(text: string, at: number): number {
  const char = text[at]!;
  if (char === "'") return text.indexOf("'", at + 1) + 1 || -1;
  if (char === '"') {
    const closing = /[^"\\]*(?:\\[\s\S][^"\\]*)*"/y;
    closing.lastIndex = at + 1;
    return closing.test(text) ? closing.lastIndex : -1;
  }
  if (char === '\\') return Math.min(at + 2, text.length);
  if (char === '$' && text[at + 1] === '{') {
    const variable = /\$\{(?:\w+|[@*#?$!-])(?:\}|:?[-+?][^}]*\}|[#%/][^}]*\})/y;
    variable.lastIndex = at;
    return variable.test(text) ? variable.lastIndex : -1;
  }
  if (char === '<' && text[at + 1] === '<') {
    let end = at + 2;
    while (text[end] === ' ' || text[end] === '\t' || text[end] === '\r') end++;
    return end;
  }
  return at + 1;
}

/** The lines `[start, end)` of a here-document; what is inserted there must not be the line that ends it. */
export function heredocBody(source: MappedText, start: number, end: number, marker: Marker): MappedText {
  const encode: Encode = text => (text.split(/\r?\n/).includes(marker.name) ? undefined : text);
  const builder = MappedText.builder(source, encode);
  if (!marker.chomps) return builder.copy(start, end).build(end);
  for (let at = start; at < end; ) {
    const lineEnd = source.text.indexOf('\n', at) + 1 || end;
    while (at < lineEnd && source.text[at] === '\t') at++;
    builder.copy(at, lineEnd);
    at = lineEnd;
  }
  return builder.build(end);
}

/** Finds the line that ends a here-document, in time that does not depend on how many there are. */
export class Terminators {
  private plain: Map<string, number[]> | undefined;
  private chomped: Map<string, number[]> | undefined;

  constructor(private readonly text: string) {}

  /** Start of the first line at or behind `from` that is `name`; -1 if there is none. `from` begins a line. */
  find(name: string, chomps: boolean, from: number): number {
    const lines = chomps ? (this.chomped ??= this.index(true)) : (this.plain ??= this.index(false));
    const starts = lines.get(name) ?? [];
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle]! < from) low = middle + 1;
      else high = middle;
    }
    return starts[low] ?? -1;
  }

  private index(chomps: boolean): Map<string, number[]> {
    const lines = new Map<string, number[]>();
    for (let start = 0; start < this.text.length; ) {
      const next = this.text.indexOf('\n', start) + 1 || this.text.length;
      const line = this.text.slice(start, next).replace(/[\r\n]+$/, '');
      const name = chomps ? line.replace(/^\t+/, '') : line;
      const starts = lines.get(name);
      if (starts) starts.push(start);
      else lines.set(name, [start]);
      start = next;
    }
    return lines;
  }
}
