import { catalog } from '../engine/all';
import { type ProjectData, projectOf } from '../engine/project/load';
import { isSkipped, scan } from '../engine/scan';
import { type ScriptLink, ScriptRuns } from '../engine/script-runs';
import type { Layer } from '../engine/settings/configuration';
import { Settings } from '../engine/settings/settings';
import { diskFiles } from '../host/files';
import type { Report, ReportedFile } from '../report/model';

/** What holds for a whole run. Plain data: it goes to the worker threads. */
export interface Job {
  readonly layers: readonly Layer[];
  readonly only?: readonly string[] | undefined;
  readonly today: string;
  readonly maxFileSize?: number | undefined;
  /** Files named on the command line. */
  readonly named: readonly string[];
  /** The scripts that Dockerfiles run. */
  readonly links: readonly ScriptLink[];
  readonly project: ProjectData;
}

/** What came of some files. Paths are absolute. */
export interface BatchResult {
  readonly analysed: number;
  /** Those with something to say. */
  readonly files: readonly ReportedFile[];
  readonly skipped: Report['skipped'];
}

/** Analyses files in the order given. */
export function batchRunner(job: Job): (paths: readonly string[]) => Promise<BatchResult> {
  const settings = new Settings(catalog, job.layers, job.only);
  const named = new Set(job.named);
  const runs = new ScriptRuns(job.links, diskFiles);
  const project = projectOf(job.project);
  return async paths => {
    let analysed = 0;
    const files: ReportedFile[] = [];
    const skipped: Report['skipped'][number][] = [];
    const { today, maxFileSize } = job;
    for await (const result of scan(paths, { files: diskFiles, settings, today, maxFileSize, named, runs, project })) {
      if (isSkipped(result)) skipped.push(result);
      else {
        analysed++;
        const { path, text, analysis } = result;
        const { findings, suppressed, problems, failures } = analysis;
        if (findings.length + suppressed.length + problems.length + failures.length > 0) {
          files.push({ path, text, analysis });
        }
      }
    }
    return { analysed, files, skipped };
  };
}
