import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { known } from '../../base/value';
import type { XmlElement } from '../../syntax/xml/model';
import { child, children, elements, textAt, valueAt } from '../../syntax/xml/read';
import { lineEvents } from '../command/line';
import { madeCommand } from '../command/made';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { parseValuePath } from '../registry/key';
import { emitFileWrites } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import { readTopics } from '../topics';
import type { XmlReader } from './reader';
import { components } from './unattend.data';
import { readUnattendPasswords } from './unattend-passwords';

/** Elements whose text Windows runs as a command line (Windows unattended setup reference). */
const lines: Readonly<Record<string, string>> = {
  RunSynchronousCommand: 'Path',
  RunAsynchronousCommand: 'Path',
  SynchronousCommand: 'CommandLine',
  AsynchronousCommand: 'CommandLine',
};

/**
 * Answer files of Windows setup: the commands they run, the switches that they set, the passwords in them. Source:
 * learn.microsoft.com/windows-hardware/customize/desktop/unattend.
 */
export const readUnattend: XmlReader = (root, { place, emit }) => {
  const events: ScriptEvent[] = [];
  const writes: RegistryWrite[] = [];
  for (const it of elements(root)) {
    const line = lookUp(lines, it.name) && child(it, lines[it.name]!);
    if (line) events.push(...lineEvents(line.content(), place));
    else if (it.name === 'FirewallGroup') events.push(...groupEvents(it, place));
    else if (it.name === 'component') writes.push(...componentWrites(it, place));
  }
  readUnattendPasswords(root, place, emit);
  emitFileWrites(writes, emit);
  const text = root.content();
  readTopics({ text, place, events }, emit);
};

/** `<FirewallGroup><Active>true</Active><Group>Remote Desktop</Group><Profile>all</Profile></FirewallGroup>` */
function groupEvents(group: XmlElement, place: Place): readonly ScriptEvent[] {
  const name = child(group, 'Group')?.content();
  const active = textAt(group, 'Active')?.toLowerCase();
  if (!name || (active !== 'true' && active !== 'false')) return [];
  const at = name.span(0, name.text.length);
  const own: Place = { ...place, encode: name.encode };
  const verb = active === 'true' ? 'Enable' : 'Disable';
  // A group is named by its resource, `@FirewallAPI.dll,-28752`, or as it is shown.
  const parameter = name.text.startsWith('@') ? 'Group' : 'DisplayGroup';
  const statement = { span: group.span, nameSpan: group.nameSpan, place: own };
  const value = known(name.text, at, at);
  const command = madeCommand(`${verb}-NetFirewallRule`, statement, [{ name: parameter, nameSpan: at, value }]);
  return [{ ...command, called: 'FirewallGroup' }];
}

/** The registry values that the settings of a component become. */
function componentWrites(component: XmlElement, place: Place): readonly RegistryWrite[] {
  const rows = lookUp(components, valueAt(component, 'name') ?? '') ?? {};
  return Object.entries(rows).flatMap(([name, path]): RegistryWrite[] => {
    const element = children(component, name)[0];
    const content = element?.content();
    const target = parseValuePath(path);
    if (!element || !content || !target) return [];
    const text = content.text.toLowerCase();
    const isWord = text === 'true' || text === 'false';
    if (!isWord && !/^\d+$/.test(text)) return [];
    const at = content.span(0, text.length);
    return [
      {
        span: element.span,
        place,
        action: 'set',
        ...target.key,
        keySpan: element.nameSpan,
        name: target.name,
        data: known(isWord ? Number(text === 'true') : Number(text), at, at),
        type: 'DWord',
        setTo: number => replace(at, isWord ? String(number !== 0) : String(number)),
      },
    ];
  });
}
