import type {
  ArrayExpression,
  Expression,
  Hashtable,
  Parenthesised,
  ScriptBlock,
  Statement,
  SubExpression,
} from './ast';
import { parseBody, parseStatements } from './bodies';
import { Char, isLetter, isLetterOrDigit } from './chars';
import { parseUnary } from './expressions';
import type { Reader } from './reader';
import { parsePipelineStatement, parseStatement } from './statements';
import { bareWord, parseWord } from './words';

/** `( pipeline )`; the bracket stands here. */
export function parseParenthesised(r: Reader): Parenthesised {
  const start = r.pos;
  r.take('punctuation', start + 1);
  const saved = r.open(Char.CloseParen);
  r.skipNewlines();
  const statement = parsePipelineStatement(r) ?? r.missing('a value');
  r.close(Char.CloseParen, saved);
  return { kind: 'Parenthesised', start, end: r.last, statement };
}

/** `$( ... )`; the dollar sign stands here. */
export function parseSubExpression(r: Reader): SubExpression {
  const start = r.pos;
  const statements = parseBracketed(r);
  return { kind: 'SubExpression', start, end: r.last, statements };
}

/** `@( ... )`; the at sign stands here. */
export function parseArrayExpression(r: Reader): ArrayExpression {
  const start = r.pos;
  const statements = parseBracketed(r);
  return { kind: 'ArrayExpression', start, end: r.last, statements };
}

function parseBracketed(r: Reader): Statement[] {
  r.take('punctuation', r.pos + 2);
  const saved = r.open(Char.CloseParen);
  const statements = parseStatements(r, Char.CloseParen);
  r.close(Char.CloseParen, saved);
  return statements;
}

/** `{ ... }` as a value; the brace stands here. */
export function parseScriptBlock(r: Reader): ScriptBlock {
  const start = r.pos;
  const body = parseBody(r);
  return { kind: 'ScriptBlock', start, end: r.last, body };
}

/** Whether the brace here opens the property list of a DSC resource: `{ Name = value`. */
export function atResourceBody(r: Reader): boolean {
  if (!r.configuration) return false;
  const from = r.pos;
  r.pos++;
  let i = r.pastNewlines();
  r.pos = from;
  if (!isLetter(r.at(i))) return false;
  while (isLetterOrDigit(r.at(i))) i++;
  while (r.at(i) === Char.Space || r.at(i) === Char.Tab) i++;
  return r.at(i) === Char.Equals && r.at(i + 1) !== Char.Equals;
}

/** `@{ key = value; ... }`, or the same without the at sign in a DSC resource; it stands here. */
export function parseHashtable(r: Reader): Hashtable {
  const start = r.pos;
  const entries: { key: Expression; value: Statement }[] = [];
  r.take('punctuation', start + (r.code === Char.At ? 2 : 1));
  const saved = r.open(Char.CloseBrace);
  for (;;) {
    skipSeparators(r);
    if (r.atEnd || r.code === Char.CloseBrace || r.code === Char.CloseParen) break;
    const entry = parseEntry(r);
    if (!entry) break;
    entries.push(entry);
  }
  r.close(Char.CloseBrace, saved);
  return { kind: 'Hashtable', start, end: r.last, entries };
}

/**
 * One `key = value`. `undefined` when what stands here is more like a statement: then the table is taken to end before
 * it. A key alone on its line is one whose value was not typed yet.
 */
function parseEntry(r: Reader): { key: Expression; value: Statement } | undefined {
  const { pos, last } = r;
  const key = parseKey(r);
  r.skipSpace();
  if (!key) return undefined;
  if (r.code !== Char.Equals) {
    r.error('Expected "=" after the key.', r.last, r.last);
    if (!r.atTerminator || r.text.slice(pos, r.last).includes('-')) {
      r.rewind(pos, last);
      return undefined;
    }
    return { key, value: { kind: 'Missing', start: r.last, end: r.last } };
  }
  r.take('operator', r.pos + 1);
  r.skipNewlines();
  return { key, value: parseStatement(r) ?? r.missing('a value after "="') };
}

function parseKey(r: Reader): Expression | undefined {
  const start = r.pos;
  if (isLetter(r.code)) {
    let end = start + 1;
    while (isLetterOrDigit(r.at(end))) end++;
    if (r.at(end) === Char.Hyphen || r.at(end) === Char.Dot) return parseWord(r, 'member');
    r.take('member', end);
    return bareWord(r.text.slice(start, end), start, end);
  }
  r.commaSeparates = true;
  const key = parseUnary(r);
  r.commaSeparates = false;
  return key;
}

/** Skip white space, comments, line ends and semicolons. */
export function skipSeparators(r: Reader): void {
  do r.skipNewlines();
  while (r.accept(Char.Semicolon));
}
