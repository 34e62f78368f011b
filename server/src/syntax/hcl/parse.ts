import type { Expression, Members, TextPart } from '../expression/model';
import { ExpressionReader } from '../expression/reader';
import type { Attribute, Block, Body, HclFile } from './model';
import { heredocLines, lettersOf, withoutIndentation } from './texts';

/**
 * Parses the HashiCorp configuration language in its native syntax: Terraform, Packer, and the older dialect of SPIRE
 * (hashicorp/hcl: hclsyntax/spec.md). Never throws; what is wrong is noted and left out.
 */
export function parseHcl(text: string): HclFile {
  const reader = new HclReader(text);
  const body = reader.file();
  return { body, faults: reader.faults, comments: reader.comments };
}

const comment = /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const heredoc = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[ \t]*\r?\n/uy;
const loopStart = /for\s+[\p{L}_]/uy;
const variable = /\$(?:\{\w+\}|\w+)/y;
const restOfLine = /[^\n]*/y;

class HclReader extends ExpressionReader {
  private blocks = 0;

  constructor(text: string) {
    super(text, true);
  }

  file(): Body {
    const body = this.body();
    while (this.at < this.text.length) {
      this.fail('`}` closes nothing');
      this.at++;
      this.body();
    }
    return body;
  }

  protected override comment(): string | undefined {
    return this.match(comment);
  }

  private body(): Body {
    const attributes: Attribute[] = [];
    const blocks: Block[] = [];
    for (;;) {
      this.skipLines();
      if (this.at >= this.text.length || this.peek('}')) return { attributes, blocks };
      const start = this.at;
      const name = this.peek('"') ? this.label() : this.name();
      const end = this.at;
      this.skip();
      if (name === undefined || this.peek('==')) this.refuse('A name is missing here', start);
      else if (this.take('=')) {
        const value = this.with(false, () => this.expression());
        attributes.push({ name, at: { start, end }, value, start, end: this.at });
        this.endOfLine();
      } else {
        const block = this.block(name, start);
        if (block) blocks.push(block);
      }
    }
  }

  private block(type: string, start: number): Block | undefined {
    const labels: string[] = [];
    let end = this.at;
    for (;;) {
      this.skip();
      const label = this.peek('"') ? this.label() : this.name();
      if (label === undefined) break;
      labels.push(label);
      end = this.at;
    }
    // The older dialect lets the brace stand on a line of its own.
    const before = this.at;
    this.skipLines();
    if (!this.peek('{')) this.at = before;
    if (!this.take('{') || this.blocks >= 100) {
      this.refuse('`=` or `{` is missing here', this.at);
      return undefined;
    }
    this.blocks++;
    const body = this.with(false, () => this.body());
    this.blocks--;
    if (!this.take('}')) this.fail(`\`${type}\` is never closed`, start, end);
    else this.endOfLine();
    return { type, labels, head: { start, end }, body, start, end: this.at };
  }

  private endOfLine(): void {
    this.skip();
    // The older dialect lets commas and semicolons stand between settings.
    if (this.take(',') || this.take(';')) this.skip();
    if (this.at < this.text.length && !this.peek('\n') && !this.peek('}'))
      this.refuse('The line should end here', this.at);
  }

  private refuse(message: string, start: number): void {
    this.fail(message, start);
    this.match(restOfLine);
  }

  private label(): string | undefined {
    const start = this.at;
    const text = this.quoted();
    const letters = text.parts.every(it => it.kind === 'letters');
    return letters
      ? text.parts.map(it => (it.kind === 'letters' ? it.text : '')).join('')
      : this.text.slice(start, this.at);
  }

  protected override own(): Expression | undefined {
    const start = this.at;
    const sign = this.text[start];
    if (sign === '"') return this.quoted();
    if (sign === '<') return this.here();
    if (sign === '[') {
      this.at++;
      const loop = this.with(true, () => this.loop(start, ']'));
      if (loop) return loop;
      this.at = start;
      return { kind: 'items', start, items: this.list('[', ']'), end: this.at };
    }
    // A value that the environment brings before the text is parsed, as SPIRE has it.
    if (sign === '$' && this.match(variable) !== undefined) return this.missing(start);
    return sign === '{' ? this.with(false, () => this.object()) : undefined;
  }

