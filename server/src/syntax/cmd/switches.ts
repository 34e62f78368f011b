import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** The shells whose command lines are read. */
export type ShellName = 'powershell' | 'pwsh' | 'cmd';

/** `-ExecutionPolicy Bypass` */
export interface Switch {
  /** Full name as documented, without dash, in lower case: `executionpolicy` for `-ep`; cmd's letters as they are. */
  readonly name: string;
  readonly value?: string;
  readonly valueSpan?: Span;
  readonly span: Span;
}

/** The words of a command line, each without the quotes of its own language; an array of them, or made when asked for. */
export interface Words {
  readonly length: number;
  at(index: number): MappedText | undefined;
}

/** What a shell's command line asks for, and the index of the word where that begins. */
export interface Switches {
  readonly list: readonly Switch[];
  readonly kind: 'command' | 'file' | 'encoded' | 'stdin' | 'prompt';
  readonly rest: number;
  /** How much of that word still belongs to the switch: `/c` of `/cdir`. */
  readonly attached: number;
}

/** The shell that a word starts: `powershell`, `C:\Windows\System32\cmd.exe`, `%ComSpec%`. */
export function shellName(word: string): ShellName | undefined {
  if (/^%comspec%$/i.test(word)) return 'cmd';
  return /(?:^|[\\/])(powershell|pwsh|cmd)(?:\.exe)?$/i.exec(word)?.[1]?.toLowerCase() as ShellName | undefined;
}

/** Reads the switches of a shell's command line; the first word is the shell. */
export const readSwitches = (shell: ShellName, words: Words): Switches =>
  shell === 'cmd' ? cmdSwitches(words) : powershellSwitches(shell, words);

const spanOf = (word: MappedText): Span => word.span(0, word.text.length);

/** A switch of powershell.exe and pwsh: its name, the shortest prefix that means it, whether a value follows. */
const parameters: readonly (readonly [name: string, shortest: string, takesValue: boolean, alias?: string])[] = [
  ['version', 'v', true],
  ['help', 'h', false, '?'],
  ['noexit', 'noe', false],
  ['noprofileloadtime', 'noprofilel', false],
  ['noprofile', 'nop', false],
  ['nologo', 'nol', false],
  ['noninteractive', 'noni', false],
  ['interactive', 'i', false],
  ['login', 'l', false],
  ['sta', 'sta', false],
  ['mta', 'mta', false],
  ['importsystemmodules', 'imp', false],
  ['psconsolefile', 'psc', true],
  ['windowstyle', 'w', true],
  ['executionpolicy', 'ex', true, 'ep'],
  ['inputformat', 'inp', true, 'if'],
  ['outputformat', 'o', true, 'of'],
  ['configurationfile', 'configurationfile', true],
  ['configurationname', 'config', true],
  ['custompipename', 'cus', true],
  ['settingsfile', 'settings', true],
  ['workingdirectory', 'wo', true, 'wd'],
  ['encodedarguments', 'encodeda', true, 'ea'],
  ['commandwithargs', 'commandw', false, 'cwa'],
  ['command', 'c', false],
  ['encodedcommand', 'e', false, 'ec'],
  ['file', 'f', false],
];

function powershellSwitches(shell: ShellName, words: Words): Switches {
  const list: Switch[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words.at(at)!;
    if (word.text === '-') return { list, kind: 'stdin', rest: at + 1, attached: 0 };
    const [name, , takesValue] = parameterOf(word.text) ?? [];
    if (name === undefined) {
      const file = shell === 'pwsh' && /\.ps1$/i.test(word.text);
      return { list, kind: file ? 'file' : 'command', rest: at, attached: 0 };
    }
    const value = takesValue && !(name === 'version' && shell === 'pwsh') ? words.at(at + 1) : undefined;
    if (value) {
      const span = { start: spanOf(word).start, end: spanOf(value).end };
      list.push({ name, value: value.text, valueSpan: spanOf(value), span });
      at++;
      continue;
    }
    list.push({ name, span: spanOf(word) });
    const kind = kinds[name];
    if (kind === undefined) continue;
    const next = words.at(at + 1);
    if (!next) return { list, kind: 'prompt', rest: at + 1, attached: 0 };
    return { list, kind: next.text === '-' ? 'stdin' : kind, rest: at + 1, attached: 0 };
  }
  return { list, kind: 'prompt', rest: words.length, attached: 0 };
}

const kinds: Readonly<Record<string, Switches['kind']>> = {
  command: 'command',
  commandwithargs: 'command',
  encodedcommand: 'encoded',
  file: 'file',
};

/** Dashes of every kind and slashes lead a switch; any prefix that is long enough names it. */
function parameterOf(word: string): (typeof parameters)[number] | undefined {
  const key = /^(?:--?|[/\u2013-\u2015])([a-z?]+)$/i.exec(word)?.[1]?.toLowerCase();
  if (key === undefined) return undefined;
  return parameters.find(
    ([name, shortest, , alias]) => key === alias || (key.startsWith(shortest) && name.startsWith(key)),
  );
}

function cmdSwitches(words: Words): Switches {
  const list: Switch[] = [];
  for (let at = 1; at < words.length; at++) {
    const word = words.at(at)!;
    const letters = /^(?:\/[a-z](?::\w+)?)+/i.exec(word.text)?.[0];
    if (letters === undefined) break;
    for (const letter of letters.matchAll(/\/([a-z](?::\w+)?)/gi)) {
      const name = letter[1]!.toLowerCase();
      const end = letter.index + letter[0].length;
      list.push({ name, span: word.span(letter.index, end) });
      if (name === 'c' || name === 'k' || name === 'r') {
        const attached = end < word.text.length ? end : 0;
        const rest = attached > 0 ? at : at + 1;
        return { list, kind: rest < words.length ? 'command' : 'prompt', rest, attached };
      }
    }
  }
  return { list, kind: 'prompt', rest: words.length, attached: 0 };
}
