import type { MappedText } from '../../base/mapped-text';
import { known } from '../../base/value';
import { nestedShellOfLine } from '../../syntax/cmd';
import type { Place } from '../fact';
import type { Argument } from './command';
import { nestedEvents } from './nested';
import { programName } from './program';
import type { ScriptEvent } from './script';

const word = /(?:\\"|"(?:\\"|[^"])*"?|[^\s"])+/g;

/** What a command line does that Windows starts without a shell: of a scheduled task, of an answer file. */
export function lineEvents(line: MappedText, place: Place): readonly ScriptEvent[] {
  const words = [...line.text.matchAll(word)].map(({ 0: text, index }): Argument => {
    const quoted = /^"[^"]*"$/.test(text);
    const at = quoted ? line.span(index + 1, index + text.length - 1) : line.span(index, index + text.length);
    return {
      text,
      span: line.span(index, index + text.length),
      value: known(text.replaceAll('"', ''), at, text.slice(1, -1).includes('"') ? undefined : at),
      at: (from, to) => line.span(index + from, index + to),
    };
  });
  const [name, ...args] = words;
  if (!name) return [];
  const inner: Place = { ...place, encode: line.encode };
  const nested = nestedShellOfLine(line);
  return [
    {
      kind: 'command',
      span: line.span(0, line.text.length),
      place: inner,
      shell: 'none',
      name: programName(name.text),
      nameSpan: name.span,
      args,
      parameters: new Map(),
      incomplete: false,
    },
    ...(nested ? nestedEvents(nested, inner) : []),
  ];
}
