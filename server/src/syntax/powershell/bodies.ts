import type { Block, ScriptBody, Statement } from './ast';
import { skipSeparators } from './brackets';
import { Char } from './chars';
import { declarationAhead, parseParamBlock } from './declarations';
import type { Closer, Reader } from './reader';
import { atKeyword, parseStatement } from './statements';
import { userDataTagEnd } from './user-data';

/** Statements that end where their last brace does, so that another may follow on the line. */
const selfEnding: ReadonlySet<Statement['kind']> = new Set<Statement['kind']>([
  'If',
  'While',
  'DoWhile',
  'DoUntil',
  'For',
  'ForEach',
  'Switch',
  'Try',
  'Trap',
  'Function',
  'Class',
  'Enum',
  'Configuration',
  'Data',
  'NamedBlock',
  'Missing',
]);

/** Statements up to `closer`, or to the end of the text for 0. A stray closing bracket is skipped with an error. */
export function parseStatements(r: Reader, closer: Closer | 0): Statement[] {
  const statements: Statement[] = [];
  for (;;) {
    skipSeparators(r);
    if (r.atEnd || (closer !== 0 && r.code === closer)) return statements;
    if (r.code === Char.CloseParen || r.code === Char.CloseBrace) {
      if ((r.code === Char.CloseParen ? r.openParens : r.openBraces) > 0) return statements;
      skipStray(r);
      continue;
    }
    const tagEnd = closer === 0 ? userDataTagEnd(r) : -1;
    if (tagEnd > 0) {
      r.take('tag', tagEnd);
      continue;
    }
    const from = r.pos;
    const statement = parseStatement(r);
    if (statement) statements.push(statement);
    if (r.pos <= from) skipStray(r);
    else if (statement && !endsItself(statement)) endStatement(r);
  }
}

/** Whether another statement may follow without a separator; for an assignment its value decides. */
function endsItself(statement: Statement): boolean {
  let last = statement;
  while (last.kind === 'Assignment') last = last.right;
  if (last.kind === 'PipelineChain') last = last.rest[last.rest.length - 1]!.pipeline;
  return last.kind === 'Pipeline' ? last.background : selfEnding.has(last.kind);
}

/** Note an error when something other than a separator follows a statement; it is read as the next one. */
function endStatement(r: Reader): void {
  r.skipSpace();
  if (!r.atTerminator) unexpected(r);
}

function skipStray(r: Reader): void {
  unexpected(r);
  r.take('unknown', Math.min(r.size, r.pos + 1));
}

function unexpected(r: Reader): void {
  r.error(`Unexpected "${r.text.slice(r.pos, r.pos + 1)}".`, r.pos, Math.min(r.size, r.pos + 1));
}

/** `{ ... }` of a statement; line ends may stand before it. */
export function parseBlock(r: Reader): Block {
  if (!reachBrace(r)) return { start: r.last, end: r.last, statements: [] };
  const start = r.pos;
  r.take('punctuation', start + 1);
  const saved = r.open(Char.CloseBrace);
  const statements = parseStatements(r, Char.CloseBrace);
  r.close(Char.CloseBrace, saved);
  return { start, end: r.last, statements };
}

/** `{ param(...) ... }` of a function or script block; line ends may stand before it. */
export function parseBody(r: Reader): ScriptBody {
  if (!reachBrace(r)) return { start: r.last, end: r.last, statements: [] };
  r.take('punctuation', r.pos + 1);
  const start = r.pos;
  const saved = r.open(Char.CloseBrace);
  const body = parseContents(r, start, Char.CloseBrace);
  r.close(Char.CloseBrace, saved);
  return body;
}

function reachBrace(r: Reader): boolean {
  const next = r.pastNewlines();
  if (r.at(next) !== Char.OpenBrace) {
    r.missing('"{"');
    return false;
  }
  r.skipNewlines();
  return true;
}

/** A parameter block, if there is one, and statements up to `closer`. */
export function parseContents(r: Reader, start: number, closer: Closer | 0): ScriptBody {
  skipSeparators(r);
  const tagEnd = userDataTagEnd(r);
  if (tagEnd > 0) {
    r.take('tag', tagEnd);
    skipSeparators(r);
  }
  const param = atParamBlock(r) ? parseParamBlock(r) : undefined;
  const statements = parseStatements(r, closer);
  const end = Math.max(closer === 0 || r.code === closer ? r.pos : r.last, start);
  return param ? { start, end, param, statements } : { start, end, statements };
}

const atParamBlock = (r: Reader): boolean =>
  atKeyword(r, r.pos, 'param') || (r.code === Char.OpenBracket && declarationAhead(r) === 'param');
