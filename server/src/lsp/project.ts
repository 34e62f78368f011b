import { setImmediate as turn } from 'node:timers/promises';
import type { Files } from '../engine/ports';
import { isLayoutFile } from '../engine/project/layout';
import { loadProject, objectsAt } from '../engine/project/load';
import { Project } from '../engine/project/project';
import type { ClusterObject } from '../facts/cluster/object';
import type { ServerStatus } from './protocol';

export interface WorkspaceProjectOptions {
  /** All files of the workspace that are analysed, as absolute paths. */
  readonly list: () => Promise<readonly string[]>;
  /** Open documents as they are in the editor, the others as they are on the disk. */
  readonly files: Files;
  /** What stands around these files is another thing now; around all files, when none is named. */
  readonly changed: (paths?: ReadonlySet<string>) => void;
  readonly complain: (message: string) => void;
}

/** The Kubernetes objects of the workspace. They are read when the first file asks for them, while it is judged alone. */
export class WorkspaceProject {
  private project: Project | undefined;
  private reading: { readonly done: Promise<void>; readonly aborting: AbortController } | undefined;
  /** The files of the workspace: what is ignored or excluded is none of them. */
  private listed: ReadonlySet<string> = new Set();
  /** Files that changed while all is read, and may have been read before that. */
  private readonly late = new Set<string>();

  constructor(private readonly options: WorkspaceProjectOptions) {}

  /** What stands around a file; `undefined` until the workspace is read. */
  of(path: string): ReturnType<Project['of']> | undefined {
    if (!this.project) this.ready().catch(error => this.options.complain(`objects of the workspace: ${error}`));
    return this.project?.of(path);
  }

  /** Ends when the workspace is read. */
  async ready(): Promise<void> {
    while (!this.project) await (this.reading?.done ?? this.begin());
  }

  /** How much was read; `null` until it is. */
  get size(): ServerStatus['project'] {
    if (!this.project) return null;
    let files = 0;
    let objects = 0;
    for (const [, it] of this.project.entries) {
      files++;
      objects += it.length;
    }
    return { files, objects };
  }

  /** A file holds these objects now. */
  update(path: string, objects: readonly ClusterObject[]): void {
    if (this.reading) this.late.add(path);
    const dependents = this.project?.update(path, objects);
    if (dependents && dependents.size > 0) this.options.changed(dependents);
  }

  /** Files changed on the disk, or are no longer open. */
  async reload(paths: readonly string[]): Promise<void> {
    if (!this.project && !this.reading) return;
    if (paths.some(isLayoutFile)) {
      this.reading?.aborting.abort();
      this.begin(this.project);
    }
    if (this.reading) for (const path of paths) this.late.add(path);
    else for (const path of paths) await this.look(path);
    await this.reading?.done;
  }

  /** The folders are others: all is read again when somebody asks. */
  forget(): void {
    this.reading?.aborting.abort();
    this.reading = undefined;
    this.project = undefined;
    this.late.clear();
  }

  /** Reads one file again. */
  private async look(path: string): Promise<void> {
    const { project } = this;
    if (!project) return;
    const objects = await objectsAt(path, this.options.files, project);
    if (objects.length > 0 && !this.listed.has(path)) this.listed = new Set(await this.options.list());
    if (this.project === project) this.update(path, this.listed.has(path) ? objects : []);
    else await this.look(path);
  }

  /** @param known what was read before; only what charts and kustomizations say may be another thing */
  private begin(known?: Project): Promise<void> {
    const aborting = new AbortController();
    const done = this.read(aborting.signal, known);
    this.reading = { aborting, done };
    return done;
  }

  private async read(signal: AbortSignal, known?: Project): Promise<void> {
    const { list, files, changed } = this.options;
    const paths = await list();
    const rest = breathing();
    const data = await loadProject(paths, files, { signal, known, rest });
    const project = new Project(data.layout);
    for (const [path, objects] of data.files) {
      project.update(path, objects);
      await rest();
    }
    if (signal.aborted) return;
    this.listed = new Set(paths);
    this.project = project;
    this.reading = undefined;
    const late = [...this.late];
    this.late.clear();
    for (const path of late) await this.look(path);
    changed();
  }
}

/** Requests have their turn when work has gone on for so long, in milliseconds. */
const longest = 15;

function breathing(): () => Promise<void> | undefined {
  let since = performance.now();
  return () => {
    if (performance.now() - since < longest) return undefined;
    return turn().then(() => {
      since = performance.now();
    });
  };
}
