import { type Data, knownValue, type Value } from '../../base/value';
import type { Fix } from '../fix';
import { quoted, type RegistryKind, type Repair } from '../repair';
import type { Machine } from './machine';
import { fixesOf, type Setting } from './setting';

type Plain = boolean | number | string;

/** What no administrator may write: there Microsoft Defender keeps whether its settings can be changed. */
const locked = /\\Windows Defender\\Features$/i;

/** The change of the machine that gives a setting the value `good`; none in an image, where the text is what to change. */
export function repairsOf({ machine, place }: Setting, good: Plain | undefined): readonly Repair[] {
  if (!machine || place.runs === 'build' || place.runs === 'start') return [];
  if (machine.kind === 'registry' && locked.test(machine.key)) return [];
  const repair = repairTo(machine, good);
  return repair ? [repair] : [];
}

/** The change that writes `good` to a place of the machine; one without a value removes a value of the registry. */
export function repairTo(machine: Machine, good: Plain | undefined): Repair | undefined {
  if (machine.kind === 'registry') {
    const { kind, key, name } = machine;
    if (good === undefined) return { kind, key, name, type: machine.type ?? 'DWord' };
    const type: RegistryKind = machine.type ?? (typeof good === 'string' ? 'String' : 'DWord');
    const value = dataOf(type, good);
    return { kind, key, name, type, value };
  }
  if (good === undefined) return undefined;
  const { subject, read, write } = machine;
  return { kind: 'value', subject, read, write, value: literal(good) };
}

/** A value as the registry holds it: 1 for what is on, a list without items for an empty text. */
function dataOf(type: RegistryKind, value: Plain): number | string | readonly string[] {
  if (type === 'DWord' || type === 'QWord') return Number(value);
  const text = `${typeof value === 'boolean' ? Number(value) : value}`;
  if (type !== 'MultiString') return text;
  return text === '' ? [] : [text];
}

/** A value as PowerShell writes it. */
function literal(value: Plain): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'boolean' ? `$${value}` : `${value}`;
}

/**
 * What mends a setting: the edit of the text, and the change of the machine. 0 and 1 mean off and on where words do.
 * @param title of the edit, where the name of the setting does not say enough
 */
export function mending(
  setting: Setting,
  good: Plain,
  title?: string,
): { readonly fixes: readonly Fix[]; readonly repairs: readonly Repair[] } {
  const word = good === 0 || good === 1 ? saysWord(setting.value) : false;
  const to = word ? good === 1 : good;
  const fixes = fixesOf(setting, to).map(fix => (title === undefined ? fix : { ...fix, title }));
  return { fixes, repairs: repairsOf(setting, to) };
}

function saysWord(value: Value<Data>): boolean {
  const data = knownValue(value);
  return typeof data === 'boolean' || (typeof data === 'string' && /^\s*\$?(true|false|yes|no|on|off)\s*$/i.test(data));
}
