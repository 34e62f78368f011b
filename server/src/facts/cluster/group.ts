import type { ClusterObject, ClusterType, ObjectOf } from './object';
import type { Found } from './view';

/**
 * Objects of one kind that several files see. What holds of all of them is worked out once: so a question costs what the
 * asking file takes away or adds, however many there are.
 */
export class Group {
  private vague = 0;
  private readonly names = new Map<string, ClusterObject[]>();
  private readonly paths = new Map<string, ClusterObject[]>();

  /** @param objects in the order of their places */
  constructor(readonly objects: readonly ClusterObject[]) {
    for (const it of objects) {
      if (it.vague) this.vague++;
      put(this.names, nameOf(it), it);
      put(this.paths, it.path, it);
    }
  }

  /** Those of one file. */
  ofFile(path: string): readonly ClusterObject[] {
    return this.paths.get(path) ?? [];
  }

  /** Those that are left without some. */
  without(taken: readonly ClusterObject[]): readonly ClusterObject[] {
    if (taken.length === 0) return this.objects;
    const left = new Set(taken);
    return this.objects.filter(it => !left.has(it));
  }

  /**
   * What one file finds. Of several objects of one name, its own count; else nobody knows which of them is applied.
   * @param taken those that it does not see
   */
  found<T extends ClusterType>(mine: readonly ObjectOf<T>[], taken: readonly ClusterObject[]): Found<T> {
    const own = new Set(mine.map(nameOf));
    const gone = new Set(taken);
    for (const name of own) for (const it of this.names.get(name) ?? []) gone.add(it);
    const others = gone.size === 0 ? this.objects : this.objects.filter(it => !gone.has(it));
    const certain = own.size === mine.length && !mine.some(it => it.vague) && this.isSettled(gone, others.length);
    const objects = mine.length === 0 ? others : [...mine, ...others];
    return { objects: objects as readonly ObjectOf<T>[], certain };
  }

  /** Whether those that are left have a name each, and none is vague. */
  private isSettled(gone: ReadonlySet<ClusterObject>, left: number): boolean {
    const lost = new Map<string, number>();
    let vague = this.vague;
    for (const it of gone) {
      if (it.vague) vague--;
      lost.set(nameOf(it), (lost.get(nameOf(it)) ?? 0) + 1);
    }
    let names = this.names.size;
    for (const [name, count] of lost) if (this.names.get(name)?.length === count) names--;
    return vague === 0 && names === left;
  }
}

/** How objects of one type are told apart. */
export const nameOf = ({ kind, name }: ClusterObject): string => `${kind}/${name}`;

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
