import type { Command, CommandElement, CommandParameter, Expression, Redirection, VerbatimArgument } from './ast';
import {
  atResourceBody,
  parseArrayExpression,
  parseHashtable,
  parseParenthesised,
  parseScriptBlock,
  parseSubExpression,
} from './brackets';
import { Char, endsWord, isDash, isDigit, isLetter, isLetterOrDigit, isNewline, startsVariable } from './chars';
import { undoEscape } from './escapes';
import { parseNumber } from './expressions';
import { parsePostfix } from './members';
import { lineEnd, type Reader } from './reader';
import { atString, parseString } from './strings';
import type { TokenKind } from './tokens';
import { parseVariable } from './variables';
import { bareWord, isBareWord, parseWord } from './words';

/** A command with its arguments, or `undefined` when none starts here. */
export function parseCommand(r: Reader): Command | undefined {
  const start = r.pos;
  const invocation = invocationOperator(r);
  if (invocation) {
    r.take('operator', start + 1);
    r.skipSpace();
  } else if (endsWord(r.code)) {
    return undefined;
  }
  const name = invocation
    ? (parseArgument(r, 'command') ?? r.missing(`a command after "${invocation}"`))
    : parseWord(r, 'command');
  const elements: CommandElement[] = [];
  const redirections: Redirection[] = [];
  parseElements(r, elements, redirections);
  const end = r.last;
  return invocation
    ? { kind: 'Command', start, end, invocation, name, elements, redirections }
    : { kind: 'Command', start, end, name, elements, redirections };
}

/** `&`, or `.` where it is not the start of a name such as `.\x.ps1`. */
function invocationOperator(r: Reader): '&' | '.' | undefined {
  const next = r.at(r.pos + 1);
  if (r.code === Char.Ampersand) return next === Char.Ampersand ? undefined : '&';
  if (r.code !== Char.Dot) return undefined;
  return endsWord(next) || next === Char.Dollar || next === Char.DoubleQuote || next === Char.SingleQuote
    ? '.'
    : undefined;
}

function parseElements(r: Reader, elements: CommandElement[], redirections: Redirection[]): void {
  let dashes = false;
  for (;;) {
    r.skipSpace();
    const c = r.code;
    if (r.atTerminator || c === Char.Pipe || c === Char.Ampersand) {
      if (!reachResourceBody(r, elements)) return;
      continue;
    }
    if (c === Char.Comma) {
      r.error('An argument is missing before the comma.', r.pos, r.pos + 1);
      r.take('operator', r.pos + 1);
    } else if (atRedirection(r)) {
      redirections.push(parseRedirection(r));
    } else if (isDash(c) && !dashes && isParameterStart(r.at(r.pos + 1))) {
      elements.push(parseParameter(r));
    } else {
      const argument = parseArguments(r);
      if (!argument) return;
      elements.push(argument);
      if (isBareWord(argument, '--')) dashes = true;
      if (isBareWord(argument, '--%')) {
        elements.push(parseVerbatim(r));
        return;
      }
    }
  }
}

/** In a configuration the braces of a resource may stand on the next line. */
function reachResourceBody(r: Reader, elements: readonly CommandElement[]): boolean {
  if (!r.configuration || r.at(r.pastNewlines()) !== Char.OpenBrace) return false;
  const last = elements[elements.length - 1];
  if (last && (last.kind === 'ScriptBlock' || last.kind === 'Hashtable')) return false;
  r.skipNewlines();
  return true;
}

const isParameterStart = (c: number): boolean => isLetter(c) || c === Char.Question;

/** `-Name` or `-Name:value`; a word when a quote follows the name at once. */
function parseParameter(r: Reader): CommandParameter | Expression {
  const start = r.pos;
  let end = start + 1;
  for (
    let c = r.at(end);
    !endsWord(c) && c !== Char.Dot && c !== Char.OpenBracket && c !== Char.Colon && c !== Char.Backtick;
    c = r.at(++end)
  ) {
    if (c === Char.DoubleQuote || c === Char.SingleQuote || (c >= 0x2018 && c <= 0x201e)) return parseWord(r, 'word');
  }
  const name = r.text.slice(start + 1, end);
  const nameStart = start + 1;
  const colon = r.at(end) === Char.Colon;
  r.take('parameter', colon ? end + 1 : end);
  const bare = { kind: 'CommandParameter', start, end: r.last, name, nameStart, nameEnd: end } as const;
  if (!colon) return bare;
  r.skipSpace();
  if (r.code === Char.Comma) return bare;
  const argument = parseArguments(r) ?? r.missing(`a value for -${name}`);
  return { ...bare, end: r.last, argument };
}

/** One argument, or several with commas between them. */
function parseArguments(r: Reader): Expression | undefined {
  const first = parseArgument(r, 'word');
  if (!first) return undefined;
  const from = r.pos;
  r.skipSpace();
  if (r.code !== Char.Comma) {
    r.pos = from;
    return first;
  }
  const elements = [first];
  while (r.code === Char.Comma) {
    r.take('operator', r.pos + 1);
    r.skipNewlines();
    elements.push(parseArgument(r, 'word') ?? r.missing('an argument after ","'));
    r.skipSpace();
  }
  return { kind: 'ArrayLiteral', start: first.start, end: r.last, elements };
}

