import { Group } from '../../facts/cluster/group';
import type { ClusterObject } from '../../facts/cluster/object';
import { folderOf } from './layout';
import { isAlternative } from './together';

/** Objects that a file finds, as a group that others find as well and what it alone does not see of that. */
export interface Near {
  readonly group: Group;
  readonly taken: readonly ClusterObject[];
}

/** How objects are seen when they are asked for. */
export interface Lens {
  /** Another one when they are seen in another way. */
  readonly version: number;
  see(object: ClusterObject): ClusterObject;
}

/** A folder and what is filed in it. There are many of them, most with nothing but folders: what they hold is made when it is needed. */
export class Branch {
  /** The objects of the files that are applied in this folder, by file. */
  private files: Map<string, ClusterObject[]> | undefined;
  private below: Branch[] | undefined;
  private groups: Map<Part, Group> | undefined;
  private version = -1;
  /** The files whose answers come from here. */
  private asking: Set<string> | undefined;

  constructor(
    readonly parent: Branch | undefined,
    readonly isAlternative: boolean,
    private readonly lens: Lens,
  ) {
    if (parent) (parent.below ??= []).push(this);
  }

  get askers(): Set<string> {
    return (this.asking ??= new Set());
  }

  add(object: ClusterObject): void {
    this.files ??= new Map();
    const known = this.files.get(object.path);
    if (known) known.push(object);
    else this.files.set(object.path, [object]);
    this.changed();
  }

  /** The objects of a file are no longer here. */
  clear(path: string): void {
    if (this.files?.delete(path)) this.changed();
  }

  /** Objects in the order of their places. */
  group(part: Part): Group {
    if (!this.groups || this.version !== this.lens.version) this.groups = new Map();
    this.version = this.lens.version;
    let group = this.groups.get(part);
    if (!group) {
      const objects = this.gathered(part).sort(byPlace);
      this.groups.set(part, (group = new Group(objects.map(it => this.lens.see(it)))));
    }
    return group;
  }

  /** Without recursion: folders nest deep. */
  private gathered(part: Part): ClusterObject[] {
    const objects: ClusterObject[] = [];
    const open: Branch[] = [this];
    for (let it = open.pop(); it; it = open.pop()) {
      for (const own of it.files?.values() ?? []) for (const object of own) objects.push(object);
      if (part === 'own') continue;
      for (const branch of it.below ?? [])
        if (it !== this || part === 'all' || !branch.isAlternative) open.push(branch);
    }
    return objects;
  }

  private changed(): void {
    for (let it: Branch | undefined = this; it; it = it.parent) it.groups = undefined;
  }
}

/** What is asked of a folder: its own objects; those of all folders below as well; those of all but such as are alternatives. */
type Part = 'own' | 'all' | 'beside';

/**
 * The objects of one kind and namespace, by the folders that they are applied in. Folders such as `overlays/dev` and
 * `overlays/prod` are alternatives: files do not see what stands where the two ways part.
 */
export class Tree {
  private readonly branches = new Map<string, Branch>();
  private hasAlternatives = false;

  /** @param isFlat whether nothing is seen from other folders */
  constructor(
    private readonly lens: Lens,
    private readonly isFlat: boolean,
  ) {}

  /** The branch of a folder, with those around it. */
  at(folder: string): Branch {
    const missing: string[] = [];
    let branch = this.branches.get(folder);
    for (let it = folder; !branch; branch = this.branches.get(it)) {
      missing.push(it);
      if (it === '' || this.isFlat) break;
      it = folderOf(it);
    }
    for (const it of missing.reverse()) {
      branch = new Branch(branch, isAlternative(lastOf(it)), this.lens);
      this.hasAlternatives ||= branch.isAlternative;
      this.branches.set(it, branch);
    }
    return branch!;
  }

  /** What stands nearest to a folder: in it or below, else in that around it. @param path of the asking file, whose own does not count */
  near(from: string, path: string): { readonly branch: Branch; readonly near: Near | undefined } {
    for (let folder = from, below = ''; ; below = folder, folder = folderOf(folder)) {
      const branch = this.branches.get(folder);
      const near = branch && seen(branch, path, folder === from ? undefined : below, this.branches);
      if (near && near.group.objects.length > new Set(near.taken).size) return { branch, near };
      if (folder === '') return { branch: branch ?? this.at(''), near: undefined };
    }
  }

  /** All that a file of a folder sees, however far away. */
  all(from: string, path: string): readonly ClusterObject[] {
    const root = this.at('');
    if (!this.hasAlternatives && !from.split('/').some(isAlternative)) {
      const group = root.group('all');
      return group.without(group.ofFile(path));
    }
    const found: ClusterObject[] = [];
    for (let folder = from, below: string | undefined; ; below = folder, folder = folderOf(folder)) {
      const branch = this.branches.get(folder);
      const near = branch && seen(branch, path, below, this.branches);
      if (near) found.push(...near.group.without(near.taken));
      if (folder === '') return found.sort(byPlace);
    }
  }
}

/** What a file sees of a folder. @param below the folder in it on the way from the file; absent where it stands in this very one */
function seen(branch: Branch, path: string, below: string | undefined, branches: ReadonlyMap<string, Branch>): Near {
  const part = below === undefined ? 'all' : isAlternative(lastOf(below)) ? 'own' : 'beside';
  const group = branch.group(part);
  const inner = part === 'beside' && below !== undefined ? branches.get(below) : undefined;
  return { group, taken: [...group.ofFile(path), ...(inner?.group('all').objects ?? [])] };
}

const lastOf = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

function byPlace(a: ClusterObject, b: ClusterObject): number {
  return a.path === b.path ? a.at.span.start - b.at.span.start : a.path < b.path ? -1 : 1;
}
