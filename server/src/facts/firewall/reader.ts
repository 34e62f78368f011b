import { type Command, is } from '../command/command';
import { concern } from '../command/concern';
import type { Script, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import { follows } from '../fact';
import type { Emit } from '../facts';
import { cmdletStatements } from './cmdlets';
import { comReader } from './com';
import { exposuresOf } from './exposure';
import { type KnownRule, knownRule, leftOpen } from './known';
import { netshStatements } from './netsh';
import { otherSettings } from './others';
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
    if (!isOurs(event)) continue;
    const found = [...cmdletStatements(event), ...netshStatements(event)];
    if (found.some(it => it.kind !== 'exposure')) uses.push(event);
    const others = found.length === 0 || is(event, 'Set-NetFirewallProfile') ? otherSettings(event) : [];
    for (const setting of others) emit('setting', setting);
    if (others.length === 0 || !is(event, 'netsh')) emitUnresolved(emit, event, 'firewall.rule', decidingOf(event));
    statements.push(...found);
  }
  const takers = takersOf(statements);
  statements.forEach((statement, index) => {
    if (statement.kind === 'rule') {
      const { undone, closed } = takenBack(takers(statement.fact), index, statement.fact);
      emit('firewall.rule', { ...statement.fact, undone });
      if (!undone) for (const exposure of exposuresOf(statement.fact, closed)) emit('network.exposure', exposure);
    } else if (statement.kind === 'profile') {
      const { span, place } = statement.fact;
      if (!isReplaced(statements, index, statement.fact)) emit('firewall.profile', statement.fact);
      else emit('superseded', { span, place, what: 'firewall.profile' });
    } else if (statement.kind === 'reset') emit('firewall.reset', statement.fact);
    else emit('network.exposure', statement.fact);
  });
  const [first] = uses;
  if (first) {
    const { span, place, nameSpan: at } = first;
    const command = first.called ?? first.name;
    emit('firewall.use', { span, place, command, at, count: uses.length });
  }
};

const isOurs = concern(cmdletStatements, netshStatements, otherSettings, decidingOf);

/** A statement that may take rules back, with its place among all. */
interface Taker {
  readonly at: number;
  readonly rule: FirewallRule;
}

/** The statements that may take a rule back, which are few in scripts of many rules. */
function takersOf(statements: readonly FirewallStatement[]): (rule: FirewallRule) => readonly Taker[] {
  const all: Taker[] = [];
  const wide: Taker[] = [];
  const byName = new Map<string, Taker[]>();
  statements.forEach(({ kind, fact }, at) => {
    if (kind !== 'rule' || !(narrows(fact) || blocks(fact) || ends(fact))) return;
    const taker = { at, rule: fact };
    all.push(taker);
    if (fact.names.some(it => it.text.includes('*'))) wide.push(taker);
    for (const { text } of fact.names) {
      const same = byName.get(text);
      if (same) same.push(taker);
      else byName.set(text, [taker]);
    }
  });
  return ({ names }) =>
    names.some(it => knownRule(it.text)) ? all : [...names.flatMap(it => byName.get(it.text) ?? []), ...wide];
}

/** Whether other statements that always run with it disable, remove, block or narrow the rule, or shipped parts of it. */
function takenBack(
  takers: readonly Taker[],
  index: number,
  rule: FirewallRule,
): { readonly undone: boolean; readonly closed: readonly KnownRule[] } {
  if (rule.verb === 'disable' || rule.verb === 'remove') return { undone: false, closed: [] };
  const closed: KnownRule[] = [];
  for (const { at, rule: other } of takers) {
    if (at === index || !isTakenBackBy(rule, other, at > index)) continue;
    if (rule.names.some(name => other.names.some(it => matches(name.text, it.text)))) {
      return { undone: true, closed: [] };
    }
    closed.push(...other.names.flatMap(it => knownRule(it.text) ?? []));
  }
  const shipped = rule.names.flatMap(it => knownRule(it.text) ?? []);
  const undone =
    closed.length > 0 && shipped.length > 0 && shipped.every(whole => leftOpen(whole, closed).length === 0);
  return { undone, closed };
}

/** Whether a statement lets fewer in by rules that stay. Addresses that cannot be known do: nobody writes those of everyone so. */
const narrows = ({ verb, scope }: FirewallRule): boolean =>
  (verb === 'change' && (scope?.from === 'limited' || scope?.from === 'unknown')) || scope?.from === 'loopback';

const blocks = ({ verb, action }: FirewallRule): boolean => verb === 'change' && action === 'block';

const ends = ({ verb, enabled }: FirewallRule): boolean => verb === 'disable' || verb === 'remove' || enabled === false;

/** Whether `other` keeps rules of its names from letting anyone in. */
function isTakenBackBy(rule: FirewallRule, other: FirewallRule, isLater: boolean): boolean {
  const certain = isLater ? follows(other.place, rule.place) : follows(rule.place, other.place);
  if (!certain || (rule.store ?? '') !== (other.store ?? '')) return false;
  if (narrows(other) && other.enabled !== false) return isLater || rule.verb === 'enable' || !rule.scope;
  if (blocks(other) && rule.verb !== 'add') return rule.action !== 'allow' || isLater;
  return isLater && ends(other);
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
