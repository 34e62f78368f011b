import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The files of the repository, generated and binary ones included, as git knows them. */
export const tracked = (): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
    .split('\0')
    .filter(file => file !== '' && existsSync(root + file));

export const textOf = (file: string): string => readFileSync(root + file, 'utf8');

/** What a module imports: each specifier with whether it is for types only. */
export function importsOf(text: string): readonly { readonly from: string; readonly types: boolean }[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const found: { from: string; types: boolean }[] = [];
  for (const it of code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm)) {
    found.push({ from: it[2]!, types: it[1] !== undefined });
  }
  for (const it of code.matchAll(/^\s*import\s*['"]([^'"]+)['"]|\b(?:import|require)\(\s*['"]([^'"]+)['"]/gm)) {
    found.push({ from: (it[1] ?? it[2])!, types: false });
  }
  return found;
}
