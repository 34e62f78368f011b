import type { Span } from './span';

interface Segment {
  /** Offset in the text where the segment begins. */
  readonly at: number;
  readonly size: number;
  /** Offset in the host where the segment begins, and how many host code units it covers. */
  readonly host: number;
  readonly hostSize: number;
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
    return new MappedText(text, [{ at: 0, size: text.length, host: 0, hostSize: text.length }], text.length, plain);
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
    return MappedText.builder(this).copy(start, end).build(end);
  }

  /** Host offset of the code unit at `offset`; the end of the text maps to the end of its host range. */
  toHost(offset: number): number {
    const segment = this.find(offset);
    if (!segment) return this.hostEnd;
    return segment.size === segment.hostSize ? segment.host + (offset - segment.at) : segment.host;
  }

  /** Host span of `[start, end)`. An empty range maps to an empty span; an escape is covered whole. */
  span(start: number, end: number): Span {
    const from = this.toHost(start);
    if (end <= start) return { start: from, end: from };
    const last = this.find(end - 1);
    if (!last) return { start: from, end: this.hostEnd };
    const to = last.size === last.hostSize ? last.host + (end - last.at) : last.host + last.hostSize;
    return { start: from, end: Math.max(from, to) };
  }

  /** The pieces of `[start, end)`, in order: each either maps one to one or is a single escape. */
  *pieces(start: number, end: number): Iterable<{ readonly text: string; readonly host: Span }> {
    let at = start;
    while (at < end) {
      const segment = this.find(at);
      if (!segment) return;
      const stop = Math.min(end, segment.at + segment.size);
      yield { text: this.text.slice(at, stop), host: this.span(at, stop) };
      at = stop;
    }
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
    for (const piece of this.host.pieces(start, end)) this.push(piece.text, piece.host);
    return this;
  }

  /** Write `text` for what stands at `[start, end)` of the host: an escape undone, a continuation dropped. */
  put(text: string, start: number, end: number): this {
    if (text !== '') this.push(text, this.host.span(start, end));
    return this;
  }

  /** @param end host offset where the embedded text ends: where an insertion at its very end goes. */
  build(end: number): MappedText {
    const outer = this.host.encode;
    const own = this.encode;
    const encode: Encode = text => {
      const inner = own(text);
      return inner === undefined ? undefined : outer(inner);
    };
    return MappedText.of(this.text, this.segments, this.host.toHost(end), encode);
  }

  private push(text: string, host: Span): void {
    const size = host.end - host.start;
    const last = this.segments[this.segments.length - 1];
    if (last && last.size === last.hostSize && size === text.length && last.host + last.hostSize === host.start) {
      this.segments[this.segments.length - 1] = { ...last, size: last.size + size, hostSize: last.hostSize + size };
    } else {
      this.segments.push({ at: this.text.length, size: text.length, host: host.start, hostSize: size });
    }
    this.text += text;
  }
}
