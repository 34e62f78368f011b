import { Composer, type CST, type Document, Parser } from 'yaml';
import { bySpan, type Span } from '../../base/span';
import { Converter } from './convert';
import type { Fill, Filled } from './filled';
import type { Made, YamlDocument, YamlFile, YamlScalar } from './model';
import { type Hole, maskTemplates } from './template';

/** Above this size only documents that may matter are parsed: a bundle of resource definitions has megabytes of schema. */
const large = 100_000;

/**
 * Reads a YAML file; never throws.
 *
 * @param matters whether a document of a large file is worth parsing, asked with its text
 * @param fill what is known of the actions of a template
 */
export function parseYaml(text: string, matters: (document: string) => boolean = () => true, fill?: Fill): YamlFile {
  const masked = mask(text, fill);
  const file = {
    text,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    documents: [] as YamlDocument[],
    problems: [] as YamlFile['problems'][number][],
    comments: [] as YamlFile['comments'][number][],
    templated: masked.templated,
    made: [] as Made[],
  };
  const parts =
    text.length > large ? split(masked.text).filter(it => matters(text.slice(it.start, it.end))) : undefined;
  // A byte-order mark would count as a column of the first line.
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const part of parts ?? [{ start, end: text.length }]) {
    tryPart(text, masked, part, file);
  }
  if (masked.templated) file.problems.length = 0;
  return file;
}

/**
 * Reads YAML that stands in a `|` scalar: a configuration file inside a ConfigMap. Its indentation is that of the file,
 * so spans and edits are those of the file as well.
 */
export function parseInside(file: YamlFile, scalar: YamlScalar): readonly YamlDocument[] {
  if (scalar.style !== 'literal') return [];
  const feed = file.text.indexOf('\n', scalar.span.start);
  if (feed < 0 || feed >= scalar.span.end) return [];
  const sink = { newline: file.newline, documents: [], problems: [], comments: [], made: [] };
  tryPart(file.text, mask(file.text), { start: feed + 1, end: scalar.span.end }, sink);
  return sink.problems.length > 0 ? [] : sink.documents;
}

function mask(text: string, fill?: Fill): Filled {
  const found = maskTemplates(text);
  // A lone CR ends a line, too; the parser library does not know.
  return { ...found, ...(fill ? { fill } : {}), text: found.text.replace(/\r(?!\n)/g, '\n') };
}

function tryPart(text: string, masked: Filled, part: Span, sink: Sink): void {
  try {
    readPart(text, masked, part, sink);
  } catch (error) {
    // The library recurses: a file nested thousands deep has nothing for us.
    if (!(error instanceof RangeError)) throw error;
  }
}

interface Sink {
  readonly newline: string;
  readonly documents: YamlDocument[];
  readonly problems: YamlFile['problems'][number][];
  readonly comments: YamlFile['comments'][number][];
  readonly made: Made[];
}

function readPart(text: string, masked: Filled, part: Span, sink: Sink): void {
  const written = masked.text.slice(part.start, part.end);
  let source = written;
  let { tokens, documents } = compose(source);
  for (let round = 0; round < 10; round++) {
    const joined = joinQuoted(source, tokens, documents);
    if (joined === source) break;
    source = joined;
    ({ tokens, documents } = compose(source));
  }
  const put = putIn(source, documents);
  if (put) ({ source, tokens, documents } = put);
  const holes = put ? [...masked.holes, ...put.holes.map(it => holeAt(it, part.start))].sort(bySpan) : masked.holes;
  // Only where something was changed: large files have thousands of parts, and each would keep a text of the whole.
  const own =
    source === written
      ? masked
      : { ...masked, holes, text: masked.text.slice(0, part.start) + source + masked.text.slice(part.end) };
  for (const document of documents) {
    for (const error of document.errors) {
      // What is missing at the end of the text is said to stand behind it.
      const [start, end] = error.pos.map(at => Math.min(part.start + at, text.length)) as [number, number];
      sink.problems.push({ span: { start, end }, message: error.message });
    }
    if (!document.contents) continue;
    const [start, , end] = document.range;
    const root = new Converter(text, own, part.start, sink.newline, sink.made).node(document.contents);
    sink.documents.push({ root, span: { start: part.start + start, end: part.start + end } });
  }
  for (const token of source.includes('#') ? tokens : []) {
    for (const { type, offset = 0, source = '' } of leaves(token)) {
      if (type !== 'comment') continue;
      const start = part.start + offset;
      const span = { start, end: start + source.replace(/[\r\n]+$/, '').length };
      sink.comments.push({ span, text: text.slice(span.start, span.end) });
    }
  }
}

