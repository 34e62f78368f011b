import type { Span } from '../../base/span';
import { type Data, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import { letters, numberOfMember } from './enumerations';
import { list } from './operators';

/** `[type]value` for the types that configuration is written with; the literal behind the value is kept. */
export function cast(type: string, value: Value<Data>, span: Span, text: string): Value<Data> {
  if (!value.known) return value;
  const name = type.toLowerCase();
  const keep = (data: Data): Value<Data> => known(data, span, value.literal);
  if (name === 'char' || name === 'char[]') {
    const found = letters(value, span);
    if (!found) return unknown(text, span, 'it is no letter');
    const [only] = found;
    if (name === 'char' && found.length === 1 && only?.known) return keep(only.value);
    return name === 'char' ? unknown(text, span, 'it is no letter') : known(list(found), span);
  }
  if (name.endsWith('[]')) return known(list(itemsOf(value)), span);
  switch (name) {
    case 'string': {
      const result = textOf(value);
      return result === undefined ? unknown(text, span, 'it is no text') : keep(result);
    }
    case 'int':
    case 'int32':
    case 'uint32':
    case 'int64':
    case 'uint64':
    case 'long':
    case 'byte':
    case 'uint16':
    case 'int16': {
      const data = value.value;
      const number =
        typeof data === 'boolean'
          ? Number(data)
          : typeof data === 'string'
            ? (numberOfMember(data) ?? Number(data.trim() || 'x'))
            : data;
      return typeof number === 'number' && Number.isFinite(number)
        ? keep(number)
        : unknown(text, span, 'it is no number');
    }
    case 'bool':
    case 'boolean': {
      const data = value.value;
      if (typeof data === 'boolean' || typeof data === 'number' || typeof data === 'string') return keep(Boolean(data));
      return data === null ? keep(false) : unknown(text, span, 'it is no truth value');
    }
    case 'array':
      return known(list(itemsOf(value)), span);
    case 'void':
      return known(null, span);
    default:
      // Enumerations and table-like types keep the value, from which the type is plain enough.
      return { ...value, span };
  }
}
