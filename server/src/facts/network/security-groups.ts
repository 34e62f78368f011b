import type { Span } from '../../base/span';
import { type Data, entry, isList, isTable, type Table, textOf, type Value } from '../../base/value';
import type { Unresolved } from '../command/script';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { groupExposures, type SecurityRule, securityRule, unresolvedRule } from './security-rule';

/** So many values of one file are looked at; they may share their parts. */
const mostValues = 100_000;

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
  private readonly deferred: Value<Data>[] = [];
  private left = mostValues;
  /** Where the rules met so far stand, and their ports. */
  private readonly seen = new Set<number>();

  /** Collects what is in a value. @param group the name of the group that its own rules are of */
  collect(value: Value<Data>, group?: string): void {
    this.walk(value, group === undefined ? undefined : this.group(group));
  }

  /**
   * Collects what a name stands for: of what resources have used of it nothing more is said, the rest is for modules that
   * stand elsewhere.
   */
  collectLast(value: Value<Data>): void {
    this.deferred.push(value);
  }

  /** Adds a rule to the group of that name. */
  rule(table: Table, span: Span, group: string): void {
    this.add(table, span, this.group(group));
  }

  /** States what the groups let in, in the order in which they were met. */
  state(emit: Emit): void {
    const used = new Set(this.seen);
    for (const it of this.deferred) this.walk(it, undefined, used);
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

  /** @param used where those rules stand that are not to be told of again */
  private add(table: Table, span: Span, group: SecurityRule[] | undefined, used?: ReadonlySet<number>): void {
    const where = { span, place: this.place };
    const own = named(table);
    const rule = securityRule(own, where, this.text);
    const places = [span.start, ...(rule?.ports ?? []).map(it => it.span.start)];
    if (places.some(it => used?.has(it))) return;
    if (rule) {
      (group ?? this.fresh()).push(rule);
      for (const it of places) this.seen.add(it);
    }
    const unresolved = rule ? undefined : unresolvedRule(own, where);
    if (unresolved) this.unresolved.push(unresolved);
  }

  private walk(value: Value<Data>, group: SecurityRule[] | undefined, used?: ReadonlySet<number>): void {
    if (!value.known || this.left-- <= 0) return;
    if (isList(value.value)) {
      const own = this.fresh();
      for (const it of value.value.items) this.walk(it, own, used);
    } else if (isTable(value.value)) this.table(value.value, value.span, group, used);
  }

  private table(
    table: Table,
    span: Span,
    group: SecurityRule[] | undefined,
    used: ReadonlySet<number> | undefined,
  ): void {
    this.add(table, span, group, used);
    const own = childOf(table);
    const isTemplate = entry(table, 'contentVersion') !== undefined;
    for (const { key, value } of table.entries) {
      if (isTemplate && /^(?:parameters|variables)$/i.test(key)) this.collectLast(value);
      if (isTemplate && /^(?:parameters|variables|outputs)$/i.test(key)) continue;
      const inherited = key.toLowerCase() === 'properties' ? (own === undefined ? group : this.group(own)) : undefined;
      this.walk(value, inherited, used);
    }
  }
}

/** A rule of Terraform, `source_address_prefix`, with the names of Azure's templates. */
const named = (table: Table): Table =>
  table.entries.some(it => it.key.includes('_'))
    ? {
        kind: 'table',
        entries: table.entries.map(it => ({ ...it, key: renamed.get(it.key) ?? it.key.replaceAll('_', '') })),
      }
    : table;

const renamed: ReadonlyMap<string, string> = new Map([
  ['source_application_security_group_ids', 'sourceApplicationSecurityGroups'],
]);

/** The group of a rule that is a resource of its own: `{"type": ".../securityRules", "name": "group/rule"}`. */
function childOf(table: Table): string | undefined {
  if (!/networkSecurityGroups\/securityRules(?:@|$)/i.test(textOf(entry(table, 'type')) ?? '')) return undefined;
  const name = entry(table, 'name');
  const text = textOf(name);
  if (text !== undefined) return text.split('/')[0];
  return name && !name.known ? (name.prefix ?? name.text) : '';
}
