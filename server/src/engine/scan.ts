import type { CheckedImages } from '../facts/image/status';
import { readerOf } from '../facts/read';
import type { Language } from '../facts/source';
import { type Analysis, analyse } from './analyse';
import { languageOf } from './languages';
import type { Files, Skip } from './ports';
import { asksAround } from './project/carriers';
import type { Project } from './project/project';
import type { ScriptRuns } from './script-runs';
import type { Settings } from './settings/settings';

export interface ScannedFile {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  readonly analysis: Analysis;
}

export interface SkippedFile extends Skip {
  readonly path: string;
}

export type FileResult = ScannedFile | SkippedFile;

export const isSkipped = (result: FileResult): result is SkippedFile => 'reason' in result;

export interface ScanOptions {
  readonly files: Files;
  readonly settings: Settings;
  /** `2027-01-31` */
  readonly today: string;
  /** In bytes; the settings say when absent. */
  readonly maxFileSize?: number | undefined;
  readonly signal?: AbortSignal;
  /** Files that were asked for by name: one in no known language is told of, rather than passed over. */
  readonly named?: ReadonlySet<string>;
  /** What runs the scripts of the workspace. */
  readonly runs?: Pick<ScriptRuns, 'of'> | undefined;
  /** The objects of the workspace. */
  readonly project?: { of(path: string): ReturnType<Project['of']> | undefined } | undefined;
  /** What is known of images beside the files. */
  readonly checked?: { of(path: string): CheckedImages | undefined } | undefined;
}

/**
 * Analyses files one by one, in the order given. Files in no language of ours yield nothing. Ends early when the signal
 * says so. Between files the event loop gets its turn.
 */
export async function* scan(paths: Iterable<string>, options: ScanOptions): AsyncGenerator<FileResult> {
  for (const path of paths) {
    if (options.signal?.aborted) return;
    const result = await scanFile(path, options);
    if (result) yield result;
  }
}

/** Reads and analyses one file. */
export async function scanFile(path: string, options: ScanOptions): Promise<FileResult | undefined> {
  const read = await options.files.read(path, options.maxFileSize ?? options.settings.for(path).maxFileSize);
  if ('reason' in read) return { path, ...read };
  const { text } = read;
  const language = languageOf(path, text);
  if (language) return { path, language, text, analysis: await analyseText(path, language, text, options) };
  if (!options.named?.has(path)) return undefined;
  return { path, reason: 'not-supported', detail: 'no language that Boltseal reads' };
}

/** Analyses a text as the file at `path`. */
export async function analyseText(
  path: string,
  language: Language,
  text: string,
  options: Pick<ScanOptions, 'settings' | 'today' | 'runs' | 'project' | 'checked'>,
): Promise<Analysis> {
  const reader = await readerOf(language);
  const run = await options.runs?.of(path);
  const given = asksAround(language, text) ? options.project?.of(path) : undefined;
  const checked = options.checked?.of(path);
  const source = { path, language, text, ...(run && { run }), ...given, ...(checked && { checked }) };
  return analyse(source, options.settings.for(path), reader, options.today);
}
