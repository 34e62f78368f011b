import { type FixOutcome, fixToEnd } from '../engine/fixes';
import { languageOf } from '../engine/languages';
import type { Settings } from '../engine/settings/settings';
import { readerOf } from '../facts/read';
import { readText, writeText } from '../host/files';
import type { ReportedFile } from '../report/model';

type Safeties = readonly ('safe' | 'unsafe')[];

/** Mends the text of a file. */
export async function fixText(
  { path, text }: ReportedFile,
  settings: Settings,
  today: string,
  safeties: Safeties,
): Promise<FixOutcome> {
  const language = languageOf(path, text)!;
  return fixToEnd({ path, text, language }, settings.for(path), await readerOf(language), { safeties, today });
}

/** Mends a file in place. It is written only if it still holds the text that was analysed. */
export async function fixFile(
  file: ReportedFile,
  settings: Settings,
  today: string,
  safeties: Safeties,
): Promise<{ readonly file: ReportedFile; readonly fixed: number; readonly failure?: string }> {
  const outcome = await fixText(file, settings, today, safeties);
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
