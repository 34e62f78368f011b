import type { ClusterObject } from '../../facts/cluster/object';
import { chartOf } from '../../facts/helm/chart';
import type { ChartValues } from '../../facts/helm/values';
import { isChange, settled } from '../../facts/kustomize/apply';
import { isKustomizationPath, type Kustomization } from '../../facts/kustomize/kustomization';
import { type Application, applicationsOf, namespaceOn, overridesOf } from '../../facts/kustomize/layers';
import type { ImageOverride } from '../../facts/kustomize/override';
import { type Patch, readPatches, unread } from '../../facts/kustomize/patch';

/** What decides which files are applied together, and how. Plain data: it goes to the worker threads. */
export interface LayoutData {
  /** Charts by their folders, with the values that their templates are given; `null` where these are not known. */
  readonly charts: readonly (readonly [folder: string, values: ChartValues | null])[];
  readonly kustomizations: readonly Kustomization[];
}

/** The charts and kustomizations of a workspace. Paths are absolute, with forward slashes. */
export class Layout {
  private readonly charts: ReadonlyMap<string, ChartValues | null>;
  private readonly applications: ReadonlyMap<string, readonly Application[]>;
  private readonly patches: ReadonlySet<string>;
  /** The patches that kustomizations hold themselves, and those in files that a target chooses for. */
  private readonly inline = new Map<string, readonly Patch[]>();
  /** The unit of each folder that was met. */
  private readonly units = new Map<string, string>();
  /** What comes of ways: many files share them. */
  private readonly outcomes = new Map<readonly Application[], Outcome>();

  constructor(readonly data: LayoutData) {
    this.charts = new Map(data.charts);
    this.applications = applicationsOf(new Map(data.kustomizations.map(it => [it.folder, it])));
    this.patches = new Set(data.kustomizations.flatMap(it => it.patches.flatMap(patch => patch.path ?? [])));
  }

  /** Whether a file holds no objects but changes of such. */
  isPatch(path: string): boolean {
    return this.patches.has(path);
  }

  /** The folder whose files are applied together with a file: that of its chart or its kustomization, else its own. */
  unitOf(path: string): string {
    const root = this.outcomeOf(path)?.root;
    if (root !== undefined) return root;
    const own = folderOf(path);
    let unit = this.units.get(own);
    if (unit === undefined) {
      unit = own;
      for (let folder = own; folder !== ''; folder = folderOf(folder)) if (this.charts.has(folder)) unit = folder;
      this.units.set(own, unit);
    }
    return unit;
  }

  /** The namespace that kustomizations give to all that a file holds; `undefined` where they leave it, or differ. */
  namespaceOf(path: string): string | undefined {
    return this.outcomeOf(path)?.namespace;
  }

  /** What the templates of a chart are given; `undefined` for other files. */
  valuesOf(path: string): ChartValues | undefined {
    const chart = chartOf(path, folder => this.charts.has(folder));
    return chart === undefined ? undefined : (this.charts.get(chart) ?? undefined);
  }

  /**
   * The objects of a file as patches leave them that stand in kustomizations. Names stay those of the file, by which others
   * speak of them, and so do labels: what adds to these does so to selectors as well.
   */
  settled(path: string, objects: readonly ClusterObject[]): readonly ClusterObject[] {
    const ways = this.outcomeOf(path)?.changing ?? [];
    if (ways.length === 0) return objects;
    return objects.flatMap(it => settled(it, ways, kustomization => this.inlineOf(kustomization)) ?? []);
  }

  private inlineOf({ folder, patches }: Kustomization): readonly Patch[] {
    let found = this.inline.get(folder);
    if (!found) {
      found = patches.flatMap(({ text, target }) => {
        if (text !== undefined) return readPatches(text, target);
        // By names alone a file is followed where its objects are.
        return target ? [unread(target)] : [];
      });
      this.inline.set(folder, found);
    }
    return found;
  }

  /** The images of a file that every kustomization changes with which it is applied. */
  imagesOf(path: string): readonly ImageOverride[] {
    return this.outcomeOf(path)?.images ?? [];
  }

  private outcomeOf(path: string): Outcome | undefined {
    const ways = this.applications.get(path);
    let outcome = ways && this.outcomes.get(ways);
    if (ways && !outcome) this.outcomes.set(ways, (outcome = outcomeOf(ways)));
    return outcome;
  }
}

/** What all ways on which files are applied have in common. */
interface Outcome {
  /** The one folder that is applied. */
  readonly root: string | undefined;
  readonly namespace: string | undefined;
  readonly images: readonly ImageOverride[];
  /** The ways on which objects become different ones, each with what changes them; none where no way does. */
  readonly changing: readonly Application[];
}

function outcomeOf(ways: readonly Application[]): Outcome {
  const roots = new Set(ways.map(it => it.root));
  const namespaces = new Set(ways.map(namespaceOn));
  const bare = new Map<Kustomization, Kustomization>();
  const changing = new Map<string, Application>();
  for (const { root, layers } of ways) {
    const left = layers.flatMap(it => {
      const known = bare.get(it) ?? onlyPatches(it);
      bare.set(it, known);
      return isChange(known) || known.patches.some(patch => patch.text !== undefined || patch.target) ? [known] : [];
    });
    changing.set(left.map(it => it.folder).join('\n'), { root, layers: left });
  }
  return {
    root: roots.size === 1 ? [...roots][0] : undefined,
    namespace: namespaces.size === 1 ? [...namespaces][0] : undefined,
    images: overridesOf(ways),
    changing: [...changing.values()].some(it => it.layers.length > 0) ? [...changing.values()] : [],
  };
}

function onlyPatches({ namespace: _, ...kustomization }: Kustomization): Kustomization {
  return { ...kustomization, namePrefix: '', nameSuffix: '', labels: [] };
}

/** Whether a file is one that a layout is made of. */
export const isLayoutFile = (path: string): boolean =>
  /(?:^|\/)(?:Chart\.ya?ml|values\.yaml)$/.test(path) || isKustomizationPath(path);

/** The folder that a path is in; empty for none. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
