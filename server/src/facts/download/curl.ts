import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Argument, Command } from '../command/command';
import { wordOf } from '../command/native';

/** The options of a command line that rules ask about, read as curl and wget read them. */
export interface Options {
  /** What is neither an option nor the value of one. */
  readonly operands: readonly { readonly value: Value<string>; readonly argument: Argument }[];
  /** Options by name with dashes (`-o`, `--output`), letters of a cluster apart; the last one of a name counts. */
  readonly given: ReadonlyMap<string, Option>;
}

export interface Option {
  /** The whole word, a cluster such as `-fsSLk` included. */
  readonly argument: Argument;
  /** The letter in its cluster, or the word. */
  readonly at: Span;
  /** It is a word of its own. */
  readonly alone: boolean;
  readonly value?: Value<string>;
}

/** curl(1) and wget(1): letters that take a value. */
const curlLetters = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';
const wgetLetters = 'aABDeilnoOPQRtTUwX';
/** Long options with a value that stands in the next word. wget writes most of them with `=`. */
const curlWords =
  /^--(?:output|output-dir|url|header|request|data(?:-\w+)?|form|user|user-agent|referer|cookie(?:-jar)?|max-time|connect-timeout|retry(?:-\w+)?|proxy(?:-user)?|cacert|capath|cert|key|range|write-out|config|resolve|connect-to|interface|limit-rate|ciphers|tls-max|upload-file|dump-header|json|variable|max-redirs|noproxy|socks5(?:-hostname)?|stderr|trace(?:-ascii)?|oauth2-bearer|aws-sigv4|etag-(?:save|compare)|pinnedpubkey|proto(?:-default|-redir)?)$/;
const wgetWords =
  /^--(?:output-document|output-file|header|directory-prefix|tries|timeout|user|password|user-agent|post-data)$/;

/** Reads the words of `curl` or `wget`. */
export function readOptions(command: Command): Options {
  const isCurl = command.name !== 'wget';
  const letters = isCurl ? curlLetters : wgetLetters;
  const operands: { value: Value<string>; argument: Argument }[] = [];
  const given = new Map<string, Option>();
  const { args } = command;
  for (let index = 0; index < args.length; index++) {
    const argument = args[index]!;
    const word = wordOf(argument);
    const text = word.known ? word.value : argument.text;
    if (!/^-./.test(text)) {
      operands.push({ value: word, argument });
    } else if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      const name = equals < 0 ? text : text.slice(0, equals);
      const option = { argument, at: argument.span, alone: true };
      if (equals >= 0) given.set(name, { ...option, value: within(argument, text, equals + 1) });
      else if ((isCurl ? curlWords : wgetWords).test(name) && args[index + 1]) {
        given.set(name, { ...option, value: wordOf(args[++index]!) });
      } else given.set(name, option);
    } else {
      for (let letter = 1; letter < text.length; letter++) {
        const name = `-${text[letter]}`;
        const alone = text.length === 2;
        const option = { argument, at: letterSpan(argument, text, letter), alone };
        if (!letters.includes(text[letter]!)) {
          given.set(name, option);
          continue;
        }
        const rest = letter + 1 < text.length ? within(argument, text, letter + 1) : undefined;
        const next = rest ? undefined : args[index + 1];
        if (next) index++;
        const value = rest ?? (next && wordOf(next));
        given.set(name, { ...option, ...(value ? { value } : {}) });
        break;
      }
    }
  }
  return { operands, given };
}

/** `argument` from the code unit `from` of its text on. */
function within(argument: Argument, text: string, from: number): Value<string> {
  const at = argument.text === text ? { start: argument.span.start + from, end: argument.span.end } : argument.span;
  return { known: true, value: text.slice(from), span: at, literal: at };
}

/** A letter of a cluster; of a lone option, the word with its dash. */
function letterSpan(argument: Argument, text: string, letter: number): Span {
  const isPlain = argument.text === text && argument.span.end - argument.span.start === text.length;
  if (!isPlain || text.length === 2) return argument.span;
  return { start: argument.span.start + letter, end: argument.span.start + letter + 1 };
}
