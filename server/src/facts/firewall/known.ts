import type { PortRange } from '../network/ports';
import { type Shipped, shippedGroups } from './known.data';

/** What a rule group or a rule that Windows ships lets in, once enabled. */
export interface KnownRule {
  /** The group: its English name, lower case. */
  readonly group: string;
  readonly ports: readonly PortRange[];
  readonly protocol: 'tcp' | 'udp' | 'any';
  /** As shipped; `limited` where the shipped rule admits the local subnet only. */
  readonly from: 'anyone' | 'limited';
  /** The ports that nobody reaches through the group once this rule lets nobody in. */
  readonly decides: readonly PortRange[];
}

const byName = new Map<string, KnownRule>();
/** The resource of a group by its English name, lower case. */
const resources = new Map<string, string>();
for (const { names, resource, rules } of shippedGroups) {
  const group = names[0]!;
  const ports = [...new Set(rules.flatMap(it => it.ports))];
  const [protocol, other] = new Set(rules.map(it => it.protocol));
  const whole = made(group, { names, ports, protocol: other ? 'any' : protocol! }, ports);
  for (const name of resource ? [...names, resource.toLowerCase()] : names) byName.set(name, whole);
  for (const name of resource ? names : []) resources.set(name, resource!);
  for (const rule of rules) for (const name of rule.names) byName.set(name, made(group, rule, decidedBy(rule, rules)));
}

/** UDP beside TCP at the same port opens nothing alone: Remote Desktop begins every session by TCP. */
function decidedBy({ ports, protocol, from }: Shipped, all: readonly Shipped[]): readonly number[] {
  if (from === 'limited') return [];
  return protocol === 'tcp' ? ports : ports.filter(it => !all.some(o => o.protocol === 'tcp' && o.ports.includes(it)));
}

function made(group: string, { ports, protocol, from }: Shipped, decides: readonly number[]): KnownRule {
  const ranges = (all: readonly number[]) => all.map(port => ({ from: port, to: port }));
  return { group, ports: ranges(ports), protocol, from: from ?? 'anyone', decides: ranges(decides) };
}

/** What the shipped group or rule of that name lets in; a trailing `*` stands for its group, a leading one for nothing. */
export function knownRule(name: string): KnownRule | undefined {
  const wanted = name.trim().toLowerCase().replace(/^\*+/, '');
  if (!wanted.endsWith('*')) return byName.get(wanted);
  const stem = wanted.slice(0, -1).trim().replace(/-$/, '');
  if (stem.length < 5) return undefined;
  const exact = byName.get(stem);
  if (exact) return exact;
  for (const [it, rule] of byName) if (it.startsWith(stem)) return rule;
  return undefined;
}

/** Whether that is what a group is called, and no pattern. */
export const isGroup = (name: string): boolean => resources.has(name.trim().toLowerCase());

/** `@FirewallAPI.dll,-28752` for `Remote Desktop`: the same group on Windows of any language. */
export const resourceOfGroup = (name: string): string | undefined => resources.get(name.trim().toLowerCase());

/** The ports of a shipped group or rule that others of its group, once they let nobody in, leave open. */
export const leftOpen = (whole: KnownRule, parts: readonly KnownRule[]): readonly PortRange[] =>
  whole.ports.filter(
    port => !parts.some(it => it.group === whole.group && it.decides.some(by => by.from === port.from)),
  );
