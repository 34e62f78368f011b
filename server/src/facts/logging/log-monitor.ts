import { replace } from '../../base/edit';
import { nearest } from '../../base/nearest';
import type { Span } from '../../base/span';
import { type Data, entry, isTable, itemsOf, knownValue, type Table, textOf, type Value } from '../../base/value';
import { literalOf, placeOf } from '../command/native';
import type { Fact, Place } from '../fact';
import type { Emit } from '../facts';
import type { Fix } from '../fix';

/** LogMonitor, which brings the records of a Windows container to its output, passes over a source of its configuration. */
export interface LostSource extends Fact {
  /** As a message names it: `includeSubdirectories: true`. */
  readonly text: string;
  readonly at: Span;
  /** Why, in words that follow the text: `is a folder without a drive`. */
  readonly why: string;
  readonly mend?: Fix;
}

const types = ['EventLog', 'File', 'ETW', 'Process'] as const;
const levels = ['Critical', 'Error', 'Warning', 'Information', 'Verbose'] as const;

/** The sources of LogMonitor's configuration, where the value is one. */
export function logMonitorSources(root: Table): readonly Value<Data>[] {
  const config = knownValue(entry(root, 'LogConfig'));
  return isTable(config) ? itemsOf(entry(config, 'sources')) : [];
}

/**
 * Reads the configuration of LogMonitor: what it refuses, it leaves out with a line in its own output. Source:
 * microsoft/windows-container-tools LogMonitor/docs/README.md, src/LogMonitor/JsonProcessor.cpp.
 */
export function readLogMonitor(root: Table, around: Place, emit: Emit): void {
  const place: Place = { ...around, os: 'windows' };
  for (const source of logMonitorSources(root)) {
    const table = knownValue(source);
    if (!isTable(table)) continue;
    for (const found of mistakes(table)) emit('logging.source', { span: source.span, place, ...found });
  }
}

type Mistake = Pick<LostSource, 'text' | 'at' | 'why' | 'mend'>;

function mistakes(source: Table): readonly Mistake[] {
  const type = entry(source, 'type');
  const name = textOf(type);
  if (!type || name === undefined) return [];
  switch (name.toLowerCase()) {
    case 'file':
      return ofFile(source);
    case 'eventlog':
      return ofEvents(source, type);
    case 'etw':
      return ofProviders(source, type);
    case 'process':
      return [];
    default:
      return [misspelt(type, name, 'is no type of source', types)];
  }
}

function ofFile(source: Table): readonly Mistake[] {
  const folder = entry(source, 'directory');
  const path = textOf(folder);
  if (!folder || path === undefined || /%|\$\{|\{\{/.test(path)) return [];
  if (!/^(?:[a-z]:|\\\\)/i.test(path)) return [{ text: path, at: placeOf(folder), why: 'is no absolute path' }];
  const below = entry(source, 'includeSubdirectories');
  const isRoot = /^(?:\\\\\?\\)?[a-z]:[\\/]*$/i.test(path);
  if (!isRoot || !below || knownValue(below) !== true) return [];
  const why = `cannot be asked of the root of a drive, \`${path}\``;
  return [{ text: 'includeSubdirectories: true', at: below.span, why }];
}

function ofEvents(source: Table, type: Value<Data>): readonly Mistake[] {
  const channels = entry(source, 'channels');
  if (!isKnownList(channels)) return [];
  if (itemsOf(channels).length === 0)
    return [{ text: 'EventLog', at: placeOf(channels ?? type), why: 'has no channels' }];
  return itemsOf(channels).flatMap(it => {
    const channel = knownValue(it);
    const level = isTable(channel) ? entry(channel, 'level') : undefined;
    const name = textOf(level);
    if (!level || !name || levels.some(known => known.toLowerCase() === name.toLowerCase())) return [];
    return [misspelt(level, name, 'is no level of events', levels)];
  });
}

function ofProviders(source: Table, type: Value<Data>): readonly Mistake[] {
  const providers = entry(source, 'providers');
  if (!isKnownList(providers)) return [];
  if (itemsOf(providers).length === 0)
    return [{ text: 'ETW', at: placeOf(providers ?? type), why: 'has no providers' }];
  return itemsOf(providers).flatMap(it => {
    const provider = knownValue(it);
    if (!isTable(provider) || provider.entries.some(own => !own.value.known)) return [];
    const isNamed = ['providerName', 'providerGuid'].some(key => (textOf(entry(provider, key)) ?? '') !== '');
    return isNamed ? [] : [{ text: 'providers', at: it.span, why: 'names one without a name and without a GUID' }];
  });
}

/** Whether it is surely known what a list holds: absent, or written out. */
const isKnownList = (value: Value<Data> | undefined): boolean => !value || value.known;

function misspelt(value: Value<Data>, name: string, why: string, known: readonly string[]): Mistake {
  const meant = nearest(name, known);
  const at = literalOf(value);
  const mend = meant && at ? { mend: { title: `Write ${meant}`, edits: [replace(at, meant)] } } : {};
  return { text: name, at: placeOf(value), why, ...mend };
}
