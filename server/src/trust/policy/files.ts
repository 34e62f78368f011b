import { lstat, readdir, readFile } from 'node:fs/promises';
import { isAbsolute, resolve, sep } from 'node:path';

/** Why a file or folder cannot be used, as the end of a sentence: `it does not exist`. */
export interface Unreadable {
  readonly problem: string;
  readonly missing: boolean;
}

/** The files that policies stand in. Never rejects. */
export interface PolicyFiles {
  /** The bytes of a regular file, no symbolic link. @param limit the most bytes it may have */
  read(path: string, limit: number): Promise<Uint8Array | Unreadable>;
  /** What is in a folder, by name; the folder is no symbolic link. */
  list(path: string): Promise<readonly { readonly name: string; readonly isFile: boolean }[] | Unreadable>;
  /** Whether a path below a folder goes through symbolic links, which may lead out of it. */
  leadsOut(folder: string, path: string): Promise<boolean>;
}

export const isUnreadable = (answer: object): answer is Unreadable => 'problem' in answer;

/** The files of the machine. */
export const diskPolicyFiles: PolicyFiles = {
  async read(path, limit) {
    try {
      const info = await lstat(path);
      if (!info.isFile()) return unreadable(info.isSymbolicLink() ? 'it is a symbolic link' : 'it is no regular file');
      if (info.size > limit) return unreadable(`it is larger than ${limit} bytes`);
      return await readFile(path);
    } catch (error) {
      return reason(error);
    }
  },

  async list(path) {
    try {
      const info = await lstat(path);
      if (!info.isDirectory()) return unreadable(info.isSymbolicLink() ? 'it is a symbolic link' : 'it is no folder');
      const entries = await readdir(path, { withFileTypes: true });
      return entries.map(it => ({ name: it.name, isFile: it.isFile() })).sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      return reason(error);
    }
  },

  async leadsOut(folder, path) {
    let at = folder;
    for (const part of path.slice(folder.length).split(sep).filter(Boolean)) {
      at = resolve(at, part);
      try {
        if ((await lstat(at)).isSymbolicLink()) return true;
      } catch {
        return false;
      }
    }
    return false;
  },
};

const unreadable = (problem: string, missing = false): Unreadable => ({ problem, missing });

function reason(error: unknown): Unreadable {
  switch ((error as { code?: string }).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return unreadable('it does not exist', true);
    case 'EACCES':
    case 'EPERM':
      return unreadable('this user may not read it');
    default:
      return unreadable('it cannot be read');
  }
}

/**
 * A path that a file of a workspace names, inside of the workspace. Absolute paths and those that lead out are `undefined`: they
 * might be shares of another machine.
 */
export function inside(folder: string, path: string): string | undefined {
  if (isAbsolute(path) || /^(?:[a-z]:|[\\/])/i.test(path) || path.includes('\0')) return undefined;
  const root = resolve(folder);
  const full = resolve(root, path);
  return full.startsWith(root.endsWith(sep) ? root : root + sep) ? full : undefined;
}

/**
 * The folder that Notation keeps its configuration in: that of the environment, else the one of the system.
 * Sources: notation-go `dir/path.go`; Go `os.UserConfigDir`.
 */
export function notationFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  if (env.NOTATION_CONFIG) return resolve(env.NOTATION_CONFIG);
  const of = (base: string | undefined, ...parts: string[]): string | undefined =>
    base ? resolve(base, ...parts, 'notation') : undefined;
  if (platform === 'win32') return of(env.APPDATA ?? env.AppData);
  if (platform === 'darwin') return of(env.HOME, 'Library', 'Application Support');
  return of(env.XDG_CONFIG_HOME) ?? of(env.HOME, '.config');
}
