/**
 * Identities of trust policies, `x509.subject: C=US, ST=WA, O=Acme`, read as notation reads them: a distinguished name by RFC 4514,
 * with the limits of the Notary Project (specs/trust-store-trust-policy.md, Trusted Identities Constraints; notation-go internal/pkix).
 */

/** The attributes of a subject: `C`, `ST`, `O`, `CN`... Names are compared as written, in upper case. */
export type Subject = ReadonlyMap<string, string>;

/** The only kind of identity that is verified without a plug-in. */
export const subjectPrefix = 'x509.subject';

/** What must be in every subject. */
const required = ['C', 'ST', 'O'];

/** Longer identities are not read. */
const longest = 4096;

/**
 * The subject that an identity of a trust policy names: `x509.subject: C=US, ST=WA, O=Acme`.
 * `undefined` for `*`, for identities of another kind, and for what no subject can be.
 */
export function parseSubject(identity: string): Subject | undefined {
  const at = identity.indexOf(':');
  if (at < 0 || identity.slice(0, at) !== subjectPrefix) return undefined;
  const read = readSubject(identity.slice(at + 1));
  return typeof read === 'string' ? undefined : read;
}

/** Reads a distinguished name; a text is the reason why it is none that notation takes. */
export function readSubject(name: string): Subject | string {
  if (name.length > longest) return 'it is too long';
  if (name.includes('=#')) return 'values in hexadecimal (`=#`) are not supported';
  const pairs = pairsOf(name);
  if (typeof pairs === 'string') return pairs;
  const subject = new Map<string, string>();
  for (const { type, value } of pairs) {
    const key = type === 'S' ? 'ST' : type;
    if (subject.get(key)) return `\`${key}\` stands in it twice`;
    subject.set(key, value);
  }
  const missing = required.filter(key => !subject.get(key));
  if (missing.length === 0) return subject;
  return `it has no ${missing.map(key => (key === 'ST' ? '`ST` (or `S`)' : `\`${key}\``)).join(', no ')}`;
}

/** Whether a certificate with the one subject is meant by an identity: each attribute of the identity is in it. */
export function matchesSubject(identity: Subject, certificate: Subject): boolean {
  for (const [key, value] of identity) if (value !== (certificate.get(key) ?? '')) return false;
  return true;
}

/** Whether one identity says the same as another and nothing more, so that one of them is idle. */
export const overlaps = (a: Subject, b: Subject): boolean => matchesSubject(a, b) || matchesSubject(b, a);

/**
 * Attribute types with a short name in Go's `pkix.Name` and RFC 4514 section 3; those of any other type make notation refuse the
 * certificate.
 */
export const attributeTypes: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.17': 'POSTALCODE',
};

/** Of these the last one counts; of others only one may be there. */
const single: ReadonlySet<string> = new Set(['CN', 'SERIALNUMBER']);

/**
 * The subject of a certificate, as notation compares it; a text is the reason why no identity can name it.
 * @param attributes type (`2.5.4.6`) and value, in the order of the certificate
 */
export function certificateSubject(attributes: Iterable<readonly [type: string, value: string]>): Subject | string {
  const subject = new Map<string, string>();
  for (const [type, value] of attributes) {
    const key = attributeTypes[type];
    if (key === undefined) return `its subject holds the attribute ${type}, which no trust policy can name`;
    if (subject.has(key) && !single.has(key)) return `its subject holds \`${key}\` twice`;
    if (value.includes('=#')) return `its subject holds \`=#\`, which no trust policy can name`;
    subject.set(key, value);
  }
  const missing = required.filter(key => !subject.get(key));
  return missing.length === 0 ? subject : `its subject has no ${missing.map(key => `\`${key}\``).join(', no ')}`;
}

/** The attributes of a distinguished name, in order. Semicolons part them like commas. */
function pairsOf(name: string): readonly { readonly type: string; readonly value: string }[] | string {
  const pairs: { type: string; value: string }[] = [];
  let type: string | undefined;
  let start = 0;
  for (let at = 0; at <= name.length; at++) {
    const char = name[at];
    if (char === '\\') at++;
    else if (char === '=' && !type) {
      type = unescaped(name.slice(start, at));
      if (type === undefined) return `\`${name.slice(start, at).trim()}\` is no name of an attribute`;
      start = at + 1;
    } else if (char === undefined || char === ',' || char === ';' || char === '+') {
      if (!type) return pairs.length === 0 && char === undefined ? 'it names no attribute' : 'a part of it has no `=`';
      if (char === '+') return 'parts with several attributes (`+`) are not supported';
      const value = unescaped(name.slice(start, at));
      if (value === undefined) return `\`${name.slice(start, at).trim()}\` is not escaped as RFC 4514 asks`;
      pairs.push({ type, value });
      type = undefined;
      start = at + 1;
    }
  }
  return type === undefined ? pairs : 'its end is escaped';
}

/** Characters that stand for themselves behind a backslash. */
const escapable = ' "#+,;<=>\\';

/** Characters that must not stand without one. */
const reserved = '";<>\0';

/** A type or value without its escapes (`\,`, `\2C`) and the spaces around it. */
function unescaped(written: string): string | undefined {
  const text = withoutSpaces(written);
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = String.fromCodePoint(text.codePointAt(at)!);
    if (char !== '\\') {
      if (reserved.includes(char)) return undefined;
      bytes.push(...new TextEncoder().encode(char));
      at += char.length - 1;
      continue;
    }
    const next = text[at + 1];
    if (next === undefined) return undefined;
    if (escapable.includes(next)) {
      bytes.push(next.charCodeAt(0));
      at++;
      continue;
    }
    const digits = text.slice(at + 1, at + 3);
    if (!/^[\da-f]{2}$/i.test(digits)) return undefined;
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return undefined;
  }
}

/** Without the spaces around it; an escaped one at the end stays. */
function withoutSpaces(text: string): string {
  const bare = text.replace(/^ +/, '').replace(/ +$/, '');
  const isEscaped = bare.length > 0 && text.endsWith(' ') && (/\\*$/.exec(bare)?.[0].length ?? 0) % 2 === 1;
  return isEscaped ? `${bare} ` : bare;
}
