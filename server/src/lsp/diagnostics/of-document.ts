import { basename } from 'node:path/posix';
import type { Diagnostic } from 'vscode-languageserver/node';
import { catalog } from '../../engine/all';
import { lockFileName, parseLock } from '../../engine/lock-file';
import { parseSettings } from '../../engine/settings/parse';
import { settingsNames } from '../../host/walk';
import type { Analyst } from '../analyst';
import type { Document } from '../documents';
import { type DiagnosticContext, ofAnalysis, ofSettings } from './convert';

/** Whether the document is a settings file of ours. */
export const isSettingsFile = (name: string): boolean => settingsNames.includes(basename(name));

/** All there is to show in an open document. */
export async function diagnosticsOf(
  document: Document,
  analyst: Analyst,
  context: DiagnosticContext,
): Promise<Diagnostic[]> {
  const { uri, text, lines, version, name } = document;
  if (isSettingsFile(name)) return ofSettings(parseSettings(text, catalog).problems, lines);
  if (basename(name) === lockFileName) return ofSettings(parseLock(text).problems, lines);
  const judged = await analyst.judge(document);
  if (!judged) return [];
  for (const { rule, error } of judged.analysis.failures) context.failed(rule, uri, error);
  return ofAnalysis(judged.analysis, { uri, lines, version }, context);
}
