import type { Span } from '../../base/span';
import { type Data, isObject, known, type ObjectOf, textOf, type Value } from '../../base/value';
import type { MethodCall } from '../../syntax/powershell/ast';
import { contentOf } from './embedded';
import type { Run } from './run';

/** What is known of bytes: one letter each. */
const bytes = new WeakMap<ObjectOf, string>();

/** Longer texts are not encoded. */
const longest = 100_000;

function bytesOf(text: string, span: Span): Value<Data> | undefined {
  if (text.length > longest) return undefined;
  const data: ObjectOf = { kind: 'object', type: 'Byte[]' };
  bytes.set(data, text);
  return known<Data>(data, span);
}

const wide = /^Text\.(?:Encoding::Unicode|UnicodeEncoding)$/i;
const narrow = /^Text\.(?:Encoding::(?:UTF8|ASCII|Default)|(?:UTF8|ASCII)Encoding)$/i;

/** `[Text.Encoding]::Unicode.GetBytes($text)`, `[Convert]::ToBase64String($bytes)` and their opposites. */
export function encodingMethod(
  run: Run,
  node: MethodCall,
  type: string,
  name: string,
  args: readonly Value<Data>[],
  at: Span,
): Value<Data> | undefined {
  const [first] = args;
  const text = textOf(first);
  const given = first?.known && isObject(first.value) ? bytes.get(first.value) : undefined;
  const isWide = wide.test(type);
  if ((isWide || narrow.test(type)) && first) {
    if (name === 'getbytes' && text !== undefined) {
      const own = isWide ? contentOf(run, first, node.args[0]) : undefined;
      if (own) run.encoded.set(text, own);
      if (isWide) return bytesOf([...units(text)].join(''), at);
      return [...text].every(it => it <= '\x7f') ? bytesOf(text, at) : undefined;
    }
    if (name === 'getstring' && given !== undefined) return known<Data>(isWide ? paired(given) : given, at);
    return undefined;
  }
  if (!/^Convert$/i.test(type)) return undefined;
  if (name === 'tobase64string' && given !== undefined) return known<Data>(btoa(given), at);
  if (name === 'frombase64string' && text !== undefined && text.length <= longest) {
    try {
      return bytesOf(atob(text), at);
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** The bytes of a text in UTF-16. */
function* units(text: string): Iterable<string> {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    yield String.fromCharCode(code & 0xff, code >> 8);
  }
}

const paired = (text: string): string =>
  text.replace(/([\s\S])([\s\S])/g, (_, low: string, high: string) =>
    String.fromCharCode(low.charCodeAt(0) | (high.charCodeAt(0) << 8)),
  );
