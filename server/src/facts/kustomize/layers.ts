import type { Kustomization } from './kustomization';
import { type ImageOverride, overrideOf } from './override';

/** The kustomizations of some folders, by folder. */
export type Kustomizations = ReadonlyMap<string, Kustomization>;

/** A way on which a file is applied: every kustomization that changes its objects, the one that is applied last. */
export interface Application {
  /** The folder that is applied. */
  readonly root: string;
  readonly layers: readonly Kustomization[];
}

/** Those that no other includes: one applies them. A component cannot be applied. */
export function rootsOf(all: Kustomizations): readonly Kustomization[] {
  const included = new Set([...all.values()].flatMap(it => [...it.resources, ...it.components]));
  return [...all.values()].filter(it => !it.component && !included.has(it.folder));
}

/** So many ways are followed: bases may include each other again and again. */
const mostWays = 20_000;
/** So deep kustomizations are nested by nobody. */
const deepest = 50;

/** The files that are applied with a kustomization, each on the ways that lead to it. Patches are none of them. */
export const closureOf = (root: Kustomization, all: Kustomizations): ReadonlyMap<string, readonly Application[]> =>
  byFile(waysFrom(root, all), all);

/** The ways that lead from a kustomization to those that it includes, itself among them. */
function waysFrom(root: Kustomization, all: Kustomizations): ReadonlyMap<Kustomization, readonly Application[]> {
  const found = new Map<Kustomization, Application[]>();
  let left = mostWays;
  const walk = (it: Kustomization, above: readonly Kustomization[], open: ReadonlySet<string>): void => {
    if (open.has(it.folder) || open.size > deepest || left-- <= 0) return;
    const within = new Set(open).add(it.folder);
    const components = it.components.flatMap(path => all.get(path) ?? []);
    const layers = [...withComponents(components, all), it, ...above];
    const ways = found.get(it);
    if (ways) ways.push({ root: root.folder, layers });
    else found.set(it, [{ root: root.folder, layers }]);
    for (const path of it.resources) {
      const next = all.get(path);
      if (next) walk(next, layers, within);
    }
    components.forEach((one, index) => {
      walk(one, [...withComponents(components.slice(index + 1), all), it, ...above], within);
    });
  };
  walk(root, [], new Set());
  return found;
}

/** The files of kustomizations. Those of one share their ways: there may be many of both. */
function byFile(
  ways: ReadonlyMap<Kustomization, readonly Application[]>,
  all: Kustomizations,
): ReadonlyMap<string, readonly Application[]> {
  const found = new Map<string, readonly Application[]>();
  for (const [it, own] of ways) {
    for (const path of it.resources) {
      if (all.has(path)) continue;
      const known = found.get(path);
      found.set(path, known ? [...known, ...own] : own);
    }
  }
  return found;
}

/** Some components with those that they include, these first, each once. */
function withComponents(components: readonly Kustomization[], all: Kustomizations): readonly Kustomization[] {
  const found = new Set<Kustomization>();
  const open = new Set<Kustomization>();
  const add = (it: Kustomization): void => {
    if (open.has(it) || open.size > deepest) return;
    open.add(it);
    for (const path of it.components) {
      const inner = all.get(path);
      if (inner) add(inner);
    }
    found.add(it);
  };
  components.forEach(add);
  return [...found];
}

/** All ways on which files are applied, by file. */
export function applicationsOf(all: Kustomizations): ReadonlyMap<string, readonly Application[]> {
  const found = new Map<Kustomization, Application[]>();
  for (const root of rootsOf(all)) {
    for (const [it, ways] of waysFrom(root, all)) {
      const known = found.get(it);
      if (known) known.push(...ways);
      else found.set(it, [...ways]);
    }
  }
  return byFile(found, all);
}

/** The namespace into which objects go on a way; `undefined` where they keep their own. */
export const namespaceOn = ({ layers }: Application): string | undefined =>
  layers.reduce<string | undefined>((found, it) => it.namespace ?? found, undefined);

/** What becomes of an image on every way on which a file is applied. */
export function overridesOf(ways: readonly Application[]): readonly ImageOverride[] {
  const [first, ...others] = ways.map(it => changesOn(it));
  return (first ?? []).flatMap(({ image, ...own }) => {
    const rest = others.map(it => overrideOf(image, it));
    const name = own.name && rest.every(it => it?.name);
    const tag = own.tag && rest.every(it => it?.tag);
    return name || tag ? [{ image, name, tag }] : [];
  });
}

/** The images that a way changes, by the names that the file has for them. */
function changesOn({ layers }: Application): ImageOverride[] {
  const found = new Map<string, { now: string; name: boolean; tag: boolean }>();
  for (const { name, newName, newTag, digest } of layers.flatMap(it => it.images)) {
    if (!found.has(name)) found.set(name, { now: name, name: false, tag: false });
    for (const it of found.values()) {
      if (it.now !== name) continue;
      it.now = newName ?? name;
      it.name ||= it.now !== name;
      it.tag ||= newTag !== undefined || digest !== undefined;
    }
  }
  return [...found].map(([image, { name, tag }]) => ({ image, name, tag }));
}
