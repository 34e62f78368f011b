import type {
  Block,
  Expression,
  FlowStatement,
  ForEachStatement,
  Statement,
  SwitchStatement,
  TypeLiteral,
} from './ast';
import { parseBlock } from './bodies';
import { skipSeparators } from './brackets';
import { Char, isDash, isLetter, isLetterOrDigit } from './chars';
import { parseArgument, parseIdentifier } from './commands';
import { parseUnary } from './expressions';
import type { Reader } from './reader';
import { atKeyword, type KeywordParser, keywordParser, parsePipelineStatement } from './statements';
import { parseType } from './types';
import { parseVariable } from './variables';
import { isBareWord } from './words';

/** Take `keyword` when it stands here or after line ends. */
function acceptKeyword(r: Reader, keyword: string): boolean {
  const at = r.pastNewlines();
  if (!atKeyword(r, at, keyword)) return false;
  r.pos = at;
  r.take('keyword', at + keyword.length);
  return true;
}

/** Take the bracket that stands here or after line ends. */
function acceptOpen(r: Reader): boolean {
  const at = r.pastNewlines();
  if (r.at(at) !== Char.OpenParen) {
    r.missing('"("');
    return false;
  }
  r.pos = at;
  r.take('punctuation', at + 1);
  return true;
}

/** `( pipeline )` of `if`, `while` and their like. */
function parseCondition(r: Reader): Statement {
  if (!acceptOpen(r)) return { kind: 'Missing', start: r.last, end: r.last };
  const saved = r.open(Char.CloseParen);
  r.skipNewlines();
  const condition = parsePipelineStatement(r) ?? r.missing('a condition');
  r.close(Char.CloseParen, saved);
  return condition;
}

function parseIf(r: Reader, start: number): Statement {
  const clauses = [{ condition: parseCondition(r), body: parseBlock(r) }];
  while (acceptKeyword(r, 'elseif')) clauses.push({ condition: parseCondition(r), body: parseBlock(r) });
  const otherwise = acceptKeyword(r, 'else') ? parseBlock(r) : undefined;
  const end = r.last;
  return otherwise ? { kind: 'If', start, end, clauses, otherwise } : { kind: 'If', start, end, clauses };
}

const labelled = (label: string | undefined): { label?: string } => (label === undefined ? {} : { label });

function parseWhile(r: Reader, start: number, _keyword: string, label?: string): Statement {
  const condition = parseCondition(r);
  const body = parseBlock(r);
  return { kind: 'While', start, end: r.last, ...labelled(label), condition, body };
}

function parseDo(r: Reader, start: number, _keyword: string, label?: string): Statement {
  const body = parseBlock(r);
  const until = acceptKeyword(r, 'until');
  const known = until || acceptKeyword(r, 'while');
  const condition = known ? parseCondition(r) : r.missing('"while" or "until"');
  const kind = until ? 'DoUntil' : 'DoWhile';
  return { kind, start, end: r.last, ...labelled(label), condition, body };
}

function parseFor(r: Reader, start: number, _keyword: string, label?: string): Statement {
  const parts: (Statement | undefined)[] = [undefined, undefined, undefined];
  if (acceptOpen(r)) {
    const saved = r.open(Char.CloseParen);
    for (let i = 0; i < 3; i++) {
      r.skipNewlines();
      parts[i] = parsePipelineStatement(r);
      r.skipSpace();
      if (i < 2 && !r.accept(Char.Semicolon) && r.code !== Char.LineFeed && r.code !== Char.CarriageReturn) break;
    }
    r.close(Char.CloseParen, saved);
  }
  const body = parseBlock(r);
  const [initializer, condition, iterator] = parts;
  return {
    kind: 'For',
    start,
    end: r.last,
    ...labelled(label),
    ...(initializer ? { initializer } : {}),
    ...(condition ? { condition } : {}),
    ...(iterator ? { iterator } : {}),
    body,
  };
}

/** `-Parallel`, `-Regex` and their like, in lower case, without the dash. */
function parseFlag(r: Reader): string {
  const start = r.pos + 1;
  let end = start;
  while (isLetter(r.at(end))) end++;
  r.take('parameter', end);
  return r.text.slice(start, end).toLowerCase();
}

function parseForEach(r: Reader, start: number, _keyword: string, label?: string): ForEachStatement {
  for (r.skipNewlines(); isDash(r.code); r.skipNewlines()) {
    const flag = parseFlag(r);
    r.skipSpace();
    if ('throttlelimit'.startsWith(flag)) parseArgument(r, 'word');
  }
  const opened = acceptOpen(r);
  const saved = opened && r.open(Char.CloseParen);
  if (opened) r.skipNewlines();
  const named = r.code === Char.Dollar && (isLetterOrDigit(r.at(r.pos + 1)) || r.at(r.pos + 1) === Char.OpenBrace);
  const variable = named ? parseVariable(r) : missingVariable(r);
  let collection: Statement | undefined;
  if (acceptKeyword(r, 'in')) {
    r.skipNewlines();
    collection = parsePipelineStatement(r);
  }
  collection ??= r.missing('"in" and a collection');
  if (opened) r.close(Char.CloseParen, saved);
  const body = parseBlock(r);
  return { kind: 'ForEach', start, end: r.last, ...labelled(label), variable, collection, body };
}

