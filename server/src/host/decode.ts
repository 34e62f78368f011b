/** How a file's text is written in bytes, so that it can be written back the same way. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Whether a byte-order mark comes first. */
  readonly mark: boolean;
}

export type Decoded =
  | { readonly text: string; readonly encoding: Encoding }
  | { readonly reason: 'binary' | 'undecodable'; readonly detail: string };

/** Bytes looked at to tell text from binary. */
const probe = 8192;

/** The text of a file, byte-order mark excluded. Bytes that are no UTF are read as Windows-1252, as Windows tools do. */
export function decode(bytes: Uint8Array): Decoded {
  const marked = encodingByMark(bytes);
  if (marked) return decodeAs(bytes, marked) ?? { reason: 'undecodable', detail: `not valid ${marked.name}` };
  const wide = encodingByZeros(bytes);
  if (wide) return decodeAs(bytes, wide) ?? { reason: 'binary', detail: 'holds zero bytes' };
  if (bytes.subarray(0, probe).includes(0)) return { reason: 'binary', detail: 'holds zero bytes' };
  const utf8 = decodeAs(bytes, { name: 'utf-8', mark: false });
  return utf8 ?? { text: decodeWindows1252(bytes), encoding: { name: 'windows-1252', mark: false } };
}

/** The bytes of a text; `undefined` when the encoding cannot write a character of it. */
export function encode(text: string, { name, mark }: Encoding): Uint8Array | undefined {
  if (name === 'windows-1252') return encodeWindows1252(text);
  const whole = mark ? `\uFEFF${text}` : text;
  if (name === 'utf-8') return Buffer.from(whole, 'utf8');
  const bytes = Buffer.from(whole, 'utf16le');
  return name === 'utf-16le' ? bytes : bytes.swap16();
}

function encodingByMark(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', mark: true };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', mark: true };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', mark: true };
  return undefined;
}

/** UTF-16 without a mark shows by its zeros: with mostly Latin letters, every second byte. */
function encodingByZeros(bytes: Uint8Array): Encoding | undefined {
  const size = Math.min(bytes.length, probe) & ~1;
  if (size < 4 || bytes.length % 2 !== 0) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < size; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const many = size * 0.35;
  if (odd > many && even < size * 0.02) return { name: 'utf-16le', mark: false };
  if (even > many && odd < size * 0.02) return { name: 'utf-16be', mark: false };
  return undefined;
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): Decoded | undefined {
  try {
    return { text: new TextDecoder(encoding.name, { fatal: true, ignoreBOM: false }).decode(bytes), encoding };
  } catch {
    return undefined;
  }
}

/** What Windows-1252 has at 0x80 to 0x9F; all else is as in Latin-1. Node's own decoder takes these for Latin-1 as well. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\x80-\x9F]/g, it => windows1252[it.charCodeAt(0) - 0x80]!);

function encodeWindows1252(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const special = windows1252.indexOf(text[at]!);
    if (special < 0 && (code > 0xff || (code >= 0x80 && code < 0xa0))) return undefined;
    bytes[at] = special < 0 ? code : 0x80 + special;
  }
  return bytes;
}
