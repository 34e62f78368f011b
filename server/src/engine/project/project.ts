import { nameOf } from '../../facts/cluster/group';
import type { ClusterObject, ClusterType, ObjectOf } from '../../facts/cluster/object';
import { type Found, foundBy, type Surroundings } from '../../facts/cluster/view';
import type { Source } from '../../facts/source';
import { folderOf, Layout, type LayoutData } from './layout';
import { type Branch, type Lens, Tree } from './tree';

/**
 * The objects of a workspace, and who asked for which. Objects are found by kind, namespace and folder; where the answers of a
 * file came from is remembered, so that a change of one file tells exactly whose answers are others now.
 */
export class Project {
  private readonly files = new Map<string, readonly ClusterObject[]>();
  /** The same as kustomizations leave them. */
  private readonly settled = new Map<string, readonly ClusterObject[]>();
  /** By kind and namespace. */
  private readonly trees = new Map<string, Tree>();
  /** Where the answers of a file came from: what is new there, or below, it may see. */
  private readonly asked = new Map<string, Set<Branch>>();
  /** `Deployment/web`: what patches change, in how many files. */
  private readonly patched = new Map<string, number>();
  private readonly lens: Lens & { version: number } = {
    version: 0,
    see: object => this.seen(object),
  };
  /** What patches change, as it is seen. */
  private readonly dimmed = new WeakMap<ClusterObject, ClusterObject>();
  readonly layout: Layout;

  constructor(layout: LayoutData) {
    this.layout = new Layout(layout);
  }

  /** All objects, file by file. */
  get entries(): Iterable<readonly [path: string, objects: readonly ClusterObject[]]> {
    return this.files;
  }

  /** Those of one file; `undefined` when it has none. */
  objectsOf(path: string): readonly ClusterObject[] | undefined {
    return this.files.get(path);
  }

  /**
   * The objects of a file are these now.
   * @returns the other files that asked for something that changed
   */
  update(path: string, written: readonly ClusterObject[]): ReadonlySet<string> {
    const before = this.settled.get(path) ?? [];
    const objects = this.layout.settled(path, written);
    if (written.length > 0) this.files.set(path, written);
    else this.files.delete(path);
    if (objects.length > 0) this.settled.set(path, objects);
    else this.settled.delete(path);
    // Nobody has asked for anything while the workspace is read.
    const changed = this.asked.size === 0 ? [] : differing(before, objects);
    if (this.layout.isPatch(path)) {
      for (const it of before) this.patched.set(nameOf(it), (this.patched.get(nameOf(it)) ?? 1) - 1);
      for (const it of objects) this.patched.set(nameOf(it), (this.patched.get(nameOf(it)) ?? 0) + 1);
      this.lens.version++;
      const names = new Set([...before, ...objects].map(nameOf));
      if (this.asked.size > 0)
        for (const it of this.settled.values()) changed.push(...it.filter(each => names.has(nameOf(each))));
    } else {
      for (const it of before) this.branchOf(it).clear(path);
      for (const it of objects) this.branchOf(it).add(it);
    }
    return this.askersOf(changed, path);
  }

  /** The files whose answers come from where these objects are, or from folders around. */
  private askersOf(objects: readonly ClusterObject[], path: string): ReadonlySet<string> {
    const met = new Set<Branch>();
    const askers = new Set<string>();
    for (const object of objects) {
      for (let it: Branch | undefined = this.branchOf(object); it && !met.has(it); it = it.parent) {
        met.add(it);
        for (const asker of it.askers) askers.add(asker);
      }
    }
    askers.delete(path);
    return askers;
  }

  /** What stands around a file, and what it is given by chart and kustomization. What it asked for before is forgotten. */
  of(path: string): Pick<Source, 'around' | 'values' | 'images'> {
    for (const it of this.asked.get(path) ?? []) it.askers.delete(path);
    this.asked.delete(path);
    const namespace = this.layout.namespaceOf(path);
    const around: Surroundings = {
      isPatch: this.layout.isPatch(path),
      among: (type, wanted, mine) => this.found(type, wanted, path, mine),
      find: (type, wanted) => this.found(type, wanted, path, []).objects,
      all: (type, wanted) => this.all(type, wanted, path),
      shown: other => relative(folderOf(path), other),
      ...(namespace === undefined ? {} : { namespace }),
    };
    const values = this.layout.valuesOf(path);
    const images = this.layout.imagesOf(path);
    return { around, ...(values ? { values } : {}), ...(images.length > 0 ? { images } : {}) };
  }

  private found<T extends ClusterType>(
    type: T,
    namespace: string | undefined,
    asking: string,
    mine: readonly ObjectOf<T>[],
  ): Found<T> {
    const unit = this.layout.unitOf(asking);
    const tree = this.tree(type, namespace);
    if (mine.length === 0 && namespace !== undefined) {
      const { branch, near } = tree.near(unit, asking);
      this.note(branch, asking);
      return near ? near.group.found(mine, near.taken) : { objects: [], certain: true };
    }
    const branch = tree.at(unit);
    this.note(branch, asking);
    const group = branch.group(namespace === undefined ? 'own' : 'all');
    return group.found(mine, group.ofFile(asking));
  }

  private all<T extends ClusterType>(type: T, namespace: string | undefined, asking: string): readonly ObjectOf<T>[] {
    if (namespace === undefined) {
      const branch = this.tree(type, namespace).at(this.layout.unitOf(asking));
      this.note(branch, asking);
      const group = branch.group('own');
      return group.without(group.ofFile(asking)) as readonly ObjectOf<T>[];
    }
    const tree = this.tree(type, namespace);
    this.note(tree.at(''), asking);
    return tree.all(this.layout.unitOf(asking), asking) as readonly ObjectOf<T>[];
  }

  private tree(type: ClusterType, namespace: string | undefined): Tree {
    const key = namespace === undefined ? type : `${type}\0${namespace}`;
    let tree = this.trees.get(key);
    if (!tree) this.trees.set(key, (tree = new Tree(this.lens, namespace === undefined)));
    return tree;
  }

  private branchOf(object: ClusterObject): Branch {
    return this.tree(object.type, foundBy(object)).at(this.layout.unitOf(object.path));
  }

  /** An object that a patch in a file changes is not known. */
  private seen(object: ClusterObject): ClusterObject {
    if (!this.patched.get(nameOf(object))) return object;
    let dimmed = this.dimmed.get(object);
    if (!dimmed) this.dimmed.set(object, (dimmed = { ...object, vague: true }));
    return dimmed;
  }

  private note(branch: Branch, path: string): void {
    branch.askers.add(path);
    const known = this.asked.get(path);
    if (known) known.add(branch);
    else this.asked.set(path, new Set([branch]));
  }
}

/** The objects that are in one of two lists only. */
function differing(before: readonly ClusterObject[], now: readonly ClusterObject[]): ClusterObject[] {
  const old = new Map(before.map(it => [JSON.stringify(it), it]));
  const added = now.filter(it => !old.delete(JSON.stringify(it)));
  return [...added, ...old.values()];
}

/** The path of a file from a folder: `../policies/strict.yaml`. */
function relative(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let at = 0;
  while (at < from.length && at < to.length - 1 && from[at] === to[at]) at++;
  return [...from.slice(at).map(() => '..'), ...to.slice(at)].join('/');
}
