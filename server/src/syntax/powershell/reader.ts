import type { Comment, Missing, ParseResult } from './ast';
import { Char, isNewline, isSpace } from './chars';
import type { Token, TokenKind } from './tokens';

/** How deep constructs may nest; deeper text is given up with an error, so that no reader of the tree overflows. */
const maxDepth = 128;

/** How many operators, members and indices one expression may hold. */
const maxLinks = 1000;

/** `)` or `}`. */
export type Closer = Char.CloseParen | Char.CloseBrace;

/**
 * The text, the place in it, and what was noted on the way. PowerShell cannot be cut into tokens without knowing what
 * the parser expects, so the parser reads characters through this and tells which stretches it took for what.
 */
export class Reader {
  /** Where reading goes on. */
  pos = 0;
  /** The end of what was taken last: where nodes end. */
  last = 0;
  readonly size: number;
  readonly errors: ParseResult['errors'][number][] = [];
  readonly comments: Comment[] = [];

  /** A comma separates arguments here and makes no array: method arguments, parameter defaults. */
  commaSeparates = false;
  /** Inside a DSC configuration, where braces may hold `name = value` entries. */
  configuration = false;
  /** Inside a workflow, where `parallel`, `sequence` and `inlinescript` are keywords. */
  workflow = false;
  /** Inside `"$( ... )"`, where a quote may be written as `""` or with a backtick before it. */
  quoted = false;
  /** Brackets of the kind that are open around here. */
  openParens = 0;
  openBraces = 0;
  /** Attributes that start before here belong to no declaration; noted so that nobody looks twice. */
  plainUntil = 0;
  /** Set when a quoted string ran to the end of the text. */
  unclosedString = false;

  /** Operators, members and indices read so far. */
  links = 0;

  private readonly singleQuote = new Search();
  private readonly doubleQuote = new Search();
  private readonly singleFooter = new Search();
  private readonly doubleFooter = new Search();
  private depth = 0;
  private abandoned = false;
  private triviaFrom = -1;
  private triviaTo = -1;

  /**
   * @param repair whether strings that seem to lack their closing quote end with their line.
   * @param tokens where to note what was taken, when anybody wants to know.
   */
  constructor(
    readonly text: string,
    readonly repair: boolean,
    private readonly tokens: Token[] | undefined,
  ) {
    this.size = text.length;
  }

  /** The code unit here, 0 at the end. */
  get code(): number {
    return this.pos < this.size ? this.text.charCodeAt(this.pos) : 0;
  }

  /** The code unit at `offset`, 0 past the end. */
  at(offset: number): number {
    return offset < this.size ? this.text.charCodeAt(offset) : 0;
  }

  get atEnd(): boolean {
    return this.pos >= this.size;
  }

  /** Whether nothing more of the statement can stand here: line end, `;`, `}`, `)` or the end of the text. */
  get atTerminator(): boolean {
    const c = this.code;
    return (
      c === Char.LineFeed ||
      c === Char.CarriageReturn ||
      c === Char.Semicolon ||
      c === Char.CloseBrace ||
      c === Char.CloseParen ||
      this.pos >= this.size
    );
  }

  /** Take the text up to `end` as a token. */
  take(kind: TokenKind, end: number): void {
    if (this.tokens && end > this.pos) this.tokens.push({ kind, start: this.pos, end });
    this.pos = end;
    this.last = end;
  }

  /** Take one character of punctuation when it is the one here. */
  accept(code: number): boolean {
    if (this.code !== code || this.atEnd) return false;
    this.take('punctuation', this.pos + 1);
    return true;
  }

  /**
   * Enter brackets whose opening was just taken: a comma makes arrays again, and their end is known to what is inside.
   * Returns what `close` needs to restore.
   */
  open(closer: Closer): boolean {
    const saved = this.commaSeparates;
    this.commaSeparates = false;
    this.enter();
    if (closer === Char.CloseParen) this.openParens++;
    else this.openBraces++;
    return saved;
  }

  /** Leave brackets: take their end, or note that it is missing. */
  close(closer: Closer, saved: boolean): void {
    this.commaSeparates = saved;
    this.leave();
    if (closer === Char.CloseParen) this.openParens--;
    else this.openBraces--;
    this.skipNewlines();
    if (!this.accept(closer)) this.missing(closer === Char.CloseParen ? '")"' : '"}"');
  }

  /** Go back to `pos` over white space, unless the text was given up meanwhile. */
  back(pos: number): void {
    if (!this.abandoned) this.pos = pos;
  }

  /** Go back to `pos`, forgetting the tokens taken since. */
  rewind(pos: number, last: number): void {
    if (this.abandoned) return;
    this.pos = pos;
    this.last = last;
    const { tokens } = this;
    if (tokens) while (tokens.length > 0 && tokens[tokens.length - 1]!.start >= pos) tokens.pop();
  }

  /** Skip white space, comments and continued line ends. */
  skipSpace(): void {
    const c = this.code;
    if (c > 32 && c !== Char.Hash && c !== Char.Backtick && c !== Char.Less && c < 128) return;
    this.pos = this.spaceEnd(this.pos);
  }

