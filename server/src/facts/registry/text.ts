import { replace } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, known, unknown, type Value } from '../../base/value';
import type { Entry, Key, RegistryFile } from '../../syntax/registry/model';
import { parseRegistryFile } from '../../syntax/registry/parse';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { parseKey } from './key';
import { emitFileWrites } from './meanings';
import type { RegistryWrite } from './write';

/** Reads text of the registry editor, wherever it stands. */
export function readRegistryText(text: MappedText, place: Place, emit: Emit): RegistryFile {
  const tree = parseRegistryFile(text.text);
  emitFileWrites(textWrites(text, place, tree), emit);
  return tree;
}

/** The writes in text of the registry editor. */
export function textWrites(
  text: MappedText,
  place: Place,
  tree: RegistryFile = parseRegistryFile(text.text),
): readonly RegistryWrite[] {
  const inner: Place = { ...place, encode: text.encode };
  return tree.keys.flatMap(key => writesOf(key, text, inner));
}

function writesOf(key: Key, text: MappedText, place: Place): readonly RegistryWrite[] {
  const span = (start: number, end: number): Span => text.span(start, end);
  const path = parseKey(key.path);
  if (!path) return [];
  const keySpan = span(key.pathStart, key.pathEnd);
  const base = { place, hive: path.hive, key: path.key, keySpan };
  if (key.deleted) {
    const whole = span(key.start, key.end);
    return [{ ...base, span: whole, action: 'delete', name: '', data: known(null, whole) }];
  }
  return key.values.map((entry): RegistryWrite => {
    const whole = span(entry.start, entry.end);
    const data = dataOf(entry, text);
    if (entry.data.kind === 'unset') return { ...base, span: whole, action: 'delete', name: entry.name, data };
    const type = typeOf(entry);
    const setTo = setterOf(entry, text);
    return {
      ...base,
      span: whole,
      action: 'set',
      name: entry.name,
      data,
      ...(type ? { type, typeSpan: span(entry.data.start, entry.data.end) } : {}),
      ...(setTo ? { setTo } : {}),
      ...toDWordOf(entry, text),
    };
  });
}

function dataOf({ data }: Entry, text: MappedText): Value<Data> {
  const at = text.span(data.start, data.end);
  const literal = text.span(data.textStart, data.textEnd);
  if (data.kind === 'string') return known(data.text, at, literal);
  if (data.kind === 'dword') return known(Number.parseInt(data.text, 16), at, literal);
  if (data.kind === 'unset') return known(null, at);
  if (data.kind === 'hex') return bytesOf(data.bytes ?? [], data.hexType ?? 3, at);
  return unknown('', at, 'is not in the notation of .reg files');
}

/** `hex(7)` and its like by the registry's type numbers: 1 text, 2 expandable text, 4 number, 7 list of texts, 11 long number. */
function bytesOf(bytes: readonly number[], type: number, at: Span): Value<Data> {
  if (type === 4 && bytes.length === 4)
    return known(
      bytes.reduceRight((sum, byte) => sum * 256 + byte, 0),
      at,
    );
  if (type === 1 || type === 2 || type === 7) {
    let text = '';
    for (let index = 0; index + 1 < bytes.length; index += 2) {
      text += String.fromCharCode(bytes[index]! + bytes[index + 1]! * 256);
    }
    const parts = text.split('\0').filter(part => part !== '');
    if (type !== 7) return known(parts[0] ?? '', at);
    return known({ kind: 'list', items: parts.map(part => known(part, at)) }, at);
  }
  return unknown('', at, 'is binary');
}

const hexTypes: Readonly<Record<number, string>> = {
  0: 'None',
  1: 'String',
  2: 'ExpandString',
  3: 'Binary',
  4: 'DWord',
  7: 'MultiString',
  11: 'QWord',
};

function typeOf({ data }: Entry): string | undefined {
  if (data.kind === 'string') return 'String';
  if (data.kind === 'dword') return 'DWord';
  return data.kind === 'hex' ? hexTypes[data.hexType ?? 3] : undefined;
}

/** `dword:0000000a` keeps its eight digits; a text gets the number as text. */
function setterOf({ data }: Entry, text: MappedText): RegistryWrite['setTo'] {
  const at = text.span(data.textStart, data.textEnd);
  if (data.kind === 'dword') {
    return number => replace(at, (number >>> 0).toString(16).padStart(data.text.length, '0'));
  }
  if (data.kind === 'string' && /^\d*$/.test(data.text)) return number => replace(at, String(number));
  return undefined;
}

/** `"1"` as `dword:00000001`. */
function toDWordOf({ data }: Entry, text: MappedText): Pick<RegistryWrite, 'toDWord'> {
  if (data.kind !== 'string' || !/^\d{1,9}$/.test(data.text)) return {};
  const digits = Number(data.text).toString(16).padStart(8, '0');
  return { toDWord: replace(text.span(data.start, data.end), `dword:${digits}`) };
}
