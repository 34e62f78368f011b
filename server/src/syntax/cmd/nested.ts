import { bytesOfBase64, textOfUtf16 } from '../../base/base64';
import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { Command, Word } from './model';
import { commandTail, undoCmdQuotes, undoQuotes } from './quoting';
import { readSwitches, type ShellName, type Switch, shellName, type Words } from './switches';

/** A shell that another shell, or Docker's exec form, starts. All spans are those of the outermost host. */
export interface NestedShell {
  readonly shell: ShellName;
  readonly nameSpan: Span;
  readonly switches: readonly Switch[];
  /** What it is to run: a text, a file, an encoded text, its standard input, or nothing at all (a prompt). */
  readonly kind: 'command' | 'file' | 'encoded' | 'stdin' | 'prompt';
  /** The text that runs, for `command` and `encoded`; the latter maps as a whole and cannot be written into. */
  readonly script?: MappedText;
  /** The file that runs, for `file`, and its arguments. */
  readonly file?: MappedText;
  readonly args?: readonly MappedText[];
}

/**
 * The shell that a cmd command starts: `powershell -NoProfile -Command "..."`, `cmd /S /C "..."`, also behind `call` and
 * `start`.
 * @param host the text whose parse the command is from
 * @param batch it is a batch file, where `%%` stands for `%`
 */
export function nestedShell(host: MappedText, command: Command, batch = false): NestedShell | undefined {
  const words = launched(command.words);
  const [name] = words;
  if (!name || !shellName(name.text)) return undefined;
  const holes = command.redirections.map(({ start, end }) => [start, end] as const);
  const made = new Map<number, MappedText>();
  const at = (index: number): MappedText | undefined => {
    const word = words[index];
    const text = made.get(index) ?? (word && wordText(host, word, batch));
    if (text) made.set(index, text);
    return text;
  };
  return read({ length: words.length, at }, (shell, from, attached) => {
    const script = words.slice(from);
    if (
      shell !== 'cmd' &&
      script.length > 1 &&
      script.length <= maximumTexts &&
      script.every(word => isQuoted(host, word))
    ) {
      return MappedText.join(
        script.map((_, index) => at(from + index)!),
        ' ',
      );
    }
    const tail = commandTail(host, [words[from]!.start + attached, command.end], holes, batch);
    return shell === 'cmd' ? undoCmdQuotes(tail) : undoQuotes(tail);
  });
}

/** More quoted words than anyone writes are left as they stand. */
const maximumTexts = 256;

/** Whether a word is one pair of quotes with what is in it: PowerShell gets several such joined by blanks. */
const isQuoted = (host: MappedText, { start, end }: Word): boolean =>
  /^"[^"]*"\^?\s*$/.test(host.text.slice(start, end));

/**
 * The shell that a list of words starts, each word without the quotes of its own language: Docker's exec form, the
 * arguments of a PowerShell command. The words from the script on are joined by blanks.
 */
export const nestedShellOf = (words: readonly MappedText[]): NestedShell | undefined =>
  read(words, (shell, from, attached) => {
    const [first, ...others] = words.slice(from);
    // Words with blanks reach cmd.exe in quotes; PowerShell is given them without.
    const rest = shell === 'cmd' ? others.map(quoted) : others;
    return MappedText.join([first!.slice(attached, first!.text.length), ...rest], ' ');
  });

function quoted(word: MappedText): MappedText {
  const size = word.text.length;
  if (!/\s/.test(word.text) || word.text.includes('"')) return word;
  return MappedText.builder(word).put('"', 0, 0).copy(0, size).put('"', size, size).build(size);
}

/** The shell that a command line starts without a shell in between: what `Start-Process` makes of its parameters. */
export function nestedShellOfLine(line: MappedText): NestedShell | undefined {
  const places = [...line.text.matchAll(/(?:\\"|"(?:\\"|[^"])*"?|[^\s"])+/g)].map(
    it => [it.index, it.index + it[0].length] as const,
  );
  const at = (index: number): MappedText | undefined => {
    const place = places[index];
    return place && undoQuotes(line.slice(...place));
  };
  return read({ length: places.length, at }, (shell, from, attached) => {
    const tail = line.slice(places[from]![0] + attached, line.text.length);
    return shell === 'cmd' ? undoCmdQuotes(tail) : undoQuotes(tail);
  });
}

function read(
  words: Words,
  restFrom: (shell: ShellName, from: number, attached: number) => MappedText,
): NestedShell | undefined {
  const name = words.at(0);
  const shell = name && shellName(name.text);
  if (!shell) return undefined;
  const { list, kind, rest, attached } = readSwitches(shell, words);
  const nested = { shell, nameSpan: name.span(0, name.text.length), switches: list, kind };
  const first = words.at(rest);
  const args = () => Array.from({ length: words.length - rest - 1 }, (_, index) => words.at(rest + 1 + index)!);
  if (kind === 'command' && first) return { ...nested, script: restFrom(shell, rest, attached) };
  if (kind === 'file' && first) return { ...nested, file: first, args: args() };
  if (kind !== 'encoded' || !first) return nested;
  const script = decoded(first);
  return script ? { ...nested, script, args: args() } : nested;
}

/** The words of what `call` and `start` start. */
function launched(words: readonly Word[]): readonly Word[] {
  const launcher = words[0]?.text.toLowerCase();
  if (launcher === 'call') return words.slice(1);
  if (launcher !== 'start') return words;
  let at = words[1]?.quoted ? 2 : 1;
  while (words[at]?.text.startsWith('/')) at += /^\/(?:d|node|affinity)$/i.test(words[at]!.text) ? 2 : 1;
  return words.slice(at);
}

/** A word with quotes and carets undone, with the way back. */
export function wordText(host: MappedText, word: Word, batch = false): MappedText {
  const tail = commandTail(host, [word.start, word.end], [], batch);
  const builder = MappedText.builder(tail);
  let at = 0;
  for (const quote of tail.text.matchAll(/"/g)) {
    builder.copy(at, quote.index);
    at = quote.index + 1;
  }
  const closed = tail.text.endsWith('"') && tail.text.length > 1;
  return builder.copy(at, tail.text.length).build(closed ? tail.text.length - 1 : tail.text.length);
}

/** The text of `-EncodedCommand`: base64 of UTF-16. It maps as a whole, and nothing can be written into it. */
function decoded(word: MappedText): MappedText | undefined {
  const bytes = bytesOfBase64(word.text);
  if (bytes === undefined) return undefined;
  const size = word.text.length;
  return MappedText.builder(word, () => undefined)
    .put(textOfUtf16(bytes), 0, size)
    .build(size);
}
