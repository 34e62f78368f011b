/**
 * The bytes that signatures of Notary v1 cover: members sorted by the bytes of their names, no white space, whole numbers only, and
 * nothing escaped but `"` and `\`. Sources: wiki.laptop.org Canonical JSON; docker/go `canonical/json/encode.go`.
 *
 * @param value as JSON.parse gives it
 * @returns nothing for a value that has no such form
 */
export function canonicalJson(value: unknown): Buffer | undefined {
  const text = write(value);
  return text === undefined ? undefined : Buffer.from(text);
}

function write(value: unknown): string | undefined {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return joined('[', value.map(write), ']');
  if (typeof value !== 'object') return undefined;
  const object = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(object);
  // The order of UTF-16 code units is that of bytes, but for characters that take two of them.
  names.sort(names.some(name => surrogate.test(name)) ? byBytes : undefined);
  const members = names.map(name => {
    const written = write(object[name]);
    return written === undefined ? undefined : `${quoted(name)}:${written}`;
  });
  return joined('{', members, '}');
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

const joined = (open: string, parts: readonly (string | undefined)[], close: string): string | undefined =>
  parts.includes(undefined) ? undefined : `${open}${parts.join(',')}${close}`;

const surrogate = /[\ud800-\udfff]/;

const byBytes = (a: string, b: string): number => Buffer.from(a).compare(Buffer.from(b));
