import type { Files } from '../engine/ports';
import { loadProject, objectsAt, projectOf } from '../engine/project/load';
import type { Project } from '../engine/project/project';
import type { ClusterObject } from '../facts/cluster/object';
import type { Surroundings } from '../facts/cluster/view';

export interface WorkspaceProjectOptions {
  /** All files of the workspace, as absolute paths. */
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

  constructor(private readonly options: WorkspaceProjectOptions) {}

  /** What stands around a file; `undefined` until the workspace is read. */
  around(path: string): Surroundings | undefined {
    if (!this.project) this.ready().catch(error => this.options.complain(`objects of the workspace: ${error}`));
    return this.project?.around(path);
  }

  /** Ends when the workspace is read. */
  async ready(): Promise<void> {
    if (this.project) return;
    if (!this.reading) {
      const aborting = new AbortController();
      this.reading = { aborting, done: this.read(aborting.signal) };
    }
    await this.reading.done;
  }

  /** A file holds these objects now. */
  update(path: string, objects: readonly ClusterObject[]): void {
    const dependents = this.project?.update(path, objects);
    if (dependents && dependents.size > 0) this.options.changed(dependents);
  }

  /** A file changed on the disk, or is no longer open. */
  async reload(path: string): Promise<void> {
    if (this.project) this.update(path, await objectsAt(path, this.options.files));
  }

  /** The folders are others: all is read again when somebody asks. */
  forget(): void {
    this.reading?.aborting.abort();
    this.reading = undefined;
    this.project = undefined;
  }

  private async read(signal: AbortSignal): Promise<void> {
    const data = await loadProject(await this.options.list(), this.options.files, signal);
    if (signal.aborted) return;
    this.project = projectOf(data);
    this.reading = undefined;
    this.options.changed();
  }
}
