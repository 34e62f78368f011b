import { type Encode, MappedText } from '../../base/mapped-text';

/** `[start, end)` in a text. */
type Range = readonly [start: number, end: number];

/**
 * Part of a cmd command as the started program gets it: carets undone outside quotes, in a batch file `%%` too, the
 * given ranges left out.
 */
export function commandTail(
  host: MappedText,
  [start, end]: Range,
  without: readonly Range[],
  batch: boolean,
): MappedText {
  const text = host.text;
  const builder = MappedText.builder(
    host,
    encodeTail(text.slice(start, end), batch, text.lastIndexOf('(', start) >= 0),
  );
  let inQuotes = false;
  let copied = start;
  let at = start;
  let skipped = 0;
  while (at < end) {
    const hole = without[skipped];
    const char = text[at];
    let next = at + 1;
    let put = '';
    if (hole && hole[0] <= at) {
      skipped++;
      if (hole[1] <= at) continue;
      next = hole[1];
    } else if (char === '^' && !inQuotes) {
      const lineBreak = /\r?\n/y;
      lineBreak.lastIndex = next;
      if (lineBreak.test(text)) next = lineBreak.lastIndex;
      else put = text[next++] ?? '';
    } else if (batch && char === '%' && text[next] === '%') {
      put = '%';
      next++;
    } else {
      if (char === '"') inQuotes = !inQuotes;
      at++;
      continue;
    }
    builder.copy(copied, at).put(put, at, Math.min(next, end));
    at = copied = Math.min(next, end);
  }
  return builder.copy(copied, end).build(end);
}

/**
 * How text is written in a cmd command: operators get a caret outside quotes; a text that opens a quote is refused.
 * @param inBlock a parenthesis may end a block that it stands in
 */
function encodeTail(written: string, batch: boolean, inBlock: boolean): Encode {
  const operators = inBlock ? /[&|<>^()]/ : /[&|<>^]/;
  const opens = written.trimStart().startsWith('"');
  const uncertain = written.includes('\\"');
  return inserted => {
    if (/[\r\n]/.test(inserted) || (uncertain && /[&|<>^]/.test(inserted))) return undefined;
    let inQuotes = opens;
    let result = '';
    for (const char of inserted) {
      if (char === '"') inQuotes = !inQuotes;
      result += !inQuotes && operators.test(char) ? `^${char}` : char;
      if (batch && char === '%') result += '%';
    }
    return inQuotes === opens ? result : undefined;
  };
}

/** On a Windows command line a quote that belongs to the text is written `\"`. */
const encodeArgument: Encode = text => (/[\r\n]/.test(text) ? undefined : text.replace(/(\\*)"/g, '$1$1\\"'));

const threeQuotes = /(?<!")"""(?!"|$)/g;

/**
 * The script in `powershell -Command ...` as its author meant it: where it begins with a quote, that quote and its
 * partner are dropped; `\"` becomes `"`, and so does `""` between them, or `"""` where an author left and entered the
 * quotes for each (`"^""`). Other quotes stay, although Windows would eat them. Also for RUN under a PowerShell `SHELL`.
 */
export function undoQuotes(line: MappedText): MappedText {
  const trimmed = line.trim();
  const text = trimmed.text;
  const builder = MappedText.builder(trimmed, encodeArgument);
  let inOuter = text.startsWith('"');
  const byThree = inOuter && (text.match(threeQuotes)?.length ?? 0) > 1;
  let end = text.length;
  let at = inOuter ? 1 : 0;
  let copied = at;
  const put = (quote: string, start: number, end: number) => {
    builder.copy(copied, start).put(quote, start, end);
    at = copied = end;
  };
  while (at < text.length) {
    if (text[at] === '\\') {
      const start = at;
      while (text[at] === '\\') at++;
      if (text[at] !== '"') continue;
      const slashes = at - start;
      // Half of the backslashes stand for themselves; an odd one makes the quote part of the text.
      builder.copy(copied, start + (slashes >> 1));
      copied = at;
      if (slashes % 2 === 1) put('"', at - 1, at + 1);
    } else if (text[at] === '"' && inOuter) {
      if (byThree && at + 3 < text.length && text.startsWith('"""', at)) put('"', at, at + 3);
      else if (text[at + 1] === '"' && at + 2 < text.length) put('"', at, at + 2);
      else {
        if (at + 1 === text.length) end = at;
        put('', at, at + 1);
        inOuter = false;
      }
    } else at++;
  }
  return builder.copy(copied, text.length).build(end);
}

/** The command of `cmd /c "..."`: the first and the last quote dropped, unless they only surround a program's path. */
export function undoCmdQuotes(line: MappedText): MappedText {
  const trimmed = line.trim();
  const text = trimmed.text;
  const last = text.lastIndexOf('"');
  if (!text.startsWith('"') || last === 0) return trimmed;
  const program = text.indexOf('"', 1) === last && last === text.length - 1 && /\.(?:exe|bat|cmd|com)"$/i.test(text);
  if (program) return trimmed;
  return MappedText.builder(trimmed)
    .copy(1, last)
    .copy(last + 1, text.length)
    .build(last + 1 === text.length ? last : text.length);
}
