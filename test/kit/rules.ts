import { globSync } from 'tinyglobby';
import type { AnyRule } from '../../server/src/rules/rule';

/** All rules, read off the folder, so that a rule is tested before it is registered. */
export async function allRules(): Promise<readonly AnyRule[]> {
  const files = globSync('*/*.ts', {
    cwd: new URL('../../server/src/rules/', import.meta.url).pathname,
    absolute: true,
  });
  const modules = await Promise.all(files.sort().map(file => import(file) as Promise<{ default?: AnyRule }>));
  return modules.flatMap(it => (it.default ? [it.default] : []));
}
