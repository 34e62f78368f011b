import { type Data, entry, entryIn, itemsOf, tablesIn, textOf, type Value } from '../../base/value';
import { asText } from '../command/native';
import type { OperatingSystem, Place } from '../fact';
import type { Emit } from '../facts';
import { imageNamed } from '../image/named';

/**
 * Reads the images of container groups and container apps: `containers: [{ properties: { image } }]`, `[{ image }]` (azure-rest-api-specs:
 * Microsoft.ContainerInstance, Microsoft.App), and those of web apps: `windowsFxVersion: 'DOCKER|...'` (Microsoft.Web).
 */
export function readContainers(root: Value<Data>, place: Place, emit: Emit): void {
  const seen = new Set<string>();
  const state = (image: Value<Data> | undefined, os: OperatingSystem): void => {
    const where: Place = { ...place, os };
    const value = image && asText(image);
    const found = value && imageNamed(value, { span: value.span, place: where, use: 'container' }, seen);
    if (found) emit('image.reference', found);
  };
  for (const { table } of tablesIn([root])) {
    const system = textOf(entry(table, 'osType'))?.toLowerCase();
    const os = system === 'windows' || system === 'linux' ? system : 'unknown';
    const containers = [...itemsOf(entry(table, 'containers')), ...itemsOf(entry(table, 'initContainers'))];
    for (const it of containers) state(entryIn(it, 'image') ?? entryIn(entryIn(it, 'properties'), 'image'), os);
    for (const it of ['windows', 'linux'] as const) {
      const version = entry(table, `${it}FxVersion`);
      const text = textOf(version);
      if (version?.known && /^docker\|./i.test(text ?? '')) state(behind(version, text!.slice('docker|'.length)), it);
    }
  }
}

/** The end of a text, which is written at the end of its literal. */
function behind({ span, literal }: Value<Data> & { known: true }, text: string): Value<string> {
  const at = literal && { start: literal.end - text.length, end: literal.end };
  return { known: true, value: text, span, ...(at ? { literal: at } : {}) };
}
