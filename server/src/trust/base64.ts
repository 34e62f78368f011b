/** Base64 in the one way it may be written (RFC 4648 section 3.5): padded, no spare bits; `undefined` for anything else. */
export function strictBase64(text: unknown): Buffer | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
