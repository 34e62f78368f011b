import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { catalog } from '../engine/all';
import type { LockFile } from '../engine/lock-file';
import type { Layer } from '../engine/settings/configuration';
import { Settings } from '../engine/settings/settings';
import { reasonOf } from '../host/files';
import { readLock, readSettings, type SettingsFileRead } from '../host/settings';
import { locksAbove, settingsAbove, walk } from '../host/walk';
import type { Report } from '../report/model';
import { absolute } from './paths';

/** The files of a run and the settings that hold for them. */
export interface Collected {
  readonly files: readonly string[];
  /** Those among them that were named one by one. */
  readonly named: readonly string[];
  readonly settings: readonly SettingsFileRead[];
  readonly layers: readonly Layer[];
  readonly locks: readonly LockFile[];
  /** The folders of the command line, and the working folder where something in it is named: they may hold policies. */
  readonly roots: readonly string[];
  /** Folders below which could not be read. */
  readonly skipped: Report['skipped'];
  /** Paths of the command line that are not there. */
  readonly missing: readonly { readonly path: string; readonly detail: string }[];
}

export interface CollectOptions {
  readonly config?: string | undefined;
  readonly ignoreFiles: boolean;
}

/** Finds the files that paths of the command line stand for, and the settings files around them. */
export async function collect(paths: readonly string[], options: CollectOptions): Promise<Collected> {
  const files = new Set<string>();
  const named = new Set<string>();
  const settingsPaths = new Set<string>();
  const lockPaths = new Set<string>();
  const roots = new Set<string>();
  const skipped: Report['skipped'][number][] = [];
  const missing: { path: string; detail: string }[] = [];
  const workspace = absolute('.');
  for (const given of paths) {
    const path = absolute(given);
    const info = await stat(path).catch((error: unknown) => reasonOf(error));
    if (typeof info === 'string') {
      missing.push({ path: given, detail: info });
      continue;
    }
    const folder = info.isDirectory() ? path : dirname(path);
    if (`${path}/`.startsWith(`${workspace}/`)) roots.add(workspace);
    if (info.isDirectory()) roots.add(path);
    for (const it of await settingsAbove(folder, workspace)) settingsPaths.add(it);
    for (const it of await locksAbove(folder, workspace)) lockPaths.add(it);
    if (!info.isDirectory()) {
      files.add(path);
      named.add(path);
      continue;
    }
    const found = await walk(path, options);
    for (const it of found.files) files.add(it);
    for (const it of found.settings) settingsPaths.add(it);
    for (const it of found.locks) lockPaths.add(it);
    for (const it of found.unreadable) skipped.push({ ...it, reason: 'unreadable' });
  }
  const { settings, layers } = await settingsFor([...settingsPaths], options.config);
  const all = new Settings(catalog, layers);
  return {
    files: [...files].filter(it => named.has(it) || !all.excludes(it)).sort(),
    named: [...named],
    settings,
    layers,
    locks: await Promise.all([...lockPaths].map(readLock)),
    roots: [...roots],
    skipped,
    missing,
  };
}

/** The settings files that were found; or, in place of all of them, the one named on the command line. */
export async function settingsFor(
  found: readonly string[],
  config: string | undefined,
): Promise<Pick<Collected, 'settings' | 'layers'>> {
  if (config === undefined) {
    const settings = await Promise.all(found.map(path => readSettings(path, catalog)));
    return { settings, layers: settings.map(it => it.layer) };
  }
  const only = await readSettings(absolute(config), catalog);
  const layer: Layer = { ...only.layer, folder: absolute('.'), everywhere: true };
  return { settings: [{ ...only, layer }], layers: [layer] };
}
