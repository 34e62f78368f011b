import { replace } from '../../base/edit';
import { type Data, known, type Value } from '../../base/value';
import type { XmlAttribute, XmlElement } from '../../syntax/xml/model';
import { attribute, child, children, valueAt } from '../../syntax/xml/read';
import type { Place } from '../fact';
import { hiveOf, parseKey, typeOf } from '../registry/key';
import { deletion } from '../registry/made';
import { emitFileWrites } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import type { XmlReader } from './reader';

/**
 * `Registry.xml` of Group Policy Preferences: `<Registry><Properties action="U" hive="HKEY_LOCAL_MACHINE" key="SYSTEM\.."
 * name="SMB1" type="REG_DWORD" value="00000001"/></Registry>`, in collections. Source: MS-GPPREF 2.2.1.8 (Registry).
 */
export const readRegistryPreferences: XmlReader = (root, { place, emit }) =>
  emitFileWrites(writesOf(root, { ...place, away: true }), emit);

function writesOf(element: XmlElement, place: Place): readonly RegistryWrite[] {
  if (valueAt(element, 'disabled') === '1') return [];
  // An item with a filter holds for some of the machines.
  const own: Place = child(element, 'Filters')?.children.length ? { ...place, way: {} } : place;
  if (element.name !== 'Registry') return element.children.flatMap(it => writesOf(it, own));
  const properties = child(element, 'Properties');
  return properties && valueAt(properties, 'disabled') !== '1' ? writeOf(properties, own) : [];
}

function writeOf(properties: XmlElement, place: Place): readonly RegistryWrite[] {
  const hive = hiveOf(valueAt(properties, 'hive') ?? '');
  const keyAttribute = attribute(properties, 'key');
  const path = hive && keyAttribute && parseKey(`${hive}\\${keyAttribute.value}`);
  // `%Variable%` is replaced when the policy is applied.
  if (!path || !keyAttribute || keyAttribute.value.includes('%')) return [];
  const target = { ...path, keySpan: keyAttribute.valueSpan };
  const statement = { span: properties.span, place };
  const name = valueAt(properties, 'name') ?? '';
  if (/^d/i.test(valueAt(properties, 'action') ?? 'U')) return [deletion(statement, target, name)];
  const value = attribute(properties, 'value');
  const type = attribute(properties, 'type');
  const typeName = typeOf(type?.value ?? '');
  const data = dataOf(properties, value, typeName);
  // Without a value, the item makes a key.
  if (!value || !data || (name === '' && valueAt(properties, 'default') === '0')) return [];
  return [
    {
      ...statement,
      action: 'set',
      ...target,
      name,
      data,
      ...(type && typeName ? { type: typeName, typeSpan: type.valueSpan } : {}),
      ...setterOf(value, typeName),
    },
  ];
}

const isNumber = (type: string | undefined): boolean => type === 'DWord' || type === 'QWord';

function dataOf(
  properties: XmlElement,
  value: XmlAttribute | undefined,
  type: string | undefined,
): Value<Data> | undefined {
  const values = child(properties, 'Values');
  if (type === 'MultiString' && values) {
    const items = children(values, 'Value').map(it => {
      const content = it.content();
      return known(content.text, content.span(0, content.text.length));
    });
    return known({ kind: 'list', items }, values.span);
  }
  if (!value) return undefined;
  // Numbers are hexadecimal, without a prefix.
  if (isNumber(type) && /^[0-9a-f]{1,16}$/i.test(value.value)) {
    return known(Number.parseInt(value.value, 16), value.valueSpan, value.valueSpan);
  }
  return known(value.value, value.valueSpan, value.valueSpan);
}

function setterOf(value: XmlAttribute, type: string | undefined): Pick<RegistryWrite, 'setTo'> {
  if (isNumber(type)) {
    const { length } = value.value;
    return {
      setTo: number => replace(value.valueSpan, (number >>> 0).toString(16).toUpperCase().padStart(length, '0')),
    };
  }
  return /^\d+$/.test(value.value) ? { setTo: number => replace(value.valueSpan, String(number)) } : {};
}
