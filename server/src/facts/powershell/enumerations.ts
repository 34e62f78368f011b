import type { Span } from '../../base/span';
import { type Data, isObject, itemsOf, known, textOf, type Value } from '../../base/value';
import { list } from './operators';

/** The members of enumerations that scripts compute with, by lower-case type. */
const members: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'net.securityprotocoltype': { SystemDefault: 0, Ssl3: 48, Tls: 192, Tls11: 768, Tls12: 3072, Tls13: 12288 },
  'security.authentication.sslprotocols': {
    None: 0,
    Ssl2: 12,
    Ssl3: 48,
    Tls: 192,
    Default: 240,
    Tls11: 768,
    Tls12: 3072,
    Tls13: 12288,
  },
};

const numbers = new Map(
  Object.values(members).flatMap(it => Object.entries(it).map(([name, number]) => [name.toLowerCase(), number])),
);

/** The number that the name of a member stands for: `[int][Net.SecurityProtocolType]::Tls12`. */
export const numberOfMember = (name: string): number | undefined => numbers.get(name.trim().toLowerCase());

/** `[Enum]::GetNames(type)`, `[Enum]::ToObject(type, 3072)` and their like; `undefined` where the type is not known. */
export function enumerationMethod(name: string, args: readonly Value<Data>[], span: Span): Value<Data> | undefined {
  const [first, value] = args;
  const data = first?.known ? first.value : undefined;
  const type = (isObject(data) ? data.type : (textOf(first)?.replace(/^System\./i, '') ?? '')).toLowerCase();
  const own = Object.hasOwn(members, type) ? members[type] : undefined;
  switch (name) {
    case 'getvalues':
    case 'getnames':
      return own && known(list(Object.keys(own).map(it => known(it, span))), span);
    case 'toobject':
    case 'parse':
      // The value stands for itself, of whatever type it is.
      return value?.known && typeof value.value !== 'object' ? { ...value, span } : undefined;
    case 'isdefined': {
      const wanted = textOf(value)?.toLowerCase();
      if (!own || wanted === undefined) return undefined;
      const found = Object.entries(own).some(([key, it]) => key.toLowerCase() === wanted || String(it) === wanted);
      // Old runtimes have no TLS 1.3, and very old ones no TLS 1.2.
      return found && !/^(?:tls1[123]|768|3072|12288)$/.test(wanted) ? known(true, span) : undefined;
    }
    default:
      return undefined;
  }
}

/** `[char]0x2215`, `[char]'x'`, `[char[]](72, 105)`, `[char[]]'ab'`: as one letter texts. */
export function letters(value: Value<Data>, span: Span): readonly Value<Data>[] | undefined {
  const found = itemsOf(value).flatMap((it): readonly (string | undefined)[] => {
    const data = it.known ? it.value : undefined;
    if (typeof data === 'number') return [data >= 0 && data <= 0xffff ? String.fromCharCode(data) : undefined];
    return typeof data === 'string' && data.length <= 256 ? [...data] : [undefined];
  });
  return found.includes(undefined) ? undefined : found.map(it => known<Data>(it!, span));
}
