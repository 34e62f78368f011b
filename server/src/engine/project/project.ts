import type { ClusterObject, ClusterType, ObjectOf } from '../../facts/cluster/object';
import { foundBy, type Surroundings } from '../../facts/cluster/view';
import type { Source } from '../../facts/source';
import { folderOf, Layout, type LayoutData } from './layout';
import { areApart } from './together';

/**
 * The objects of a workspace, and who asked for which. Objects are found by kind, namespace and folder; what a file asked
 * for is remembered by the same keys, so that a change of one file tells exactly whose answers are others now.
 */
export class Project {
  private readonly files = new Map<string, readonly ClusterObject[]>();
  /** The same as kustomizations leave them. */
  private readonly settled = new Map<string, readonly ClusterObject[]>();
  private readonly objects = new Map<string, Bucket>();
  /** Files by the keys they asked for, and the other way round. */
  private readonly askers = new Map<string, Set<string>>();
  private readonly asked = new Map<string, Set<string>>();
  /** `Deployment/web`: what patches change, in how many files. */
  private readonly patched = new Map<string, number>();
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
    const old = new Map(before.map(it => [JSON.stringify(it), it]));
    const changed: string[] = [];
    for (const it of objects) if (!old.delete(JSON.stringify(it))) changed.push(...this.keysOf(it));
    for (const it of old.values()) changed.push(...this.keysOf(it));
    if (this.layout.isPatch(path)) {
      for (const it of before) this.patched.set(nameOf(it), (this.patched.get(nameOf(it)) ?? 1) - 1);
      for (const it of objects) this.patched.set(nameOf(it), (this.patched.get(nameOf(it)) ?? 0) + 1);
      const names = new Set([...before, ...objects].map(nameOf));
      for (const it of [...this.settled.values()].flat()) if (names.has(nameOf(it))) changed.push(...this.keysOf(it));
    } else {
      for (const it of before) for (const key of this.keysOf(it)) this.objects.get(key)?.delete(it);
      for (const it of objects) for (const key of this.keysOf(it)) this.bucketOf(key).add(it);
    }
    const dependents = new Set<string>();
    for (const key of changed) for (const it of this.askers.get(key) ?? []) dependents.add(it);
    dependents.delete(path);
    return dependents;
  }

  /** What stands around a file, and what it is given by chart and kustomization. What it asked for before is forgotten. */
  of(path: string): Pick<Source, 'around' | 'values' | 'images'> {
    for (const key of this.asked.get(path) ?? []) this.askers.get(key)?.delete(path);
    this.asked.delete(path);
    const namespace = this.layout.namespaceOf(path);
    const around: Surroundings = {
      isPatch: this.layout.isPatch(path),
      find: (type, wanted, beside) => this.find(type, wanted, path, beside),
      all: (type, wanted) => this.inFolder(type, wanted, wanted === undefined ? this.layout.unitOf(path) : '', path),
      shown: other => relative(folderOf(path), other),
      ...(namespace === undefined ? {} : { namespace }),
    };
    const values = this.layout.valuesOf(path);
    const images = this.layout.imagesOf(path);
    return { around, ...(values ? { values } : {}), ...(images.length > 0 ? { images } : {}) };
  }

  private find<T extends ClusterType>(
    type: T,
    namespace: string | undefined,
    asking: string,
    beside: boolean,
  ): readonly ObjectOf<T>[] {
    const unit = this.layout.unitOf(asking);
    for (let folder = unit; ; folder = folderOf(folder)) {
      const near = this.inFolder(type, namespace, folder, asking);
      if (near.length > 0 || beside || namespace === undefined || folder === '') return near;
    }
  }

  /** The objects of a folder and those below that may be applied together with the asking file. */
  private inFolder<T extends ClusterType>(
    type: T,
    namespace: string | undefined,
    folder: string,
    asking: string,
  ): readonly ObjectOf<T>[] {
    const unit = this.layout.unitOf(asking);
    const key = keyOf(type, namespace, folder);
    this.note(key, asking);
    const found = ((this.objects.get(key)?.all ?? []) as readonly ObjectOf<T>[]).filter(it => {
      const other = this.layout.unitOf(it.path);
      return it.path !== asking && (other === unit || !areApart(unit, other));
    });
    return found.map(it => (this.patched.get(nameOf(it)) ? { ...it, vague: true } : it));
  }

  private bucketOf(key: string): Bucket {
    let bucket = this.objects.get(key);
    if (!bucket) this.objects.set(key, (bucket = new Bucket()));
    return bucket;
  }

  private note(key: string, path: string): void {
    added(this.askers, key, path);
    added(this.asked, path, key);
  }

  /** Where an object is found: in its folder and those around it; without a namespace only by what is applied with it. */
  private keysOf(object: ClusterObject): readonly string[] {
    const keys: string[] = [];
    const namespace = foundBy(object);
    for (let folder = this.layout.unitOf(object.path); ; folder = folderOf(folder)) {
      keys.push(keyOf(object.type, namespace, folder));
      if (namespace === undefined || folder === '') return keys;
    }
  }
}

/** Objects of one key. Their order is that of their places, however they came: so the same is said of the same files. */
class Bucket {
  private readonly objects = new Set<ClusterObject>();
  private sorted: readonly ClusterObject[] | undefined;

  get all(): readonly ClusterObject[] {
    this.sorted ??= [...this.objects].sort(byPlace);
    return this.sorted;
  }

  add(object: ClusterObject): void {
    this.objects.add(object);
    this.sorted = undefined;
  }

  delete(object: ClusterObject): void {
    this.objects.delete(object);
    this.sorted = undefined;
  }
}

function byPlace(a: ClusterObject, b: ClusterObject): number {
  return a.path === b.path ? a.at.span.start - b.at.span.start : a.path < b.path ? -1 : 1;
}

function added<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.add(value);
  else map.set(key, new Set([value]));
}

const nameOf = ({ kind, name }: ClusterObject): string => `${kind}/${name}`;

const keyOf = (type: ClusterType, namespace: string | undefined, folder: string): string =>
  `${type}\0${namespace ?? ''}\0${folder}`;

/** The path of a file from a folder: `../policies/strict.yaml`. */
function relative(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let at = 0;
  while (at < from.length && at < to.length - 1 && from[at] === to[at]) at++;
  return [...from.slice(at).map(() => '..'), ...to.slice(at)].join('/');
}
