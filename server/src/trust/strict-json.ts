/** JSON that strangers sent and that a signature may cover: read in one way only, or not at all. */

export interface JsonLimits {
  /** Of the whole text; 4 MiB unless told. */
  readonly bytes?: number;
  /** Of arrays and objects in each other; 64 unless told. */
  readonly depth?: number;
}

/** A value, or what is wrong with the text, to follow its name: `is not valid JSON`. */
export type StrictJson = { readonly value: unknown } | { readonly error: string };

/**
 * Reads JSON (RFC 8259) as I-JSON (RFC 7493) asks for it: UTF-8 without byte-order mark, no name twice in one object however it
 * is escaped, no lone surrogates. A member `__proto__` is refused, so that values may be copied without a thought. Takes
 * time in proportion to the text, and never throws.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits = {}): StrictJson {
  const { bytes: most = 4 * 1024 * 1024, depth = 64 } = limits;
  if (bytes.length > most) return { error: `is larger than ${most} bytes` };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { error: 'is not valid UTF-8' };
  }
  const error = fault(text, depth);
  if (error !== undefined) return { error };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { error: 'is not valid JSON' };
  }
}

/** The members of an object, or nothing where a value is none. */
export const members = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

/** A member of an object that it has itself: never what all objects inherit (`constructor`). */
export const member = (value: unknown, name: string): unknown => {
  const object = members(value);
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
};

const loneSurrogate = /\p{Surrogate}/u;

/** What JSON.parse lets pass. Says nothing of texts that are not JSON at all: those it refuses. */
function fault(text: string, depth: number): string | undefined {
  /** The names of each object that is open; of arrays none. */
  const open: (Set<string> | undefined)[] = [];
  /** Whether the next string is a name. */
  let named = false;
  for (let at = 0; at < text.length; at += 1) {
    const names = open.at(-1);
    switch (text[at]) {
      case '{':
      case '[':
        if (open.length >= depth) return `is nested deeper than ${depth} levels`;
        named = text[at] === '{';
        open.push(named ? new Set() : undefined);
        break;
      case '}':
      case ']':
        open.pop();
        named = false;
        break;
      case ',':
        named = names !== undefined;
        break;
      case ':':
        named = false;
        break;
      case '"': {
        const start = at;
        for (at += 1; at < text.length && text[at] !== '"'; at += 1) if (text[at] === '\\') at += 1;
        const content = unescaped(text.slice(start, at + 1));
        if (content === undefined) return 'is not valid JSON';
        if (loneSurrogate.test(content)) return 'has half of a surrogate pair in a string';
        if (!named || names === undefined) break;
        if (names.has(content)) return `has the member ${JSON.stringify(content.slice(0, 80))} twice`;
        if (content === '__proto__') return 'has a member `__proto__`';
        names.add(content);
        break;
      }
    }
  }
  return undefined;
}

function unescaped(written: string): string | undefined {
  if (!written.includes('\\')) return written.slice(1, -1);
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}