  /** Skip line ends too. */
  skipNewlines(): void {
    const c = this.code;
    if (c > 32 && c !== Char.Hash && c !== Char.Backtick && c !== Char.Less && c < 128) return;
    this.pos = this.pastNewlines();
  }

  /** Where the next thing stands after white space, comments and line ends. Asking twice costs nothing. */
  pastNewlines(): number {
    if (this.triviaFrom === this.pos) return this.triviaTo;
    let i = this.spaceEnd(this.pos);
    while (i < this.size && isNewline(this.text.charCodeAt(i))) i = this.spaceEnd(i + 1);
    this.triviaFrom = this.pos;
    this.triviaTo = i;
    return i;
  }

  /** Where the next quote at or after `from` stands, -1 when there is none. Searches each stretch of text once. */
  nextQuote(from: number, isQuote: (c: number) => boolean): number {
    const known = isQuote(Char.SingleQuote) ? this.singleQuote : this.doubleQuote;
    if (known.covers(from)) return known.to;
    let i = from;
    while (i < this.size && !isQuote(this.text.charCodeAt(i))) i++;
    return known.set(from, i < this.size ? i : -1);
  }

  /** Where the quote of the next here-string footer after `from` stands, -1 when there is none. */
  hereStringEnd(from: number, isQuote: (c: number) => boolean): number {
    const known = isQuote(Char.SingleQuote) ? this.singleFooter : this.doubleFooter;
    if (known.covers(from)) return known.to;
    for (let i = lineEnd(this.text, from); i < this.size; i = lineEnd(this.text, i + 1)) {
      if (isQuote(this.at(i + 1)) && this.at(i + 2) === Char.At) return known.set(from, i + 1);
    }
    return known.set(from, -1);
  }

  /** Note an error, unless one stands at the same place or the text was given up. */
  error(message: string, start: number, end: number): void {
    if (this.abandoned) return;
    const previous = this.errors[this.errors.length - 1];
    if (previous && previous.start === start) return;
    this.errors.push({ start, end, message });
  }

  /**
   * Something was expected after what was taken last. Reading goes on right there: line ends that were skipped in
   * search of it still end the statement that is half typed.
   */
  missing(expected: string): Missing {
    if (!this.abandoned) this.pos = this.last;
    this.error(`Expected ${expected}${this.found()}.`, this.last, this.last);
    return { kind: 'Missing', start: this.last, end: this.last };
  }

  /** Enter a nested construct. When that is too deep, the rest of the text is given up: the reader is at its end. */
  enter(): void {
    if (++this.depth > maxDepth) this.giveUp('The script nests too deeply');
  }

  /**
   * Note that an expression that began at link number `since` grows by its link number `own`, such as one more `+ x`.
   * Such chains make the tree as deep as they are long, so their length is bounded too.
   */
  link(since: number, own: number): void {
    this.links++;
    if (own > 10 && this.links - since > maxLinks) this.giveUp('The expression is too long');
  }

  private giveUp(why: string): void {
    if (this.abandoned) return;
    this.error(`${why}; the rest is not read.`, this.pos, this.size);
    this.abandoned = true;
    this.take('unknown', this.size);
  }

  leave(): void {
    this.depth--;
  }

  private found(): string {
    const at = this.spaceEnd(this.pos);
    if (at >= this.size) return ', found the end of the script';
    const found = String.fromCodePoint(this.text.codePointAt(at)!);
    return isNewline(this.at(at)) ? ', found the end of the line' : `, found "${found}"`;
  }

  private spaceEnd(from: number): number {
    const { text, size } = this;
    let i = from;
    while (i < size) {
      const c = text.charCodeAt(i);
      if (isSpace(c)) {
        i++;
      } else if (c === Char.Hash) {
        i = this.comment(i, lineEnd(text, i));
      } else if (c === Char.Less && text.charCodeAt(i + 1) === Char.Hash) {
        const close = text.indexOf('#>', i + 2);
        if (close < 0) this.error('The comment has no end: "#>" is missing.', i, size);
        i = this.comment(i, close < 0 ? size : close + 2);
      } else if (c === Char.Backtick && i + 1 < size) {
        const next = text.charCodeAt(i + 1);
        if (isNewline(next)) i += next === Char.CarriageReturn && text.charCodeAt(i + 2) === Char.LineFeed ? 3 : 2;
        else if (isSpace(next)) i += 2;
        else break;
      } else {
        break;
      }
    }
    return i;
  }

  private comment(start: number, end: number): number {
    const previous = this.comments[this.comments.length - 1];
    if (!previous || previous.end <= start) this.comments.push({ start, end, text: this.text.slice(start, end) });
    return end;
  }
}

/** Offset of the end of the line that `from` stands in, line break excluded. */
export function lineEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && !isNewline(text.charCodeAt(i))) i++;
  return i;
}

/** The outcome of a search forward: it holds for every start between the two ends. */
class Search {
  to = -2;
  private from = 0;

  covers(from: number): boolean {
    return this.to !== -2 && this.from <= from && (this.to < 0 || from <= this.to);
  }

  set(from: number, to: number): number {
    this.from = from;
    this.to = to;
    return to;
  }
}
