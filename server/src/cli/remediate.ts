import { LineIndex } from '../base/lines';
import { type Remediable, remediation } from '../report/remediation';
import { visible } from '../report/visible';
import type { BatchResult } from './batch';
import { write } from './output';
import { shown } from './paths';
import { analyseAll, type RunFlags } from './run';

export interface RemediateFlags extends RunFlags {
  readonly output?: string;
}

/**
 * Writes one PowerShell script that mends what a change of the machine can mend; none when there is nothing. Answers
 * with the exit code: 0, or 2 when something could not be read.
 */
export async function runRemediate(paths: readonly string[], flags: RemediateFlags): Promise<number> {
  const { collected, result } = await analyseAll(paths, flags);
  const { script, settings, findings, left } = remediation(result.files.flatMap(remediable));
  if (settings > 0) await write(script, flags.output);
  const tell = (line: string) => process.stderr.write(`boltseal: ${visible(line)}\n`);
  tell(`${many(settings, 'setting')} for ${many(findings, 'finding')}; ${left} more need an edit of the text`);
  const unread = [...collected.missing, ...result.skipped.map(it => ({ ...it, path: shown(it.path) }))];
  for (const { path, detail } of unread) tell(`${path}: ${detail}`);
  return unread.length > 0 ? 2 : 0;
}

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The findings of a file as the script names them. */
function remediable({ path, text, analysis }: BatchResult['files'][number]): readonly Remediable[] {
  const lines = new LineIndex(text);
  return analysis.findings.map(finding => ({
    path: shown(path),
    line: lines.lineOf(finding.span.start) + 1,
    finding,
  }));
}
