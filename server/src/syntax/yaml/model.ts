import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** A YAML file as far as it can be read. All spans are offsets into `text`. */
export interface YamlFile {
  readonly text: string;
  /** `\r\n` when the file uses it, for inserted lines. */
  readonly newline: string;
  readonly documents: readonly YamlDocument[];
  /** What every YAML reader refuses. Always empty for templates, which become YAML only later. */
  readonly problems: readonly { readonly span: Span; readonly message: string }[];
  readonly comments: readonly { readonly span: Span; readonly text: string }[];
  /** The text holds actions of Helm, Go templates, Jinja or ERB. */
  readonly templated: boolean;
  /** What actions of the template are known to write. */
  readonly made: readonly Made[];
}

/** A node that a template takes from elsewhere. */
export interface Made {
  readonly span: Span;
  /** Whole lines: nothing of these can be edited here. */
  readonly lines: boolean;
  /** By which name it is taken. */
  readonly from?: string;
}

export interface YamlDocument {
  readonly root: YamlNode;
  readonly span: Span;
}

export type YamlNode = YamlScalar | YamlMap | YamlList | YamlUnknown;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar {
  readonly kind: 'scalar';
  /** Quotes and block headers included. */
  readonly span: Span;
  /** As YAML 1.2 reads it; `boolean()` in `read.ts` reads what YAML 1.1 does. */
  readonly value: string | number | boolean | null;
  /** The string itself; of a number, a boolean and null as written. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** What to replace to change just this value: the text inside the quotes. Absent on aliases and empty values. */
  readonly literal?: Span;
  /** A template makes it of values that hold unless whoever applies it gives others. It has neither `literal` nor `content`. */
  readonly assumed?: true;
  /** The text with its way back into the file; `undefined` when there is none. */
  readonly content: () => MappedText | undefined;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly span: Span;
  readonly style: 'block' | 'flow';
  /** In the order written; keys that a template makes are left out, conditions of a pipeline are not. */
  readonly entries: readonly YamlEntry[];
  /** What `<<` merges in, nearest first; what these merge in themselves included. */
  readonly merged: readonly YamlMap[];
  /** A template, or an alias that leads nowhere, may add keys: absence proves nothing. */
  readonly open: boolean;
}

export interface YamlEntry {
  readonly key: string;
  /** Quotes included. */
  readonly keySpan: Span;
  readonly value: YamlNode;
  /** From the key to the end of the value. */
  readonly span: Span;
  readonly map: YamlMap;
}

export interface YamlList {
  readonly kind: 'list';
  readonly span: Span;
  readonly style: 'block' | 'flow';
  readonly items: readonly YamlNode[];
  /** A template may add items. */
  readonly open: boolean;
}

/** A value that a template makes, or an alias without anchor. */
export interface YamlUnknown {
  readonly kind: 'unknown';
  readonly span: Span;
  readonly text: string;
  readonly why: string;
}
