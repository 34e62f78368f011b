/** `npm run try -- tls/legacy-protocol file`: the findings of one rule in one file; of all rules with `*`. */
import { readFileSync } from 'node:fs';
import pc from 'picocolors';
import { Catalog } from '../server/src/engine/catalog';
import { fixToEnd } from '../server/src/engine/fixes';
import { languageOf } from '../server/src/engine/languages';
import { Settings } from '../server/src/engine/settings/settings';
import { readerOf } from '../server/src/facts/read';
import { decode } from '../server/src/host/decode';
import { textReport } from '../server/src/report/text';
import { loadRules } from './lib/tree';

async function main(pattern: string | undefined, path: string | undefined): Promise<void> {
  if (!pattern || !path) throw new Error('usage: npm run try -- <family>/<name> <file>');
  const catalog = new Catalog(await loadRules());
  if (catalog.matching(pattern).length === 0)
    throw new Error(`no rule ${pattern}; near: ${catalog.suggestion(pattern)}`);
  const decoded = decode(readFileSync(path));
  if (!('text' in decoded)) throw new Error(`${path}: ${decoded.detail}`);
  const language = languageOf(path, decoded.text);
  if (!language) throw new Error(`${path} is in no language that Boltseal reads`);
  const settings = new Settings(catalog, [], [pattern]).for(path);
  const source = { path, language, text: decoded.text };
  const today = new Date().toISOString().slice(0, 10);
  const read = await readerOf(language);
  const { analysis } = fixToEnd(source, settings, read, { safeties: [], today });
  const report = { version: '', base: '', analysed: 1, skipped: [], settings: [], fixed: 0, failing: 0 };
  const files = [{ path, text: source.text, analysis }];
  console.log(textReport({ ...report, files, rules: catalog.rules }, { palette: pc, quiet: false }));
  const fixed = fixToEnd(source, settings, read, { safeties: ['safe', 'unsafe', 'suggestion'], today });
  if (fixed.applied.length === 0) return;
  console.log(pc.bold(`After ${fixed.applied.map(it => it.title).join(', ')}:`));
  console.log(difference(source.text, fixed.text));
}

/** The lines that differ, between the first and the last of them. */
function difference(before: string, after: string): string {
  const a = before.split(/\r?\n/);
  const b = after.split(/\r?\n/);
  let head = 0;
  while (head < Math.min(a.length, b.length) && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return [
    ...a.slice(head, a.length - tail).map(it => pc.red(`- ${it}`)),
    ...b.slice(head, b.length - tail).map(it => pc.green(`+ ${it}`)),
  ].join('\n');
}

main(process.argv[2], process.argv[3]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
