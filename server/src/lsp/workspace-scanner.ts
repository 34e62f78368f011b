import { setImmediate as turn } from 'node:timers/promises';
import type { CancellationToken, Diagnostic } from 'vscode-languageserver/node';
import { LineIndex } from '../base/lines';
import { catalog } from '../engine/all';
import type { Finding } from '../engine/finding';
import { analyseText, type FileResult, isSkipped, scanFile } from '../engine/scan';
import type { ScriptRuns } from '../engine/script-runs';
import type { CheckedImages } from '../facts/image/status';
import { diskFiles } from '../host/files';
import { readSettings } from '../host/settings';
import { walk } from '../host/walk';
import { type Analyst, today } from './analyst';
import { uriOf } from './convert';
import { type DiagnosticContext, ofAnalysis, ofSettings } from './diagnostics/convert';
import { diagnosticsOf, isSettingsFile } from './diagnostics/of-document';
import type { Documents } from './documents';
import type { WorkspaceImages } from './images/images';
import type { WorkspaceProject } from './project';
import type { DocumentSettings, SettingsStore } from './settings/store';

/** A file of the workspace and what there is to show in it. */
export interface Visited {
  readonly path: string;
  /** As the editor writes it, for an open document. */
  readonly uri: string;
  /** Of the open document; `null` for what was read from the disk. */
  readonly version: number | null;
  readonly diagnostics: Diagnostic[];
  readonly findings: readonly Finding[];
  readonly lines: LineIndex;
}

export interface Unread {
  readonly path: string;
  readonly detail: string;
}

export interface VisitOptions {
  readonly token: CancellationToken;
  readonly visited: (file: Visited) => void;
  readonly skipped?: (file: Unread) => void;
  /** Told before the first file and after each. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

export interface ScannerOptions {
  readonly folders: () => readonly string[];
  readonly settings: SettingsStore;
  readonly documents: Documents;
  readonly analyst: Analyst;
  readonly context: DiagnosticContext;
  readonly runs: Pick<ScriptRuns, 'of'>;
  readonly project: Pick<WorkspaceProject, 'of' | 'ready'>;
  readonly images: Pick<WorkspaceImages, 'around' | 'learned'>;
}

/** Looks at the files of the workspace, open or not, and gives way to other requests between them. */
export class WorkspaceScanner {
  constructor(private readonly options: ScannerOptions) {}

  /** Every file that the settings leave in. Ends early when cancelled. */
  async visit({ token, visited, skipped, progress }: VisitOptions): Promise<void> {
    const aborting = new AbortController();
    const listening = token.onCancellationRequested(() => aborting.abort());
    try {
      const { files, settings, unreadable } = await this.list(aborting.signal);
      await this.options.project.ready();
      for (const it of unreadable) skipped?.(it);
      const paths = [...settings, ...files];
      progress?.(0, paths.length);
      for (const [index, path] of paths.entries()) {
        if (token.isCancellationRequested) return;
        const result = await this.look(path);
        if (result) {
          if ('detail' in result) skipped?.(result);
          else visited(result);
        }
        progress?.(index + 1, paths.length);
        await turn();
      }
    } finally {
      listening.dispose();
    }
  }

  /** The files below the folders of the workspace. Folders may lie in each other. */
  async list(
    signal: AbortSignal,
  ): Promise<{ readonly files: string[]; readonly settings: string[]; readonly unreadable: Unread[] }> {
    const files = new Set<string>();
    const settings = new Set<string>();
    const unreadable: Unread[] = [];
    for (const folder of this.options.folders()) {
      const found = await walk(folder, { ignoreFiles: true, signal });
      for (const it of found.files) files.add(it);
      for (const it of found.settings) settings.add(it);
      unreadable.push(...found.unreadable);
    }
    return { files: [...files], settings: [...settings], unreadable };
  }

  /** Those of the files that settings do not exclude: what others see of the workspace. */
  async included(): Promise<readonly string[]> {
    const { files } = await this.list(new AbortController().signal);
    const included: string[] = [];
    for (const path of files) {
      const { settings } = await this.options.settings.for(path);
      if (!settings.excludes(path)) included.push(path);
    }
    return included;
  }

  /** One file: as it is in the editor when it is open there, else as it is on the disk. */
  async look(path: string): Promise<Visited | Unread | undefined> {
    const { documents, settings: store, analyst, context } = this.options;
    const document = documents.atPath(path);
    if (document) {
      const diagnostics = await diagnosticsOf(document, analyst, context);
      const judged = isSettingsFile(path) ? undefined : await analyst.judge(document);
      const { uri, version, lines } = document;
      return { path, uri, version, lines, diagnostics, findings: judged?.analysis.findings ?? [] };
    }
    const uri = uriOf(path);
    if (isSettingsFile(path)) {
      const { text, problems } = await readSettings(path, catalog);
      const lines = new LineIndex(text);
      return { path, uri, version: null, lines, diagnostics: ofSettings(problems, lines), findings: [] };
    }
    const found = await store.for(path);
    if (!found.enabled || found.settings.excludes(path)) return undefined;
    const result = await this.scan(path, found);
    if (!result) return undefined;
    if (isSkipped(result)) return { path, detail: result.detail };
    for (const { rule, error } of result.analysis.failures) context.failed(rule, uri, error);
    const place = { uri, lines: new LineIndex(result.text), version: null };
    const diagnostics = ofAnalysis(result.analysis, place, context);
    return { ...place, path, diagnostics, findings: result.analysis.findings };
  }

  private async scan(path: string, { settings, projects }: DocumentSettings): Promise<FileResult | undefined> {
    const { runs, project, images } = this.options;
    const judging = { owner: path, path, resolved: settings.for(path), projects };
    const options = (checked: CheckedImages | undefined) => ({
      files: diskFiles,
      settings,
      today: today(),
      runs,
      project,
      checked: { of: () => checked },
    });
    const around = await images.around(judging);
    const result = await scanFile(path, options(around));
    if (!result || isSkipped(result)) return result;
    const learned = await images.learned(judging, result.analysis.images, around);
    if (!learned) return result;
    return { ...result, analysis: await analyseText(path, result.language, result.text, options(learned)) };
  }
}
