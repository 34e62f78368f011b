import { catalog } from '../engine/all';
import { rulePage } from '../report/rule-page';
import { UsageError, write } from './output';

/** Shows the page of a rule. */
export async function runExplain(name: string, _colour: boolean): Promise<number> {
  const rule = catalog.find(catalog.newName(name) ?? name);
  if (!rule) {
    const meant = catalog.suggestion(name);
    throw new UsageError(`there is no rule \`${name}\`${meant ? `; did you mean \`${meant}\`?` : ''}`);
  }
  await write(rulePage(rule));
  return 0;
}
