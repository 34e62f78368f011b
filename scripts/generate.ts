/** Writes what is made of the rules: index, pages, schema, settings of the editor. `--check` only says what is stale. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { globSync } from 'tinyglobby';
import { generated } from './lib/generated';
import { root } from './lib/tree';

async function main(check: boolean): Promise<void> {
  const files = await generated();
  const changed: string[] = [];
  for (const [file, text] of files) {
    const path = root + file;
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    changed.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  for (const file of globSync('docs/rules/**/*.md', { cwd: root })) {
    if (files.has(file)) continue;
    changed.push(file);
    if (!check) rmSync(root + file);
  }
  if (changed.length === 0) console.log('Everything generated is fresh.');
  else console.log(`${check ? 'Stale' : 'Written'}: ${changed.join(', ')}`);
  if (changed.length > 0 && check) process.exitCode = 1;
}

void main(process.argv.includes('--check'));
