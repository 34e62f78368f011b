/**
 * `npm run fixes -- path...`: fixes files to the end, in memory, and makes each fix alone, and tells what went wrong: a fix
 * that does not settle, mends nothing, breaks the file's grammar or brings a finding that was not there. A path is a file, a folder or a list of paths
 * (`.txt`, one a line). Exits 1 when anything did.
 */
import { readFileSync, statSync } from 'node:fs';
import { Catalog } from '../server/src/engine/catalog';
import { languageOf } from '../server/src/engine/languages';
import { Settings } from '../server/src/engine/settings/settings';
import { readerOf } from '../server/src/facts/read';
import type { Source } from '../server/src/facts/source';
import { decode } from '../server/src/host/decode';
import { walk } from '../server/src/host/walk';
import type { Safety } from '../server/src/rules/rule';
import { tryEachFix, tryFixes } from './lib/fixes';
import { loadRules } from './lib/tree';

const modes: Readonly<Record<string, readonly Safety[]>> = {
  safe: ['safe'],
  all: ['safe', 'unsafe', 'suggestion'],
};

interface Tally {
  findings: number;
  fixed: number;
  wrong: number;
}

async function main(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) throw new Error('usage: npm run fixes -- <file, folder or list of paths>...');
  const settings = new Settings(new Catalog(await loadRules()));
  const today = new Date().toISOString().slice(0, 10);
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const sources = files.flatMap(path => sourceOf(path) ?? []);
  let wrong = 0;
  for (const [mode, safeties] of Object.entries(modes)) {
    const tallies = new Map<string, Tally>();
    const of = (rule: string): Tally => {
      if (!tallies.has(rule)) tallies.set(rule, { findings: 0, fixed: 0, wrong: 0 });
      return tallies.get(rule)!;
    };
    for (const source of sources) {
      const read = await readerOf(source.language);
      const { before, outcome, faults } = tryFixes(source, settings.for(source.path), read, safeties, today);
      for (const { rule } of before.findings) of(rule).findings++;
      for (const { rule } of outcome.applied) of(rule).fixed++;
      for (const { rules, what } of faults) {
        for (const rule of rules) of(rule).wrong++;
        console.log(`${source.path}: ${mode}: ${rules.join(' + ')}: ${what}`);
      }
      wrong += faults.length;
    }
    print(mode, tallies);
  }
  for (const source of sources) {
    const faults = tryEachFix(source, settings.for(source.path), await readerOf(source.language), today);
    for (const { rules, what } of faults) console.log(`${source.path}: ${rules.join(' + ')}: ${what}`);
    wrong += faults.length;
  }
  console.log(`\n${sources.length} files fixed in two ways and by each fix alone, ${wrong} faults`);
  process.exitCode = wrong > 0 ? 1 : 0;
}

function print(mode: string, tallies: ReadonlyMap<string, Tally>): void {
  const row = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(42) + cells.map(it => String(it).padStart(9)).join('');
  console.log(`\n${row(`${mode} fixes`, ['findings', 'fixed', 'wrong'])}`);
  for (const [rule, it] of [...tallies].sort()) console.log(row(rule, [it.findings, it.fixed, it.wrong]));
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
