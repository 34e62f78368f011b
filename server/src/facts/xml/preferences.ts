import { known } from '../../base/value';
import type { XmlElement } from '../../syntax/xml/model';
import { attribute, child, elements, valueAt } from '../../syntax/xml/read';
import { madeCommand } from '../command/made';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { readTopics } from '../topics';
import type { XmlReader } from './reader';
import { taskEvents } from './task';

/**
 * Other Group Policy Preferences: services, scheduled tasks, and the passwords in them, in groups, drives, data sources and
 * printers. These are encrypted with a key that is published (MS-GPPREF 2.2.1.1.4), so whoever reads the file has them.
 */
export const readPreferences: XmlReader = (root, { place: given, emit }) => {
  const place = { ...given, away: true };
  const events: ScriptEvent[] = [...taskEvents(root, place)];
  for (const it of elements(root)) {
    if (it.name === 'NTService') events.push(...serviceEvents(it, place));
    const secret = attribute(it, 'cpassword');
    if (!secret || secret.value === '') continue;
    const name = valueAt(it, 'userName') ?? valueAt(it, 'runAs') ?? valueAt(it, 'accountName') ?? 'cpassword';
    emit('credential', { span: it.span, place, form: 'account', name, at: secret.valueSpan, guessable: false });
  }
  readTopics({ text: root.content(), place, events }, emit);
};

/** `<Properties startupType="DISABLED" serviceName="MpsSvc" serviceAction="STOP"/>` */
function serviceEvents(service: XmlElement, place: Place): readonly ScriptEvent[] {
  const properties = child(service, 'Properties');
  const name = attribute(properties, 'serviceName');
  if (!properties || !name || valueAt(service, 'disabled') === '1') return [];
  const statement = { span: properties.span, nameSpan: properties.nameSpan, place };
  const given = { name: 'Name', nameSpan: name.nameSpan, value: known(name.value, name.valueSpan, name.valueSpan) };
  const type = attribute(properties, 'startupType');
  const isStopped = /^stop$/i.test(valueAt(properties, 'serviceAction') ?? '');
  return [
    ...(type && !/^nochange$/i.test(type.value)
      ? [
          madeCommand('Set-Service', statement, [
            given,
            { name: 'StartupType', nameSpan: type.nameSpan, value: known(type.value, type.valueSpan, type.valueSpan) },
          ]),
        ]
      : []),
    ...(isStopped ? [madeCommand('Stop-Service', statement, [given])] : []),
  ];
}
