import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import type { Known } from '../../base/value';
import type { Argument, Command } from '../command/command';
import { literalOf, placeOf, unquoted, wordOf } from '../command/native';
import { profileRepairs } from './repair';
import type { FirewallProfile, ProfileSwitch } from './rule';
import type { FirewallStatement } from './statement';

const profiles: Readonly<Record<string, string>> = {
  allprofiles: 'all',
  currentprofile: 'all',
  domainprofile: 'domain',
  privateprofile: 'private',
  publicprofile: 'public',
};

/** A switch of a profile: the words that lead to it, and the parameter of `Set-NetFirewallProfile` that is the same. */
interface Switch {
  readonly path: readonly [string, string?];
  readonly what: ProfileSwitch;
  readonly name: string;
  /** As netsh and as the cmdlet write what protects. */
  readonly good: string;
  readonly setTo: string | number;
}

const off = { good: 'disable', setTo: 'False' } as const;
const on = { good: 'enable', setTo: 'True' } as const;

/** windowsserverdocs: netsh-advfirewall.md, `set allprofiles`. */
const switches: readonly Switch[] = [
  { path: ['state'], what: 'state', name: 'Enabled', good: 'on', setTo: 'True' },
  { path: ['firewallpolicy'], what: 'inbound', name: 'DefaultInboundAction', good: 'blockinbound', setTo: 'Block' },
  { path: ['logging', 'droppedconnections'], what: 'log of blocked', name: 'LogBlocked', ...on },
  { path: ['logging', 'allowedconnections'], what: 'log of allowed', name: 'LogAllowed', ...on },
  { path: ['logging', 'maxfilesize'], what: 'log size', name: 'LogMaxSizeKilobytes', good: '16384', setTo: 16384 },
  { path: ['settings', 'localfirewallrules'], what: 'local rules', name: 'AllowLocalFirewallRules', ...off },
  { path: ['settings', 'localconsecrules'], what: 'local ipsec rules', name: 'AllowLocalIPsecRules', ...off },
  {
    path: ['settings', 'unicastresponsetomulticast'],
    what: 'multicast answers',
    name: 'AllowUnicastResponseToMulticast',
    ...off,
  },
];

/** `netsh advfirewall set allprofiles state off` and the other settings of profiles. */
export function netshProfile(command: Command, words: readonly string[]): readonly FirewallStatement[] {
  const profile = lookUp(profiles, words[2] ?? '');
  if (!profile) return [];
  const { span, place } = command;
  if (words[3] === 'settings' && words[4] === 'remotemanagement')
    return words[5] === 'enable' ? [remoteManagement(command, command.args[4]!)] : [];
  const found = switches.find(({ path: [first, second] }) => words[3] === first && (!second || words[4] === second));
  const argument = found && command.args[found.path[1] ? 5 : 4];
  const word = argument && wordOf(argument);
  if (!found || !word?.known) return [];
  const { what, name, good, setTo } = found;
  const literal = literalOf(word);
  const part = what === 'inbound' && literal ? firstOf(word, literal) : literal;
  const value = meaning(what, unquoted(word.value).toLowerCase());
  if (value === undefined) return [];
  const mend = part && { title: `Set ${found.path.at(-1)} to ${good}`, edit: replace(part, good) };
  const fact: FirewallProfile = {
    span,
    place,
    profiles: [profile],
    what,
    value,
    written: unquoted(word.value),
    at: part && what === 'inbound' ? part : placeOf(word),
    ...(mend ? { mend } : {}),
    repairs: profileRepairs(place, [profile], name, setTo),
  };
  return [{ kind: 'profile', fact }];
}

/** Of `allowinbound,allowoutbound` what is about inbound connections. */
function firstOf(word: Known<string>, literal: Span): Span {
  const [first] = word.value.split(',');
  return { start: literal.start, end: literal.start + first!.trimEnd().length };
}

function meaning(what: ProfileSwitch, text: string): FirewallProfile['value'] | undefined {
  if (what === 'log size') return /^\d+$/.test(text) ? Number(text) : undefined;
  if (what === 'inbound') {
    if (text.startsWith('allowinbound')) return 'allow';
    return text.startsWith('blockinbound') ? 'block' : undefined;
  }
  if (text === 'on' || text === 'enable' || text === 'yes') return 'on';
  return text === 'off' || text === 'disable' || text === 'no' ? 'off' : undefined;
}

/** The firewall itself is administered from elsewhere, through RPC. */
function remoteManagement(command: Command, { span: at }: Argument): FirewallStatement {
  const ports = [{ range: { from: 135, to: 135 }, span: at }];
  const { span, place } = command;
  return {
    kind: 'exposure',
    fact: { span, place, via: 'firewall group', protocol: 'tcp', ports, from: 'anyone', fixes: [] },
  };
}
