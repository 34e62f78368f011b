import type { ClusterObject } from '../../facts/cluster/object';
import { chartOf } from '../../facts/helm/chart';
import type { ChartValues } from '../../facts/helm/values';
import { settled } from '../../facts/kustomize/apply';
import type { Kustomization } from '../../facts/kustomize/kustomization';
import { type Application, applicationsOf, namespaceOn, overridesOf } from '../../facts/kustomize/layers';
import type { ImageOverride } from '../../facts/kustomize/override';
import { type Patch, readPatches } from '../../facts/kustomize/patch';

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
  /** The patches that kustomizations hold themselves. */
  private readonly inline = new Map<string, readonly Patch[]>();
  /** The unit of each folder that was met. */
  private readonly units = new Map<string, string>();

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
    const roots = new Set(this.applications.get(path)?.map(it => it.root));
    if (roots.size === 1) return [...roots][0]!;
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
    const [first, ...others] = new Set(this.applications.get(path)?.map(namespaceOn));
    return others.length === 0 ? first : undefined;
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
    const ways = this.applications.get(path);
    if (!ways) return objects;
    const bare = ways.map(({ root, layers }) => ({ root, layers: layers.map(onlyPatches) }));
    return objects.flatMap(it => settled(it, bare, kustomization => this.inlineOf(kustomization)) ?? []);
  }

  private inlineOf({ folder, patches }: Kustomization): readonly Patch[] {
    let found = this.inline.get(folder);
    if (!found) {
      found = patches.flatMap(({ text, target }) => (text === undefined ? [] : readPatches(text, target)));
      this.inline.set(folder, found);
    }
    return found;
  }

  /** The images of a file that every kustomization changes with which it is applied. */
  imagesOf(path: string): readonly ImageOverride[] {
    return overridesOf(this.applications.get(path) ?? []);
  }
}

function onlyPatches({ namespace: _, ...kustomization }: Kustomization): Kustomization {
  return { ...kustomization, namePrefix: '', nameSuffix: '', labels: [] };
}

/** Whether a file is one that a layout is made of. */
export const isLayoutFile = (path: string): boolean =>
  /(?:^|\/)(?:Chart\.ya?ml|values\.ya?ml|kustomization\.ya?ml|Kustomization)$/.test(path);

export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
