import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Known, known, textOf } from '../../base/value';
import { integer } from '../command/command';
import { piece, placeOf } from '../command/native';
import type { Fix } from '../fix';
import { isEveryPort, portsOf, type WrittenPorts } from '../network/ports';
import { type Scope, scopeOf } from '../network/scope';
import { sameName, under } from '../registry/key';
import { firewallPolicy, policies } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import { protocolOf } from './cmdlets';
import type { FirewallProfile, FirewallRule, ProfileSwitch } from './rule';

const policy = `${policies}\\WindowsFirewall`;

const profileKeys: Readonly<Record<string, string>> = {
  domainprofile: 'domain',
  privateprofile: 'private',
  standardprofile: 'private',
  publicprofile: 'public',
};

/** What is below the key of the firewall, of the policy and of the machine's own settings. */
const below = ({ key }: RegistryWrite): string | undefined => under(key, policy) ?? under(key, firewallPolicy);

interface ProfileValue {
  readonly what: ProfileSwitch;
  /** The number that protects. */
  readonly good: number;
  /** What the numbers 0 and 1 mean; absent where the number is an amount. */
  readonly means?: readonly [FirewallProfile['value'], FirewallProfile['value']];
}
const offOn = ['off', 'on'] as const;
const onOff = ['on', 'off'] as const;

/** Values of a profile (administrative template WindowsFirewall.admx; CIS benchmark for Windows Server, section 9). */
const profileValues: Readonly<Record<string, ProfileValue>> = {
  enablefirewall: { what: 'state', good: 1, means: offOn },
  defaultinboundaction: { what: 'inbound', good: 1, means: ['allow', 'block'] },
  allowlocalpolicymerge: { what: 'local rules', good: 0, means: offOn },
  allowlocalipsecpolicymerge: { what: 'local ipsec rules', good: 0, means: offOn },
  disableunicastresponsestomulticastbroadcast: { what: 'multicast answers', good: 1, means: onOff },
  'logging\\logdroppedpackets': { what: 'log of blocked', good: 1, means: offOn },
  'logging\\logsuccessfulconnections': { what: 'log of allowed', good: 1, means: offOn },
  'logging\\logfilesize': { what: 'log size', good: 16384 },
};

/** The default of a firewall profile that a registry write sets, in the policy or in the local settings. */
export function profileOfWrite(write: RegistryWrite): FirewallProfile | undefined {
  const path = below(write)?.split('\\') ?? [];
  const profile = lookUp(profileKeys, path[0]?.toLowerCase() ?? '');
  const entry = lookUp(profileValues, [...path.slice(1), write.name].join('\\').toLowerCase());
  const number = integer(write.data);
  if (!profile || !entry || number === undefined) return undefined;
  const { what, good, means } = entry;
  const value = means ? means[number] : number;
  if (value === undefined) return undefined;
  const edit = write.setTo?.(good);
  return {
    span: write.span,
    place: write.place,
    what,
    value,
    written: textOf(write.data) ?? `${number}`,
    profiles: [profile],
    at: placeOf(write.data),
    ...(edit ? { mend: { title: `Set ${write.name} to ${good}`, edit } } : {}),
    repairs:
      write.place.runs === 'build' || write.place.runs === 'start'
        ? []
        : [{ kind: 'registry', key: `HKLM\\${write.key}`, name: write.name, type: 'DWord', value: good }],
  };
}

/** The rule that a registry write makes: `FirewallRules`, where Windows keeps them, and the lists of Windows XP. */
export function ruleOfWrite(write: RegistryWrite): FirewallRule | undefined {
  const path = below(write);
  const { data } = write;
  if (path === undefined || !data.known || typeof data.value !== 'string') return undefined;
  const text = known(data.value, data.span, data.literal);
  if (sameName(path, 'FirewallRules') && /^v\d+\.\d+\|/i.test(data.value)) return ofFields(write, text);
  return /^(?:standard|domain)profile\\globallyopenports\\list$/i.test(path) ? ofList(write, text) : undefined;
}

