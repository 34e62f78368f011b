import type { TextPart } from '../expression/model';

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const escapePattern = /\\(?:u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])|\$\$\{|%%\{/g;

/** Letters between quotes, or of a heredoc, where a backslash means nothing. */
export function lettersOf(text: string, start: number, end: number, escaped: boolean): readonly TextPart[] {
  const parts: TextPart[] = [];
  let at = start;
  const letters = (to: number): void => {
    if (to > at) parts.push({ kind: 'letters', start: at, end: to, text: text.slice(at, to) });
    at = to;
  };
  const written = text.slice(start, end);
  if (written.includes('{') || (escaped && written.includes('\\'))) {
    for (const { 0: found, index } of written.matchAll(escapePattern)) {
      if (!escaped && found.startsWith('\\')) continue;
      letters(start + index);
      at = start + index + found.length;
      parts.push({ kind: 'letters', start: start + index, end: at, text: undone(found) });
    }
  }
  letters(end);
  return parts;
}

function undone(sequence: string): string {
  if (!sequence.startsWith('\\')) return sequence.slice(1);
  const sign = sequence[1]!;
  if (sign !== 'u' && sign !== 'U') return escapes[sign] ?? sequence;
  const code = Number.parseInt(sequence.slice(2), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence;
}

/** The lines of a heredoc that ends with `marker` on a line of its own; `end` is where that line begins. */
export function heredocLines(
  text: string,
  start: number,
  marker: string,
): { readonly end: number; readonly after: number; readonly indentation: number } | undefined {
  let indentation = Number.POSITIVE_INFINITY;
  for (let at = start; at <= text.length; ) {
    const stop = text.indexOf('\n', at);
    const line = text.slice(at, stop < 0 ? text.length : stop);
    const lead = line.length - line.trimStart().length;
    if (line.slice(lead).trimEnd() === marker) {
      return { end: at, after: at + lead + marker.length, indentation: Math.min(lead, indentation) };
    }
    if (line.trim() !== '') indentation = Math.min(indentation, lead);
    if (stop < 0) return undefined;
    at = stop + 1;
  }
  return undefined;
}

/** Takes the white space that all lines of a heredoc begin with off its letters. */
export function withoutIndentation(parts: readonly TextPart[], start: number, size: number): readonly TextPart[] {
  if (size === 0) return parts;
  const result: TextPart[] = [];
  for (const part of parts) {
    if (part.kind === 'put' || part.text.length !== part.end - part.start) {
      result.push(part);
      continue;
    }
    let from = 0;
    while (from < part.text.length) {
      const first = part.start + from === start || from > 0;
      const newline = part.text.indexOf('\n', from);
      const to = newline < 0 ? part.text.length : newline + 1;
      const lead = first ? /^[ \t]*/.exec(part.text.slice(from, Math.min(to, from + size)))![0].length : 0;
      const text = part.text.slice(from + lead, to);
      if (text !== '') result.push({ kind: 'letters', start: part.start + from + lead, end: part.start + to, text });
      from = to;
    }
  }
  return result;
}
