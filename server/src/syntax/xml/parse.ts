import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { MappedText } from '../../base/mapped-text';
import { type Span, span } from '../../base/span';
import type { XmlAttribute, XmlElement, XmlFile } from './model';
import { attributeText, elementText, type Piece } from './text';

/** Deeper nesting than this is no configuration. */
const deepest = 200;

/** Parses XML. Never throws: tags that do not match are errors, and the tree goes on. Spans are those of the text's host. */
export function parseXml(source: string | MappedText): XmlFile {
  const host = typeof source === 'string' ? MappedText.whole(source) : source;
  const { text } = host;
  const builder = new Builder(host);
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, builder);
  tokenizer.write(text);
  tokenizer.end();
  return builder.file();
}

interface Open {
  readonly name: string;
  readonly nameSpan: Span;
  readonly start: number;
  readonly attributes: XmlAttribute[];
  readonly children: XmlElement[];
  readonly pieces: Piece[];
}

class Builder implements TokenizerCallbacks {
  private readonly text: string;
  private readonly open: Open[] = [];
  private readonly comments: { span: Span; text: string }[] = [];
  private readonly errors: { span: Span; message: string }[] = [];
  private root: XmlElement | undefined;
  private attribute: Span = span(0, 0);
  private data: Span | undefined;

  constructor(private readonly host: MappedText) {
    this.text = host.text;
  }

  file(): XmlFile {
    const { comments, errors } = this;
    return { ...(this.root ? { root: this.root } : {}), comments, errors };
  }

  onopentagname(start: number, end: number): void {
    this.open.push({
      name: local(this.text.slice(start, end)),
      nameSpan: this.host.span(start, end),
      start: start - 1,
      attributes: [],
      children: [],
      pieces: [],
    });
  }

  onattribname(start: number, end: number): void {
    this.attribute = span(start, end);
    this.data = undefined;
  }

  onattribdata(start: number, end: number): void {
    this.data = span(this.data?.start ?? start, end);
  }

  onattribend(_quote: number, end: number): void {
    const { attribute, host, text } = this;
    // An empty value has no data; it stands before the quote that ends it.
    const valueSpan = this.data ?? span(end, end);
    const isQuoted = /["']/.test(text[valueSpan.end] ?? '');
    const content = (): MappedText => attributeText(host, valueSpan);
    const raw = text.slice(valueSpan.start, valueSpan.end);
    this.open.at(-1)?.attributes.push({
      name: local(text.slice(attribute.start, attribute.end)),
      nameSpan: host.span(attribute.start, attribute.end),
      span: host.span(attribute.start, valueSpan.end + Number(isQuoted)),
      value: raw.includes('&') ? content().text : raw,
      valueSpan: host.span(valueSpan.start, valueSpan.end),
      content,
    });
  }

  onopentagend(): void {
    // Its content follows.
  }

  onselfclosingtag(end: number): void {
    this.close(end + 1);
  }

  onclosetag(start: number, end: number): void {
    const name = local(this.text.slice(start, end));
    const at = this.host.span(start, end);
    // An end tag far from its beginning is a stray one: looking further would take time for nothing.
    const near = Math.max(0, this.open.length - deepest);
    const index = this.open.slice(near).findLastIndex(it => it.name === name) + near;
    if (index < near) {
      this.errors.push({ span: at, message: `There is no <${name}> to close.` });
      return;
    }
    while (this.open.length - 1 > index) {
      const { nameSpan, name: left } = this.open.at(-1)!;
      this.errors.push({ span: nameSpan, message: `<${left}> is not closed.` });
      this.close(start - 2);
    }
    const close = this.text.indexOf('>', end);
    this.close(close < 0 ? this.text.length : close + 1);
  }

  ontext(start: number, end: number): void {
    this.open.at(-1)?.pieces.push({ start, end, raw: false });
  }

  oncdata(start: number, _end: number, endOffset: number): void {
    // `start` is behind `<![CDATA[` or before `CDATA[`, by the version of the tokenizer.
    const begin = this.text.startsWith('CDATA[', start) ? start + 'CDATA['.length : start;
    const close = this.text.indexOf(']]>', begin);
    const end = close < 0 ? this.text.length - endOffset : close;
    this.open.at(-1)?.pieces.push({ start: begin, end: Math.max(begin, end), raw: true });
  }

  oncomment(start: number): void {
    const close = this.text.indexOf('-->', start);
    const at = span(this.text.lastIndexOf('<!--', start), close < 0 ? this.text.length : close + 3);
    this.comments.push({ span: this.host.span(at.start, at.end), text: this.text.slice(at.start, at.end) });
  }

  onend(): void {
    while (this.open.length > 0) {
      const { nameSpan, name } = this.open.at(-1)!;
      this.errors.push({ span: nameSpan, message: `<${name}> is not closed.` });
      this.close(this.text.length);
    }
  }

  ondeclaration(): void {
    // Document types say nothing that is read.
  }

  onprocessinginstruction(): void {
    // The encoding was undone before.
  }

  onattribentity(): void {
    // Entities are left as they are.
  }

  ontextentity(): void {
    // Entities are left as they are.
  }

  private close(end: number): void {
    const { name, nameSpan, start, attributes, children, pieces } = this.open.pop()!;
    const { host } = this;
    const element: XmlElement = {
      name,
      nameSpan,
      span: this.host.span(start, Math.max(start + 1, end)),
      attributes,
      children,
      content: () => elementText(host, pieces, end),
    };
    const outer = this.open.at(-1);
    if (!outer) this.root ??= element;
    else if (this.open.length <= deepest) outer.children.push(element);
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
