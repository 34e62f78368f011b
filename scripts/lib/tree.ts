import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import type { AnyRule } from '../../server/src/rules/rule';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The files of the rules, relative to `server/src/rules`, in order: `tls/legacy-protocol.ts`. */
export const ruleFiles = (): readonly string[] =>
  globSync('*/*.ts', { cwd: `${root}server/src/rules` })
    .filter(file => readFileSync(`${root}server/src/rules/${file}`, 'utf8').includes('export default defineRule('))
    .sort();

/** All rules, read off the folder. */
export async function loadRules(): Promise<readonly AnyRule[]> {
  const modules = await Promise.all(
    ruleFiles().map(file => import(`${root}server/src/rules/${file}`) as Promise<{ default: AnyRule }>),
  );
  return modules.map(it => it.default);
}
