import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, known, type Value } from '../../base/value';
import type { Place } from '../fact';
import { parseKey } from '../registry/key';
import { deletion } from '../registry/made';
import { inNotationOf } from '../registry/number';
import type { RegistryWrite } from '../registry/write';

interface Line extends Span {
  readonly text: string;
}

const types: Readonly<Record<string, string>> = {
  DWORD: 'DWord',
  QWORD: 'QWord',
  SZ: 'String',
  EXSZ: 'ExpandString',
  MULTISZ: 'MultiString',
  BINARY: 'Binary',
};

/**
 * Reads the text of LGPO.exe, an entry in four lines: `Computer`, the key, the name, `DWORD:1`. Source: the documentation of
 * LGPO.exe in the Security Compliance Toolkit.
 */
export function policyTextWrites(text: MappedText, place: Place): readonly RegistryWrite[] {
  const lines = linesOf(text.text);
  const writes: RegistryWrite[] = [];
  for (let at = 0; at + 3 < lines.length; ) {
    const [scope, key, name, action] = lines.slice(at, at + 4) as [Line, Line, Line, Line];
    const hive = /^computer$/i.test(scope.text) ? 'HKLM' : /^user(?::.*)?$/i.test(scope.text) ? 'HKCU' : undefined;
    const path = hive && parseKey(`${hive}\\${key.text}`);
    at += path ? 4 : 1;
    if (!path) continue;
    const statement = { span: text.span(scope.start, action.end), place: { ...place, encode: text.encode } };
    const target = { ...path, keySpan: text.span(key.start, key.end) };
    if (/^delete$/i.test(action.text)) writes.push(deletion(statement, target, name.text));
    const set = /^([A-Z]+):(.*)$/is.exec(action.text);
    const type = set && lookUp(types, set[1]!.toUpperCase());
    if (!set || !type) continue;
    const span = text.span(action.start + set[1]!.length + 1, action.end);
    const data = dataOf(set[2]!, type, span);
    const isNumber = type === 'DWord' || type === 'QWord';
    writes.push({
      ...statement,
      action: 'set',
      ...target,
      name: name.text === '*' ? '' : name.text,
      data,
      type,
      typeSpan: text.span(action.start, action.start + set[1]!.length),
      ...(isNumber ? { setTo: (number: number) => replace(span, inNotationOf(set[2]!, number)) } : {}),
    });
  }
  return writes;
}

function dataOf(written: string, type: string, at: Span): Value<Data> {
  if ((type === 'DWord' || type === 'QWord') && /^(?:\d+|0x[0-9a-f]+)$/i.test(written.trim())) {
    return known(Number(written), at, at);
  }
  if (type !== 'MultiString') return known(written, at, at);
  return known({ kind: 'list', items: written.split('\\0').map(it => known(it, at)) }, at);
}

/** The lines that say something: neither empty nor a comment. */
const linesOf = (text: string): readonly Line[] =>
  [...text.matchAll(/[^\r\n]+/g)].flatMap(({ 0: line, index }) => {
    const lead = line.length - line.replace(/^[\s\uFEFF]+/, '').length;
    const words = line.slice(lead).trimEnd();
    return words === '' || words.startsWith(';')
      ? []
      : [{ text: words, start: index + lead, end: index + lead + words.length }];
  });
