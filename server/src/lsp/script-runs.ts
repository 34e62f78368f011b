import type { Files } from '../engine/ports';
import { linksOf, type ScriptLink, ScriptRuns, scriptLinks } from '../engine/script-runs';
import { WorkspacePaths } from '../engine/workspace-paths';
import type { ScriptRun } from '../facts/image/script-run';

export interface WorkspaceScriptRunsOptions {
  /** All files of the workspace that are analysed, as absolute paths. */
  readonly list: () => Promise<readonly string[]>;
  /** Open documents as they are in the editor, the others as they are on the disk. */
  readonly files: Files;
}

interface Known {
  readonly all: WorkspacePaths;
  readonly links: readonly ScriptLink[];
  readonly runs: ScriptRuns;
}

/** What runs the scripts of the workspace. Looked up when the first script is judged; a change costs one Dockerfile. */
export class WorkspaceScriptRuns {
  private known: Promise<Known> | undefined;

  constructor(private readonly options: WorkspaceScriptRunsOptions) {}

  async of(script: string): Promise<ScriptRun | undefined> {
    const { runs } = await (this.known ??= this.look());
    return runs.of(script);
  }

  /** A Dockerfile changed. @returns the scripts that it ran before, or runs now; none while nobody asked for any */
  async changed(dockerfile: string): Promise<readonly string[]> {
    let scripts: readonly string[] = [];
    this.known = this.known?.then(async ({ all, links }) => {
      const others = links.filter(it => it.dockerfile !== dockerfile);
      const now = await linksOf(dockerfile, all, this.options.files);
      const before = links.filter(it => it.dockerfile === dockerfile);
      scripts = [...new Set([...before, ...now].map(it => it.script))];
      return this.made(all, [...others, ...now]);
    });
    await this.known;
    return scripts;
  }

  /** Files came or went, or the folders are others. */
  forget(): void {
    this.known = undefined;
  }

  private async look(): Promise<Known> {
    const paths = await this.options.list();
    return this.made(new WorkspacePaths(paths), await scriptLinks(paths, this.options.files));
  }

  private readonly made = (all: WorkspacePaths, links: readonly ScriptLink[]): Known => ({
    all,
    links,
    runs: new ScriptRuns(links, this.options.files),
  });
}
