import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** An XML text as far as it can be read. All spans are offsets of the text. */
export interface XmlFile {
  /** The outermost element; absent when there is none. */
  readonly root?: XmlElement;
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  readonly errors: readonly { readonly span: Span; readonly message: string }[];
}

/** `<Properties action="U">...</Properties>`. Names are without the prefix of their namespace, case as written. */
export interface XmlElement {
  readonly name: string;
  readonly nameSpan: Span;
  /** From the opening tag to the end of the closing one. */
  readonly span: Span;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The text that stands in the element itself, entities and CDATA undone. */
  readonly content: () => MappedText;
}

/** `name="value"` */
export interface XmlAttribute {
  readonly name: string;
  readonly nameSpan: Span;
  /** From the name to the closing quote. */
  readonly span: Span;
  /** The value, entities undone. */
  readonly value: string;
  /** Where the value stands, without its quotes. */
  readonly valueSpan: Span;
  /** The value with its way back. */
  readonly content: () => MappedText;
}