const base = (write: RegistryWrite, name: string) => ({
  span: write.span,
  place: write.place,
  verb: 'add' as const,
  command: 'FirewallRules',
  at: placeOf(write.data),
  names: [{ text: name.toLowerCase(), span: write.keySpan, by: 'Name' as const }],
  options: [],
  undone: false,
});

/** `v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|Name=RDP|` (MS-GPFAS: 2.2.2.19, rule format). */
function ofFields(write: RegistryWrite, text: Known<string>): FirewallRule {
  const fields: { readonly key: string; readonly value: Known<string> }[] = [];
  let at = 0;
  for (const part of text.value.split('|')) {
    const split = part.indexOf('=');
    if (split > 0) {
      const key = part.slice(0, split).toLowerCase();
      fields.push({ key, value: piece(text, at + split + 1, at + part.length) });
    }
    at += part.length + 1;
  }
  const all = (pattern: RegExp) => fields.filter(it => pattern.test(it.key)).map(it => it.value);
  const one = (key: string) => fields.find(it => it.key === key)?.value;
  const lower = (key: string) => one(key)?.value.toLowerCase();
  const written = all(/^lport/).flatMap((it): readonly WrittenPorts[] => portsOf(it));
  const ports = written.some(it => isEveryPort(it.range)) || all(/^lport/).length === 0 ? undefined : written;
  const remote = all(/^ra[46]/);
  const inside = all(/^profile$/).length > 0 && all(/^profile$/).every(it => /^(?:domain|private)$/i.test(it.value));
  const open: Scope =
    remote.length === 0 ? { from: 'anyone' } : scopeOf(known({ kind: 'list', items: remote }, text.span));
  const guarded = inside || all(/^(?:rmauth|ruauth|security)/).length > 0;
  const scope: Scope = open.from === 'anyone' && guarded ? { from: 'limited' } : open;
  const action = lower('action');
  return {
    ...base(write, write.name),
    ...(lower('dir') === 'out' ? { direction: 'out' } : { direction: 'in' }),
    ...(action === 'block' ? { action: 'block' } : { action: 'allow' }),
    enabled: lower('active') !== 'false',
    ...(ports ? { ports } : {}),
    protocol: protocolOf(one('protocol')),
    narrowed: all(/^(?:app|svc|la[46]|if|rport)/).length > 0,
    scope,
    fixes: scope.from === 'anyone' && remote.length === 0 ? addressFix(text) : [],
  };
}

/** The local subnet, put at the end of the rule. */
function addressFix({ value, literal }: Known<string>): readonly Fix[] {
  if (!literal || literal.end - literal.start !== value.length || !value.endsWith('|')) return [];
  const edits = [replace({ start: literal.end, end: literal.end }, 'RA4=LocalSubnet|RA6=LocalSubnet|')];
  return [{ title: 'Let in only the local subnet', edits }];
}

/** `3389:TCP:*:Enabled:Remote Desktop` */
function ofList(write: RegistryWrite, text: Known<string>): FirewallRule | undefined {
  const match = /^(\d+):(tcp|udp):([^:]*):(enabled|disabled)(?::|$)/i.exec(text.value);
  if (!match) return undefined;
  const [, port, protocol, from, state] = match;
  const start = match[1]!.length + match[2]!.length + 2;
  const scope = scopeOf(piece(text, start, start + from!.length));
  const title = 'Let in only the local subnet';
  return {
    ...base(write, write.name),
    direction: 'in',
    action: 'allow',
    enabled: /^enabled$/i.test(state!),
    ports: portsOf(piece(text, 0, port!.length)),
    protocol: /^tcp$/i.test(protocol!) ? 'tcp' : 'udp',
    narrowed: false,
    scope,
    fixes: scope.literal ? [{ title, edits: [replace(scope.literal, 'LocalSubNet')] }] : [],
  };
}
