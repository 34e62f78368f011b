import type { Attribute, ClassDefinition, Expression, Statement, TypeLiteral } from './ast';
import { parseBody } from './bodies';
import { skipSeparators } from './brackets';
import { Char, isLetter, isLetterOrDigit, startsVariable } from './chars';
import { parseInitial, parseParameters } from './declarations';
import { parseAfter, parseExpression } from './expressions';
import type { Reader } from './reader';
import { atKeyword, type KeywordParser } from './statements';
import { parseAttributes } from './types';
import { parseVariable } from './variables';

type Property = ClassDefinition['properties'][number];
type Method = ClassDefinition['methods'][number];

/** The identifier here; empty when there is none. */
function takeName(r: Reader): string {
  const start = r.pos;
  let end = start;
  while (isLetterOrDigit(r.at(end))) end++;
  r.take('type', end);
  return r.text.slice(start, end);
}

/** Whether the text after the keyword reads `Name {` or `Name :`; else it is a command. */
function namesDefinition(r: Reader): boolean {
  r.skipSpace();
  if (!isLetter(r.code)) return false;
  const { pos } = r;
  let end = pos;
  while (isLetterOrDigit(r.at(end))) end++;
  r.pos = end;
  const next = r.at(r.pastNewlines());
  r.pos = pos;
  return next === Char.OpenBrace || next === Char.Colon;
}

/** `class Name : Base, Interface { ... }`; the keyword was taken. */
export function parseClass(
  r: Reader,
  start: number,
  attributes: readonly (Attribute | TypeLiteral)[],
): Statement | undefined {
  if (!namesDefinition(r)) return undefined;
  const name = takeName(r);
  const bases = parseBases(r);
  const properties: Property[] = [];
  const methods: Method[] = [];
  openMembers(r, () => parseMember(r, properties, methods));
  return { kind: 'Class', start, end: r.last, attributes, name, bases, properties, methods };
}

/** `enum Name : byte { A = 1; B }`; the keyword was taken. */
export const parseEnum: KeywordParser = (r, start) => {
  if (!namesDefinition(r)) return undefined;
  const name = takeName(r);
  parseBases(r);
  const members: { name: string; value?: Expression }[] = [];
  openMembers(r, () => {
    if (!isLetter(r.code)) return false;
    const member = takeName(r);
    const value = initialOnLine(r);
    members.push(value ? { name: member, value } : { name: member });
    return true;
  });
  return { kind: 'Enum', start, end: r.last, name, members };
};

function initialOnLine(r: Reader): Expression | undefined {
  r.skipSpace();
  if (r.code !== Char.Equals) return undefined;
  r.take('operator', r.pos + 1);
  return parseAfter(r, '"="');
}

/** Read `{ member; member }` by calling `member` until it returns false or the brace closes. */
function openMembers(r: Reader, member: () => boolean): void {
  r.skipNewlines();
  if (!r.accept(Char.OpenBrace)) {
    r.missing('"{"');
    return;
  }
  const saved = r.open(Char.CloseBrace);
  for (skipSeparators(r); !r.atEnd && r.code !== Char.CloseBrace; skipSeparators(r)) if (!member()) break;
  r.close(Char.CloseBrace, saved);
}

/** `: Base, Interface` */
function parseBases(r: Reader): string[] {
  const bases: string[] = [];
  r.skipNewlines();
  if (!r.accept(Char.Colon)) return bases;
  for (r.skipNewlines(); !r.atEnd && r.code !== Char.OpenBrace; r.skipNewlines()) {
    const start = r.pos;
    let depth = 0;
    let end = start;
    for (; end < r.size; end++) {
      const c = r.at(end);
      if (c === Char.OpenBracket) depth++;
      else if (c === Char.CloseBracket) depth--;
      else if (
        !isLetterOrDigit(c) &&
        c !== Char.Dot &&
        c !== Char.Plus &&
        !(depth > 0 && (c === Char.Comma || c === Char.Space))
      )
        break;
    }
    if (end === start) break;
    r.take('type', end);
    bases.push(r.text.slice(start, end).replaceAll(' ', ''));
    r.skipNewlines();
    if (!r.accept(Char.Comma)) break;
  }
  return bases;
}

function parseMember(r: Reader, properties: Property[], methods: Method[]): boolean {
  const from = r.pos;
  for (;;) {
    parseAttributes(r);
    const modifier = ['static', 'hidden'].find(it => atKeyword(r, r.pos, it));
    if (!modifier) break;
    r.take('keyword', r.pos + modifier.length);
  }
  if (r.code === Char.Dollar && (startsVariable(r.at(r.pos + 1)) || r.at(r.pos + 1) === Char.OpenBrace)) {
    const { name } = parseVariable(r);
    const initial = parseInitial(r);
    properties.push(initial ? { name, initial } : { name });
    return true;
  }
  if (!isLetter(r.code)) return r.pos > from && skipMember(r);
  const name = takeName(r);
  r.skipNewlines();
  const parameters = r.code === Char.OpenParen ? parseParameters(r) : [];
  parseBaseCall(r);
  methods.push({ name, parameters, body: parseBody(r) });
  return true;
}

function skipMember(r: Reader): boolean {
  r.missing('a property or method');
  r.skipSpace();
  if (r.atTerminator) return true;
  r.take('unknown', r.pos + 1);
  return true;
}

/** `: base($x)` of a constructor; its arguments are read and dropped. */
function parseBaseCall(r: Reader): void {
  const at = r.pastNewlines();
  if (r.at(at) !== Char.Colon) return;
  r.pos = at;
  r.take('punctuation', at + 1);
  r.skipNewlines();
  takeName(r);
  r.skipNewlines();
  if (!r.accept(Char.OpenParen)) return;
  const saved = r.open(Char.CloseParen);
  r.commaSeparates = true;
  for (r.skipNewlines(); !r.atEnd && r.code !== Char.CloseParen; r.skipNewlines()) {
    if (!parseExpression(r)) break;
    r.skipNewlines();
    if (!r.accept(Char.Comma)) break;
  }
  r.close(Char.CloseParen, saved);
}
