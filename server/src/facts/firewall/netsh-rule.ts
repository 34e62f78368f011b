import { insert, replace } from '../../base/edit';
import type { Command } from '../command/command';
import { endOf, literalOf, type Pair, placeOf } from '../command/native';
import type { Fix } from '../fix';
import { isEveryPort, portsOf } from '../network/ports';
import { anyone, isMixed, type Scope, scopeOf } from '../network/scope';
import { protocolOf } from './cmdlets';
import type { FirewallRule, RuleOption } from './rule';

/** @param chosen what names the rule @param written what it is set to */
export function netshRule(
  command: Command,
  verb: FirewallRule['verb'],
  chosen: readonly Pair[],
  written: readonly Pair[],
): FirewallRule {
  const adds = verb === 'add';
  const get = (key: string): Pair | undefined => written.find(it => it.key === key);
  const text = (key: string): string | undefined => {
    const value = get(key)?.value;
    return value?.known ? value.value.toLowerCase() : undefined;
  };
  const enable = text('enable') ?? (adds && !get('enable') ? 'yes' : undefined);
  const direction = text('dir') ?? (verb === 'change' ? textOfKey(chosen, 'dir') : undefined);
  const action = text('action');
  const profile = get('profile') ?? (adds ? undefined : chosen.find(it => it.key === 'profile'));
  const secure = ['rmtcomputergrp', 'rmtusrgrp', 'security'].some(key => get(key) && text(key) !== 'notrequired');
  const mixed = isMixed(
    get('remoteip')?.value,
    written.map(it => it.value),
  );
  const scope = mixed ? ({ from: 'unknown' } as const) : scopeFor(get('remoteip'), profile, adds, secure);
  const ports = portsFor(get('localport'), adds);
  return {
    span: command.span,
    place: command.place,
    verb,
    command: 'netsh advfirewall',
    at: command.nameSpan,
    names: chosen.flatMap(({ key, value }) =>
      (key === 'name' || key === 'group') && value.known ? [nameOf(key, value)] : [],
    ),
    ...(direction === 'in' || direction === 'out' ? { direction } : {}),
    ...(action === 'allow' || action === 'bypass' ? { action: 'allow' } : action === 'block' ? { action } : {}),
    ...(enable === 'yes' || enable === 'no' ? { enabled: enable === 'yes' } : {}),
    ...(ports ? { ports } : {}),
    protocol: protocolOf(get('protocol')?.value),
    narrowed: narrowing.some(key => get(key) && text(key) !== 'any'),
    ...(scope ? { scope } : {}),
    options: optionsOf(written),
    undone: false,
    fixes: fixesOf(command, verb, scope, chosen, written),
  };
}

/** Keys that leave only some traffic to a rule. */
const narrowing = ['program', 'service', 'localip', 'interfacetype', 'remoteport'];

function nameOf(key: string, value: Pair['value'] & { readonly known: true }): FirewallRule['names'][number] {
  const text = value.value.toLowerCase();
  const by = key === 'name' ? 'DisplayName' : text.startsWith('@') ? 'Group' : 'DisplayGroup';
  const literal = literalOf(value);
  return { text, span: placeOf(value), by, ...(literal ? { literal } : {}) };
}

const loose = [
  { key: 'edge', what: 'edge traversal', values: /^(?:yes|deferapp|deferuser)$/i, good: 'no' },
  { key: 'action', what: 'past block rules', values: /^bypass$/i, good: 'allow' },
] as const;

const optionsOf = (written: readonly Pair[]): readonly RuleOption[] =>
  loose.flatMap(({ key, what, values, good }): RuleOption[] => {
    const value = written.find(it => it.key === key)?.value;
    if (!value?.known || !values.test(value.value)) return [];
    const literal = literalOf(value);
    const fix = literal && { title: `Set ${key} to ${good}`, edits: [replace(literal, good)] };
    return [{ what, written: `${key}=${value.value}`, at: placeOf(value), ...(fix ? { fix } : {}) }];
  });

const textOfKey = (pairs: readonly Pair[], key: string): string | undefined => {
  const value = pairs.find(it => it.key === key)?.value;
  return value?.known ? value.value.toLowerCase() : undefined;
};

function scopeFor(
  remote: Pair | undefined,
  profile: Pair | undefined,
  adds: boolean,
  secure: boolean,
): Scope | undefined {
  const scope = remote ? scopeOf(remote.value) : anyone;
  const inside =
    profile?.value.known && profile.value.value.split(',').every(it => /^\s*(domain|private)\s*$/i.test(it));
  if (scope.from === 'anyone' && (inside || secure)) return { from: 'limited' };
  return remote || adds ? scope : undefined;
}

function portsFor(pair: Pair | undefined, adds: boolean): FirewallRule['ports'] | undefined {
  if (!pair) return adds ? undefined : [];
  const ports = portsOf(pair.value);
  return ports.some(it => isEveryPort(it.range)) ? undefined : ports;
}

function fixesOf(
  command: Command,
  verb: FirewallRule['verb'],
  scope: Scope | undefined,
  chosen: readonly Pair[],
  written: readonly Pair[],
): readonly Fix[] {
  const group = chosen.find(it => it.key === 'group');
  if (group) return ofGroup(command, group, written);
  const isLimited = written.some(it => it.key === 'remoteip');
  const end = verb === 'remove' ? undefined : endOf(command);
  const local = limit(scope, isLimited ? undefined : end);
  return verb === 'add' ? [...local, ...inDomain(written, end)] : local;
}

/** Holds a new rule to the network of the domain, where strangers are not. */
function inDomain(written: readonly Pair[], end: number | undefined): readonly Fix[] {
  const title = 'Let in only those on the network of the domain';
  const profile = written.find(it => it.key === 'profile');
  const literal = profile && literalOf(profile.value);
  if (literal) return [{ title, edits: [replace(literal, 'domain')] }];
  return profile || end === undefined ? [] : [{ title, edits: [insert(end, ' profile=domain')] }];
}

/** netsh can only enable and disable a group; the cmdlet can limit it. */
function ofGroup(command: Command, { value }: Pair, written: readonly Pair[]): readonly Fix[] {
  if (!value.known || written.some(it => it.key !== 'enable')) return [];
  const by = value.value.startsWith('@') ? 'Group' : 'DisplayGroup';
  const name = value.value.replaceAll("'", "''");
  const cmdlet = `Set-NetFirewallRule -${by} '${name}' -Enabled True -RemoteAddress LocalSubnet`;
  const inCmd = command.shell === 'cmd' && /^[\w .,()@-]+$/.test(value.value);
  if (command.shell !== 'powershell' && !inCmd) return [];
  const text = inCmd ? `powershell -NoProfile -Command "${cmdlet}"` : cmdlet;
  const edits = [replace({ start: command.nameSpan.start, end: endOf(command) }, text)];
  return [{ title: 'Let in only the local subnet', edits }];
}

/** Limits the source; `end` is where to add it when it is not written. */
function limit(scope: Scope | undefined, end: number | undefined): readonly Fix[] {
  const title = 'Let in only the local subnet';
  if (scope?.literal) return [{ title, edits: [replace(scope.literal, 'LocalSubnet')] }];
  return end === undefined ? [] : [{ title, edits: [insert(end, ' remoteip=LocalSubnet')] }];
}
