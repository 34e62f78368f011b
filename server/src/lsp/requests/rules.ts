import { catalog } from '../../engine/all';
import { rulePage } from '../../report/rule-page';
import type { ExplainParams, RuleSummary } from '../protocol';

/** Every rule, by name. */
export const rules = (): RuleSummary[] => catalog.rules.map(({ name, title, severity }) => ({ name, title, severity }));

/** The page of a rule, in Markdown. */
export function explainRule({ rule: name }: ExplainParams): string | null {
  const rule = catalog.find(catalog.newName(name) ?? name);
  return rule ? rulePage(rule) : null;
}
