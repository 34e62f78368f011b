import type {
  Assignment,
  CommandExpression,
  Expression,
  Pipeline,
  PipelineChain,
  PipelineElement,
  Statement,
} from './ast';
import { Char, endsWord, isDash, isDigit, isLetter, isLetterOrDigit, startsVariable } from './chars';
import { atRedirection, parseCommand, parseRedirection } from './commands';
import { controlStatements, parseLabelled } from './control';
import { declarationAhead, declarations, parseAttributedDeclaration } from './declarations';
import { parseExpression } from './expressions';
import { assignmentOperator, unaryOperator } from './operators';
import type { Reader } from './reader';
import { atString } from './strings';

/** Reads the statement whose keyword was just taken; `undefined` to have it read as a command after all. */
export type KeywordParser = (r: Reader, start: number, keyword: string, label?: string) => Statement | undefined;

/** The keywords; made on first use, since the modules that read them need this one. */
let table: ReadonlyMap<string, KeywordParser> | undefined;
const longestKeyword = 'configuration'.length;

/** The parser of a statement that starts with `keyword`, lower case. */
export function keywordParser(keyword: string): KeywordParser | undefined {
  table ??= new Map([...controlStatements, ...declarations]);
  return table.get(keyword);
}

/** A statement, or `undefined` when none starts here. */
export function parseStatement(r: Reader): Statement | undefined {
  const c = r.code;
  if (isLetter(c)) {
    const statement = parseKeywordStatement(r);
    if (statement) return statement;
  } else if (c === Char.Colon && isLetter(r.at(r.pos + 1))) {
    const statement = parseLabelled(r);
    if (statement) return statement;
  } else if (c === Char.OpenBracket) {
    const keyword = declarationAhead(r);
    if (keyword && keyword !== 'param') return parseAttributedDeclaration(r);
  }
  return parsePipelineStatement(r);
}

function parseKeywordStatement(r: Reader): Statement | undefined {
  const start = r.pos;
  const limit = start + longestKeyword;
  let end = start + 1;
  while (end <= limit && isLetter(r.at(end))) end++;
  if (end === start + 1 || end > limit || !endsWord(r.at(end))) return undefined;
  const keyword = r.text.slice(start, end).toLowerCase();
  const parse = keywordParser(keyword);
  if (!parse) return undefined;
  const { last } = r;
  r.take('keyword', end);
  const statement = parse(r, start, keyword);
  if (!statement) r.rewind(start, last);
  return statement;
}

/** Whether `keyword`, lower case, stands at `offset` as a word of its own. */
export function atKeyword(r: Reader, offset: number, keyword: string): boolean {
  const { length } = keyword;
  for (let i = 0; i < length; i++) if ((r.at(offset + i) | 32) !== keyword.charCodeAt(i)) return false;
  return endsWord(r.at(offset + length));
}

/** An assignment, a pipeline or a chain of pipelines; no keywords. */
export function parsePipelineStatement(r: Reader): Statement | undefined {
  const first = startsExpression(r) ? parseExpression(r) : undefined;
  if (!first) return parseChain(r, undefined);
  r.skipSpace();
  const operator = assignmentOperator(r);
  if (!operator) return parseChain(r, first);
  r.take('operator', r.pos + operator.length);
  r.enter();
  r.skipNewlines();
  const right = parseStatement(r) ?? r.missing(`a value after "${operator}"`);
  r.leave();
  return { kind: 'Assignment', start: first.start, end: r.last, left: first, operator, right } satisfies Assignment;
}

