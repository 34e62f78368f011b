/** The files of a workspace, found by name in whatever case it is written: so does Windows. */
export class WorkspacePaths {
  /** By their last part, in lower case. */
  private readonly byName = new Map<string, string[]>();

  /** @param paths absolute, with forward slashes */
  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const name = nameOf(path);
      const known = this.byName.get(name);
      if (known) known.push(path);
      else this.byName.set(name, [path]);
    }
  }

  /** The file at a path; the one that is spelt the same, where there are several. */
  at(path: string): string | undefined {
    const named = this.byName.get(nameOf(path)) ?? [];
    return named.find(it => it === path) ?? named.find(it => it.toLowerCase() === path.toLowerCase());
  }

  /** The only file at a path below one of the folders in a folder. */
  inFolderOf(folder: string, path: string): string | undefined {
    const start = `${folder}/`.toLowerCase();
    const end = `/${path}`.toLowerCase();
    const found = (this.byName.get(nameOf(path)) ?? []).filter(it => {
      const whole = it.toLowerCase();
      const between = whole.slice(start.length, -end.length);
      return whole.startsWith(start) && whole.endsWith(end) && between !== '' && !between.includes('/');
    });
    return found.length === 1 ? found[0] : undefined;
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase();
