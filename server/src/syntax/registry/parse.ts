import type { Comment, Data, Entry, Key, ParseError, RegistryFile } from './model';

/** Parses a `.reg` file, `Windows Registry Editor Version 5.00` and `REGEDIT4`. Never throws. */
export function parseRegistryFile(text: string): RegistryFile {
  return new Parser(text).file();
}

/** What begins a key or a value: a text that runs on to there lacks its closing quote. */
const startsLine = /^[ \t]*(\[|"[^"\r\n]*"[ \t]*=|@[ \t]*=)/;

class Parser {
  private readonly keys: (Key & { values: Entry[] })[] = [];
  private readonly comments: Comment[] = [];
  private readonly errors: ParseError[] = [];
  private at = 0;

  constructor(private readonly text: string) {}

  file(): RegistryFile {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    let first = true;
    while (this.at < this.text.length) {
      const start = this.skipBlanks();
      const end = this.lineEnd();
      if (start < end) {
        const head = first && /^(Windows Registry Editor Version|REGEDIT)/i.test(this.text.slice(start, end));
        first = false;
        if (head) this.at = end;
        else this.line(start, end);
      }
      this.nextLine();
    }
    return { start: 0, end: this.text.length, keys: this.keys, comments: this.comments, errors: this.errors };
  }

  private line(start: number, end: number): void {
    const char = this.text[start];
    // `#` marks no comment in this format, but the registry editor passes over such lines, and people write them.
    if (char === ';' || char === '#') {
      const text = this.text.slice(start, end).trimEnd();
      this.comments.push({ start, end: start + text.length, text });
    } else if (char === '[') this.key(start, end);
    else if (char === '"' || char === '@') this.entry(start, end);
    else this.errors.push({ start, end, message: 'This is neither a key, a value nor a comment.' });
  }

  private key(start: number, end: number): void {
    const close = this.text.lastIndexOf(']', end - 1);
    if (close < start) this.errors.push({ start, end, message: 'The key has no closing bracket.' });
    const pathEnd = close < start ? end : close;
    const deleted = this.text[start + 1] === '-';
    const pathStart = start + (deleted ? 2 : 1);
    const path = this.text.slice(pathStart, pathEnd);
    this.keys.push({ start, end: Math.min(end, pathEnd + 1), path, pathStart, pathEnd, deleted, values: [] });
  }

  private entry(start: number, lineEnd: number): void {
    let name = '';
    this.at = start + 1;
    if (this.text[start] === '"') {
      const quoted = this.quoted(start, lineEnd, lineEnd);
      if (quoted === undefined) {
        this.errors.push({ start, end: lineEnd, message: 'The name has no closing quote.' });
        return;
      }
      name = quoted;
    }
    this.skipBlanks();
    if (this.text[this.at] !== '=') {
      this.errors.push({ start, end: lineEnd, message: 'There is no `=` after the name.' });
      return;
    }
    this.at++;
    this.skipBlanks();
    const data = this.data(lineEnd);
    const key = this.keys.at(-1);
    if (key) key.values.push({ start, end: data.end, name, data });
    else this.errors.push({ start, end: data.end, message: 'The value stands below no key.' });
  }

  private data(lineEnd: number): Data {
    const start = this.at;
    const rest = this.text.slice(start, lineEnd);
    if (rest[0] === '"') return this.string(start, lineEnd);
    const dword = /^(dword:)([0-9a-f]{1,8})(?![0-9a-f])/i.exec(rest);
    if (dword) {
      const textStart = start + dword[1]!.length;
      const end = start + dword[0].length;
      this.at = end;
      return { kind: 'dword', start, end, text: dword[2]!, textStart, textEnd: end };
    }
    const hex = /^hex(?:\(([0-9a-f]{1,8})\))?:/i.exec(rest);
    if (hex) return this.hex(start, hex[0].length, hex[1]);
    const end = start + (rest.search(/\s*(;|$)/) + 1 || rest.length + 1) - 1;
    this.at = end;
    return { kind: rest[0] === '-' ? 'unset' : 'other', start, end, text: '', textStart: start, textEnd: end };
  }

  private string(start: number, lineEnd: number): Data {
    const text = this.quoted(start, lineEnd, this.text.length);
    const end = this.at;
    if (text === undefined) {
      this.errors.push({ start, end: lineEnd, message: 'The text has no closing quote.' });
      this.at = lineEnd;
      return { kind: 'other', start, end: lineEnd, text: '', textStart: start, textEnd: lineEnd };
    }
    return { kind: 'string', start, end, text, textStart: start + 1, textEnd: end - 1 };
  }

  /** The bytes of `hex:01,02,\` with the lines that continue it. */
  private hex(start: number, head: number, type: string | undefined): Data {
    const bytes: number[] = [];
    const textStart = start + head;
    let end = textStart;
    this.at = textStart;
    for (;;) {
      const match = /^[ \t]*([0-9a-f]{1,2})?[ \t]*(,)?[ \t]*(\\[ \t]*(?:\r?\n|\r|$))?/i.exec(
        this.text.slice(this.at, this.at + 256),
      )!;
      if (match[0] === '') break;
      this.at += match[0].length;
      if (match[1] !== undefined) bytes.push(Number.parseInt(match[1], 16));
      if (match[0].trim() !== '') end = this.at - (match[0].length - match[0].trimEnd().length);
      if (match[2] === undefined && match[3] === undefined) break;
    }
    this.at = end;
    const hexType = type === undefined ? 3 : Number.parseInt(type, 16);
    return { kind: 'hex', start, end, text: '', textStart, textEnd: end, hexType, bytes };
  }

  /** The quoted text at `start`, escapes undone; leaves `at` behind it. Data may span lines. */
  private quoted(start: number, lineEnd: number, limit: number): string | undefined {
    let result = '';
    for (let index = start + 1; index < limit; index++) {
      const char = this.text[index]!;
      if (char === '\\' && (this.text[index + 1] === '\\' || this.text[index + 1] === '"')) {
        result += this.text[++index];
      } else if (char === '"') {
        this.at = index + 1;
        return result;
      } else if (index >= lineEnd && char === '\n' && startsLine.test(this.text.slice(index + 1, index + 300))) {
        return undefined;
      } else result += char;
    }
    return undefined;
  }

  private skipBlanks(): number {
    while (this.at < this.text.length && /[ \t\f\v]/.test(this.text[this.at]!)) this.at++;
    return this.at;
  }

  /** Where the line ends, white space at its end left out. */
  private lineEnd(): number {
    const match = /[\r\n]/g;
    match.lastIndex = this.at;
    let end = match.exec(this.text)?.index ?? this.text.length;
    while (end > this.at && /\s/.test(this.text[end - 1]!)) end--;
    return end;
  }

  private nextLine(): void {
    while (this.at < this.text.length && !/[\r\n]/.test(this.text[this.at]!)) this.at++;
    while (this.at < this.text.length && /[\r\n]/.test(this.text[this.at]!)) this.at++;
  }
}
