import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Catalog } from '../engine/catalog';
import { type LockFile, parseLock } from '../engine/lock-file';
import type { Layer } from '../engine/settings/configuration';
import { parseSettings, type SettingsProblem } from '../engine/settings/parse';
import { decode } from './decode';
import { reasonOf } from './files';

/** A settings file that was read. */
export interface SettingsFileRead {
  readonly path: string;
  readonly text: string;
  readonly layer: Layer;
  readonly problems: readonly SettingsProblem[];
}

/**
 * Reads a settings file. It speaks for its own folder.
 * @param path absolute, with forward slashes
 */
export async function readSettings(path: string, catalog: Catalog): Promise<SettingsFileRead> {
  const text = await textOf(path);
  const { configuration, problems } =
    typeof text === 'string' ? parseSettings(text, catalog) : parseSettings('', catalog);
  return {
    path,
    text: typeof text === 'string' ? text : '',
    layer: { folder: dirname(path), configuration },
    problems: typeof text === 'string' ? problems : [unreadable('The settings', text.failure)],
  };
}

/**
 * Reads a lock file.
 * @param path absolute, with forward slashes
 */
export async function readLock(path: string): Promise<LockFile> {
  const text = await textOf(path);
  return typeof text === 'string'
    ? { path, text, ...parseLock(text) }
    : { path, text: '', entries: [], problems: [unreadable('The lock file', text.failure)] };
}

const unreadable = (what: string, failure: string): SettingsProblem => ({
  span: { start: 0, end: 0 },
  message: `${what} cannot be read: ${failure}.`,
  severity: 'error',
});

async function textOf(path: string): Promise<string | { readonly failure: string }> {
  try {
    const decoded = decode(await readFile(path));
    return 'text' in decoded ? decoded.text : { failure: decoded.detail };
  } catch (error) {
    return { failure: reasonOf(error) };
  }
}
