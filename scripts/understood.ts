import { readFileSync, statSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { LineIndex } from '../server/src/base/lines';
import { languageOf } from '../server/src/engine/languages';
import { read as readCmd } from '../server/src/facts/cmd/file';
import { read as readPowerShell } from '../server/src/facts/powershell/file';
import { decode } from '../server/src/host/decode';
import { statementKinds } from './lib/statements';
import { type Hit, judge, outcomes } from './lib/understood';

/**
 * `npm run understood -- [--list=missed,unresolved] FOLDER|LIST...`: of the statements about firewall, TLS and remote
 * management that a plain text search finds in scripts, how many are understood, how many are not and why, and those of
 * the outcomes to be listed. A list of files holds a path on each line.
 */
function main(given: readonly string[]): void {
  const args = given.filter(it => !it.startsWith('--list='));
  const listed = (given.find(it => it.startsWith('--list='))?.slice(7) ?? 'missed,unresolved').split(',');
  const hits: (Hit & { readonly at: string })[] = [];
  let files = 0;
  for (const path of args.flatMap(filesOf)) {
    const language = languageOf(path);
    const decoded = decode(readFileSync(path));
    if ((language !== 'powershell' && language !== 'cmd') || !('text' in decoded)) continue;
    files++;
    const { text } = decoded;
    const read = language === 'cmd' ? readCmd : readPowerShell;
    const found = judge(text, language, () => read({ path, language, text }));
    if (found.length === 0) continue;
    const lines = new LineIndex(text);
    for (const it of found) {
      const line = lines.lineOf(it.span.start);
      hits.push({ ...it, at: `${path}:${line + 1} ${lines.textOf(line).trim().slice(0, 160)}` });
    }
  }
  console.log(`${files} scripts\n`);
  table(hits);
  for (const outcome of ['elsewhere', 'unresolved', 'missed'] as const) {
    console.log(`\n${outcome}, by reason`);
    for (const [why, count] of tally(hits.filter(it => it.outcome === outcome)))
      console.log(`${count}`.padStart(6), why);
  }
  for (const it of hits) if (listed.includes(it.outcome)) console.log(`${it.outcome}\t${it.kind}\t${it.why}\t${it.at}`);
}

const filesOf = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? globSync('**/*.{ps1,psm1,psd1,bat,cmd}', { cwd: path, absolute: true, caseSensitiveMatch: false }).sort()
    : readFileSync(path, 'utf8')
        .split(/\r?\n/)
        .filter(line => line !== '');

/** Rows by kind, a column for each outcome; last how many of what stands in the files is understood. */
function table(hits: readonly Hit[]): void {
  const row = (name: string, of: readonly Hit[]): void => {
    const count = (outcome: string): number => of.filter(it => it.outcome === outcome).length;
    const all = count('understood') + count('unresolved') + count('missed');
    const share = all === 0 ? '' : `${((100 * count('understood')) / all).toFixed(1)} %`;
    console.log([name.padEnd(24), ...outcomes.map(it => `${count(it)}`.padStart(11)), share.padStart(8)].join(''));
  };
  console.log([''.padEnd(24), ...outcomes.map(it => it.padStart(11))].join(''));
  for (const { name } of statementKinds)
    row(
      name,
      hits.filter(it => it.kind === name),
    );
  row('all', hits);
}

/** Reasons, the most frequent first; names of variables and commands do not count. */
function tally(hits: readonly Hit[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const { why } of hits) {
    const reason = why.replace(/\$[\w:.[\]]+|%\w+%/g, '$x').slice(0, 100);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 40);
}

main(process.argv.slice(2));
