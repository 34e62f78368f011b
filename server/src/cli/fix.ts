import { type FixOutcome, fixToEnd } from '../engine/fixes';
import type { ImageKnowledge } from '../engine/image-knowledge';
import { languageOf } from '../engine/languages';
import type { Project } from '../engine/project/project';
import type { ScriptRuns } from '../engine/script-runs';
import type { Settings } from '../engine/settings/settings';
import { readerOf } from '../facts/read';
import { readText, writeText } from '../host/files';
import type { ReportedFile } from '../report/model';

export interface FixOptions {
  readonly settings: Settings;
  readonly today: string;
  readonly safeties: readonly ('safe' | 'unsafe')[];
  readonly runs?: ScriptRuns;
  readonly project?: Project;
  readonly checked?: ImageKnowledge;
}

/** Mends the text of a file. */
export async function fixText({ path, text }: ReportedFile, options: FixOptions): Promise<FixOutcome> {
  const { settings, today, safeties, runs, project, checked } = options;
  const language = languageOf(path, text)!;
  const run = await runs?.of(path);
  const source = { path, text, language, ...(run && { run }), ...project?.of(path), checked: checked?.of(path) };
  return fixToEnd(source, settings.for(path), await readerOf(language), { safeties, today });
}

/** Mends a file in place. It is written only if it still holds the text that was analysed. */
export async function fixFile(
  file: ReportedFile,
  options: FixOptions,
): Promise<{ readonly file: ReportedFile; readonly fixed: number; readonly failure?: string }> {
  const outcome = await fixText(file, options);
  const { analysis, applied, text, unsettled } = outcome;
  const after = {
    ...file,
    text,
    analysis: {
      ...analysis,
      failures: [
        ...analysis.failures,
        ...unsettled.map(rule => ({ rule, error: 'its fixes break the file or do not come to an end' })),
      ],
    },
  };
  if (applied.length === 0) return { file: after, fixed: 0 };
  const now = await readText(file.path, Number.POSITIVE_INFINITY);
  const failure =
    'reason' in now
      ? now.detail
      : now.text !== file.text
        ? 'it changed while it was analysed'
        : await writeText(file.path, text, now.encoding);
  return failure ? { file, fixed: 0, failure: `not mended: ${failure}` } : { file: after, fixed: applied.length };
}
