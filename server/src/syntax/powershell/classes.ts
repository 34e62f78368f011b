import type { Attribute, ClassDefinition, Expression, Statement, TypeLiteral } from './ast';
import { parseBody } from './bodies';
import { skipSeparators } from './brackets';
import { isLetter, isLetterOrDigit, startsVariable } from './chars';
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
  return next === 123 || next === 58;
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
  if (r.code !== 61) return undefined;
  r.take('operator', r.pos + 1);
  return parseAfter(r, '"="');
}

/** Read `{ member; member }` by calling `member` until it returns false or the brace closes. */
function openMembers(r: Reader, member: () => boolean): void {
  r.skipNewlines();
  if (!r.accept(123)) {
    r.missing('"{"');
    return;
  }
  const saved = r.open(125);
  for (skipSeparators(r); !r.atEnd && r.code !== 125; skipSeparators(r)) if (!member()) break;
  r.close(125, saved);
}

/** `: Base, Interface` */
function parseBases(r: Reader): string[] {
  const bases: string[] = [];
  r.skipNewlines();
  if (!r.accept(58)) return bases;
  for (r.skipNewlines(); !r.atEnd && r.code !== 123; r.skipNewlines()) {
    const start = r.pos;
    let depth = 0;
    let end = start;
    for (; end < r.size; end++) {
      const c = r.at(end);
      if (c === 91) depth++;
      else if (c === 93) depth--;
      else if (!isLetterOrDigit(c) && c !== 46 && c !== 43 && !(depth > 0 && (c === 44 || c === 32))) break;
    }
    if (end === start) break;
    r.take('type', end);
    bases.push(r.text.slice(start, end).replaceAll(' ', ''));
    r.skipNewlines();
    if (!r.accept(44)) break;
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
  if (r.code === 36 && (startsVariable(r.at(r.pos + 1)) || r.at(r.pos + 1) === 123)) {
    const { name } = parseVariable(r);
    const initial = parseInitial(r);
    properties.push(initial ? { name, initial } : { name });
    return true;
  }
  if (!isLetter(r.code)) return r.pos > from && skipMember(r);
  const name = takeName(r);
  r.skipNewlines();
  const parameters = r.code === 40 ? parseParameters(r) : [];
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
  if (r.at(at) !== 58) return;
  r.pos = at;
  r.take('punctuation', at + 1);
  r.skipNewlines();
  takeName(r);
  r.skipNewlines();
  if (!r.accept(40)) return;
  const saved = r.open(41);
  r.commaSeparates = true;
  for (r.skipNewlines(); !r.atEnd && r.code !== 41; r.skipNewlines()) {
    if (!parseExpression(r)) break;
    r.skipNewlines();
    if (!r.accept(44)) break;
  }
  r.close(41, saved);
}
