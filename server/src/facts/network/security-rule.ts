import { type Edit, remove, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, entry, itemsOf, type Known, type Table, textOf, type Value } from '../../base/value';
import { literalOf, placeOf } from '../command/native';
import type { Unresolved } from '../command/script';
import { type Fact, follows } from '../fact';
import type { Fix } from '../fix';
import type { Exposure } from './exposure';
import { isEveryPort, type PortRange, portsOf, type WrittenPorts } from './ports';
import { isEveryone, type Scope, scopeOf } from './scope';

/** A rule of a network security group, in whatever language it is written. Only what concerns inbound traffic is kept. */
export interface SecurityRule extends Fact {
  readonly access: 'allow' | 'deny';
  readonly protocol: Exposure['protocol'];
  readonly ports: readonly WrittenPorts[];
  readonly scope: Scope;
  /** Whether it is about all that the group protects, from whatever port. */
  readonly everywhere: boolean;
  /** The lower one is asked first; absent when it is not known. */
  readonly priority?: number;
  readonly fixes: readonly Fix[];
}

/** `tcp`, `udp`, `*`; `undefined` for protocols without ports. */
export const protocolOf = (text: string | undefined): Exposure['protocol'] | undefined => {
  const name = text?.toLowerCase();
  if (name === undefined || name === '*') return 'any';
  return name === 'tcp' || name === 'udp' ? name : undefined;
};

const lower = (table: Table, key: string): string | undefined => textOf(entry(table, key))?.toLowerCase();

/** One or many: `sourceAddressPrefix`, `sourceAddressPrefixes`. The plural counts when it holds something. */
const oneOrMany = (table: Table, one: string, many: string): Value<Data> | undefined => {
  const list = entry(table, many);
  return list && (!list.known || itemsOf(list).some(it => !it.known || it.value !== null)) ? list : entry(table, one);
};

