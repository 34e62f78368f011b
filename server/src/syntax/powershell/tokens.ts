import { Char, isNewline, isSpace } from './chars';

/** What a stretch of text is; `unknown` is text that the parser skipped. */
export type TokenKind =
  | 'space'
  | 'newline'
  | 'continuation'
  | 'comment'
  | 'keyword'
  | 'command'
  | 'parameter'
  | 'word'
  | 'string'
  | 'number'
  | 'variable'
  | 'type'
  | 'member'
  | 'operator'
  | 'punctuation'
  | 'label'
  | 'tag'
  | 'verbatim'
  | 'unknown';

/** A stretch of the text, `[start, end)`. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens that the parser took, in order and possibly with gaps, made lossless: the gaps become white space, line
 * ends, comments, and `unknown` where the parser skipped something.
 */
export function fillGaps(
  text: string,
  taken: readonly Token[],
  comments: readonly { readonly start: number; readonly end: number }[],
): Token[] {
  const tokens: Token[] = [];
  let comment = 0;
  let at = 0;
  const fill = (end: number): void => {
    while (at < end) {
      while (comment < comments.length && comments[comment]!.end <= at) comment++;
      const next = comments[comment];
      const token =
        next && next.start === at ? { kind: 'comment' as const, start: at, end: next.end } : gap(text, at, end);
      const stop = Math.min(token.end, end, next && next.start > at ? next.start : end);
      tokens.push({ kind: token.kind, start: at, end: stop });
      at = stop;
    }
  };
  for (const token of taken) {
    fill(token.start);
    tokens.push(token);
    at = token.end;
  }
  fill(text.length);
  return tokens;
}

function gap(text: string, start: number, limit: number): Token {
  const c = text.charCodeAt(start);
  let end = start + 1;
  if (isNewline(c)) {
    if (c === Char.CarriageReturn && text.charCodeAt(end) === Char.LineFeed) end++;
    return { kind: 'newline', start, end };
  }
  if (isSpace(c)) {
    while (end < limit && isSpace(text.charCodeAt(end))) end++;
    return { kind: 'space', start, end };
  }
  if (c === Char.Backtick && end < limit && isNewline(text.charCodeAt(end))) {
    end += text.charCodeAt(end) === Char.CarriageReturn && text.charCodeAt(end + 1) === Char.LineFeed ? 2 : 1;
    return { kind: 'continuation', start, end };
  }
  while (end < limit && !isSpace(text.charCodeAt(end)) && !isNewline(text.charCodeAt(end))) end++;
  return { kind: 'unknown', start, end };
}
