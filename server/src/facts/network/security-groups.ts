import type { Span } from '../../base/span';
import { type Data, entry, isList, isTable, type Table, textOf, type Value } from '../../base/value';
import type { Unresolved } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { groupExposures, type SecurityRule, securityRule, unresolvedRule } from './security-rule';

/** The rules of all network security groups that a file describes, found by their shape wherever they stand. */
export class SecurityGroups {
  private readonly named = new Map<string, SecurityRule[]>();
  private readonly unnamed: SecurityRule[][] = [];

  constructor(
    private readonly place: Place,
    private readonly text: string,
  ) {}

  /** Rules of which it cannot be known what they let in. */
  private readonly unresolved: Unresolved[] = [];

  /** Collects what is in a value. @param group the name of the group that its own rules are of */
  collect(value: Value<Data>, group?: string): void {
    this.walk(value, group === undefined ? undefined : this.group(group));
  }

  /** Adds a rule to the group of that name. */
  rule(table: Table, span: Span, group: string): void {
    this.add(table, span, this.group(group));
  }

  /** States what the groups let in, in the order in which they were met. */
  state(emit: Emit): void {
    for (const rules of [...this.unnamed, ...this.named.values()]) {
      for (const it of groupExposures(rules)) emit('network.exposure', it);
    }
    for (const it of this.unresolved) emit('unresolved', it);
  }

  private group(name: string): SecurityRule[] {
    const found = this.named.get(name) ?? [];
    this.named.set(name, found);
    return found;
  }

  private fresh(): SecurityRule[] {
    const rules: SecurityRule[] = [];
    this.unnamed.push(rules);
    return rules;
  }

  private add(table: Table, span: Span, group: SecurityRule[] | undefined): void {
    const where = { span, place: this.place };
    const rule = securityRule(table, where, this.text);
    if (rule) (group ?? this.fresh()).push(rule);
    const unresolved = rule ? undefined : unresolvedRule(table, where);
    if (unresolved) this.unresolved.push(unresolved);
  }

  private walk(value: Value<Data>, group: SecurityRule[] | undefined): void {
    if (!value.known) return;
    if (isList(value.value)) {
      const own = this.fresh();
      for (const it of value.value.items) this.walk(it, own);
    } else if (isTable(value.value)) this.table(value.value, value.span, group);
  }

  private table(table: Table, span: Span, group: SecurityRule[] | undefined): void {
    this.add(table, span, group);
    const own = childOf(table);
    const isTemplate = entry(table, 'contentVersion') !== undefined;
    for (const { key, value } of table.entries) {
      // What these name is met where it is used.
      if (isTemplate && /^(?:parameters|variables|outputs)$/i.test(key)) continue;
      const inherited = key.toLowerCase() === 'properties' ? (own === undefined ? group : this.group(own)) : undefined;
      this.walk(value, inherited);
    }
  }
}

/** The group of a rule that is a resource of its own: `{"type": ".../securityRules", "name": "group/rule"}`. */
function childOf(table: Table): string | undefined {
  if (!/networkSecurityGroups\/securityRules(?:@|$)/i.test(textOf(entry(table, 'type')) ?? '')) return undefined;
  const name = entry(table, 'name');
  const text = textOf(name);
  if (text !== undefined) return text.split('/')[0];
  return name && !name.known ? (name.prefix ?? name.text) : '';
}
