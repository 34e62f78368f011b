import { lookUp } from '../../base/look-up';
import type { MappedText } from '../../base/mapped-text';
import { known, textOf, unknown, type Value } from '../../base/value';
import { nestedShellOf } from '../../syntax/cmd';
import { parseShell, type ShellWord } from '../../syntax/shell';
import type { Argument, Command } from '../command/command';
import { type Environment, noEnvironment } from '../command/environment';
import { nestedEvents } from '../command/nested';
import { programName } from '../command/program';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';

/** What `/bin/sh -c` does with a text: its simple commands in the order written, PowerShell that it starts in place. */
export function readShell(
  text: MappedText,
  place: Place,
  environment: Environment = noEnvironment,
): readonly ScriptEvent[] {
  const events: ScriptEvent[] = [];
  let before: Command | undefined;
  const argument = (word: ShellWord): Argument => ({
    text: text.text.slice(word.start, word.end),
    span: text.span(word.start, word.end),
    value: evaluate(text, word, environment),
    at: (from, to) => text.span(word.start + from, word.start + to),
  });
  for (const { start, end, separator, words: all, settings: own = [] } of parseShell(text.text)) {
    const { words, given } = behindWrappers(all);
    const settings = [...own, ...given];
    const [name, ...others] = words;
    if (!name) continue;
    const command: Command = {
      kind: 'command',
      span: text.span(start, end),
      place,
      shell: 'sh',
      name: programName(name.text),
      nameSpan: text.span(name.start, name.end),
      args: others.map(argument),
      ...(settings.length > 0 ? { settings: settings.map(argument) } : {}),
      parameters: new Map(),
      incomplete: false,
      ...(separator === '|' && before ? { input: before } : {}),
    };
    events.push(command);
    before = command;
    const nested = nestedShellOf(words.map(word => contentOf(text, word)));
    if (nested) events.push(...nestedEvents(nested, place, environment));
  }
  return events;
}

/** Programs that run another one behind their options; the options that a word of their own follows. */
const wrappers: Readonly<Record<string, RegExp>> = {
  sudo: /^(?:-[A-Za-z]*[CDghpRrTtu]|--(?:chdir|chroot|close-from|group|host|other-user|prompt|role|type|user))$/,
  doas: /^-[aCu]$/,
  env: /^(?:-[CSu]|--(?:chdir|unset))$/,
  exec: /^-a$/,
  nice: /^(?:-n|--adjustment)$/,
  timeout: /^(?:-[ks]|--(?:kill-after|signal))$/,
  command: /^$/,
  nohup: /^$/,
  time: /^(?:-[fo]|--(?:format|output))$/,
};

/** The command that is run in the end, and what is set for it: `docker pull x` of `sudo -E env A=b docker pull x`. */
function behindWrappers(words: readonly ShellWord[]) {
  const given: ShellWord[] = [];
  let from = 0;
  for (;;) {
    const name = words[from]?.text ?? '';
    const valued = lookUp(wrappers, name);
    let next = from + 1;
    for (; valued && /^-|^\w+=/.test(words[next]?.text ?? ''); next++) {
      const word = words[next]!;
      if (valued.test(word.text)) next++;
      else if (!word.text.startsWith('-')) given.push(word);
    }
    if (name === 'timeout') next++;
    if (!valued || next >= words.length) return { words: words.slice(from), given };
    from = next;
  }
}

/** A word without the quotes around it. */
function contentOf(text: MappedText, { start, end, text: value }: ShellWord): MappedText {
  const raw = text.text.slice(start, end);
  const quoted = raw.length > 1 && (raw[0] === '"' || raw[0] === "'") && raw.slice(1, -1) === value;
  return quoted ? text.slice(start + 1, end - 1) : text.slice(start, end);
}

const reference = /\$(?:(\w+)|\{(\w+)\})/g;

function evaluate(text: MappedText, word: ShellWord, environment: Environment): Value<string> {
  const span = text.span(word.start, word.end);
  if (word.known) {
    const content = contentOf(text, word);
    const literal = content.text === word.text ? content.span(0, content.text.length) : undefined;
    return literal ? known(word.text, span, literal) : known(word.text, span);
  }
  const raw = text.text.slice(word.start, word.end);
  const isPlain = !raw.includes("'") && !raw.includes('\\');
  const value = word.text.replace(reference, (whole, bare?: string, braced?: string) => {
    const it = textOf(environment.get((bare ?? braced ?? '').toLowerCase()));
    return isPlain && it !== undefined ? it : whole;
  });
  if (!/[$`]/.test(value)) return known(value, span);
  const prefix = value.slice(0, value.search(/[$`]/));
  return { ...unknown(word.text, span, 'holds a variable that is not set here'), ...(prefix && { prefix }) };
}
