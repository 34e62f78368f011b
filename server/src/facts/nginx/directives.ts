import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';

/** A simple directive of nginx: `ssl_protocols TLSv1.2 TLSv1.3;`. */
export interface Directive {
  readonly name: string;
  readonly span: Span;
  readonly words: readonly Word[];
}

/** A parameter: offsets in the text, quotes left out. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The simple directives of a configuration, at any depth. Source: nginx.org docs/dirindex, ngx_conf_file.c. */
export function directivesOf(source: MappedText): readonly Directive[] {
  const { text } = source;
  const found: Directive[] = [];
  const token = /#[^\n]*|[;{}]|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|(?:[^\s;{}"'#]|(?<=[^\s;{}])#)+/g;
  let words: Word[] = [];
  for (const match of text.matchAll(token)) {
    const it = match[0];
    if (it.startsWith('#')) continue;
    if (it === ';') {
      const [name, ...rest] = words;
      if (name) found.push({ name: name.text, span: source.span(name.start, match.index), words: rest });
    }
    if (/^[;{}]$/.test(it)) words = [];
    else {
      const quoted = /^["']/.test(it) ? 1 : 0;
      const start = match.index + quoted;
      const end = match.index + it.length - quoted;
      words.push({ text: text.slice(start, end), start, end });
    }
  }
  return found;
}
