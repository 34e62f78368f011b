import { MappedText } from '../../base/mapped-text';
import { itemsOf, known, textOf } from '../../base/value';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entries, entryAt, items, text, toValue } from '../../syntax/yaml/read';
import { madeCommand, madeResource } from '../command/made';
import type { ScriptEvent } from '../command/script';
import { resourceCommand } from '../powershell/resources';
import { carriedOutOn } from '../script-place';
import { readTopics } from '../topics';
import type { YamlContext } from '../yaml/context';

/** Whether a document is a configuration for DSC: of WinGet (`properties.resources`), or of version 3. */
export const isDscDocument = (root: YamlMap): boolean =>
  /\bdsc\b|configuration-dsc-schema/i.test(text(at(root, '$schema')) ?? '') ||
  items(at(root, 'properties', 'resources')).some(it => entryAt(it, 'resource') !== undefined) ||
  items(at(root, 'resources')).some(
    it => /^[\w.-]+\/\w+$/.test(text(at(it, 'type')) ?? '') && entryAt(it, 'properties'),
  );

const place = carriedOutOn('windows');

/** Resources hold others, which aliases may multiply. */
const mostResources = 5000;

/** Reads the resources of a document as those of a DSC configuration. Source: learn.microsoft.com/powershell/dsc. */
export function readDscDocument(root: YamlMap, { emit, file }: YamlContext): void {
  const open = [...items(at(root, 'properties', 'resources')), ...items(at(root, 'resources'))].reverse();
  const events: ScriptEvent[] = [];
  for (let left = mostResources, it = open.pop(); it && left > 0; it = open.pop(), left--) {
    const name = at(it, 'resource') ?? at(it, 'type');
    const type = text(name) ?? '';
    const body = at(it, 'settings') ?? at(it, 'properties');
    if (!name || !body) continue;
    open.push(...[...items(at(body, 'resources'))].reverse());
    const statement = { span: it.span, nameSpan: name.span, place };
    events.push(
      ...(/^Microsoft\.Windows\/Registry$/i.test(type)
        ? registryEvents(body, statement)
        : resourceEvents(type, body, statement)),
    );
  }
  readTopics({ text: MappedText.whole(file.text), place, events }, emit);
}

type Statement = Parameters<typeof madeCommand>[1];

/** A resource of PowerShell, which a configuration in PowerShell may hold as well. */
function resourceEvents(type: string, body: YamlNode, statement: Statement): readonly ScriptEvent[] {
  const properties = entries(body).map(it => ({ name: it.key, nameSpan: it.keySpan, value: toValue(it.value) }));
  const command = madeResource(type.slice(type.lastIndexOf('/') + 1), statement, properties);
  return [resourceCommand(command) ?? command];
}

/** `keyPath`, `valueName` and `valueData: { DWord: 1 }`. */
function registryEvents(body: YamlNode, statement: Statement): readonly ScriptEvent[] {
  const key = entryAt(body, 'keyPath');
  const name = entryAt(body, 'valueName');
  const data = entries(at(body, 'valueData'))[0];
  const path = text(key?.value);
  if (!key || !name || path === undefined) return [];
  const given = [
    { name: 'Path', nameSpan: key.keySpan, value: known(`Registry::${path}`, key.value.span) },
    { name: 'Name', nameSpan: name.keySpan, value: toValue(name.value) },
  ];
  if (text(at(body, '_exist')) === 'false') return [madeCommand('Remove-ItemProperty', statement, given)];
  if (!data) return [];
  const value = toValue(data.value);
  const single = itemsOf(value).length === 1 && textOf(value) !== undefined ? itemsOf(value)[0]! : value;
  return [
    madeCommand('Set-ItemProperty', statement, [
      ...given,
      { name: 'Value', nameSpan: data.keySpan, value: single },
      { name: 'Type', nameSpan: data.keySpan, value: known(data.key, data.keySpan) },
    ]),
  ];
}
