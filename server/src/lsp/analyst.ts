import { basename } from 'node:path/posix';
import type { LineIndex } from '../base/lines';
import { type Analysis, analyse } from '../engine/analyse';
import { languageOf } from '../engine/languages';
import { asksAround } from '../engine/project/carriers';
import type { ScriptRuns } from '../engine/script-runs';
import type { ResolvedSettings } from '../engine/settings/settings';
import type { CheckedImages } from '../facts/image/status';
import { readerOf } from '../facts/read';
import type { FileReader, Language, Source } from '../facts/source';
import type { Document } from './documents';
import type { Judging, WorkspaceImages } from './images/images';
import type { WorkspaceProject } from './project';
import type { SettingsStore } from './settings/store';

/** A document with what there is to say about it, and all that is needed to say it of another text. */
export interface Judged {
  readonly source: Source;
  readonly lines: LineIndex;
  readonly settings: ResolvedSettings;
  readonly read: FileReader;
  readonly analysis: Analysis;
  /** By what its images are judged. */
  readonly judging: Judging;
}

/** `2027-01-31`: suppressions may end at a date. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** Analyses open documents, each version once. */
export class Analyst {
  private cache = new Map<string, { readonly document: Document; readonly judged: Promise<Judged | undefined> }>();

  /** How many versions of documents were analysed. */
  analyses = 0;

  constructor(
    private readonly settings: SettingsStore,
    private readonly runs: Pick<ScriptRuns, 'of'>,
    private readonly project: Pick<WorkspaceProject, 'of' | 'update'>,
    private readonly images: Pick<WorkspaceImages, 'around' | 'learned'>,
  ) {}

  /** What holds for the document as it is now; `undefined` when it is none of ours or switched off. */
  judge(document: Document): Promise<Judged | undefined> {
    const known = this.cache.get(document.uri);
    if (known?.document === document) return known.judged;
    const judged = this.compute(document);
    this.cache.set(document.uri, { document, judged });
    return judged;
  }

  forget(uri: string): void {
    this.cache.delete(uri);
  }

  /** The settings changed. */
  forgetAll(): void {
    this.cache = new Map();
  }

  private async compute(document: Document): Promise<Judged | undefined> {
    const { name, path, text, lines } = document;
    const language = languageOfDocument(document);
    if (!language) {
      // What its text was before may have held objects.
      if (path !== undefined) this.project.update(path, []);
      return undefined;
    }
    const { settings, enabled, projects } = await this.settings.for(document.path);
    if (!enabled || settings.excludes(name)) return undefined;
    const resolved = settings.for(name);
    if (text.length > resolved.maxFileSize) return undefined;
    const read = await readerOf(language);
    const run = path === undefined ? undefined : await this.runs.of(path);
    const given = path === undefined || !asksAround(language, text) ? undefined : this.project.of(path);
    const judging = { owner: path ?? document.uri, path, resolved, projects };
    const judged = (checked: CheckedImages | undefined): Judged => {
      const source = { path: name, language, text, ...(run && { run }), ...given, ...(checked && { checked }) };
      this.analyses++;
      return { source, lines, settings: resolved, read, analysis: analyse(source, resolved, read, today()), judging };
    };
    const around = await this.images.around(judging);
    const first = judged(around);
    const learned = await this.images.learned(judging, first.analysis.images, around);
    if (path !== undefined) this.project.update(path, first.analysis.objects);
    return learned ? judged(learned) : first;
  }
}

/** What a document's language is called by editors. */
const languageIds: Readonly<Record<string, Language>> = {
  dockerfile: 'dockerfile',
  powershell: 'powershell',
  ps1: 'powershell',
  bat: 'cmd',
  dosbatch: 'cmd',
  yaml: 'yaml',
  dockercompose: 'yaml',
  helm: 'yaml',
  terraform: 'hcl',
  'terraform-vars': 'hcl',
  hcl: 'hcl',
  packer: 'hcl',
  bicep: 'bicep',
};

/**
 * The language of a document: that of a file of its name, as in a workspace scan; where the name has no word on it, what
 * the editor says.
 */
export function languageOfDocument({ name, text, languageId }: Document): Language | undefined {
  const byName = languageOf(name, text);
  if (byName || /^(?:docker|container)file\b/i.test(basename(name))) return byName;
  return languageIds[languageId];
}
