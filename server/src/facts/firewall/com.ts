import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, known, textOf, type Value } from '../../base/value';
import { integer, truth } from '../command/command';
import { literalOf, placeOf } from '../command/native';
import type { MemberAssignment, ScriptEvent } from '../command/script';
import { portsOf } from '../network/ports';
import { type Scope, scopeOf } from '../network/scope';
import { profileRepairs } from './repair';
import type { FirewallProfile, FirewallRule } from './rule';
import type { FirewallStatement } from './statement';

const property = /^COM:HNetCfg\.FWRule\.(\w+)$/i;
const protocols: Readonly<Record<number, FirewallRule['protocol']>> = { 6: 'tcp', 17: 'udp', 256: 'any' };
/** `*` and nothing, which mean all. */
const isAll = (value: Value<Data> | undefined): boolean => !value || /^(?:\*|all|)$/i.test(textOf(value) ?? 'some');

/** Properties that leave only some traffic to a rule. */
const narrowing = ['applicationname', 'servicename', 'interfaces', 'interfacetypes', 'localaddresses', 'remoteports'];

/**
 * Reads rules that are made as COM objects, property by property, and added to `HNetCfg.FwPolicy2` (Win32: INetFwRule).
 * Events must come in the order of the script.
 */
export function comReader(): (event: ScriptEvent) => readonly FirewallStatement[] {
  let given = new Map<string, MemberAssignment>();
  return event => {
    if (event.kind === 'assignment') {
      const name = property.exec(event.target)?.[1]?.toLowerCase();
      if (name !== undefined) given.set(name, event);
      return profileOf(event);
    }
    if (event.kind !== 'invocation' || !/^COM:HNetCfg\.FwPolicy2\.Rules$/i.test(event.type)) return [];
    if (!/^add$/i.test(event.method) || given.size === 0) return [];
    const rule = ruleOf(event, name => given.get(name)?.value, given.get('localports')?.valueSpan ?? event.methodSpan);
    given = new Map();
    return [{ kind: 'rule', fact: rule }];
  };
}

const managed = /^COM:HNetCfg\.FwMgr\.LocalPolicy\.CurrentProfile\.FirewallEnabled$/i;
const ofProfile = /^COM:HNetCfg\.FwPolicy2\.(FirewallEnabled|DefaultInboundAction)\((\d+)\)$/i;

/** Profiles as `HNetCfg.FwPolicy2` counts them. */
const profileBits: Readonly<Record<number, string>> = { 1: 'domain', 2: 'private', 4: 'public' };

/** The profiles of a sum of these bits. */
function profilesOf(bits: number): readonly string[] {
  const found = Object.entries(profileBits).flatMap(([bit, name]) => (bits & Number(bit) ? [name] : []));
  return found.length === 3 ? ['all'] : found;
}

/**
 * `$manager.LocalPolicy.CurrentProfile.FirewallEnabled = $false` (Win32: INetFwProfile), `$policy.FirewallEnabled(1) = $false`
 * and `$policy.DefaultInboundAction(1) = 1` (Win32: INetFwPolicy2).
 */
function profileOf(event: MemberAssignment): readonly FirewallStatement[] {
  const match = ofProfile.exec(event.target);
  if (!match && !managed.test(event.target)) return [];
  const profiles = match ? profilesOf(Number(match[2])) : ['all'];
  if (profiles.length === 0) return [];
  if (match && /^Default/i.test(match[1]!)) return inboundOf(event, profiles);
  const on = truth(event.value);
  if (on === undefined) return [];
  const { span, place, value } = event;
  const literal = literalOf(value);
  const good = value.known && typeof value.value === 'number' ? '1' : '$true';
  const mend = literal && { title: 'Switch the firewall on', edit: replace(literal, good) };
  const fact: FirewallProfile = {
    span,
    place,
    what: 'state',
    value: on ? 'on' : 'off',
    written: value.known && typeof value.value === 'boolean' ? `$${value.value}` : (textOf(value) ?? ''),
    profiles,
    at: placeOf(value),
    ...(mend ? { mend } : {}),
    repairs: profileRepairs(place, profiles, 'Enabled', 'True'),
  };
  return [{ kind: 'profile', fact }];
}

/** What is done with traffic that no rule is about: 0 blocks, 1 allows. */
function inboundOf(
  { span, place, value }: MemberAssignment,
  profiles: readonly string[],
): readonly FirewallStatement[] {
  const action = integer(value);
  if (action !== 0 && action !== 1) return [];
  const literal = literalOf(value);
  const fact: FirewallProfile = {
    span,
    place,
    what: 'inbound',
    value: action === 0 ? 'block' : 'allow',
    written: textOf(value) ?? '',
    profiles,
    at: placeOf(value),
    ...(literal ? { mend: { title: 'Block what no rule allows', edit: replace(literal, '0') } } : {}),
    repairs: profileRepairs(place, profiles, 'DefaultInboundAction', 'Block'),
  };
  return [{ kind: 'profile', fact }];
}

/** The profiles that let the machine be reached by strangers: 4 is the public one, among all of them (2147483647) too. */
function scopeFor(addresses: Value<Data> | undefined, profiles: Value<Data> | undefined): Scope {
  const scope = scopeOf(addresses);
  const inside = profiles && integer(profiles);
  return scope.from === 'anyone' && (inside === 1 || inside === 2 || inside === 3) ? { from: 'limited' } : scope;
}

function ruleOf(event: ScriptEvent, get: (name: string) => Value<Data> | undefined, at: Span): FirewallRule {
  const name = get('name');
  const text = textOf(name);
  const ports = get('localports');
  const direction = get('direction');
  return {
    span: event.span,
    place: event.place,
    verb: 'add',
    command: 'HNetCfg.FWRule',
    at,
    names: name && text !== undefined ? [{ text: text.toLowerCase(), span: name.span, by: 'DisplayName' }] : [],
    ...(integer(direction) === 2
      ? { direction: 'out' }
      : !direction || integer(direction) === 1
        ? { direction: 'in' }
        : {}),
    ...(integer(get('action') ?? known(1, at)) === 1 ? { action: 'allow' } : { action: 'block' }),
    enabled: truth(get('enabled')) ?? false,
    ...(ports && !isAll(ports) ? { ports: portsOf(ports) } : {}),
    protocol: protocols[integer(get('protocol') ?? known(256, at)) ?? -1] ?? 'other',
    narrowed: narrowing.some(key => !isAll(get(key))),
    scope: scopeFor(get('remoteaddresses'), get('profiles')),
    options: [],
    undone: false,
    fixes: [],
  };
}
