import type { ClusterObject } from '../../facts/cluster/object';
import type { ChartValues } from '../../facts/helm/values';
import { isKustomizationPath, type Kustomization } from '../../facts/kustomize/kustomization';
import { readerOf } from '../../facts/read';
import type { Source } from '../../facts/source';
import { languageOf } from '../languages';
import type { Files } from '../ports';
import { holdsMore, mayHoldObjects } from './carriers';
import { folderOf, type LayoutData } from './layout';
import { Project } from './project';

/** All that a project is made of. Plain data: it goes to the worker threads. */
export interface ProjectData {
  readonly layout: LayoutData;
  readonly files: readonly (readonly [path: string, objects: readonly ClusterObject[]])[];
}

/** Larger files are bundles of definitions. */
const maxSize = 2_000_000;

/** How a workspace is read. */
export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  /** What was read before, and kept up to date since; its charts and kustomizations may be others now. */
  readonly known?: Project | undefined;
  /** Awaited after each file: whoever has other work to do does it then. */
  readonly rest?: (() => Promise<void> | undefined) | undefined;
}

/**
 * Reads the objects of a workspace. Ends early when the signal says so.
 * @param paths all its files, absolute, with forward slashes
 */
export async function loadProject(
  paths: readonly string[],
  files: Files,
  { signal, known, rest }: LoadOptions = {},
): Promise<ProjectData> {
  const layout = await loadLayout(paths, files);
  const project = new Project(layout);
  const found: ProjectData['files'][number][] = [];
  for (const path of paths) {
    if (signal?.aborted) break;
    const objects = (known && reused(path, known, project)) ?? (await objectsAt(path, files, project));
    if (objects.length > 0) found.push([path, objects]);
    await rest?.();
  }
  return { layout, files: found };
}

/** The objects of some files, of those that have any. */
export async function objectsOf(
  paths: readonly string[],
  files: Files,
  project: Project,
): Promise<ProjectData['files']> {
  const found: ProjectData['files'][number][] = [];
  for (const path of paths) {
    const objects = await objectsAt(path, files, project);
    if (objects.length > 0) found.push([path, objects]);
  }
  return found;
}

/** The objects of a file that is given the same by chart and kustomization as before. */
function reused(path: string, known: Project, project: Project): readonly ClusterObject[] | undefined {
  // Charts and kustomizations give to YAML alone.
  if (languageOf(path) !== 'yaml') return known.objectsOf(path) ?? [];
  const [before, now] = [known.layout, project.layout];
  const isSame =
    before.namespaceOf(path) === now.namespaceOf(path) &&
    written(before.valuesOf(path)) === written(now.valuesOf(path));
  // Most files hold none.
  return isSame ? (known.objectsOf(path) ?? []) : undefined;
}

/** The values of a chart as they are compared: many templates share them. */
const texts = new WeakMap<ChartValues, string>();

function written(values: ChartValues | undefined): string {
  if (!values) return '';
  let text = texts.get(values);
  if (text === undefined) texts.set(values, (text = JSON.stringify(values)));
  return text;
}

/** The charts and kustomizations among files. */
export async function loadLayout(paths: readonly string[], files: Files): Promise<LayoutData> {
  const charts: LayoutData['charts'][number][] = [];
  const kustomizations: Kustomization[] = [];
  for (const path of paths) {
    if (/\/Chart\.ya?ml$/.test(path)) {
      const folder = folderOf(path);
      const { valuesOf } = await import('../../facts/helm/values');
      const values = `${folder}/values.yaml`;
      const [own = '', chart = ''] = [await textOf(values, files), await textOf(path, files)];
      charts.push([folder, valuesOf(own, chart, values) ?? null]);
    } else if (isKustomizationPath(path)) {
      const { readKustomization } = await import('../../facts/kustomize/read');
      const found = readKustomization(path, (await textOf(path, files)) ?? '');
      if (found) kustomizations.push(found);
    }
  }
  return { charts, kustomizations };
}

/** The objects of one file; none of a file in another language, or that cannot be read: whoever analyses it says so. */
export async function objectsAt(path: string, files: Files, { layout }: Project): Promise<readonly ClusterObject[]> {
  if (!mayHoldObjects(path)) return [];
  const text = await textOf(path, files);
  const language = text === undefined ? undefined : languageOf(path, text);
  if (text === undefined || !language) return [];
  const values = layout.valuesOf(path);
  const more = holdsMore(text) ? await configuredIn({ path, language, text, ...(values ? { values } : {}) }) : [];
  if (language !== 'yaml') return more;
  const { summariesOf } = await import('../../facts/cluster/summary/summary');
  return [...summariesOf(path, text, { values, namespace: layout.namespaceOf(path) }), ...more];
}

/** The servers and agents that a file configures. */
async function configuredIn(source: Source): Promise<readonly ClusterObject[]> {
  const read = await readerOf(source.language);
  const { objects = [] } = read(source);
  return objects.filter(it => it.type === 'spire-server' || it.type === 'spire-agent');
}

/** The index of what was read. */
export function projectOf({ layout, files }: ProjectData): Project {
  const project = new Project(layout);
  for (const [path, objects] of files) project.update(path, objects);
  return project;
}

async function textOf(path: string, files: Files): Promise<string | undefined> {
  const read = await files.read(path, maxSize);
  return 'reason' in read ? undefined : read.text;
}
