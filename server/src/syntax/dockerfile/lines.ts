import { type Encode, MappedText } from '../../base/mapped-text';
import { continuation, isSpace } from './chars';
import { heredocBody, markersOf, Terminators } from './heredoc';
import type { Comment, Directive, DockerfileError, EscapeCharacter, Heredoc } from './model';

/** One instruction as BuildKit hands it to its own parser: on one line. */
export interface LogicalLine {
  /** Continuations joined, comments and empty lines between them dropped. Begins with the keyword or white space. */
  readonly text: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** Host offsets of the first physical line's start and the last one's end, line break and here-documents included. */
  readonly start: number;
  readonly end: number;
}

export interface Lines {
  readonly escape: EscapeCharacter;
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly lines: readonly LogicalLine[];
  readonly errors: readonly DockerfileError[];
}

/** Cuts a Dockerfile into its logical lines, by BuildKit's rules. */
export const readLines = (text: string): Lines => new Reader(text).read();

/** An instruction cannot hold a line break: a continuation would drop it, the end of the line would end it. */
const inInstruction: Encode = text => (/[\r\n]/.test(text) ? undefined : text);

const directivePattern = /^#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(\S(?:.*\S)?)\s*$/;
const directiveNames = new Set(['syntax', 'escape', 'check']);

class Reader {
  private readonly source: MappedText;
  private readonly terminators: Terminators;
  private escape: EscapeCharacter = '\\';
  private readonly directives: Directive[] = [];
  private directivesOver = false;
  private readonly comments: Comment[] = [];
  private readonly lines: LogicalLine[] = [];
  private readonly errors: DockerfileError[] = [];
  private at: number;

  constructor(private readonly text: string) {
    this.source = MappedText.whole(text);
    this.terminators = new Terminators(text);
    this.at = text.startsWith('\ufeff') ? 1 : 0;
  }

  read(): Lines {
    while (this.at < this.text.length) this.readLine();
    const { directives, comments, lines, errors } = this;
    return { escape: this.escape, directives, comments, lines, errors };
  }

  /** The next physical line: where its text begins and ends, line break excluded. */
  private next(): readonly [start: number, end: number] {
    const start = this.at;
    this.at = this.text.indexOf('\n', start) + 1 || this.text.length;
    let end = this.at;
    while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) end--;
    return [start, end];
  }

  private readLine(): void {
    const lineStart = this.at;
    let [start, end] = this.next();
    while (start < end && isSpace(this.text[start])) start++;
    if (this.readDirective(start, end) || this.readComment(start, end)) return;
    const builder = MappedText.builder(this.source, inInstruction);
    let escapeAt = continuation(this.text, start, end, this.escape);
    if (escapeAt < 0 && start === end) return;
    let last = escapeAt < 0 ? end : escapeAt;
    builder.copy(start, last);
    while (escapeAt >= 0 && this.at < this.text.length) {
      [start, end] = this.next();
      if (this.isEmpty(start, end) || this.readComment(start, end)) continue;
      escapeAt = continuation(this.text, start, end, this.escape);
      last = escapeAt < 0 ? end : escapeAt;
      builder.copy(start, last);
    }
    const line = builder.build(last);
    this.lines.push({ text: line, heredocs: this.readHeredocs(line), start: lineStart, end: this.at });
  }

  private isEmpty(start: number, end: number): boolean {
    let at = start;
    while (at < end && isSpace(this.text[at])) at++;
    return at === end;
  }

  private readComment(lineStart: number, end: number): boolean {
    let start = lineStart;
    while (start < end && isSpace(this.text[start])) start++;
    if (start === end || this.text[start] !== '#') return false;
    while (isSpace(this.text[end - 1])) end--;
    this.comments.push({ text: this.text.slice(start, end), span: { start, end } });
    return true;
  }

  /** Directives stand at the very top; the first line that is none, an unknown one included, ends them. */
  private readDirective(start: number, end: number): boolean {
    if (this.directivesOver) return false;
    const match = directivePattern.exec(this.text.slice(start, end));
    const name = match?.[1]?.toLowerCase() ?? '';
    if (!match || !directiveNames.has(name)) {
      this.directivesOver = true;
      return false;
    }
    const nameStart = start + match[0].indexOf(match[1]!);
    const value = match[2]!;
    const valueStart = start + match[0].indexOf(value, match[0].indexOf('=') + 1);
    const directive = {
      name,
      nameSpan: { start: nameStart, end: nameStart + name.length },
      value,
      valueSpan: { start: valueStart, end: valueStart + value.length },
      span: { start, end: valueStart + value.length },
    };
    if (this.directives.some(earlier => earlier.name === name)) {
      const message = `"${name}" is set a second time; Docker allows each parser directive once`;
      this.errors.push({ code: 'bad-directive', message, span: directive.span });
      return true;
    }
    this.directives.push(directive);
    if (name === 'escape') {
      if (value === '\\' || value === '`') this.escape = value;
      else {
        const message = `"${value}" cannot be the escape character; Docker allows \\ and \``;
        this.errors.push({ code: 'bad-directive', message, span: directive.valueSpan });
      }
    }
    return true;
  }

  /** Reads the here-documents that follow `line`; if one has no end, none of them is taken for one. */
  private readHeredocs(line: MappedText): readonly Heredoc[] {
    const after = this.at;
    const heredocs: Heredoc[] = [];
    for (const marker of markersOf(line, this.escape)) {
      const start = this.at;
      const span = line.span(marker.start, marker.end);
      const terminator = this.terminators.find(marker.name, marker.chomps, start);
      if (terminator < 0) {
        const message = `no line "${marker.name}" ends this here-document`;
        this.errors.push({ code: 'unterminated-heredoc', message, span });
        this.at = after;
        return [];
      }
      this.at = terminator;
      const [, end] = this.next();
      heredocs.push({
        name: marker.name,
        marker: span,
        descriptor: marker.descriptor,
        expands: marker.expands,
        body: heredocBody(this.source, start, terminator, marker),
        terminator: { start: terminator, end },
      });
    }
    return heredocs;
  }
}