/** Whether what stands here is an expression and not the name of a command. */
function startsExpression(r: Reader): boolean {
  const c = r.code;
  if (isLetterOrDigit(c)) return isDigit(c);
  const next = r.at(r.pos + 1);
  switch (c) {
    case Char.Dollar:
      return next === Char.OpenParen || next === Char.OpenBrace || startsVariable(next);
    case Char.OpenParen:
    case Char.Comma:
    case Char.OpenBracket:
    case Char.OpenBrace:
      return true;
    case Char.At:
      return next === Char.OpenParen || next === Char.OpenBrace || atString(r) || isLetter(next);
    case Char.Dot:
      return isDigit(next);
    case Char.Exclamation:
      return !isLetter(next);
    case Char.Plus:
      return next === Char.Plus ? startsOperand(r.at(r.pos + 2)) : startsOperand(next);
    default:
      if (!isDash(c)) return atString(r);
      if (isLetter(next)) return unaryOperator(r) !== undefined;
      return isDash(next) ? startsOperand(r.at(r.pos + 2)) : startsOperand(next);
  }
}

/** Whether the character may start the operand of a sign. */
const startsOperand = (c: number): boolean =>
  c === Char.Dollar ||
  c === Char.OpenParen ||
  c === Char.OpenBracket ||
  c === Char.Dot ||
  c === Char.At ||
  c === Char.DoubleQuote ||
  c === Char.SingleQuote ||
  c === Char.Space ||
  isDigit(c);

/** `a && b || c`, beginning with the expression `first` when that was read already. */
function parseChain(r: Reader, first: Expression | undefined): Pipeline | PipelineChain | undefined {
  const head = parsePipeline(r, first);
  if (!head) return undefined;
  let operator = chainOperator(r);
  if (!operator) return head;
  const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
  for (; operator; operator = chainOperator(r)) {
    r.take('operator', r.pos + 2);
    r.skipNewlines();
    const pipeline = parsePipeline(r, undefined);
    if (!pipeline) r.missing(`a command after "${operator}"`);
    rest.push({ operator, pipeline: pipeline ?? emptyPipeline(r) });
  }
  return { kind: 'PipelineChain', start: head.start, end: r.last, first: head, rest };
}

function chainOperator(r: Reader): '&&' | '||' | undefined {
  r.skipSpace();
  const c = r.code;
  if ((c !== Char.Ampersand && c !== Char.Pipe) || r.at(r.pos + 1) !== c) return undefined;
  return c === Char.Ampersand ? '&&' : '||';
}

const emptyPipeline = (r: Reader): Pipeline => ({
  kind: 'Pipeline',
  start: r.last,
  end: r.last,
  elements: [],
  background: false,
});

function parsePipeline(r: Reader, first: Expression | undefined): Pipeline | undefined {
  const start = first ? first.start : r.pos;
  const head = first ? parseCommandExpression(r, first) : parseElement(r);
  if (!head) return undefined;
  const elements = [head];
  while (reachPipe(r)) {
    r.take('operator', r.pos + 1);
    r.skipNewlines();
    const element = parseElement(r);
    if (!element) {
      r.missing('a command after "|"');
      break;
    }
    if (element.kind === 'CommandExpression') {
      r.error('An expression may stand only at the start of a pipeline.', element.start, element.end);
    }
    elements.push(element);
  }
  const background = r.code === Char.Ampersand && r.at(r.pos + 1) !== Char.Ampersand;
  if (background) r.take('operator', r.pos + 1);
  return { kind: 'Pipeline', start, end: r.last, elements, background };
}

/** Whether a pipe stands here or at the start of the next line; then go there. */
function reachPipe(r: Reader): boolean {
  r.skipSpace();
  const at = r.code === Char.LineFeed || r.code === Char.CarriageReturn ? r.pastNewlines() : r.pos;
  if (r.at(at) !== Char.Pipe || r.at(at + 1) === Char.Pipe) return false;
  r.pos = at;
  return true;
}

function parseElement(r: Reader): PipelineElement | undefined {
  const expression = startsExpression(r) ? parseExpression(r) : undefined;
  return expression ? parseCommandExpression(r, expression) : parseCommand(r);
}

function parseCommandExpression(r: Reader, expression: Expression): CommandExpression {
  const redirections = [];
  for (r.skipSpace(); atRedirection(r); r.skipSpace()) redirections.push(parseRedirection(r));
  return { kind: 'CommandExpression', start: expression.start, end: r.last, expression, redirections };
}
