import type {
  Attribute,
  Expression,
  ParamBlock,
  ParameterDeclaration,
  Statement,
  TypeLiteral,
  UsingStatement,
} from './ast';
import { parseBlock, parseBody } from './bodies';
import { Char, isLetter, isLetterOrDigit, isNewline, startsVariable } from './chars';
import { parseClass, parseEnum } from './classes';
import { parseArgument, parseName } from './commands';
import { parseAfter } from './expressions';
import { lineEnd, type Reader } from './reader';
import { atKeyword, type KeywordParser, keywordParser } from './statements';
import { atAttribute, parseAttributes } from './types';
import { parseVariable } from './variables';

const attributed = ['param', 'class', 'enum', 'configuration', 'function', 'filter', 'workflow'];

/** The keyword of the declaration that the attributes standing here belong to, if they belong to one. */
export function declarationAhead(r: Reader): string | undefined {
  if (r.pos < r.plainUntil || !atAttribute(r)) return undefined;
  let i = r.pos;
  while (r.at(i) === Char.OpenBracket) i = skipTrivia(r, bracketEnd(r, i));
  let end = i;
  while (isLetter(r.at(end))) end++;
  const word = r.text.slice(i, Math.min(end, i + 16)).toLowerCase();
  if (attributed.includes(word)) return word;
  r.plainUntil = i;
  return undefined;
}

/** The end of the bracket that opens at `from`, whatever it holds; quotes are honoured. */
function bracketEnd(r: Reader, from: number): number {
  let depth = 0;
  for (let i = from; i < r.size; i++) {
    const c = r.at(i);
    if (c === Char.OpenBracket) depth++;
    else if (c === Char.CloseBracket && --depth === 0) return i + 1;
    else if (c === Char.DoubleQuote || c === Char.SingleQuote) {
      const close = r.text.indexOf(String.fromCharCode(c), i + 1);
      if (close < 0) return r.size;
      i = close;
    }
  }
  return r.size;
}

function skipTrivia(r: Reader, from: number): number {
  const { pos } = r;
  r.pos = from;
  const end = r.pastNewlines();
  r.pos = pos;
  return end;
}

/** `[Flags()] enum X { ... }`: a declaration with attributes before it. */
export function parseAttributedDeclaration(r: Reader): Statement | undefined {
  const start = r.pos;
  const attributes = parseAttributes(r);
  let end = r.pos;
  while (isLetter(r.at(end))) end++;
  const keyword = r.text.slice(r.pos, end).toLowerCase();
  r.take('keyword', end);
  if (keyword === 'class') return parseClass(r, start, attributes);
  return keywordParser(keyword)?.(r, start, keyword);
}

/** `[CmdletBinding()] param ( ... )` */
export function parseParamBlock(r: Reader): ParamBlock {
  const start = r.pos;
  const attributes = parseAttributes(r);
  if (atKeyword(r, r.pos, 'param')) r.take('keyword', r.pos + 'param'.length);
  else r.missing('"param"');
  r.skipNewlines();
  const parameters = r.code === Char.OpenParen ? parseParameters(r) : [];
  return { start, end: r.last, attributes, parameters };
}

/** `( [type] $name = default, ... )`; the bracket stands here. */
export function parseParameters(r: Reader): ParameterDeclaration[] {
  const parameters: ParameterDeclaration[] = [];
  r.take('punctuation', r.pos + 1);
  const saved = r.open(Char.CloseParen);
  r.commaSeparates = true;
  for (r.skipNewlines(); !r.atEnd && r.code !== Char.CloseParen; r.skipNewlines()) {
    const parameter = parseParameter(r);
    if (!parameter) break;
    parameters.push(parameter);
    r.skipNewlines();
    if (!r.accept(Char.Comma)) break;
  }
  r.close(Char.CloseParen, saved);
  return parameters;
}

function parseParameter(r: Reader): ParameterDeclaration | undefined {
  const start = r.pos;
  const attributes: (Attribute | TypeLiteral)[] = parseAttributes(r);
  const next = r.at(r.pos + 1);
  if (r.code !== Char.Dollar || !(next === Char.OpenBrace || startsVariable(next))) {
    if (attributes.length === 0) return undefined;
    const { start: at, end } = r.missing('a parameter name');
    return { start, end: r.last, attributes, name: { kind: 'Variable', start: at, end, name: '', splatted: false } };
  }
  const name = parseVariable(r);
  const defaultValue = parseInitial(r);
  return defaultValue
    ? { start, end: r.last, attributes, name, defaultValue }
    : { start, end: r.last, attributes, name };
}

