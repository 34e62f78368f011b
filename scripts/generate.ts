import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { root, ruleFiles } from './lib/tree';

/** Every generated file with its text. */
async function generated(): Promise<ReadonlyMap<string, string>> {
  return new Map([['server/src/rules/index.generated.ts', index()]]);
}

function index(): string {
  const files = ruleFiles().map(file => file.replace(/\.ts$/, ''));
  const name = (file: string): string => file.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
  return [
    '// Written by `npm run generate` from the files of this folder.',
    ...files.map(file => `import ${name(file)} from './${file}';`),
    "import type { AnyRule } from './rule';",
    '',
    'export const rules: readonly AnyRule[] = [',
    ...files.map(file => `  ${name(file)},`),
    '];',
    '',
  ].join('\n');
}

async function main(check: boolean): Promise<void> {
  const stale: string[] = [];
  for (const [file, text] of await generated()) {
    const path = root + file;
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  if (stale.length === 0) console.log('Everything generated is fresh.');
  else console.log(`${check ? 'Stale' : 'Written'}: ${stale.join(', ')}`);
  if (stale.length > 0 && check) process.exitCode = 1;
}

void main(process.argv.includes('--check'));
