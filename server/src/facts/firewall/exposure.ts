import type { Exposure } from '../network/exposure';
import { isGroup, type KnownRule, knownRule, leftOpen } from './known';
import { limitRepairs } from './repair';
import type { FirewallRule } from './rule';

/**
 * The ports that a rule lets in, once it is in force.
 * @param closed shipped rules that other statements of the script keep from letting anyone in
 */
export function exposuresOf(rule: FirewallRule, closed: readonly KnownRule[] = []): readonly Exposure[] {
  if (rule.direction === 'out' || rule.action === 'block' || rule.enabled === false) return [];
  const { span, place, fixes, scope } = rule;
  const repairs = limitRepairs(place, rule.names);
  const base = { span, place, fixes, ...(repairs.length > 0 ? { repairs } : {}) };
  const from = scope?.span ? { fromSpan: scope.span } : {};
  if (rule.verb === 'add') {
    if (rule.direction !== 'in' || rule.action !== 'allow' || !rule.enabled || !rule.ports?.length || !scope) return [];
    if (rule.protocol === 'other' || rule.protocol === 'unknown') return [];
    return [{ ...base, via: 'firewall rule', protocol: rule.protocol, ports: rule.ports, from: scope.from, ...from }];
  }
  const opens = rule.enabled === true || rule.action === 'allow' || scope?.from === 'anyone';
  if (!opens || (rule.verb !== 'enable' && rule.verb !== 'change')) return [];
  if (rule.ports && rule.ports.length > 0 && scope) {
    return [{ ...base, via: 'firewall rule', protocol: 'any', ports: rule.ports, from: scope.from, ...from }];
  }
  return rule.names.flatMap((name): Exposure[] => {
    const shipped = knownRule(name.text);
    // No shipped rule is called like its group.
    if (!shipped || (name.by === 'DisplayName' && isGroup(name.text))) return [];
    const span = scope?.span ?? name.span;
    const ports = leftOpen(shipped, closed).map(range => ({ range, span }));
    if (ports.length === 0) return [];
    const { protocol } = shipped;
    return [{ ...base, via: 'firewall group', protocol, ports, from: scope?.from ?? shipped.from, ...from }];
  });
}