  private object(): Expression {
    const start = this.at++;
    const loop = this.with(true, () => this.loop(start, '}'));
    if (loop) return loop;
    const members: Members['members'][number][] = [];
    for (;;) {
      this.skipLines();
      if (this.take('}')) break;
      if (this.at >= this.text.length) {
        this.fail('`{` is never closed', start);
        break;
      }
      const before = this.at;
      const key = this.expression();
      this.skip();
      // An object of the older dialect may hold another without a sign between them.
      if (!this.take('=') && !this.take(':') && !this.peek('{')) {
        this.fail('`=` is missing here');
        if (this.at === before || !this.peek('}')) this.match(restOfLine);
        continue;
      }
      members.push({ key, value: this.expression() });
      this.skip();
      if (this.take(',') || this.peek('\n') || this.peek('}') || this.at >= this.text.length) continue;
      this.refuse('`,` or the end of the line is missing here', this.at);
    }
    return { kind: 'members', start, end: this.at, members };
  }

  private loop(start: number, close: string): Expression | undefined {
    this.skip();
    if (!this.looksAt(loopStart)) return undefined;
    this.at += 3;
    this.skip();
    const names = [this.name() ?? ''];
    this.skip();
    if (this.take(',')) {
      this.skip();
      names.push(this.name() ?? '');
    }
    this.skip();
    if (this.name() !== 'in') this.fail('`in` is missing here');
    const of = this.expression();
    this.expect(':');
    const first = this.expression();
    this.skip();
    const body = this.take('=>') ? this.expression() : undefined;
    this.skip();
    this.take('...');
    this.skip();
    const condition = this.looksAt(/if\b/y) ? this.condition() : undefined;
    this.expect(close);
    return {
      kind: 'loop',
      start,
      end: this.at,
      item: names.at(-1)!,
      ...(names.length > 1 ? { key: names[0]! } : {}),
      of,
      body: body ?? first,
      ...(body ? { name: first } : {}),
      ...(condition ? { condition } : {}),
    };
  }

  private condition(): Expression {
    this.at += 2;
    return this.expression();
  }

  private quoted(): Expression & { kind: 'text' } {
    const start = this.at++;
    const parts: TextPart[] = [];
    let from = this.at;
    const letters = (): void => {
      parts.push(...lettersOf(this.text, from, this.at, true));
    };
    for (;;) {
      const sign = this.text[this.at];
      if (sign === undefined || sign === '\n' || sign === '"') break;
      if (sign === '\\') this.at = Math.min(this.at + 2, this.text.length);
      else if (this.peek('$${') || this.peek('%%{')) this.at += 3;
      else if (this.peek('${') || this.peek('%{')) {
        letters();
        parts.push(this.put());
        from = this.at;
      } else this.at++;
    }
    letters();
    const inner = { start: start + 1, end: this.at };
    if (!this.take('"')) this.fail('The text is never closed', start);
    return { kind: 'text', start, end: this.at, parts, inner, quotes: 'double' };
  }

  /** `${expression}`, or a directive `%{ if ... }`, whose value is not followed. */
  private put(): TextPart {
    const start = this.at;
    const directive = this.text[start] === '%';
    this.at += 2;
    if (directive) {
      this.match(/[^}"\n]*(?:"[^"\n]*"[^}"\n]*)*/y);
      this.take('}');
      return { kind: 'put', start, end: this.at, value: this.missing(start) };
    }
    this.take('~');
    return this.with(true, () => {
      const value = this.expression();
      this.skip();
      this.take('~');
      this.expect('}');
      return { kind: 'put', start, end: this.at, value };
    });
  }

  private here(): Expression | undefined {
    const start = this.at;
    heredoc.lastIndex = start;
    const head = heredoc.exec(this.text);
    if (!head) return undefined;
    this.at += head[0].length;
    const first = this.at;
    const lines = heredocLines(this.text, first, head[2]!);
    if (!lines) {
      this.fail(`\`${head[2]}\` does not end this text`, start, start + head[0].trimEnd().length);
      this.at = this.text.length;
      return this.missing(start);
    }
    const parts: TextPart[] = [];
    let from = first;
    while (this.at < lines.end) {
      if (this.peek('$${') || this.peek('%%{')) this.at += 3;
      else if (this.peek('${') || this.peek('%{')) {
        parts.push(...lettersOf(this.text, from, this.at, false));
        parts.push(this.put());
        from = this.at = Math.min(this.at, lines.end);
      } else this.at++;
    }
    parts.push(...lettersOf(this.text, from, lines.end, false));
    this.at = lines.after;
    return {
      kind: 'text',
      start,
      end: this.at,
      parts: head[1] ? withoutIndentation(parts, first, lines.indentation) : parts,
      inner: { start: first, end: lines.end },
      quotes: 'raw',
    };
  }
}
