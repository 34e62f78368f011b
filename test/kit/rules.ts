import { createRequire } from 'node:module';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import type { AnyRule } from '../../server/src/rules/rule';

/** All rules, read off the folder, so that a rule is tested before it is registered. Run from the project's root. */
export function allRules(): readonly AnyRule[] {
  const load = createRequire(join(process.cwd(), 'package.json'));
  const files = globSync('server/src/rules/*/*.ts', { absolute: true }).sort();
  return files.flatMap(file => {
    const { default: rule } = load(file) as { default?: AnyRule };
    return rule ? [rule] : [];
  });
}
