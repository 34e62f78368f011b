import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { mayBeRead } from '../engine/languages';
import { lockFileName } from '../engine/lock-file';
import { reasonOf } from './files';

/** Names of a settings file. */
export const settingsNames: readonly string[] = ['.boltseal.yaml', '.boltseal.yml'];

/** What was found below some folders. Paths are absolute, with forward slashes, sorted. */
export interface Found {
  readonly files: readonly string[];
  readonly settings: readonly string[];
  readonly locks: readonly string[];
  readonly unreadable: readonly { readonly path: string; readonly detail: string }[];
}

export interface WalkOptions {
  /** Whether `.gitignore` files count, and `node_modules` is left out. */
  readonly ignoreFiles: boolean;
  readonly signal?: AbortSignal;
}

/** Folders nobody wants looked into; the first not even with `--no-ignore`. */
const never = new Set(['.git', '.hg', '.svn']);
const normallyNot = new Set(['node_modules', '.terraform', '.venv']);

/** The ignore files that hold in a folder, the widest first. */
type Rules = readonly { readonly folder: string; readonly patterns: Ignore }[];

/**
 * The files below a folder that Boltseal may read. Links to files are followed, links to folders are not, so that a walk
 * always ends.
 */
export async function walk(root: string, options: WalkOptions): Promise<Found> {
  const files: string[] = [];
  const settings: string[] = [];
  const locks: string[] = [];
  const unreadable: { path: string; detail: string }[] = [];

  async function enter(folder: string, outer: Rules): Promise<void> {
    if (options.signal?.aborted) return;
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      unreadable.push({ path: folder, detail: reasonOf(error) });
      return;
    }
    const rules = options.ignoreFiles ? await withOwn(outer, folder, entries) : outer;
    const folders: string[] = [];
    for (const entry of entries) {
      const path = `${folder === '/' ? '' : folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (never.has(entry.name) || (options.ignoreFiles && normallyNot.has(entry.name))) continue;
        if (!ignored(rules, `${path}/`)) folders.push(path);
      } else if (settingsNames.includes(entry.name)) settings.push(path);
      else if (entry.name === lockFileName) locks.push(path);
      else if (mayBeRead(path) && !ignored(rules, path) && (await isFile(entry, path))) files.push(path);
    }
    await Promise.all(folders.map(it => enter(it, rules)));
  }

  await enter(root, options.ignoreFiles ? await rulesAbove(root) : []);
  return { files: files.sort(), settings: settings.sort(), locks: locks.sort(), unreadable };
}

/**
 * The settings files in a folder and in those above it, the widest first. Looks up to the root of the repository, or to
 * the workspace where there is no repository.
 */
export const settingsAbove = (folder: string, workspace: string): Promise<readonly string[]> =>
  namedAbove(settingsNames, folder, workspace);

/** The lock files in a folder and in those above it, likewise. */
export const locksAbove = (folder: string, workspace: string): Promise<readonly string[]> =>
  namedAbove([lockFileName], folder, workspace);

async function namedAbove(names: readonly string[], folder: string, workspace: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const parent of await foldersUp(folder, workspace)) {
    for (const name of names) {
      const path = `${parent === '/' ? '' : parent}/${name}`;
      if (await exists(path)) found.unshift(path);
    }
  }
  return found;
}

async function rulesAbove(root: string): Promise<Rules> {
  let rules: Rules = [];
  for (const folder of (await foldersUp(root)).slice(1).reverse()) rules = await withOwn(rules, folder);
  return rules;
}

/** The folder and those above it, up to the one that holds `.git`; outside of a repository, up to `workspace`. */
async function foldersUp(folder: string, workspace = folder): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (await exists(`${at}/.git`)) return folders;
    if (dirname(at) === at) break;
  }
  return folders.slice(0, Math.max(0, folders.indexOf(workspace)) + 1);
}

async function withOwn(outer: Rules, folder: string, entries?: readonly Dirent[]): Promise<Rules> {
  if (entries && !entries.some(it => it.name === '.gitignore')) return outer;
  try {
    const text = await readFile(`${folder}/.gitignore`, 'utf8');
    return [...outer, { folder, patterns: ignore({ allowRelativePaths: true }).add(text) }];
  } catch {
    return outer;
  }
}

/** The narrowest ignore file that has a word on the path decides. */
function ignored(rules: Rules, path: string): boolean {
  for (let at = rules.length - 1; at >= 0; at--) {
    const { folder, patterns } = rules[at]!;
    const result = patterns.test(path.slice(folder === '/' ? 1 : folder.length + 1));
    if (result.ignored) return true;
    if (result.unignored) return false;
  }
  return false;
}

async function isFile(entry: Dirent, path: string): Promise<boolean> {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
