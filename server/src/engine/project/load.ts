import type { ClusterObject } from '../../facts/cluster/object';
import { languageOf } from '../languages';
import type { Files } from '../ports';
import { chartsAmong, Project } from './project';

/** All that a project is made of. Plain data: it goes to the worker threads. */
export interface ProjectData {
  /** Folders of charts. */
  readonly charts: readonly string[];
  readonly files: readonly (readonly [path: string, objects: readonly ClusterObject[]])[];
}

/** Larger files are bundles of definitions. */
const maxSize = 2_000_000;

/**
 * Reads the objects of a workspace. Ends early when the signal says so.
 * @param paths all its files, absolute, with forward slashes
 */
export async function loadProject(paths: readonly string[], files: Files, signal?: AbortSignal): Promise<ProjectData> {
  const found: ProjectData['files'][number][] = [];
  for (const path of paths) {
    if (signal?.aborted) break;
    const objects = await objectsAt(path, files);
    if (objects.length > 0) found.push([path, objects]);
  }
  return { charts: chartsAmong(paths), files: found };
}

/** The objects of one file; none of a file in another language, or that cannot be read: whoever analyses it says so. */
export async function objectsAt(path: string, files: Files): Promise<readonly ClusterObject[]> {
  if (languageOf(path) !== 'yaml') return [];
  const read = await files.read(path, maxSize);
  if ('reason' in read) return [];
  const { summariesOf } = await import('../../facts/cluster/summary/summary');
  return summariesOf(path, read.text);
}

export function projectOf({ charts, files }: ProjectData): Project {
  const project = new Project(charts);
  for (const [path, objects] of files) project.update(path, objects);
  return project;
}
