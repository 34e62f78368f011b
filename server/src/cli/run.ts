import { catalog } from '../engine/all';
import { loadLayout, type ProjectData } from '../engine/project/load';
import { scriptLinks } from '../engine/script-runs';
import { fullReference, type NamedImage } from '../facts/image/status';
import { diskFiles } from '../host/files';
import type { BatchResult, FileImages, Job } from './batch';
import { type Collected, collect } from './collect';
import { UsageError } from './output';
import { runAll } from './pool';
import { type Asked, askTrust } from './trust';
import type { TrustFlags } from './trust-flags';

/** What is read, and with which rules: the flags that every command over files has. */
export interface RunFlags {
  readonly config?: string;
  /** False for `--no-ignore`. */
  readonly ignore: boolean;
  readonly jobs?: number;
  readonly rule?: readonly string[];
  readonly maxFileSize?: number;
}

export interface Run {
  readonly collected: Collected;
  readonly job: Job;
  /** The Kubernetes objects of the files. */
  readonly project: ProjectData;
  /** In the order of the paths. */
  readonly result: BatchResult;
  /** What registries said, where they were to be asked. */
  readonly asked?: Asked;
}

/** How images are verified: by asking registries, or from what is kept. */
export interface Asking {
  readonly mode: 'online' | 'cache';
  readonly flags: TrustFlags;
}

/** Analyses the files that paths of the command line stand for; the working folder when there are none. */
export async function analyseAll(paths: readonly string[], flags: RunFlags, asking?: Asking): Promise<Run> {
  const only = checkedRules(flags);
  const collected = await collect(paths.length > 0 ? paths : ['.'], {
    config: flags.config,
    ignoreFiles: flags.ignore,
  });
  const { layers, named, locks } = collected;
  const links = await scriptLinks(collected.files, diskFiles);
  const layout = await loadLayout(collected.files, diskFiles);
  const job: Job = { layers, only, today: today(), maxFileSize: flags.maxFileSize, named, links, layout, locks };
  const progress = progressOn(process.stderr, collected.files.length);
  let asked: Asked | undefined;
  const verify = async (files: readonly FileImages[]): Promise<Asked['statuses']> => {
    progress.clear();
    asked = await askTrust(distinctImages(files), asking!.flags, asking!.mode, collected);
    return asked.statuses;
  };
  const options = { jobs: flags.jobs, progress: progress.tell, ...(asking ? { verify } : {}) };
  const { results, objects } = await runAll(collected.files, job, options);
  progress.clear();
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  return {
    collected,
    job,
    project: { layout, files: objects },
    result: {
      analysed: results.reduce((sum, it) => sum + it.analysed, 0),
      files: results.flatMap(it => it.files).sort(byPath),
      skipped: [...collected.skipped, ...results.flatMap(it => it.skipped).sort(byPath)],
      images: results.flatMap(it => it.images).sort(byPath),
    },
    ...(asked ? { asked } : {}),
  };
}

/** The images that files name, each once. */
export const distinctImages = (files: readonly FileImages[]): readonly NamedImage[] => [
  ...new Map(files.flatMap(it => it.images).map(it => [fullReference(it), it])).values(),
];

/** The rules asked for; all when none is named. Throws a `UsageError` for one that there is not. */
export const checkedRules = ({ rule }: RunFlags): readonly string[] | undefined =>
  rule?.map(name => {
    if (catalog.matching(name).length > 0) return name;
    const meant = catalog.suggestion(name);
    throw new UsageError(`there is no rule \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}`);
  });

/** `2027-01-31` */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Counts on one line of a terminal; silent elsewhere. */
function progressOn(stream: NodeJS.WriteStream, total: number): { tell: (done: number) => void; clear: () => void } {
  if (!stream.isTTY || total < 50) return { tell: () => {}, clear: () => {} };
  return {
    tell: done => stream.write(`\r${done} of ${total} files`),
    clear: () => stream.write('\r\u001B[K'),
  };
}