/** One argument of a command, or what stands in place of its name after `&`; no comma lists. */
export function parseArgument(r: Reader, kind: TokenKind): Expression | undefined {
  const c = r.code;
  const next = r.at(r.pos + 1);
  switch (c) {
    case Char.Dollar:
      if (next === Char.OpenParen) return parsePostfix(r, parseSubExpression(r));
      return next === Char.OpenBrace || startsVariable(next) ? parseVariableOrWord(r, kind) : parseWord(r, kind);
    case Char.OpenParen:
      return parsePostfix(r, parseParenthesised(r));
    case Char.OpenBrace:
      return parsePostfix(r, atResourceBody(r) ? parseHashtable(r) : parseScriptBlock(r));
    case Char.At:
      if (next === Char.OpenParen) return parsePostfix(r, parseArrayExpression(r));
      if (next === Char.OpenBrace) return parsePostfix(r, parseHashtable(r));
      if (isLetterOrDigit(next)) return parseVariableOrWord(r, kind);
      return atString(r) ? parsePostfix(r, parseString(r)) : parseWord(r, kind);
    case Char.Less:
      r.error('The "<" operator is reserved.', r.pos, r.pos + 1);
      return parseWord(r, kind);
    default:
      if (endsWord(c)) return undefined;
      if (atString(r)) return parsePostfix(r, parseString(r));
      if (isDigit(c) || c === Char.Dot) return parseNumber(r, r.pos, false) ?? parseWord(r, kind);
      if (isDash(c) || c === Char.Plus) return parseNumber(r, r.pos + 1, false) ?? parseWord(r, kind);
      return parseWord(r, kind);
  }
}

/** `$x.y` is a variable and what follows it; `$x\y` is one word. */
function parseVariableOrWord(r: Reader, kind: TokenKind): Expression {
  const { pos, last } = r;
  const variable = parseVariable(r);
  const c = r.code;
  const next = r.at(r.pos + 1);
  const alone =
    endsWord(c) ||
    c === Char.Dot ||
    c === Char.OpenBracket ||
    (c === Char.Colon && next === Char.Colon) ||
    (c === Char.Backtick && isNewline(next));
  if (alone || (c === Char.Equals && r.at(pos + 1) !== Char.OpenBrace)) return parsePostfix(r, variable);
  r.rewind(pos, last);
  return parseWord(r, kind);
}

/** All that follows `--%` up to the end of the line or the next `|`. */
function parseVerbatim(r: Reader): VerbatimArgument {
  r.skipSpace();
  const start = r.pos;
  const limit = lineEnd(r.text, start);
  let end = start;
  let quoted = false;
  for (; end < limit; end++) {
    const c = r.at(end);
    if (c === Char.DoubleQuote) quoted = !quoted;
    else if (!quoted && (c === Char.Pipe || (c === Char.Ampersand && r.at(end + 1) === Char.Ampersand))) break;
  }
  r.take('verbatim', end);
  return { kind: 'Verbatim', start, end, text: r.text.slice(start, end) };
}

/** Whether `>`, `*>` or `1>` to `6>` stands here. */
export function atRedirection(r: Reader): boolean {
  const c = r.code;
  const isStream = c === Char.Star || (c >= 0x31 && c <= 0x36);
  return c === Char.Greater || (isStream && r.at(r.pos + 1) === Char.Greater);
}

/** `> file`, `2>&1`... */
export function parseRedirection(r: Reader): Redirection {
  const start = r.pos;
  let end = r.code === Char.Greater ? start + 1 : start + 2;
  const merges = r.at(end) === Char.Ampersand && isDigit(r.at(end + 1));
  if (merges) end += 2;
  else if (r.at(end) === Char.Greater) end++;
  const operator = r.text.slice(start, end);
  r.take('operator', end);
  if (merges) return { start, end, operator };
  r.skipSpace();
  const target = parseArgument(r, 'word') ?? r.missing('a file name');
  return { start, end: r.last, operator, target };
}

/** A word that names something, up to what ends a word: the name of a function. */
export function parseName(r: Reader): { name: string; start: number; end: number } {
  const start = r.pos;
  let end = start;
  let name = '';
  let copied = start;
  while (!endsWord(r.at(end))) {
    if (r.at(end) === Char.Backtick) {
      const undone = undoEscape(r.text, end);
      name += r.text.slice(copied, end) + undone.value;
      copied = end = undone.end;
    } else {
      end++;
    }
  }
  r.take('command', end);
  return { name: name + r.text.slice(copied, end), start, end };
}

/** An identifier as a bare word, or `undefined`. */
export function parseIdentifier(r: Reader, kind: TokenKind): Expression | undefined {
  const start = r.pos;
  if (!isLetter(r.code)) return undefined;
  let end = start + 1;
  while (isLetterOrDigit(r.at(end))) end++;
  r.take(kind, end);
  return bareWord(r.text.slice(start, end), start, end);
}
