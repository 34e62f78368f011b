import type { Command } from '../command/command';
import { pairOf } from '../command/native';
import { netshCommand } from '../command/netsh';
import { legacy, relay } from './netsh-legacy';
import { netshProfile } from './netsh-profile';
import { netshRule } from './netsh-rule';
import type { FirewallStatement } from './statement';

/** What a netsh command does (windowsserverdocs: netsh-advfirewall.md). */
export function netshStatements(given: Command): readonly FirewallStatement[] {
  const netsh = netshCommand(given);
  if (!netsh) return [];
  const { command, words } = netsh;
  if (words[0] === 'advfirewall') return advanced(command, words);
  if (words[0] === 'firewall') return legacy(command, words);
  return words[0] === 'interface' && words[1] === 'portproxy' ? relay(command, words) : [];
}

function advanced(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  const base = { span: command.span, place: command.place, command: 'netsh advfirewall', at: command.nameSpan };
  if (words[1] === 'reset') return [{ kind: 'reset', fact: { ...base, what: 'puts the shipped rules back' } }];
  if (words[1] === 'set') return netshProfile(command, words);
  if (words[1] !== 'firewall' || words[3] !== 'rule') return [];
  const split = words.indexOf('new');
  const all = command.args.slice(4, split < 0 ? undefined : split).flatMap(it => pairOf(it) ?? []);
  const written = split < 0 ? [] : command.args.slice(split + 1).flatMap(it => pairOf(it) ?? []);
  if (words[2] === 'add') return [{ kind: 'rule', fact: netshRule(command, 'add', all, all) }];
  if (words[2] === 'set') return [{ kind: 'rule', fact: netshRule(command, 'change', all, written) }];
  if (words[2] !== 'delete') return [];
  const everything = all.every(it => it.key === 'name' && it.value.known && it.value.value.toLowerCase() === 'all');
  if (everything && all.length > 0) return [{ kind: 'reset', fact: { ...base, what: 'removes every rule' } }];
  return [{ kind: 'rule', fact: netshRule(command, 'remove', all, []) }];
}