/** `= value` after the name of a parameter or property. */
export function parseInitial(r: Reader): Expression | undefined {
  const at = r.pastNewlines();
  if (r.at(at) !== Char.Equals) return undefined;
  r.pos = at;
  r.take('operator', at + 1);
  return parseAfter(r, '"="');
}

const parseFunction: KeywordParser = (r, start, keyword) => {
  r.skipNewlines();
  const { name, start: nameStart, end: nameEnd } = parseName(r);
  if (name === '') r.missing('a name');
  const open = r.pastNewlines();
  let parameters: ParameterDeclaration[] | undefined;
  if (r.at(open) === Char.OpenParen) {
    r.pos = open;
    parameters = parseParameters(r);
  }
  const saved = r.workflow;
  r.workflow ||= keyword === 'workflow';
  const body = parseBody(r);
  r.workflow = saved;
  const head = {
    kind: 'Function',
    start,
    end: r.last,
    keyword: keyword as 'function',
    name,
    nameStart,
    nameEnd,
  } as const;
  return parameters ? { ...head, parameters, body } : { ...head, body };
};

const parseConfiguration: KeywordParser = (r, start) => {
  r.skipSpace();
  const name = r.atTerminator || r.code === Char.OpenBrace ? r.missing('a name') : parseArgument(r, 'command');
  if (!name) return undefined;
  const saved = r.configuration;
  r.configuration = true;
  const body = parseBody(r);
  r.configuration = saved;
  return { kind: 'Configuration', start, end: r.last, name, body };
};

/** `begin { }` and its like; a command when no brace follows. */
const parseNamedBlock: KeywordParser = (r, start, name) => {
  if (r.at(r.pastNewlines()) !== Char.OpenBrace) return undefined;
  const body = parseBlock(r);
  return { kind: 'NamedBlock', start, end: r.last, name, body };
};

const parseWorkflowBlock: KeywordParser = (r, start, name) =>
  r.workflow ? parseNamedBlock(r, start, name) : undefined;

/** `data Name -SupportedCommand X { ... }` */
const parseData: KeywordParser = (r, start) => {
  r.skipSpace();
  const from = r.pos;
  let end = from;
  while (isLetterOrDigit(r.at(end))) end++;
  const variable = r.text.slice(from, end);
  if (end > from) r.take('variable', end);
  const brace = r.pastNewlines();
  if (r.at(brace) !== Char.OpenBrace) {
    r.pos = brace;
    if (r.code !== Char.Hyphen || !r.text.startsWith('upported', r.pos + 2)) return undefined;
    let open = r.pos;
    while (open < r.size && r.at(open) !== Char.OpenBrace && !isNewline(r.at(open))) open++;
    r.take('parameter', open);
  }
  const body = parseBlock(r);
  return variable === ''
    ? { kind: 'Data', start, end: r.last, body }
    : { kind: 'Data', start, end: r.last, variable, body };
};

/** `using namespace X`, `using module X`... */
export const parseUsing: KeywordParser = (r, start) => {
  r.skipSpace();
  const from = r.pos;
  let end = from;
  while (isLetter(r.at(end))) end++;
  const what = r.text.slice(from, end).toLowerCase();
  if (!['namespace', 'module', 'assembly', 'type', 'command'].includes(what)) return undefined;
  r.take('keyword', end);
  r.skipSpace();
  const nameStart = r.pos;
  const quoted = parseArgument(r, 'word') ?? r.missing('a name');
  r.skipSpace();
  if (r.code === Char.Equals) r.take('type', lineEnd(r.text, r.pos));
  const name = quoted.kind === 'String' && r.last === quoted.end ? quoted.value : r.text.slice(nameStart, r.last);
  return { kind: 'Using', start, end: r.last, what, name } satisfies UsingStatement;
};

/** The declarations, by keyword. */
export const declarations: readonly (readonly [string, KeywordParser])[] = [
  ['function', parseFunction],
  ['filter', parseFunction],
  ['workflow', parseFunction],
  ['configuration', parseConfiguration],
  ['class', (r, start) => parseClass(r, start, [])],
  ['enum', parseEnum],
  ['data', parseData],
  ['using', parseUsing],
  ['begin', parseNamedBlock],
  ['process', parseNamedBlock],
  ['end', parseNamedBlock],
  ['clean', parseNamedBlock],
  ['dynamicparam', parseNamedBlock],
  ['parallel', parseWorkflowBlock],
  ['sequence', parseWorkflowBlock],
  ['inlinescript', parseWorkflowBlock],
];
