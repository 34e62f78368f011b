/**
 * `npm run fixes -- path...`: fixes files to the end, in memory, and tells what went wrong: a fix that does not settle,
 * breaks the file's grammar or brings a finding that was not there. A path is a file, a folder or a list of paths
 * (`.txt`, one a line). Exits 1 when anything did.
 */
import { readFileSync, statSync } from 'node:fs';
import { LineIndex } from '../server/src/base/lines';
import { analyse } from '../server/src/engine/analyse';
import { Catalog } from '../server/src/engine/catalog';
import type { Finding } from '../server/src/engine/finding';
import { fixToEnd } from '../server/src/engine/fixes';
import { languageOf } from '../server/src/engine/languages';
import { type ResolvedSettings, Settings } from '../server/src/engine/settings/settings';
import { readerOf } from '../server/src/facts/read';
import type { FileReader, Source } from '../server/src/facts/source';
import { decode } from '../server/src/host/decode';
import { walk } from '../server/src/host/walk';
import type { Safety } from '../server/src/rules/rule';
import { addedFindings } from './lib/added';
import { loadRules } from './lib/tree';

const modes: Readonly<Record<string, readonly Safety[]>> = {
  safe: ['safe'],
  all: ['safe', 'unsafe', 'suggestion'],
};
const today = new Date().toISOString().slice(0, 10);

interface Tally {
  findings: number;
  fixed: number;
  wrong: number;
}

async function main(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) throw new Error('usage: npm run fixes -- <file, folder or list of paths>...');
  const settings = new Settings(new Catalog(await loadRules()));
  const files = (await Promise.all(paths.map(filesOf))).flat();
  let read = 0;
  let wrong = 0;
  for (const [mode, safeties] of Object.entries(modes)) {
    const tally = new Map<string, Tally>();
    for (const path of files) {
      const source = sourceOf(path);
      if (!source) continue;
      read++;
      wrong += fix(source, settings.for(path), await readerOf(source.language), mode, safeties, tally);
    }
    console.log(`\n${mode} fixes`.padEnd(42) + ['findings', 'fixed', 'wrong'].map(it => it.padStart(9)).join(''));
    for (const [rule, it] of [...tally].sort()) {
      const figures = [it.findings, it.fixed, it.wrong].map(count => String(count).padStart(9));
      console.log(rule.padEnd(41) + figures.join(''));
    }
  }
  console.log(`\n${read / Object.keys(modes).length} files fixed in two ways, ${wrong} faults`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

/** Fixes one file and prints what went wrong; how much did. */
function fix(
  source: Source,
  settings: ResolvedSettings,
  read: FileReader,
  mode: string,
  safeties: readonly Safety[],
  tally: Map<string, Tally>,
): number {
  const of = (rule: string): Tally => {
    if (!tally.has(rule)) tally.set(rule, { findings: 0, fixed: 0, wrong: 0 });
    return tally.get(rule)!;
  };
  let faults = 0;
  const fault = (rule: string, what: string): void => {
    of(rule).wrong++;
    faults++;
    console.log(`${source.path}: ${mode}: ${rule}: ${what}`);
  };
  const fixed = (wanted?: (finding: Finding) => boolean) =>
    fixToEnd(source, settings, read, { safeties, today, ...(wanted ? { wanted } : {}) });
  const before = analyse(source, settings, read, today);
  for (const { rule } of before.findings) of(rule).findings++;
  const outcome = fixed();
  for (const { rule } of outcome.applied) of(rule).fixed++;
  const rules = [...new Set(outcome.applied.map(it => it.rule))];
  for (const rule of outcome.unsettled) fault(rule, 'does not settle, or breaks the file');
  for (const it of outcome.analysis.failures) fault(it.rule, it.error);
  if (outcome.analysis.problems.length > before.problems.length) fault(rules.join(' + '), 'the file does not parse');
  for (const it of addedFindings(source.text, before.findings, outcome.text, outcome.analysis.findings)) {
    const alone = rules.filter(rule => {
      const { text, analysis } = fixed(finding => finding.rule === rule);
      const own = addedFindings(source.text, before.findings, text, analysis.findings);
      return own.some(other => other.rule === it.rule && other.message === it.message);
    });
    const line = new LineIndex(outcome.text).lineOf(it.span.start) + 1;
    const by = alone.length > 0 ? alone : rules;
    fault(by.join(' + '), `adds ${it.rule} in line ${line} of the result: ${it.message}`);
  }
  return faults;
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (statSync(path).isDirectory()) return (await walk(path, { ignoreFiles: false })).files;
  return path.endsWith('.txt') ? readFileSync(path, 'utf8').split(/\r?\n/).filter(Boolean) : [path];
}

function sourceOf(path: string): Source | undefined {
  const decoded = decode(readFileSync(path));
  if (!('text' in decoded)) return undefined;
  const language = languageOf(path, decoded.text);
  return language && { path, language, text: decoded.text };
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
