import { insert } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import {
  type Data,
  entry,
  isList,
  isTable,
  itemsOf,
  knownValue,
  type Table,
  textOf,
  type Value,
} from '../../base/value';
import { integer } from '../command/command';
import { literalOf, placeOf } from '../command/native';
import type { AccessEntry, AccessList } from './acl';
import type { Exposure } from './exposure';
import { portsOf, transportOf } from './ports';
import { onlyPrivate, privateAddresses, privateAt } from './private-addresses';
import { scopeOf } from './scope';

/** The keys of version 1 stand beside the type, those of version 2 under `Settings`. */
const singular = {
  1: { remoteaddress: 'RemoteAddresses', localaddress: 'LocalAddresses' },
  2: {
    remoteaddress: 'RemoteAddresses',
    localaddress: 'LocalAddresses',
    remoteport: 'RemotePorts',
    localport: 'LocalPorts',
    protocol: 'Protocols',
  },
} as const;

const narrowing = ['LocalPorts', 'LocalPort', 'RemotePorts', 'RemotePort', 'InternalPort', 'ServiceName'];

/**
 * The access lists in a value: the policies of one endpoint, each beside the others in one list, bare or as the `Value`
 * or `Rule` of a named argument (hcsshim: internal/hns/hnspolicy.go, hcn/hcnpolicy.go; Azure CNI `AdditionalArgs`).
 */
export function* accessLists(value: Value<Data>, notation: Notation): Iterable<Pick<AccessList, 'entries' | 'span'>> {
  const data = knownValue(value);
  if (isTable(data)) {
    const own = entryOf(data, notation, value.span);
    if (own) yield { entries: [own], span: value.span };
    else for (const it of data.entries) yield* accessLists(it.value, notation);
  } else if (isList(data)) {
    const policies = itemsOf(value).map(policyOf);
    const entries = policies.flatMap(it => (it && entryOf(it.table, notation, it.span)) ?? []);
    if (entries.length > 0) yield { entries, span: value.span };
    for (const [index, it] of itemsOf(value).entries()) if (!policies[index]) yield* accessLists(it, notation);
  }
}

type Notation = 'json' | 'powershell';

/**
 * The ports of an endpoint that are mapped to all addresses of the host: `PortMapping` of version 2, `NAT` of version 1
 * (hcsshim: hcn/hcnpolicy.go, internal/hns/hnspolicy.go).
 */
export function* portMappings(value: Value<Data>, where: Pick<Exposure, 'span' | 'place'>): Iterable<Exposure> {
  const data = knownValue(value);
  if (isList(data)) for (const it of data.items) yield* portMappings(it, where);
  if (!isTable(data)) return;
  const type = lower(data, 'Type');
  const own = settingsOf(data);
  const ports = portsOf(entry(own, 'InternalPort'));
  const address = lower(own, 'VIP') ?? lower(own, 'ExternalIP');
  if ((type === 'portmapping' || type === 'nat') && ports.length > 0 && entry(own, 'ExternalPort')) {
    const protocol = transportOf(lower(own, 'Protocol')) ?? 'any';
    const from = !address || address === '0.0.0.0' ? 'anyone' : 'unknown';
    yield { ...where, via: 'nat', protocol, ports, from, fixes: [] };
  }
  for (const it of data.entries) yield* portMappings(it.value, where);
}

/** The policy that an item of a list is or wraps. */
function policyOf(value: Value<Data>): { readonly table: Table; readonly span: Span } | undefined {
  const table = knownValue(value);
  if (!isTable(table)) return undefined;
  if (entryOf(table)) return { table, span: value.span };
  const wrapped = entry(table, 'Value') ?? entry(table, 'Rule');
  const inner = knownValue(wrapped);
  return wrapped && isTable(inner) && entryOf(inner) ? { table: inner, span: wrapped.span } : undefined;
}

const lower = (table: Table, key: string): string | undefined => textOf(entry(table, key))?.toLowerCase();

