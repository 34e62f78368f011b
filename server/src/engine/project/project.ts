import type { ClusterObject, ClusterType, ObjectOf } from '../../facts/cluster/object';
import { foundBy, type Surroundings } from '../../facts/cluster/view';
import { areApart } from './together';

/**
 * The objects of a workspace, and who asked for which. Objects are found by kind, namespace and folder; what a file asked
 * for is remembered by the same keys, so that a change of one file tells exactly whose answers are others now.
 */
export class Project {
  private readonly files = new Map<string, readonly ClusterObject[]>();
  private readonly objects = new Map<string, Set<ClusterObject>>();
  /** Files by the keys they asked for, and the other way round. */
  private readonly askers = new Map<string, Set<string>>();
  private readonly asked = new Map<string, Set<string>>();
  private readonly charts: ReadonlySet<string>;
  /** The unit of each folder that was met. */
  private readonly units = new Map<string, string>();

  /** @param charts folders of charts: what lies in one is applied together */
  constructor(charts: Iterable<string>) {
    this.charts = new Set(charts);
  }

  /**
   * The objects of a file are these now.
   * @returns the other files that asked for something that changed
   */
  update(path: string, objects: readonly ClusterObject[]): ReadonlySet<string> {
    const before = this.files.get(path) ?? [];
    if (objects.length > 0) this.files.set(path, objects);
    else this.files.delete(path);
    const old = new Map(before.map(it => [JSON.stringify(it), it]));
    const changed: string[] = [];
    for (const it of objects) {
      if (old.delete(JSON.stringify(it))) continue;
      changed.push(...this.keysOf(it));
    }
    for (const it of old.values()) changed.push(...this.keysOf(it));
    for (const it of before) for (const key of this.keysOf(it)) this.objects.get(key)?.delete(it);
    for (const it of objects) {
      for (const key of this.keysOf(it)) {
        const known = this.objects.get(key);
        if (known) known.add(it);
        else this.objects.set(key, new Set([it]));
      }
    }
    const dependents = new Set<string>();
    for (const key of changed) for (const it of this.askers.get(key) ?? []) dependents.add(it);
    dependents.delete(path);
    return dependents;
  }

  /** The other files as one file sees them. What it asked for before is forgotten. */
  around(path: string): Surroundings {
    for (const key of this.asked.get(path) ?? []) this.askers.get(key)?.delete(path);
    this.asked.delete(path);
    return {
      find: (type, namespace, beside) => this.find(type, namespace, path, beside),
      shown: other => relative(folderOf(path), other),
    };
  }

  private find<T extends ClusterType>(
    type: T,
    namespace: string | undefined,
    asking: string,
    beside: boolean,
  ): readonly ObjectOf<T>[] {
    const unit = this.unitOf(asking);
    for (let folder = unit; ; folder = folderOf(folder)) {
      const key = keyOf(type, namespace, folder);
      this.note(key, asking);
      const near = ([...(this.objects.get(key) ?? [])] as ObjectOf<T>[]).filter(it => {
        const other = this.unitOf(it.path);
        return it.path !== asking && (other === unit || !areApart(unit, other));
      });
      if (near.length > 0 || beside || namespace === undefined || folder === '') return near;
    }
  }

  private note(key: string, path: string): void {
    const askers = this.askers.get(key);
    if (askers) askers.add(path);
    else this.askers.set(key, new Set([path]));
    const asked = this.asked.get(path);
    if (asked) asked.add(key);
    else this.asked.set(path, new Set([key]));
  }

  /** Where an object is found: in its folder and those around it; without a namespace only by what is applied with it. */
  private keysOf(object: ClusterObject): readonly string[] {
    const keys: string[] = [];
    const namespace = foundBy(object);
    for (let folder = this.unitOf(object.path); ; folder = folderOf(folder)) {
      keys.push(keyOf(object.type, namespace, folder));
      if (namespace === undefined || folder === '') return keys;
    }
  }

  /** The folder whose files are applied together: that of the chart, else its own. */
  private unitOf(path: string): string {
    const own = folderOf(path);
    let unit = this.units.get(own);
    if (unit === undefined) {
      unit = own;
      for (let folder = own; folder !== ''; folder = folderOf(folder)) if (this.charts.has(folder)) unit = folder;
      this.units.set(own, unit);
    }
    return unit;
  }
}

/** The folders of charts among files, told by their names. */
export const chartsAmong = (paths: Iterable<string>): readonly string[] =>
  [...paths].filter(it => /\/Chart\.ya?ml$/.test(it)).map(folderOf);

const keyOf = (type: ClusterType, namespace: string | undefined, folder: string): string =>
  `${type}\0${namespace ?? ''}\0${folder}`;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The path of a file from a folder: `../policies/strict.yaml`. */
function relative(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let at = 0;
  while (at < from.length && at < to.length - 1 && from[at] === to[at]) at++;
  return [...from.slice(at).map(() => '..'), ...to.slice(at)].join('/');
}
