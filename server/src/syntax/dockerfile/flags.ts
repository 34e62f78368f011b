import { MappedText } from '../../base/mapped-text';
import { isSpace, trim } from './chars';
import type { EscapeCharacter, Flag } from './model';

/** The flags that lead an instruction's arguments, and what follows them. */
export function readFlags(body: MappedText, escapeChar: EscapeCharacter): { flags: readonly Flag[]; args: MappedText } {
  const text = body.text;
  const flags: Flag[] = [];
  let at = 0;
  for (;;) {
    while (isSpace(text[at])) at++;
    if (!text.startsWith('--', at)) return { flags, args: trim(body, at) };
    const start = at;
    const word = MappedText.builder(body);
    let quote = '';
    while (at < text.length && (quote !== '' || !isSpace(text[at]))) {
      const char = text[at]!;
      if (char === escapeChar && at + 1 < text.length) {
        word.copy(at + 1, at + 2);
        at++;
      } else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === quote) quote = '';
      else if (char !== escapeChar) word.copy(at, at + 1);
      at++;
    }
    const mapped = word.build(at);
    if (mapped.text === '--') return { flags, args: trim(body, at) };
    flags.push(flagOf(mapped, body, start, at));
  }
}

function flagOf(mapped: MappedText, body: MappedText, start: number, end: number): Flag {
  const equals = mapped.text.indexOf('=');
  const nameEnd = equals < 0 ? mapped.text.length : equals;
  const flag = {
    name: mapped.text.slice(2, nameEnd).toLowerCase(),
    nameSpan: mapped.span(2, nameEnd),
    span: body.span(start, end),
  };
  if (equals < 0) return flag;
  const value = mapped.slice(equals + 1, mapped.text.length);
  return { ...flag, value: { text: value.text, span: value.span(0, value.text.length), mapped: value } };
}
