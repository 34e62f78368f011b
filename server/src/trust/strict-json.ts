/** JSON that strangers sent and that a signature may cover: read in one way only, or not at all. */
import { isMapping, type Mapping } from '../base/mapping';

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
export const members = (value: unknown): Mapping | undefined => (isMapping(value) ? value : undefined);

/** The members of an object in JSON, read strictly; `undefined` for any other text. */
export function jsonObject(bytes: Uint8Array): Mapping | undefined {
  const parsed = parseStrictJson(bytes);
  return 'error' in parsed ? undefined : members(parsed.value);
}

/** A member of an object that it has itself: never what all objects inherit (`constructor`). */
export const member = (value: unknown, name: string): unknown => {
  const object = members(value);
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined;
};

const code = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  bracket: 0x5b,
  backslash: 0x5c,
  closingBracket: 0x5d,
  brace: 0x7b,
  closingBrace: 0x7d,
} as const;

const loneSurrogate = /\p{Surrogate}/u;

/** What JSON.parse lets pass. Says nothing of texts that are not JSON at all: those it refuses. */
function fault(text: string, depth: number): string | undefined {
  /** The names of each object that is open; of arrays none. */
  const open: (Set<string> | undefined)[] = [];
  /** Whether the next string is a name. */
  let named = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case code.brace:
      case code.bracket:
        if (open.length >= depth) return `is nested deeper than ${depth} levels`;
        named = text.charCodeAt(at) === code.brace;
        open.push(named ? new Set() : undefined);
        break;
      case code.closingBrace:
      case code.closingBracket:
        open.pop();
        named = false;
        break;
      case code.comma:
        named = open.at(-1) !== undefined;
        break;
      case code.colon:
        named = false;
        break;
      case code.quote: {
        const start = at;
        at = endOfString(text, at);
        const names = named ? open.at(-1) : undefined;
        // What was decoded from UTF-8 has half of a pair only where it is escaped.
        const isEscaped = text.slice(start, at).includes('\\');
        if (!isEscaped && !names) break;
        const content = isEscaped ? unescaped(text.slice(start, at + 1)) : text.slice(start + 1, at);
        if (content === undefined) return 'is not valid JSON';
        if (isEscaped && loneSurrogate.test(content)) return 'has half of a surrogate pair in a string';
        if (!names) break;
        if (names.has(content)) return `has the member ${JSON.stringify(content.slice(0, 80))} twice`;
        if (content === '__proto__') return 'has a member `__proto__`';
        names.add(content);
        break;
      }
    }
  }
  return undefined;
}

/** Where the quote stands that ends a string; the end of the text when none does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === code.quote) return at;
    if (char === code.backslash) at += 1;
  }
  return text.length;
}

function unescaped(written: string): string | undefined {
  try {
    return JSON.parse(written) as string;
  } catch {
    return undefined;
  }
}