const missingVariable = (r: Reader): ForEachStatement['variable'] => {
  const { start, end } = r.missing('a variable');
  return { kind: 'Variable', start, end, name: '', splatted: false };
};

function parseSwitch(r: Reader, start: number, _keyword: string, label?: string): Statement {
  const flags: string[] = [];
  let condition: Statement | undefined;
  for (r.skipNewlines(); isDash(r.code); r.skipNewlines()) {
    const flag = parseFlag(r);
    flags.push(flag);
    r.skipSpace();
    if (flag !== '' && 'file'.startsWith(flag)) condition = asPipeline(parseArgument(r, 'word') ?? r.missing('a file'));
  }
  condition ??= parseCondition(r);
  const clauses = parseClauses(r);
  return { kind: 'Switch', start, end: r.last, ...labelled(label), flags, condition, clauses };
}

function parseClauses(r: Reader): SwitchStatement['clauses'] {
  const clauses: { pattern: Expression; isDefault: boolean; body: Block }[] = [];
  if (r.at(r.pastNewlines()) !== Char.OpenBrace) {
    r.missing('"{"');
    return clauses;
  }
  r.skipNewlines();
  r.take('punctuation', r.pos + 1);
  const saved = r.open(Char.CloseBrace);
  for (skipSeparators(r); !r.atEnd && r.code !== Char.CloseBrace; skipSeparators(r)) {
    const pattern = parseArgument(r, 'word');
    if (!pattern) break;
    clauses.push({ pattern, isDefault: isBareWord(pattern, 'default'), body: parseBlock(r) });
  }
  r.close(Char.CloseBrace, saved);
  return clauses;
}

/** An expression as the only element of a pipeline. */
export function asPipeline(expression: Expression): Statement {
  const { start, end } = expression;
  const element = { kind: 'CommandExpression', start, end, expression, redirections: [] } as const;
  return { kind: 'Pipeline', start, end, elements: [element], background: false };
}

function parseTry(r: Reader, start: number): Statement {
  const body = parseBlock(r);
  const catches: { types: TypeLiteral[]; body: Block }[] = [];
  while (acceptKeyword(r, 'catch')) {
    const types: TypeLiteral[] = [];
    for (r.skipNewlines(); r.code === Char.OpenBracket; r.skipNewlines()) {
      types.push(parseType(r));
      r.skipNewlines();
      if (!r.accept(Char.Comma)) break;
    }
    catches.push({ types, body: parseBlock(r) });
  }
  const finallyBody = acceptKeyword(r, 'finally') ? parseBlock(r) : undefined;
  if (catches.length === 0 && !finallyBody) r.missing('"catch" or "finally"');
  const end = r.last;
  return finallyBody
    ? { kind: 'Try', start, end, body, catches, finallyBody }
    : { kind: 'Try', start, end, body, catches };
}

function parseTrap(r: Reader, start: number): Statement {
  r.skipNewlines();
  const type = r.code === Char.OpenBracket ? parseType(r) : undefined;
  const body = parseBlock(r);
  const end = r.last;
  return type ? { kind: 'Trap', start, end, type, body } : { kind: 'Trap', start, end, body };
}

/** `return`, `throw` and `exit` take a pipeline. */
const parseLeaving =
  (kind: 'Return' | 'Throw' | 'Exit'): KeywordParser =>
  (r, start) => {
    r.skipSpace();
    return flow(r, kind, start, r.atTerminator ? undefined : parsePipelineStatement(r));
  };

/** `break` and `continue` take a label, bare or computed. */
const parseJump =
  (kind: 'Break' | 'Continue'): KeywordParser =>
  (r, start) => {
    r.skipSpace();
    const label = r.atTerminator ? undefined : (parseIdentifier(r, 'label') ?? parseUnary(r));
    return flow(r, kind, start, label && asPipeline(label));
  };

const flow = (r: Reader, kind: FlowStatement['kind'], start: number, value: Statement | undefined): FlowStatement =>
  value ? { kind, start, end: r.last, value } : { kind, start, end: r.last };

/** `:name while ...`; the colon stands here. `undefined` when no loop or switch follows. */
export function parseLabelled(r: Reader): Statement | undefined {
  const { pos: start, last } = r;
  let end = start + 1;
  while (isLetterOrDigit(r.at(end))) end++;
  const label = r.text.slice(start + 1, end);
  r.take('label', end);
  r.skipNewlines();
  for (const keyword of ['foreach', 'for', 'while', 'do', 'switch']) {
    const parse = keywordParser(keyword);
    if (parse && acceptKeyword(r, keyword)) return parse(r, start, keyword, label);
  }
  r.rewind(start, last);
  return undefined;
}

/** The statements of control flow, by keyword. */
export const controlStatements: readonly (readonly [string, KeywordParser])[] = [
  ['if', parseIf],
  ['while', parseWhile],
  ['do', parseDo],
  ['for', parseFor],
  ['foreach', parseForEach],
  ['switch', parseSwitch],
  ['try', parseTry],
  ['trap', parseTrap],
  ['return', parseLeaving('Return')],
  ['throw', parseLeaving('Throw')],
  ['exit', parseLeaving('Exit')],
  ['break', parseJump('Break')],
  ['continue', parseJump('Continue')],
];
