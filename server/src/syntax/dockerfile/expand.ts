import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { known, type Unknown, unknown, type Value } from '../../base/value';
import type { EscapeCharacter } from './model';
import { replaceLiteral, trimPattern } from './pattern';

/** What is known of the variables where a text stands. */
export interface Scope {
  readonly escape: EscapeCharacter;
  /** The variable's value; `undefined` when it is certain to be unset, which Docker takes for empty. */
  get(name: string): Value<string> | undefined;
}

/**
 * The value of an argument as BuildKit computes it: quotes and escapes undone, `$X`, `${X}`, `${X:-default}` and their
 * like replaced. Only for instructions where Docker itself replaces: not for RUN, CMD and ENTRYPOINT.
 */
export function expand(text: MappedText, scope: Scope): Value<string> {
  const span = text.span(0, text.text.length);
  const reader = new Expander(text.text, span, scope);
  const pieces = reader.read('', 0);
  if (reader.failure) return unknown(text.text, span, reader.failure);
  const value = together(pieces, text.text, span);
  if (!value.known) return value;
  const [reference] = pieces;
  if (pieces.length === 1 && reference?.known && reference.literal) return known(value.value, span, reference.literal);
  return reader.replaced ? known(value.value, span) : known(value.value, span, literalOf(text));
}

/** The text itself, without quotes when one pair surrounds it. */
function literalOf(text: MappedText): Span {
  const size = text.text.length;
  const quote = text.text[0];
  const wrapped = size > 1 && (quote === '"' || quote === "'") && text.text.indexOf(quote, 1) === size - 1;
  return wrapped ? text.span(1, size - 1) : text.span(0, size);
}

/** One value out of several in a row; unknown as soon as one is. */
function together(pieces: readonly Value<string>[], text: string, span: Span): Value<string> {
  const texts = pieces.map(piece => (piece.known ? piece.value : undefined));
  const firstUnknown = pieces.find(piece => !piece.known) as Unknown | undefined;
  if (!firstUnknown) return known(texts.join(''), span);
  const lastUnknown = pieces.findLast(piece => !piece.known) as Unknown;
  const before = texts.slice(0, pieces.indexOf(firstUnknown)).join('');
  const behind = texts.slice(pieces.lastIndexOf(lastUnknown) + 1).join('');
  const prefix = before + (firstUnknown.prefix ?? '');
  const suffix = (lastUnknown.suffix ?? '') + behind;
  return { ...unknown(text, span, firstUnknown.why), ...(prefix && { prefix }), ...(suffix && { suffix }) };
}

/** `${a:-${b:-...}}`: deeper than anyone writes. */
const maximumDepth = 20;

class Expander {
  failure: string | undefined;
  /** Whether any variable was met. */
  replaced = false;
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly span: Span,
    private readonly scope: Scope,
  ) {}

  /** Reads up to `stop`, or to the end where it is empty. */
  read(stop: string, depth: number, raw = false): readonly Value<string>[] {
    const pieces: Value<string>[] = [];
    let literal = '';
    const flush = () => {
      if (literal !== '') pieces.push(known(literal, this.span));
      literal = '';
    };
    let quote = '';
    while (this.at < this.text.length && !this.failure) {
      const char = this.text[this.at]!;
      if (char === stop && quote === '') {
        this.at++;
        flush();
        return pieces;
      }
      if (char === '$' && quote !== "'") {
        flush();
        pieces.push(this.variable(depth));
        continue;
      }
      this.at++;
      if (char === quote) quote = '';
      else if (quote === '' && (char === '"' || char === "'")) quote = char;
      else if (char === this.scope.escape && quote !== "'") literal += this.escaped(quote, raw);
      else literal += char;
    }
    if (quote !== '') this.failure ??= `the quote ${quote} is not closed`;
    if (stop !== '') this.failure ??= `${stop} is missing`;
    flush();
    return pieces;
  }

  private escaped(quote: string, raw: boolean): string {
    const next = this.text[this.at];
    if (next === undefined) return '';
    const keeps = quote === '"' && next !== '"' && next !== '$' && next !== this.scope.escape;
    if (keeps) return this.scope.escape;
    this.at++;
    return raw ? this.scope.escape + next : next;
  }

  private variable(depth: number): Value<string> {
    this.at++;
    if (this.text[this.at] !== '{') {
      const name = this.name();
      return name === '' ? known('$', this.span) : this.lookUp(name);
    }
    this.at++;
    const name = this.name();
    if (name === '' || depth > maximumDepth) return this.fail('the substitution is malformed');
    const operator = /\}|:?[-+?]|##?|%%?|\/\/?/y;
    operator.lastIndex = this.at;
    const modifier = operator.exec(this.text)?.[0];
    if (modifier === undefined) return this.fail('the substitution is malformed');
    this.at += modifier.length;
    const value = this.lookUp(name);
    if (modifier === '}') return value;
    const start = this.at;
    const pattern = /^[#%/]/.test(modifier);
    const operand = together(this.read(modifier[0] === '/' ? '/' : '}', depth + 1, pattern), '', this.span);
    const replacement = modifier[0] === '/' ? together(this.read('}', depth + 1, true), '', this.span) : operand;
    const written = `\${${name}${modifier}${this.text.slice(start, this.at)}`;
    return (
      this.modified(name, value, modifier, operand, replacement) ??
      unknown(written, this.span, `${written} is not computed`)
    );
  }

  private modified(
    name: string,
    value: Value<string>,
    modifier: string,
    operand: Value<string>,
    replacement: Value<string>,
  ): Value<string> | undefined {
    const colon = modifier[0] === ':';
    const absent = this.scope.get(name) === undefined || (colon && value.known && value.value === '');
    // Without a colon an unknown value counts as set; with one it may be empty.
    const certain = value.known || !colon;
    switch (modifier.at(-1)) {
      case '-':
        return absent ? operand : value;
      case '+':
        if (absent) return known('', this.span);
        return certain ? operand : value;
      case '?':
        return absent ? undefined : value;
      case '/':
        if (!value.known) return value;
        if (!operand.known || !replacement.known) return undefined;
        return this.computed(replaceLiteral(value.value, operand.value, replacement.value, modifier === '//'));
      default:
        if (!value.known) return value;
        return operand.known ? this.computed(trimPattern(value.value, operand.value, modifier)) : undefined;
    }
  }

  private computed(text: string | undefined): Value<string> | undefined {
    return text === undefined ? undefined : known(text, this.span);
  }

  private lookUp(name: string): Value<string> {
    this.replaced = true;
    return this.scope.get(name) ?? known('', this.span);
  }

  private fail(why: string): Value<string> {
    this.failure ??= why;
    return known('', this.span);
  }

  private name(): string {
    const pattern = /\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*/uy;
    pattern.lastIndex = this.at;
    const name = pattern.exec(this.text)?.[0] ?? '';
    this.at += name.length;
    return name;
  }
}
