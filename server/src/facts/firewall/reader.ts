import type { Command } from '../command/command';
import type { Script, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import { follows } from '../fact';
import type { Emit } from '../facts';
import type { Exposure } from '../network/exposure';
import { cmdletStatements } from './cmdlets';
import { comReader } from './com';
import { knownRule } from './known';
import { netshStatements } from './netsh';
import type { FirewallProfile, FirewallRule } from './rule';
import type { FirewallStatement } from './statement';
import { decidingOf } from './unresolved';

/** Reads what a script does to Windows Firewall: rules, profiles, resets, and the ports that they expose. */
export const readFirewall: ScriptReader = (script: Script, emit: Emit) => {
  const statements: FirewallStatement[] = [];
  const uses: Command[] = [];
  const ofCom = comReader();
  for (const event of script.events) {
    if (event.kind !== 'command') {
      statements.push(...ofCom(event));
      continue;
    }
    const found = [...cmdletStatements(event), ...netshStatements(event)];
    if (found.some(it => it.kind !== 'exposure')) uses.push(event);
    emitUnresolved(emit, event, 'firewall.rule', decidingOf(event));
    statements.push(...found);
  }
  statements.forEach((statement, index) => {
    if (statement.kind === 'rule') {
      const undone = isUndone(statements, index, statement.fact);
      emit('firewall.rule', { ...statement.fact, undone });
      if (!undone) for (const exposure of exposuresOf(statement.fact)) emit('network.exposure', exposure);
    } else if (statement.kind === 'profile') {
      if (!isReplaced(statements, index, statement.fact)) emit('firewall.profile', statement.fact);
    } else if (statement.kind === 'reset') emit('firewall.reset', statement.fact);
    else emit('network.exposure', statement.fact);
  });
  const [first] = uses;
  if (first) {
    const { span, place, name: command, nameSpan: at } = first;
    emit('firewall.use', { span, place, command, at, count: uses.length });
  }
};

/** The ports that a rule lets in, once it is in force. */
function exposuresOf(rule: FirewallRule): readonly Exposure[] {
  if (rule.direction === 'out' || rule.action === 'block' || rule.enabled === false) return [];
  const base = { span: rule.span, place: rule.place, fixes: rule.fixes };
  const from = rule.scope?.span ? { fromSpan: rule.scope.span } : {};
  if (rule.verb === 'add') {
    if (rule.direction !== 'in' || rule.action !== 'allow' || !rule.enabled || !rule.ports?.length || !rule.scope)
      return [];
    if (rule.protocol === 'other' || rule.protocol === 'unknown') return [];
    return [
      { ...base, via: 'firewall rule', protocol: rule.protocol, ports: rule.ports, from: rule.scope.from, ...from },
    ];
  }
  const opens = rule.enabled === true || rule.action === 'allow' || rule.scope?.from === 'anyone';
  if (!opens || (rule.verb !== 'enable' && rule.verb !== 'change')) return [];
  if (rule.ports && rule.ports.length > 0 && rule.scope) {
    return [{ ...base, via: 'firewall rule', protocol: 'any', ports: rule.ports, from: rule.scope.from, ...from }];
  }
  return rule.names.flatMap(name => {
    const shipped = knownRule(name.text);
    if (!shipped) return [];
    const span = rule.scope?.span ?? name.span;
    const ports = shipped.ports.map(range => ({ range, span }));
    return [
      {
        ...base,
        via: 'firewall group' as const,
        protocol: shipped.protocol,
        ports,
        from: rule.scope?.from ?? shipped.from,
        ...from,
      },
    ];
  });
}

/** Whether another statement that always runs with it disables, removes, blocks or narrows the rule. */
function isUndone(statements: readonly FirewallStatement[], index: number, rule: FirewallRule): boolean {
  if (rule.verb === 'disable' || rule.verb === 'remove') return false;
  return statements.some((other, at) => {
    if (other.kind !== 'rule' || at === index) return false;
    const { fact } = other;
    const certain = at > index ? follows(fact.place, rule.place) : follows(rule.place, fact.place);
    if (!certain) return false;
    if (!rule.names.some(name => fact.names.some(it => matches(name.text, it.text) || isPart(it.text, name.text))))
      return false;
    const narrows = (fact.verb === 'change' && fact.scope?.from === 'limited') || fact.scope?.from === 'loopback';
    if (narrows && fact.enabled !== false) return at > index || rule.verb === 'enable' || !rule.scope;
    if (fact.verb === 'change' && fact.action === 'block' && rule.verb !== 'add')
      return rule.action !== 'allow' || at > index;
    return at > index && (fact.verb === 'disable' || fact.verb === 'remove' || fact.enabled === false);
  });
}

/** Whether a shipped rule decides about all the ports of a shipped group. */
function isPart(rule: string, group: string): boolean {
  const whole = knownRule(group)?.ports;
  const part = knownRule(rule)?.ports;
  return whole !== undefined && part !== undefined && whole.every(port => part.some(it => it.from === port.from));
}

/** Whether a name is one that a selector chooses; either may hold `*`. */
function matches(name: string, selector: string): boolean {
  if (name === selector) return true;
  if (!selector.includes('*') || /^\*+$/.test(selector)) return false;
  const parts = selector.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}

/** Whether a later statement that always follows sets the same default for the same profiles anew. */
function isReplaced(statements: readonly FirewallStatement[], index: number, profile: FirewallProfile): boolean {
  const last = statements.findLast(
    (other, at): other is FirewallStatement & { kind: 'profile' } =>
      at > index &&
      other.kind === 'profile' &&
      follows(other.fact.place, profile.place) &&
      other.fact.what === profile.what &&
      (other.fact.profiles.includes('all') || profile.profiles.every(it => other.fact.profiles.includes(it))),
  );
  return last !== undefined && last.fact.value !== profile.value;
}
