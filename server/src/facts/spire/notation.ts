import { type Edit, insert, remove, replace } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { SpireBlock, SpireSetting } from './settings';

/** What a reader of HCL or JSON knows of a setting; offsets are those of the text. */
export interface RawSetting extends Span {
  readonly key: string;
  readonly value: RawValue;
}

/** A value as it is written. `inner` is what to replace to change it, `text` of a scalar absent when it cannot be known. */
export type RawValue = Span &
  (
    | { readonly kind: 'scalar'; readonly value: Data | undefined; readonly inner: Span; readonly quoted: boolean }
    | { readonly kind: 'list'; readonly items: readonly RawValue[] }
    | { readonly kind: 'block'; readonly head: Span; readonly entries: readonly RawSetting[] }
  );

/** What the environment (`-expandEnv`), a template engine or a person puts in. */
const hole = /\$\{?\w|\{\{|\{%|<%|<[\w .-]+>|%\w+%|@@|##/;

/** Makes the tree that readers see out of what was parsed. */
export class Notation {
  private readonly newline: string;
  /** The text is made by a template engine: what is absent may be added. */
  readonly open: boolean;

  constructor(
    private readonly text: MappedText,
    private readonly language: 'hcl' | 'json',
  ) {
    this.newline = text.text.includes('\r\n') ? '\r\n' : '\n';
    this.open = /\{\{|<%|\{%|%\{/.test(text.text);
  }

  block(head: Span, raw: readonly RawSetting[]): SpireBlock {
    return {
      head: this.host(head),
      // A list of objects says the same as the objects one after the other.
      entries: raw.flatMap(it =>
        it.value.kind === 'list' && it.value.items.length > 0 && it.value.items.every(item => item.kind === 'block')
          ? it.value.items.map(value => this.setting({ ...it, start: value.start, end: value.end, value }, []))
          : [this.setting(it, raw)],
      ),
      open: this.open,
      insert: (key, value) => this.insert(raw, key, value),
    };
  }

  private setting(raw: RawSetting, siblings: readonly RawSetting[]): SpireSetting {
    const { key, value } = raw;
    const inner = value.kind === 'scalar' ? value.inner : value;
    const written = (): string => this.text.text.slice(raw.start, raw.end).replace(/\s+/g, ' ');
    const removal = (): Edit | undefined => this.removal(raw, siblings);
    return {
      key,
      at: this.host(inner),
      span: this.host(raw),
      get text() {
        return written();
      },
      value: this.value(value),
      ...(value.kind === 'block' ? { block: this.block(value.head, value.entries) } : {}),
      setTo: text => (value.kind === 'scalar' ? replace(this.host(inner), text) : undefined),
      become: (name, text) => replace(this.host(raw), this.written(name, text)),
      get removal() {
        return removal();
      },
    };
  }

  private value(raw: RawValue): Value<Data> {
    if (raw.kind === 'list') {
      return known({ kind: 'list', items: raw.items.map(it => this.value(it)) }, this.host(raw));
    }
    if (raw.kind === 'block') return unknown('{...}', this.host(raw), 'is a block');
    const at = this.host(raw.inner);
    const written = this.text.text.slice(raw.inner.start, raw.inner.end);
    if (raw.value === undefined || (typeof raw.value === 'string' && hole.test(raw.value))) {
      const prefix = written.slice(0, Math.max(0, written.search(hole)));
      return { ...unknown(written, at, 'is brought from outside'), ...(prefix ? { prefix } : {}) };
    }
    return known(raw.value, at, written === String(raw.value) ? at : undefined);
  }

  private host(at: Span): Span {
    return this.text.span(at.start, at.end);
  }

  private written(key: string, value: string | boolean | number): string {
    const text = typeof value === 'string' ? `"${value}"` : String(value);
    return this.language === 'json' ? `"${key}": ${text}` : `${key} = ${text}`;
  }

  /** Behind the last setting that is no block and has its line to itself. */
  private insert(siblings: readonly RawSetting[], key: string, value: string | boolean | number): Edit | undefined {
    const last = siblings.findLast(it => it.value.kind !== 'block' && this.lineOf(it) !== undefined);
    const line = last && this.lineOf(last);
    if (!line) return undefined;
    const lead = this.newline + line.lead + this.written(key, value);
    return this.language === 'json'
      ? insert(this.text.toHost(last.end), `,${lead}`)
      : insert(this.text.span(line.end - 1, line.end).end, lead);
  }

  private removal(raw: RawSetting, siblings: readonly RawSetting[]): Edit | undefined {
    if (this.language === 'json') {
      const index = siblings.indexOf(raw);
      if (index < 0) return undefined;
      const [previous, next] = [siblings[index - 1], siblings[index + 1]];
      if (next) return remove(this.host({ start: raw.start, end: next.start }));
      return previous && remove(this.host({ start: previous.end, end: raw.end }));
    }
    const line = siblings.includes(raw) ? this.lineOf(raw) : undefined;
    return line && line.start > 0 ? remove(this.host({ start: line.before, end: line.end })) : undefined;
  }

  /** The lines of a setting, where nothing but a comment shares them; `end` is before the line break. */
  private lineOf({ start, end }: Span) {
    const { text } = this.text;
    const first = text.lastIndexOf('\n', start - 1) + 1;
    const feed = text.indexOf('\n', end);
    const stop = feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
    const lead = text.slice(first, start);
    const rest = this.language === 'json' ? /^\s*,?\s*$/ : /^\s*[,;]?\s*(?:#.*|\/\/.*)?$/;
    if (lead.trim() !== '' || !rest.test(text.slice(end, stop))) return undefined;
    const before = first === 0 ? 0 : text[first - 2] === '\r' ? first - 2 : first - 1;
    return { start: first, before, end: stop, lead };
  }
}
