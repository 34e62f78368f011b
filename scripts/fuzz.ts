import { parseArgs } from 'node:util';
import { fuzz } from './lib/fuzz';
import { loadRules } from './lib/tree';

/** `npm run fuzz -- --seed 7 --runs 20000`: damaged files, read by everything. Exits 1 when one does what none may do. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string' } } });
  const seed = Number(values.seed ?? 1);
  const runs = Number(values.runs ?? 10_000);
  const accidents = await fuzz(await loadRules(), seed, runs);
  for (const { what, language, text } of accidents.slice(0, 5)) {
    console.log(`${language}: ${what}\n${JSON.stringify(text)}\n`);
  }
  console.log(`seed ${seed}: ${runs} files read, ${accidents.length} accidents`);
  process.exitCode = accidents.length > 0 ? 1 : 0;
}

void main();
