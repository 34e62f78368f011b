import type { ScriptRun } from '../facts/image/script-run';
import { readerOf } from '../facts/read';
import { languageOf } from './languages';
import type { Files } from './ports';
import { WorkspacePaths } from './workspace-paths';

/** A script of the workspace and the Dockerfile that runs it in an image. Absolute paths, with forward slashes. */
export interface ScriptLink {
  readonly script: string;
  readonly dockerfile: string;
}

/** Larger Dockerfiles are written by nobody. */
const maxSize = 1_000_000;

/**
 * Which scripts the Dockerfiles among some files run. A path of the build context is looked for below the folder of the
 * Dockerfile and below those around it, then in the folders beside the Dockerfile: `docker build -f Dockerfile context`.
 * @param paths all files of the workspace, absolute, with forward slashes
 */
export async function scriptLinks(paths: readonly string[], files: Files): Promise<readonly ScriptLink[]> {
  const all = new WorkspacePaths(paths);
  const links: ScriptLink[] = [];
  for (const path of paths) if (languageOf(path) === 'dockerfile') links.push(...(await linksOf(path, all, files)));
  return links;
}

/** The links of one Dockerfile. @param all the files of the workspace */
export async function linksOf(dockerfile: string, all: WorkspacePaths, files: Files): Promise<readonly ScriptLink[]> {
  const links: ScriptLink[] = [];
  for (const { sources } of await runsOf(dockerfile, files)) {
    const script = scriptAt(dockerfile, sources, all);
    if (script !== undefined) links.push({ script, dockerfile });
  }
  return links;
}

function scriptAt(dockerfile: string, sources: readonly string[], all: WorkspacePaths): string | undefined {
  for (const it of sources.flatMap(source => candidates(dockerfile, source))) {
    const found = all.at(it);
    if (found !== undefined) return found;
  }
  const folder = dockerfile.slice(0, dockerfile.lastIndexOf('/'));
  return sources.map(it => all.inFolderOf(folder, it)).find(it => it !== undefined);
}

/** The path below the folder of the Dockerfile, then below each folder around it. */
function candidates(dockerfile: string, source: string): readonly string[] {
  const found: string[] = [];
  for (let at = dockerfile.lastIndexOf('/'); at >= 0; at = at === 0 ? -1 : dockerfile.lastIndexOf('/', at - 1)) {
    found.push(`${dockerfile.slice(0, at)}/${source}`);
  }
  return found;
}

async function runsOf(dockerfile: string, files: Files): Promise<readonly ScriptRun[]> {
  const read = await files.read(dockerfile, maxSize);
  if ('reason' in read || !/^\s*(?:COPY|ADD)\b/im.test(read.text) || !/\.(?:ps1|cmd|bat)\b/i.test(read.text)) return [];
  const reader = await readerOf('dockerfile');
  try {
    const { facts } = reader({ path: dockerfile, language: 'dockerfile', text: read.text });
    return facts.flatMap(it => (it.kind === 'image.script-run' ? [it.fact] : []));
  } catch {
    // Whoever analyses the Dockerfile says so.
    return [];
  }
}

/** What runs a script, for those that Dockerfiles of the workspace run. */
export class ScriptRuns {
  private readonly dockerfiles = new Map<string, string[]>();
  private readonly runs = new Map<string, Promise<readonly ScriptRun[]>>();

  constructor(
    links: readonly ScriptLink[],
    private readonly files: Files,
  ) {
    for (const { script, dockerfile } of links) {
      const known = this.dockerfiles.get(script);
      if (known) known.push(dockerfile);
      else this.dockerfiles.set(script, [dockerfile]);
    }
  }

  /** Of several runs the first, unless they run it on different systems: then nothing is known of it. */
  async of(script: string): Promise<ScriptRun | undefined> {
    const found: ScriptRun[] = [];
    for (const dockerfile of this.dockerfiles.get(script) ?? []) {
      let runs = this.runs.get(dockerfile);
      if (!runs) this.runs.set(dockerfile, (runs = runsOf(dockerfile, this.files)));
      found.push(...(await runs).filter(it => it.sources.some(source => endsWith(script, source))));
    }
    return found.every(it => it.place.os === found[0]!.place.os) ? found[0] : undefined;
  }
}

const endsWith = (path: string, end: string): boolean => path.toLowerCase().endsWith(`/${end.toLowerCase()}`);
