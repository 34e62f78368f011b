import { type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { Span } from '../../base/span';

/** A value of a JSON text. Offsets are those of the text; `start` and `end` of a string enclose its quotes. */
export type JsonNode =
  | (Span & { readonly kind: 'object'; readonly members: readonly JsonMember[] })
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'scalar'; readonly value: string | number | boolean | null });

/** `"key": value`; the key's place encloses its quotes. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

/** A JSON text as far as it can be read. */
export interface JsonTree {
  /** Absent when the text holds no value. */
  readonly root?: JsonNode;
  readonly errors: readonly (Span & { readonly message: string })[];
  readonly comments: readonly Span[];
}

/** Parses JSON with comments and trailing commas. Never throws. */
export function parseJson(text: string): JsonTree {
  const tree = parsed(text);
  // What another program puts in: `"credspec": ${CREDSPEC},`. Places stay, and what is there is not known.
  if (tree.errors.some(it => text.startsWith('${', it.start))) {
    const filled = parsed(text.replace(placeholders, it => (it.startsWith('$') ? 'null'.padEnd(it.length) : it)));
    if (filled.errors.length === 0) return filled;
  }
  // Azure templates and CloudFormation's let a text run over lines; values have blanks there, places stay.
  if (!tree.errors.some(it => it.message === 'UnexpectedEndOfString')) return tree;
  const again = parsed(text.replace(strings, it => (it.startsWith('"') ? it.replace(/[\r\n]/g, ' ') : it)));
  return again.errors.length === 0 ? again : tree;
}

const placeholders = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|\$\{\w+\}/g;
const strings = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"[^"\\]*(?:\\[\s\S][^"\\]*)*"/g;

function parsed(text: string): JsonTree {
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, disallowComments: false };
  const body = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const tree = parseTree(body, errors, options);
  const comments: Span[] = [];
  // The library goes past the end of a text whose last comment is not closed.
  const place = (offset: number, length: number): Span => ({
    start: Math.min(offset, body.length),
    end: Math.min(offset + length, body.length),
  });
  visit(body, { onComment: (offset, length) => comments.push(place(offset, length)) }, options);
  const root = tree && nodeOf(tree, 0, place);
  return {
    ...(root ? { root } : {}),
    errors: errors.map(it => ({ ...place(it.offset, it.length), message: printParseErrorCode(it.error) })),
    comments,
  };
}

/** Deeper nesting than this is no configuration. */
const deepest = 200;

function nodeOf(node: Node, depth: number, place: (offset: number, length: number) => Span): JsonNode | undefined {
  const { start, end } = place(node.offset, node.length);
  if (depth > deepest) return undefined;
  if (node.type === 'array') {
    return {
      kind: 'array',
      start,
      end,
      items: (node.children ?? []).flatMap(it => nodeOf(it, depth + 1, place) ?? []),
    };
  }
  if (node.type !== 'object') return { kind: 'scalar', start, end, value: node.value as string };
  const members = (node.children ?? []).flatMap((property): JsonMember[] => {
    const [key, value] = property.children ?? [];
    const read = value && nodeOf(value, depth + 1, place);
    if (!key || !read) return [];
    const { start: keyStart, end: keyEnd } = place(key.offset, key.length);
    return [{ key: String(key.value), keyStart, keyEnd, value: read }];
  });
  return { kind: 'object', start, end, members };
}
