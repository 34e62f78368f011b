import type { Span } from './span';

interface Segment {
  /** Offset in the text where the segment begins. */
  readonly at: number;
  readonly size: number;
  /** Offset in the host where the segment begins, and how many host code units it covers. */
  readonly host: number;
  readonly hostSize: number;
  /** Copied code unit for code unit; otherwise the whole segment stands for the whole host range. */
  readonly copied: boolean;
}

/** Turns text of the embedded language into what must be written in the host; `undefined` when it cannot be said there. */
export type Encode = (text: string) => string | undefined;

const plain: Encode = text => text;

/**
 * Text of one language that stands inside another, with the way back: PowerShell in a `RUN`, a script in a YAML block
 * scalar, the payload of a JSON string. Immutable. Segments are either copied (one code unit for one) or atomic: an
 * escape such as `\"` whose one code unit stands for two of the host.
 */
export class MappedText {
  private constructor(
    readonly text: string,
    private readonly segments: readonly Segment[],
    private readonly hostEnd: number,
    /** How text inserted here must be written in the host. */
    readonly encode: Encode,
  ) {}

  /** A file that is its own host. */
  static whole(text: string): MappedText {
    return new MappedText(
      text,
      [{ at: 0, size: text.length, host: 0, hostSize: text.length, copied: true }],
      text.length,
      plain,
    );
  }

  static builder(host: MappedText, encode: Encode = plain): MappedTextBuilder {
    return new MappedTextBuilder(host, encode);
  }

  /** @internal for the builder */
  static of(text: string, segments: readonly Segment[], hostEnd: number, encode: Encode): MappedText {
    return new MappedText(text, segments, hostEnd, encode);
  }

  /** The part `[start, end)` of this text, with its way back. */
  slice(start: number, end: number): MappedText {
    const size = Math.max(0, Math.min(end, this.text.length) - start);
    const hostEnd = size === 0 ? this.toHost(start) : this.span(start, end).end;
    const slice = MappedText.builder(this).copy(start, end);
    return slice.buildTo(hostEnd);
  }

  /** The part that is left without the white space at both ends. */
  trim(): MappedText {
    const start = this.text.length - this.text.trimStart().length;
    return this.slice(start, Math.max(start, this.text.trimEnd().length));
  }

  /**
   * One text after the other, `separator` between them: the words of an exec form as the command they make. Insertions
   * are written the way that all parts agree on.
   */
  static join(parts: readonly MappedText[], separator: string): MappedText {
    const segments: Segment[] = [];
    let text = '';
    parts.forEach((part, index) => {
      if (index > 0 && separator !== '') {
        const host = parts[index - 1]!.hostEnd;
        const hostSize = Math.max(0, part.toHost(0) - host);
        segments.push({ at: text.length, size: separator.length, host, hostSize, copied: false });
        text += separator;
      }
      const at = text.length;
      for (const segment of part.segments) segments.push({ ...segment, at: at + segment.at });
      text += part.text;
    });
    const encode: Encode = inserted => {
      const [first, ...others] = parts.map(part => part.encode(inserted));
      return others.every(other => other === first) ? first : undefined;
    };
    return new MappedText(text, segments, parts.at(-1)?.hostEnd ?? 0, encode);
  }

  /** Host offset of the code unit at `offset`; the end of the text maps to the end of its host range. */
  toHost(offset: number): number {
    const segment = this.find(offset);
    if (!segment) return this.hostEnd;
    return segment.copied ? segment.host + (offset - segment.at) : segment.host;
  }

  /** Host span of `[start, end)`. An empty range maps to an empty span; an escape is covered whole. */
  span(start: number, end: number): Span {
    const from = this.toHost(start);
    if (end <= start) return { start: from, end: from };
    const last = this.find(end - 1);
    if (!last) return { start: from, end: this.hostEnd };
    const to = last.copied ? last.host + (end - last.at) : last.host + last.hostSize;
    return { start: from, end: Math.max(from, to) };
  }

  /** The pieces of `[start, end)`, in order: each is either copied from its host range or stands for it as a whole. */
  *pieces(
    start: number,
    end: number,
  ): Iterable<{ readonly text: string; readonly host: Span; readonly copied: boolean }> {
    let at = start;
    while (at < end) {
      const segment = this.find(at);
      if (!segment) return;
      const stop = Math.min(end, segment.at + segment.size);
      yield { text: this.text.slice(at, stop), host: this.span(at, stop), copied: segment.copied };
      at = stop;
    }
  }

  /** Offset in this text of a host position that was copied here; `undefined` for any other. */
  fromHost(host: number): number | undefined {
    for (const { at, size, host: from, copied } of this.segments) {
      if (copied && from <= host && host <= from + size) return at + (host - from);
    }
    return undefined;
  }

  private find(offset: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle]!;
      if (offset < segment.at) high = middle - 1;
      else if (offset >= segment.at + segment.size) low = middle + 1;
      else return segment;
    }
    return undefined;
  }
}

/** Builds a MappedText left to right out of pieces of a host text; offsets are those of the given host text. */
export class MappedTextBuilder {
  private text = '';
  private readonly segments: Segment[] = [];

  constructor(
    private readonly host: MappedText,
    private readonly encode: Encode,
  ) {}

  get length(): number {
    return this.text.length;
  }

  /** Take over `[start, end)` of the host unchanged. */
  copy(start: number, end: number): this {
    for (const piece of this.host.pieces(start, end)) this.push(piece.text, piece.host, piece.copied);
    return this;
  }

  /** Write `text` for what stands at `[start, end)` of the host: an escape undone, a continuation dropped. */
  put(text: string, start: number, end: number): this {
    if (text !== '') this.push(text, this.host.span(start, end), false);
    return this;
  }

  /** @param end host offset where the embedded text ends: where an insertion at its very end goes. */
  build(end: number): MappedText {
    return this.buildTo(this.host.toHost(end));
  }

  /** @internal as `build`, with the end as an offset of the outermost host */
  buildTo(hostEnd: number): MappedText {
    const outer = this.host.encode;
    const own = this.encode;
    const encode: Encode = text => {
      const inner = own(text);
      return inner === undefined ? undefined : outer(inner);
    };
    return MappedText.of(this.text, this.segments, hostEnd, encode);
  }

  private push(text: string, host: Span, copied: boolean): void {
    const size = host.end - host.start;
    const last = this.segments[this.segments.length - 1];
    if (last?.copied && copied && last.host + last.hostSize === host.start) {
      this.segments[this.segments.length - 1] = { ...last, size: last.size + size, hostSize: last.hostSize + size };
    } else {
      this.segments.push({ at: this.text.length, size: text.length, host: host.start, hostSize: size, copied });
    }
    this.text += text;
  }
}