/** A rule as a table of its properties, `sourceAddressPrefix` and so on (azure-docs: network-security-groups-overview.md). */
export function securityRule(table: Table, where: Fact, text: string): SecurityRule | undefined {
  const access = lower(table, 'access');
  const ports = portsOf(oneOrMany(table, 'destinationPortRange', 'destinationPortRanges'));
  const protocol = protocolOf(lower(table, 'protocol') ?? '*');
  if ((access !== 'allow' && access !== 'deny') || lower(table, 'direction') !== 'inbound') return undefined;
  const stated = entry(table, 'protocol');
  if (ports.length === 0 || !protocol || stated?.known === false) return undefined;
  const groups = itemsOf(entry(table, 'sourceApplicationSecurityGroups'));
  const source = oneOrMany(table, 'sourceAddressPrefix', 'sourceAddressPrefixes');
  const scope = scopeOf(source, { from: groups.length > 0 ? 'limited' : 'unknown' });
  const priority = Number(lower(table, 'priority') ?? Number.NaN);
  return {
    ...where,
    access,
    protocol,
    ports,
    scope,
    everywhere: isEverywhere(
      oneOrMany(table, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
      oneOrMany(table, 'sourcePortRange', 'sourcePortRanges'),
    ),
    ...(Number.isNaN(priority) ? {} : { priority }),
    fixes: sourceFixes(source, scope, text),
  };
}

/** Whether a rule is about every machine of the group and every port of the other side. */
export const isEverywhere = (destination: Value<Data> | undefined, from: Value<Data> | undefined): boolean =>
  itemsOf(destination).every(it => /^virtualnetwork$/i.test(textOf(it) ?? '') || isEveryone(textOf(it) ?? '')) &&
  itemsOf(from).every(it => isEveryone(textOf(it) ?? ''));

/** Why it cannot be known what a rule lets in, where it is one: something decisive of it comes from elsewhere. */
export function unresolvedRule(table: Table, where: Fact): Unresolved | undefined {
  const ports = oneOrMany(table, 'destinationPortRange', 'destinationPortRanges');
  const [access, direction] = [entry(table, 'access'), entry(table, 'direction')];
  if (!access || !direction || !ports) return undefined;
  const isOther = lower(table, 'access') === 'deny' || lower(table, 'direction') === 'outbound';
  const open = [access, direction, entry(table, 'protocol'), ...itemsOf(ports)].find(it => it?.known === false);
  return open && !open.known && !isOther ? { ...where, what: 'network.exposure', why: open.why } : undefined;
}

/** Replaces the one source that means anyone, or takes it out of the others. */
export function sourceFixes(source: Value<Data> | undefined, scope: Scope, text: string): readonly Fix[] {
  if (scope.literal) {
    return [{ title: 'Let in only the virtual network', edits: [replace(scope.literal, 'VirtualNetwork')] }];
  }
  const items = itemsOf(source);
  const open = items.filter(it => isEveryone(textOf(it) ?? ''));
  if (open.length === 0 || open.length === items.length) return [];
  const edits = open.map(it => withoutItem(items, it as Known<Data>, text));
  const title = `Remove ${open.map(textOf).join(' and ')}`;
  return edits.every(it => it) ? [{ title, edits: edits as Edit[] }] : [];
}

/** Takes an item out of a list that is written as one, with the white space and comma before it, or after the first. */
function withoutItem(items: readonly Value<Data>[], item: Known<Data>, text: string): Edit | undefined {
  const quotes = (it: Value<Data>): Span | undefined => {
    const literal = literalOf(it);
    return literal && /["']/.test(text[literal.start - 1] ?? '')
      ? { start: literal.start - 1, end: literal.end + 1 }
      : undefined;
  };
  const own = quotes(item);
  const index = items.indexOf(item);
  const before = items[index - 1] && placeOf(items[index - 1]!);
  const after = items[index + 1] && placeOf(items[index + 1]!);
  if (!own) return undefined;
  const gap = (from: number, to: number): boolean => from <= to && /^["']?[\s,]*["']?$/.test(text.slice(from, to));
  if (before && gap(before.end, own.start)) {
    const closing = /["']/.test(text[before.end] ?? '') ? 1 : 0;
    return remove({ start: before.end + closing, end: own.end });
  }
  if (after && gap(own.end, after.start)) {
    const opening = /["']/.test(text[after.start - 1] ?? '') ? 1 : 0;
    return remove({ start: own.start, end: after.start - opening });
  }
  return undefined;
}

/** What the rules of one group let in: a rule that denies anyone takes back what those behind it allow. */
export function groupExposures(rules: readonly SecurityRule[]): readonly Exposure[] {
  const denials = rules.filter(
    it => it.access === 'deny' && it.scope.from === 'anyone' && it.everywhere && it.priority !== undefined,
  );
  return rules.flatMap((rule): readonly Exposure[] => {
    if (rule.access === 'deny') return [];
    const { span, place, protocol, scope, fixes, priority } = rule;
    const before = denials.filter(
      it =>
        priority !== undefined &&
        it.priority! < priority &&
        (it.protocol === 'any' || it.protocol === protocol) &&
        follows(it.place, place),
    );
    const closed = before.flatMap(it => it.ports.map(port => port.range));
    const ports = rule.ports.flatMap(port => open(port, closed));
    if (ports.length === 0) return [];
    const from = scope.span ? { fromSpan: scope.span } : {};
    return [{ span, place, via: 'nsg', protocol, ports, from: scope.from, ...from, fixes }];
  });
}

/** What is left of a range. One of all ports stays what it is unless all of it is closed. */
function open(port: WrittenPorts, closed: readonly PortRange[]): readonly WrittenPorts[] {
  let left: readonly PortRange[] = [port.range];
  for (const { from, to } of closed) {
    left = left.flatMap(it =>
      [
        { from: it.from, to: Math.min(it.to, from - 1) },
        { from: Math.max(it.from, to + 1), to: it.to },
      ].filter(part => part.from <= part.to),
    );
  }
  if (left.length > 0 && isEveryPort(port.range)) return [port];
  return left.map(range => ({ ...port, range }));
}
