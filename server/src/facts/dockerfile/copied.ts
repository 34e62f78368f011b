import { type Copy, expand, type Scope } from '../../syntax/dockerfile';

interface Copied {
  /** As `normal` writes it. */
  readonly destination: string;
  /** Whether the destination can only be a folder. */
  readonly folder: boolean;
  /** In the build context; letters as written. */
  readonly sources: readonly string[];
}

/** The files of a stage that came from the build context, and the folder that relative paths of the stage begin at. */
export class CopiedFiles {
  private readonly copies: Copied[];
  /** Absent where it is not known. */
  private folder: string | undefined;

  /** @param parent those of the stage that this one stands on */
  constructor(parent?: CopiedFiles) {
    this.copies = [...(parent?.copies ?? [])];
    this.folder = parent ? parent.folder : '';
  }

  /** Follows WORKDIR. */
  enter(path: string | undefined): void {
    this.folder = path === undefined ? undefined : this.absolute(path);
  }

  /** Follows COPY and ADD of the build context. */
  add({ sources, destination }: Copy, variables: Scope): void {
    const to = destination && expand(destination.mapped, variables);
    const path = to?.known ? this.absolute(to.value) : undefined;
    if (path === undefined || !to?.known) return;
    const from = sources.flatMap(it => {
      const source = expand(it.mapped, variables);
      return source.known && !/^\w+:\/\//.test(source.value) ? [clean(source.value)] : [];
    });
    this.copies.push({ destination: path, folder: /[\\/.]$/.test(to.value) || from.length > 1, sources: from });
  }

  /** What the file at a path of the stage may be in the build context, the last copy first. */
  sourcesOf(path: string): readonly string[] {
    const at = this.absolute(path);
    if (at === undefined) return [];
    return [...new Set([...this.copies].reverse().flatMap(it => originsOf(at, it)))];
  }

  /** The path from the root, in lower case: `workspace/scripts/setup.ps1`. */
  private absolute(path: string): string | undefined {
    const plain = path.replace(/^["']|["']$/g, '').replaceAll('\\', '/');
    const rooted = /^(?:[a-z]:)?\//i.exec(plain);
    if (rooted) return clean(plain.slice(rooted[0].length)).toLowerCase();
    return this.folder === undefined ? undefined : clean(`${this.folder}/${plain}`).toLowerCase();
  }
}

/** Where a file of the image that one copy may have brought comes from. */
function originsOf(path: string, { destination, folder, sources }: Copied): readonly string[] {
  const below = destination === '' ? path : path.startsWith(`${destination}/`) && path.slice(destination.length + 1);
  return sources.flatMap(source => {
    const name = nameOf(source);
    const origins: string[] = [];
    if (below !== false && below !== '') {
      if (name.toLowerCase() === below) origins.push(source);
      else if (/[*?[]/.test(name)) {
        if (!below.includes('/')) origins.push(clean(`${source.slice(0, -name.length)}${below}`));
      }
      // The content of a folder is copied, not the folder.
      else origins.push(clean(`${source}/${below}`));
    }
    if (!folder && path === destination) origins.push(source);
    return origins;
  });
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Without empty parts, `.` and `..`. */
function clean(path: string): string {
  const parts: string[] = [];
  for (const it of path.replaceAll('\\', '/').split('/')) {
    if (it === '..') parts.pop();
    else if (it !== '.' && it !== '') parts.push(it);
  }
  return parts.join('/');
}
