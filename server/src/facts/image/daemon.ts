import { remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { entry, isTable, itemsOf, knownValue, type Table, textOf } from '../../base/value';
import { parseJson } from '../../syntax/json/parse';
import { type Command, is } from '../command/command';
import { asText, placeOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { moved } from '../json/moved';
import { dataOf } from '../json/value';
import { daemonExposure } from '../network/reader';
import { engine } from '../rights/membership';
import { readTomlText } from '../toml/file';
import { jsonMarks, tomlMarks, tomlName } from './engine-look';
import { readInsecureRegistries } from './registry-access';

/** Keys that together only the configuration of the Docker daemon has. */
export const isDaemon = (table: Table, path: string): boolean =>
  /(^|[\\/])daemon\.json$/i.test(path) ||
  entry(table, 'insecure-registries') !== undefined ||
  itemsOf(entry(table, 'hosts')).some(it => /^(npipe|tcp|unix|fd):\/\//.test(textOf(it) ?? ''));

/**
 * Reads the configuration of the Docker daemon (virtualization-documentation: configure-docker-daemon.md).
 * @param text that of the file, where entries may be taken out
 */
export function readDaemon(table: Table, place: Place, emit: Emit, text?: string): void {
  readInsecureRegistries(table, place, emit);
  const group = entry(table, 'group');
  if (group)
    emit('group.member', { span: group.span, place, group: engine, account: asText(group), at: placeOf(group) });
  const verify = entry(table, 'tlsverify');
  // A value that cannot be known neither protects nor exposes.
  if (verify && !verify.known) return;
  const hosts = itemsOf(entry(table, 'hosts'));
  for (const [index, host] of hosts.entries()) {
    const match = /^tcp:\/\/([^:/]*|\[[^\]]*\]):(\d+)\/?$/.exec(textOf(host) ?? '');
    if (!match) continue;
    const at = placeOf(host);
    const verified = verify?.known === true && verify.value === true;
    const exposure = daemonExposure({ span: at, place }, match[1]!, Number(match[2]), verified, at);
    const other = hosts[index + 1] ?? hosts[index - 1];
    const fixes =
      other && text !== undefined
        ? [{ title: `Remove ${textOf(host)}`, edits: [remove(without(at, placeOf(other), text))] }]
        : [];
    emit('network.exposure', { ...exposure, fixes });
  }
}

/** A text of a list with its quotes, and all up to the one beside it. */
function without(at: Span, other: Span, text: string): Span {
  const isQuoted = text[at.start - 1] === '"';
  const [start, end] = isQuoted ? [at.start - 1, at.end + 1] : [at.start, at.end];
  return other.start > end
    ? { start, end: other.start - Number(isQuoted) }
    : { start: other.end + Number(isQuoted), end };
}

/** Reads the configuration of Docker or containerd that a script writes. */
export const readWrittenEngines: ScriptReader = ({ events }, emit) => {
  for (const event of events) {
    if (event.kind !== 'command') continue;
    const made = madeOf(event);
    if (made) readDaemon(made, event.place, emit);
    if (!event.applied) continue;
    const { applied } = event;
    const place: Place = { ...event.place, encode: applied.encode };
    if (tomlMarks.test(applied.text)) readTomlText(tomlName(applied.text), applied, place, emit);
    else if (/^\s*\{/.test(applied.text) && jsonMarks.test(applied.text)) {
      const { root, errors } = parseJson(applied.text);
      const value = root && errors.length === 0 ? moved(dataOf(root, applied.text), applied) : undefined;
      if (value?.known && isTable(value.value) && isDaemon(value.value, '')) readDaemon(value.value, place, emit);
    }
  }
};

/** The table that a pipeline writes as JSON: `@{ hosts = ... } | ConvertTo-Json | Set-Content daemon.json`. */
function madeOf({ name, args, input }: Command): Table | undefined {
  const isWriter = name === 'Set-Content' || name === 'Out-File';
  if (!isWriter || !input || !('kind' in input) || !is(input, 'ConvertTo-Json')) return undefined;
  const ends = args.map(({ value }) => (value.known ? textOf(value) : value.suffix) ?? '');
  if (!ends.some(it => /daemon\.json$/i.test(it))) return undefined;
  const value = input.input && 'known' in input.input ? knownValue(input.input) : undefined;
  return isTable(value) ? value : undefined;
}
