/** Where lines begin, as VS Code counts them: a line ends at `\n`, `\r\n` or a lone `\r`. Lines and columns count from 0. */
export class LineIndex {
  private readonly starts: readonly number[];

  constructor(readonly text: string) {
    const starts = [0];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** The line that holds the code unit at `offset`; offsets outside the text count as its ends. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Column in UTF-16 code units. */
  positionOf(offset: number): { readonly line: number; readonly column: number } {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineOf(clamped);
    return { line, column: clamped - this.starts[line]! };
  }

  /** Offset where the line begins; the end of the text for a line past the last. */
  startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** Offset where the text of the line ends, line break excluded. */
  endOf(line: number): number {
    let end = this.startOf(line + 1);
    const start = this.startOf(line);
    if (end > start && this.text[end - 1] === '\n') end--;
    if (end > start && this.text[end - 1] === '\r') end--;
    return end;
  }

  /** The line without its break. */
  textOf(line: number): string {
    return this.text.slice(this.startOf(line), this.endOf(line));
  }

  /** Offset of a position; columns past the line's text count as its end. */
  offsetOf(line: number, column: number): number {
    if (line < 0) return 0;
    return Math.min(this.startOf(line) + Math.max(0, column), this.endOf(line));
  }
}
