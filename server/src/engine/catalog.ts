import { nearest } from '../base/nearest';
import type { AnyRule } from '../rules/rule';

/** The rules that there are, by name. */
export class Catalog {
  readonly rules: readonly AnyRule[];
  private readonly byName: ReadonlyMap<string, AnyRule>;

  /** @param renamed old names and the new ones */
  constructor(
    rules: readonly AnyRule[],
    private readonly renamed: Readonly<Record<string, string>> = {},
  ) {
    this.rules = [...rules].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.byName = new Map(this.rules.map(rule => [rule.name, rule]));
  }

  find(name: string): AnyRule | undefined {
    return this.byName.get(name);
  }

  /** The new name of a renamed rule. */
  newName(name: string): string | undefined {
    return Object.hasOwn(this.renamed, name) ? this.renamed[name] : undefined;
  }

  /** What a pattern stands for: `*`, `tls/*`, or one rule by its present or an old name. */
  matching(pattern: string): readonly AnyRule[] {
    if (pattern === '*') return this.rules;
    if (pattern.endsWith('/*')) return this.rules.filter(rule => rule.name.startsWith(pattern.slice(0, -1)));
    const rule = this.find(this.newName(pattern) ?? pattern);
    return rule ? [rule] : [];
  }

  /** The rule or family that was probably meant. A file may write the same name in a thousand comments. */
  suggestion(name: string): string | undefined {
    if (this.suggested?.name !== name) this.suggested = { name, meant: this.meant(name) };
    return this.suggested.meant;
  }

  private suggested: { readonly name: string; readonly meant: string | undefined } | undefined;

  private meant(name: string): string | undefined {
    const moved = this.newName(name);
    if (moved) return moved;
    const last = name.slice(name.lastIndexOf('/') + 1);
    const sameName = this.rules.find(rule => rule.name.endsWith(`/${last}`));
    if (sameName) return sameName.name;
    if (!name.includes('/')) {
      const meant = nearest(
        name,
        this.rules.map(rule => rule.name.slice(rule.name.indexOf('/') + 1)),
      );
      if (meant) return this.rules.find(rule => rule.name.endsWith(`/${meant}`))?.name;
    }
    const families = [...new Set(this.rules.map(rule => `${rule.name.split('/')[0]}/*`))];
    return nearest(name, [...this.rules.map(rule => rule.name), ...families]);
  }
}
