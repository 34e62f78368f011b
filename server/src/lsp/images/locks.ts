import { dirname } from 'node:path/posix';
import { type LockFile, parseLock } from '../../engine/lock-file';
import { diskFiles } from '../../host/files';
import { locksAbove } from '../../host/walk';

export interface LockFilesOptions {
  /** The workspace folder that holds a path. */
  readonly folderOf: (path: string) => string | undefined;
}

/** A lock file is some 150 bytes an image. */
const longest = 5_000_000;

/** The lock files of the workspace as they are on the disk, each read once until something changes. */
export class LockFiles {
  private byFolder = new Map<string, Promise<LockFile | undefined>>();

  constructor(private readonly options: LockFilesOptions) {}

  /** The one in the nearest folder around a file. */
  of(path: string): Promise<LockFile | undefined> {
    const folder = dirname(path);
    let found = this.byFolder.get(folder);
    if (!found) {
      found = this.look(folder);
      this.byFolder.set(folder, found);
    }
    return found;
  }

  forget(): void {
    this.byFolder = new Map();
  }

  private async look(folder: string): Promise<LockFile | undefined> {
    const { folderOf } = this.options;
    const path = (await locksAbove(folder, folderOf(folder) ?? folder)).at(-1);
    const read = path === undefined ? undefined : await diskFiles.read(path, longest);
    return read && 'text' in read ? { path: path!, text: read.text, ...parseLock(read.text) } : undefined;
  }
}
