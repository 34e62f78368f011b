import { catalog } from '../engine/all';
import type { Analysis } from '../engine/analyse';
import { ImageKnowledge } from '../engine/image-knowledge';
import type { LockFile } from '../engine/lock-file';
import type { ImageStatuses } from '../engine/ports';
import type { LayoutData } from '../engine/project/layout';
import { objectsOf, type ProjectData, projectOf } from '../engine/project/load';
import { Project } from '../engine/project/project';
import { isSkipped, scan } from '../engine/scan';
import { type ScriptLink, ScriptRuns } from '../engine/script-runs';
import type { Layer } from '../engine/settings/configuration';
import { Settings } from '../engine/settings/settings';
import type { ImageReference } from '../facts/image/reference';
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
  readonly locks: readonly LockFile[];
}

/** What came of some files. Paths are absolute. */
export interface BatchResult {
  readonly analysed: number;
  /** Those with something to say. */
  readonly files: readonly ReportedFile[];
  readonly skipped: Report['skipped'];
  /** What images the files name, of those that name any. */
  readonly images: readonly FileImages[];
}

/** The images that a file names. */
export interface FileImages {
  readonly path: string;
  readonly images: readonly NamedInFile[];
}

export type NamedInFile = Pick<ImageReference, 'registry' | 'repository' | 'tag' | 'digest' | 'use' | 'kept'>;

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
  private checked: ImageKnowledge;

  constructor(private readonly job: Job) {
    this.settings = new Settings(catalog, job.layers, job.only);
    this.named = new Set(job.named);
    this.runs = new ScriptRuns(job.links, diskFiles);
    this.project = new Project(job.layout);
    this.checked = new ImageKnowledge(this.settings, job.locks);
  }

  /** The objects of all files. */
  know(files: ProjectData['files']): void {
    this.project = projectOf({ layout: this.job.layout, files });
  }

  /** What registries said of images. */
  knowImages(statuses: ImageStatuses): void {
    this.checked = new ImageKnowledge(this.settings, this.job.locks, statuses);
  }

  read(paths: readonly string[]): Promise<ProjectData['files']> {
    return objectsOf(paths, diskFiles, this.project);
  }

  async scan(paths: readonly string[]): Promise<BatchResult> {
    let analysed = 0;
    const files: ReportedFile[] = [];
    const skipped: Report['skipped'][number][] = [];
    const images: FileImages[] = [];
    const { settings, named, runs, project, checked } = this;
    const { today, maxFileSize } = this.job;
    const options = { files: diskFiles, settings, today, maxFileSize, named, runs, project, checked };
    for await (const result of scan(paths, options)) {
      if (isSkipped(result)) skipped.push(result);
      else {
        analysed++;
        const { path, text, analysis } = result;
        const { findings, suppressed, problems, failures } = analysis;
        if (analysis.images.length > 0) images.push({ path, images: namesOf(analysis) });
        if (findings.length + suppressed.length + problems.length + failures.length > 0) {
          // Facts stay in this thread: some can say what they mean only here.
          files.push({ path, text, analysis: { ...analysis, images: [] } });
        }
      }
    }
    return { analysed, files, skipped, images };
  }
}

/** What the images of a file are called, without where they stand: it crosses threads. */
export const namesOf = ({ images }: Pick<Analysis, 'images'>): readonly NamedInFile[] => images.map(nameOf);

const nameOf = ({ registry, repository, tag, digest, use, kept }: ImageReference): NamedInFile => ({
  registry,
  repository,
  use,
  ...(tag === undefined ? {} : { tag }),
  ...(digest === undefined ? {} : { digest }),
  ...(kept ? { kept } : {}),
});
