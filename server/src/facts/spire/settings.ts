import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, knownValue, type Value } from '../../base/value';

/** What stands between the braces of a SPIRE configuration, whether it is written in HCL or in JSON. */
export interface SpireBlock {
  /** What names it: `agent`, `WorkloadAttestor "k8s"`. */
  readonly head: Span;
  readonly entries: readonly SpireSetting[];
  /** A template may add to it: absence proves nothing. */
  readonly open: boolean;
  /** Adds `key = value` behind the settings that it has; `undefined` where there is no good place. */
  readonly insert: (key: string, value: string | boolean | number) => Edit | undefined;
}

/** `key = value` or `key { ... }`. The label of a block is a setting inside of it: `profile "https_web" { ... }`. */
export interface SpireSetting {
  readonly key: string;
  /** The value, inside its quotes. */
  readonly at: Span;
  /** Key and value. */
  readonly span: Span;
  /** Key and value on one line, as messages quote them. */
  readonly text: string;
  /** A scalar or a list; what the environment or a template brings is unknown. */
  readonly value: Value<Data>;
  /** What is inside, where the value is a block. */
  readonly block?: SpireBlock;
  /** Writes another scalar in its place. */
  readonly setTo: (text: string) => Edit | undefined;
  /** Replaces key and value. */
  readonly become: (key: string, value: string) => Edit | undefined;
  readonly removal: Edit | undefined;
}

/** The settings of that name. */
export const settingsAt = (block: SpireBlock | undefined, key: string): readonly SpireSetting[] =>
  block?.entries.filter(it => it.key === key) ?? [];

/** The setting at a path of keys; `undefined` when it is absent, or stated more than once. */
export function settingAt(block: SpireBlock | undefined, ...path: readonly string[]): SpireSetting | undefined {
  let it = block;
  for (const [index, key] of path.entries()) {
    const found = settingsAt(it, key);
    if (found.length !== 1) return undefined;
    if (index === path.length - 1) return found[0];
    it = found[0]!.block;
  }
  return undefined;
}

/** Whether a block surely has no setting of that name. */
export const lacks = (block: SpireBlock | undefined, ...keys: readonly string[]): boolean =>
  block !== undefined && !block.open && keys.every(key => settingsAt(block, key).length === 0);

/** A truth value; texts that say so count, as SPIRE's parser takes them. */
export function flagOf(setting: SpireSetting | undefined): boolean | undefined {
  const value = knownValue(setting?.value);
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

/** A text that is known. */
export function textIn(setting: SpireSetting | undefined): string | undefined {
  const value = knownValue(setting?.value);
  return typeof value === 'string' ? value : undefined;
}

/** A whole number; texts that are one count. */
export function numberOf(setting: SpireSetting | undefined): number | undefined {
  const value = knownValue(setting?.value);
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined;
}
