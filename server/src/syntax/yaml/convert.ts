import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Span } from '../../base/span';
import { scalarText } from './embedded';
import { type Filled, filledLines, filledScalar } from './filled';
import type { Made, ScalarStyle, YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './model';
import { aroundOf } from './scope';
import { firstAfter, type Hole } from './template';

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Turns the nodes of one document of the parser library into ours; aliases are followed. */
export class Converter {
  private readonly anchors = new Map<string, YamlNode>();
  /** How many blocks the document stands in as a whole. */
  private outer?: number;

  constructor(
    private readonly text: string,
    private readonly masked: Filled,
    /** Offset in the file of the library's offset 0. */
    private readonly base: number,
    private readonly newline: string,
    /** Takes what actions are known to write. */
    private readonly made: Made[],
  ) {}

  node(node: Node | null | undefined, empty: Span = { start: this.base, end: this.base }): YamlNode {
    if (!node) return this.nothing(empty);
    if (isAlias(node)) {
      const span = this.spanOf(node);
      const target = this.anchors.get(node.source);
      if (!target) return { kind: 'unknown', span, text: this.text.slice(span.start, span.end), why: 'no such anchor' };
      return target.kind === 'scalar' ? aliasOf(target, span) : target;
    }
    const made = isMap(node) ? this.map(node) : isSeq(node) ? this.list(node) : this.scalar(node as Scalar);
    const anchor = (node as { anchor?: string }).anchor;
    if (anchor) this.anchors.set(anchor, made);
    return made;
  }

  private map(node: YAMLMap): YamlMap {
    const span = this.spanOf(node);
    const entries: YamlEntry[] = [];
    const merged: YamlMap[] = [];
    const parts: Span[] = [];
    let open = false;
    const map: YamlMap = {
      kind: 'map',
      span,
      style: node.flow ? 'flow' : 'block',
      entries,
      merged,
      get open() {
        return open;
      },
    };
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      if (!isPair(pair)) continue;
      const keySpan = pair.key?.range ? this.spanOf(pair.key) : undefined;
      if (keySpan && this.isLeftOut(keySpan)) {
        open = true;
        continue;
      }
      const value = this.node(pair.value, keySpan && { start: keySpan.end, end: keySpan.end });
      parts.push(keySpan ? { start: keySpan.start, end: Math.max(keySpan.end, value.span.end) } : value.span);
      const hole = keySpan && this.holeAt(keySpan);
      const made = hole !== undefined;
      open ||= made;
      if (!keySpan || !isScalar(pair.key) || (made && !hole.pipeline)) {
        open = true;
        continue;
      }
      const key = typeof pair.key.value === 'string' ? pair.key.value : (pair.key.source ?? String(pair.key.value));
      if (key === '<<' && pair.key.type === 'PLAIN') {
        const sources = value.kind === 'list' ? value.items : [value];
        for (const it of sources) {
          if (it.kind !== 'map') open = true;
          else merged.push(...[it, ...it.merged].filter(map => !merged.includes(map)));
        }
        continue;
      }
      const end = isAlias(pair.value) ? this.spanOf(pair.value).end : value.span.end;
      entries.push({ key, keySpan, value, span: { start: keySpan.start, end: Math.max(keySpan.end, end) }, map });
    }
    open ||= this.grows(span, parts);
    return map;
  }

  private list(node: YAMLSeq): YamlList {
    const span = this.spanOf(node);
    const written = (node.items as (Node | null)[]).filter(it => !it?.range || !this.isLeftOut(this.spanOf(it)));
    const items = written.map(it => this.node(it, span));
    const open =
      written.length < node.items.length ||
      this.grows(
        span,
        items.map(it => it.span),
      );
    return { kind: 'list', span, style: node.flow ? 'flow' : 'block', items, open };
  }

  private scalar(node: Scalar): YamlNode {
    const span = this.spanOf(node);
    if (span.start === span.end) return this.nothing(span);
    const style = styles[node.type ?? 'PLAIN'] ?? 'plain';
    const block = style === 'literal' || style === 'folded';
    if (!block && this.holeAt(span)) return filledScalar(this.text, span, this.masked, this.made) ?? this.lines(span);
    const value = node.value;
    const plain =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
    const text = typeof value === 'string' ? value : (node.source ?? String(value));
    const quoted = style === 'single' || style === 'double';
    return {
      kind: 'scalar',
      span,
      value: plain ? value : text,
      text,
      style,
      ...(block ? {} : { literal: quoted ? { start: span.start + 1, end: span.end - 1 } : span }),
      content: () => {
        const mapped = scalarText(this.masked.text, span, style, this.newline);
        // A block at the end of the file may lack the line break that the library adds.
        return mapped.text.trimEnd() === text.trimEnd() ? mapped : undefined;
      },
    };
  }

  /** An empty value: null, unless a template stands where it would be. */
  private nothing(span: Span): YamlNode {
    const next = this.nextContent(span.end);
    const colon = this.masked.text[span.end] === ':' ? span.end + 1 : span.end;
    const { holes } = this.masked;
    const end = Math.max(next, this.nextContent(colon));
    const last = holes[firstAfter(holes, end) - 1];
    if (last && last.start >= span.start) return this.lines({ start: span.start, end: last.end });
    return { kind: 'scalar', span, value: null, text: '', style: 'plain', content: () => undefined };
  }

  /** What template actions write on lines of their own. */
  private lines(span: Span): YamlNode {
    return filledLines(this.text, span, this.masked, this.made) ?? this.unknown(span);
  }

  private unknown(span: Span): YamlNode {
    return { kind: 'unknown', span, text: this.text.slice(span.start, span.end), why: 'a template decides' };
  }

  private holeAt({ start, end }: Span): Hole | undefined {
    const hole = this.masked.holes[firstAfter(this.masked.holes, start)];
    return hole && hole.start < end ? hole : undefined;
  }

  /** Whether a block inside of the document holds what stands there, and is surely not written. */
  private isLeftOut({ start }: Span): boolean {
    const { holes, fill } = this.masked;
    if (!fill || holes.length === 0) return false;
    const blocks = this.blocksAt(start);
    this.outer ??= blocks.length;
    return blocks.length > this.outer && fill.leftOut(blocks) >= this.outer;
  }

  /** Those that open the blocks around an offset. */
  private blocksAt(offset: number): readonly string[] {
    const { holes } = this.masked;
    return aroundOf(this.text, this.masked)[firstAfter(holes, offset)] ?? [];
  }

  /** Whether a template adds lines to a collection, before, between or after its parts. */
  private grows(span: Span, parts: readonly Span[]): boolean {
    const { holes, text } = this.masked;
    if (holes.length === 0) return false;
    let start = span.start;
    while (start > 0 && /\s/.test(text[start - 1]!)) start--;
    const end = this.nextContent(span.end);
    for (let index = firstAfter(holes, start); index < holes.length && holes[index]!.start < end; index++) {
      const hole = holes[index]!;
      if (hole.adds && !parts.some(it => it.start <= hole.start && hole.end <= it.end)) return true;
    }
    return false;
  }

  /** The offset of the next text that is neither white space nor comment. */
  private nextContent(offset: number): number {
    const gap = /(?:\s|#[^\n]*)*/y;
    gap.lastIndex = offset;
    gap.exec(this.masked.text);
    return Math.max(offset, gap.lastIndex);
  }

  private spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0, 0];
    const span = { start: this.base + start, end: this.base + end };
    if (isMap(node) || isSeq(node) || isAlias(node)) {
      // The library counts the line break and comments behind a block collection to it.
      while (span.end > span.start && /\s/.test(this.masked.text[span.end - 1]!)) span.end--;
    }
    return span;
  }
}

const aliasOf = (target: YamlScalar, span: Span): YamlScalar => {
  const { literal: _, ...rest } = target;
  return { ...rest, span };
};
