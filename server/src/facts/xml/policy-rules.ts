import { replace } from '../../base/edit';
import { type Data, known, type Value } from '../../base/value';
import type { XmlElement } from '../../syntax/xml/model';
import { child, textAt } from '../../syntax/xml/read';
import { integer } from '../command/command';
import type { Place } from '../fact';
import { parseKey, typeOf } from '../registry/key';
import { emitFileWrites } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import type { XmlReader } from './reader';

/** `*.PolicyRules` of the Policy Analyzer: `<ComputerConfig><Key/><Value/><RegType/><RegData/></ComputerConfig>`. */
export const readPolicyRules: XmlReader = (root, { place, emit }) =>
  emitFileWrites(
    root.children.flatMap(it => writeOf(it, place)),
    emit,
  );

function writeOf(rule: XmlElement, place: Place): readonly RegistryWrite[] {
  const hive = { ComputerConfig: 'HKLM', UserConfig: 'HKCU' }[rule.name];
  const key = child(rule, 'Key');
  const data = child(rule, 'RegData')?.content();
  const path = hive && key && parseKey(`${hive}\\${key.content().text}`);
  const type = typeOf(textAt(rule, 'RegType') ?? '');
  const name = textAt(rule, 'Value');
  if (!path || !key || !data || name === undefined || !type) return [];
  const at = data.span(0, data.text.length);
  const value: Value<Data> = known(data.text, at, at);
  const number = type === 'DWord' ? integer(value) : undefined;
  return [
    {
      span: rule.span,
      place,
      action: 'set',
      ...path,
      keySpan: key.span,
      name,
      data: number === undefined ? value : known(number, at, at),
      type,
      ...(number === undefined ? {} : { setTo: (to: number) => replace(at, String(to)) }),
    },
  ];
}