/** The settings of a policy: beside its type in version 1, under `Settings` in version 2. */
function settingsOf(policy: Table): Table {
  const settings = knownValue(entry(policy, 'Settings'));
  return isTable(settings) ? settings : policy;
}

/** The port that an inbound allow policy of a container endpoint opens: `{"Type": "ACL", "Action": "Allow", "Direction": "In"}`. */
export function endpointPolicyExposure(policy: Table, where: Pick<Exposure, 'span' | 'place'>): Exposure | undefined {
  const own = settingsOf(policy);
  if (lower(policy, 'Type') !== 'acl' || lower(own, 'Action') !== 'allow' || lower(own, 'Direction') !== 'in')
    return undefined;
  const written = entry(own, 'LocalPorts') ?? entry(own, 'LocalPort');
  const ports = textOf(written) === '0' ? [] : portsOf(written);
  if (ports.length === 0) return undefined;
  const remote = entry(own, 'RemoteAddresses');
  const isEmpty = textOf(remote)?.trim() === '';
  const scope = scopeOf(isEmpty ? undefined : remote);
  return {
    ...where,
    via: 'endpoint policy',
    protocol: transportOf(lower(own, 'Protocols') ?? lower(own, 'Protocol')) ?? 'any',
    ports,
    from: scope.from,
    ...(scope.span ? { fromSpan: scope.span } : {}),
    fixes: privateAt(isEmpty ? literalOf(remote) : scope.literal),
  };
}

function entryOf(table: Table, notation?: Notation, at?: Span): AccessEntry | undefined {
  const type = entry(table, 'Type');
  if (!type || lower(table, 'Type') !== 'acl') return undefined;
  const own = settingsOf(table);
  const isNested = own !== table;
  const start = isNested ? entry(table, 'Settings')?.span.start : at?.start;
  const action = lower(own, 'Action');
  const direction = lower(own, 'Direction');
  if ((action !== 'allow' && action !== 'block') || (direction !== 'in' && direction !== 'out')) return undefined;
  const remote = entry(own, 'RemoteAddresses');
  const isEmpty = !remote || (remote.known && textOf(remote)?.trim() === '');
  const scope = scopeOf(isEmpty ? undefined : remote);
  const protocol = entry(own, 'Protocols') ?? entry(own, 'Protocol');
  const written = [...narrowing.map(key => entry(own, key)), protocol].filter(it => it !== undefined);
  const names: Readonly<Record<string, string>> = singular[isNested ? 2 : 1];
  const priority = integer(entry(own, 'Priority'));
  const fix = scope.from === 'anyone' ? limit(remote, notation === 'json' ? start : undefined) : undefined;
  return {
    action,
    direction,
    from: scope.from,
    narrowed: written.some(it => !it.known || !/^(?:0|256|)$/.test(textOf(it)?.trim() ?? 'x')),
    ...(priority === undefined ? {} : { priority }),
    at: placeOf(entry(own, 'Action') ?? type),
    misspelt: own.entries.flatMap(({ key, keySpan }) => {
      const meant = lookUp(names, key.toLowerCase());
      return meant && !entry(own, meant) ? [{ key, meant, span: bare(key, keySpan) }] : [];
    }),
    ...(fix ? { fix } : {}),
  };
}

/** A key without the quotes around it. */
const bare = (key: string, { start, end }: Span): Span =>
  end - start === key.length + 2 ? { start: start + 1, end: end - 1 } : { start, end };

/** Private addresses, in place of those that mean anyone, or as a key of their own at `brace` of a JSON object. */
function limit(remote: Value<Data> | undefined, brace: number | undefined): AccessEntry['fix'] {
  if (remote) return privateAt(scopeOf(remote).literal ?? literalOf(remote))[0];
  return brace === undefined ? undefined : onlyPrivate(insert(brace + 1, `"RemoteAddresses": "${privateAddresses}", `));
}