interface Composed {
  readonly tokens: readonly CST.Token[];
  readonly documents: readonly Document.Parsed[];
}

function compose(source: string): Composed {
  const tokens = [...new Parser().parse(source)];
  const composer = new Composer({ merge: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  return { tokens, documents: [...composer.compose(tokens)] as Document.Parsed[] };
}

/**
 * Quoted scalars whose later lines are indented less than their key: YAML 1.2 ends them there, the readers of
 * Kubernetes and Docker do not. Their line breaks become blanks, so that they are on one line.
 */
function joinQuoted(source: string, tokens: readonly CST.Token[], documents: readonly Document.Parsed[]): string {
  const ends = new Set(
    documents.flatMap(it =>
      it.errors.filter(error => error.message.startsWith('Missing closing')).map(error => error.pos[0]),
    ),
  );
  if (ends.size === 0) return source;
  let result = source;
  let joined = 0;
  for (const token of tokens) {
    for (const { type, offset = 0, source: own = '' } of leaves(token)) {
      if (!type?.endsWith('-quoted-scalar') || !ends.has(offset + own.length)) continue;
      // The quote that closes a scalar at the margin looks like one that opens another.
      if (offset < joined) continue;
      const whole = type === 'double-quoted-scalar' ? /"(?:[^"\\]|\\[\s\S])*"/y : /'(?:[^']|'')*'/y;
      whole.lastIndex = offset;
      const closed = whole.exec(source)?.[0];
      if (!closed) continue;
      joined = offset + closed.length;
      result = result.slice(0, offset) + closed.replace(/[\r\n]/g, ' ') + result.slice(offset + closed.length);
    }
  }
  return result;
}

/** A quoted text or comment, or a name between brackets that another program puts a value in for: `[${NAME}]`. */
const placeholder = /"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|(?=\$\{)(?<=[[,:]\s*)\$\{\w+\}(?=\s*[\],}])/g;

/** The text with words in place of such names, where nothing else is wrong with it. */
function putIn(
  source: string,
  before: readonly Document.Parsed[],
): (Composed & { readonly source: string; readonly holes: readonly Span[] }) | undefined {
  if (!source.includes('${') || before.every(it => it.errors.length === 0)) return undefined;
  const holes: Span[] = [];
  const changed = source.replace(placeholder, (it, start: number) => {
    if (!it.startsWith('$')) return it;
    holes.push({ start, end: start + it.length });
    return '$'.padEnd(it.length, '_');
  });
  const composed = holes.length > 0 ? compose(changed) : undefined;
  return composed?.documents.every(it => it.errors.length === 0) ? { ...composed, source: changed, holes } : undefined;
}

const holeAt = ({ start, end }: Span, from: number): Hole => ({
  start: from + start,
  end: from + end,
  adds: false,
  pipeline: false,
});

/** The documents by their `---` lines, which stand for nothing else even inside scalars. */
function split(text: string): Span[] {
  const spans: Span[] = [];
  const marker = /^---(?=[ \t\r\n]|$)/gm;
  let start = 0;
  for (let match = marker.exec(text); match; match = marker.exec(text)) {
    if (/[^\s]/.test(text.slice(start, match.index).replace(/^[#%].*$/gm, ''))) spans.push({ start, end: match.index });
    start = match.index;
  }
  spans.push({ start, end: text.length });
  return spans;
}

interface Leaf {
  readonly type?: string;
  readonly offset?: number;
  readonly source?: string;
}

/** The comments and scalars of a token, in order. Walks without recursion: tokens nest as deep as the file. */
function* leaves(root: CST.Token): Iterable<Leaf> {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const token = stack.pop();
    if (Array.isArray(token)) {
      for (let index = token.length - 1; index >= 0; index--) stack.push(token[index]);
      continue;
    }
    if (typeof token !== 'object' || token === null) continue;
    const it = token as Record<string, unknown> & Leaf;
    if (it.source !== undefined) yield it;
    for (const part of partNames) {
      const inner = it[part];
      if (typeof inner === 'object' && inner !== null) stack.push(inner);
    }
  }
}

/** Where tokens hold others, the last one first. */
const partNames = ['end', 'items', 'value', 'sep', 'key', 'props', 'start'] as const;
