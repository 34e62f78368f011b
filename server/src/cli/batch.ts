import { catalog } from '../engine/all';
import type { LayoutData } from '../engine/project/layout';
import { objectsOf, type ProjectData, projectOf } from '../engine/project/load';
import { Project } from '../engine/project/project';
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
  readonly layout: LayoutData;
}

/** What came of some files. Paths are absolute. */
export interface BatchResult {
  readonly analysed: number;
  /** Those with something to say. */
  readonly files: readonly ReportedFile[];
  readonly skipped: Report['skipped'];
}

/** What can be done with a list of paths. */
export interface Tasks {
  /** The Kubernetes objects that the files hold. */
  read(paths: readonly string[]): Promise<ProjectData['files']>;
  /** Findings, in the order given; files see the objects that were told last. */
  scan(paths: readonly string[]): Promise<BatchResult>;
}

/** Works on lists of paths, in this thread. */
export class Runner implements Tasks {
  private readonly settings: Settings;
  private readonly named: ReadonlySet<string>;
  private readonly runs: ScriptRuns;
  private project: Project;

  constructor(private readonly job: Job) {
    this.settings = new Settings(catalog, job.layers, job.only);
    this.named = new Set(job.named);
    this.runs = new ScriptRuns(job.links, diskFiles);
    this.project = new Project(job.layout);
  }

  /** The objects of all files. */
  know(files: ProjectData['files']): void {
    this.project = projectOf({ layout: this.job.layout, files });
  }

  read(paths: readonly string[]): Promise<ProjectData['files']> {
    return objectsOf(paths, diskFiles, this.project);
  }

  async scan(paths: readonly string[]): Promise<BatchResult> {
    let analysed = 0;
    const files: ReportedFile[] = [];
    const skipped: Report['skipped'][number][] = [];
    const { settings, named, runs, project } = this;
    const { today, maxFileSize } = this.job;
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
  }
}
