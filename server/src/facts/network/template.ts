import { replace } from '../../base/edit';
import { type Data, entry, itemsOf, type Table, textOf, type Value } from '../../base/value';
import type { Fact } from '../fact';
import type { Exposure } from './exposure';
import { portsOf } from './ports';
import { scopeOf } from './scope';

const lower = (table: Table, key: string): string | undefined => textOf(entry(table, key))?.toLowerCase();

/** One or many: `sourceAddressPrefix`, `sourceAddressPrefixes`. The plural counts when it holds something. */
const oneOrMany = (table: Table, one: string, many: string): Value<Data> | undefined => {
  const list = entry(table, many);
  return list && itemsOf(list).length > 0 ? list : entry(table, one);
};

/** A security rule of an Azure network security group, in a template or as Azure lists it. */
export function securityRuleExposure(table: Table, where: Pick<Fact, 'span' | 'place'>): Exposure | undefined {
  const ports = portsOf(oneOrMany(table, 'destinationPortRange', 'destinationPortRanges'));
  if (lower(table, 'access') !== 'allow' || lower(table, 'direction') !== 'inbound' || ports.length === 0)
    return undefined;
  const protocol = lower(table, 'protocol') ?? '*';
  if (protocol !== '*' && protocol !== 'tcp' && protocol !== 'udp') return undefined;
  const groups = itemsOf(entry(table, 'sourceApplicationSecurityGroups'));
  const omitted = { from: groups.length > 0 ? ('limited' as const) : ('unknown' as const) };
  const scope = scopeOf(oneOrMany(table, 'sourceAddressPrefix', 'sourceAddressPrefixes'), omitted);
  return {
    ...where,
    via: 'nsg',
    protocol: protocol === '*' ? 'any' : protocol,
    ports,
    from: scope.from,
    ...(scope.span ? { fromSpan: scope.span } : {}),
    fixes: scope.literal
      ? [{ title: 'Let in only the virtual network', edits: [replace(scope.literal, 'VirtualNetwork')] }]
      : [],
  };
}

/**
 * An inbound allow policy of a container endpoint, `{"Type": "ACL", "Action": "Allow", "Direction": "In"}`, with its
 * settings beside the type (version 1) or under `Settings` (hcsshim: internal/hns/hnspolicy.go, hcn/hcnpolicy.go).
 */
export function endpointPolicyExposure(table: Table, where: Pick<Fact, 'span' | 'place'>): Exposure | undefined {
  if (lower(table, 'Type') !== 'acl') return undefined;
  const settings = entry(table, 'Settings');
  const own =
    settings?.known && typeof settings.value === 'object' && settings.value?.kind === 'table' ? settings.value : table;
  if (lower(own, 'Action') !== 'allow' || lower(own, 'Direction') !== 'in') return undefined;
  const written = entry(own, 'LocalPorts') ?? entry(own, 'LocalPort');
  const ports = portsOf(written);
  const text = textOf(written);
  if (!written || text === '' || text === '0') return undefined;
  const remote = entry(own, 'RemoteAddresses');
  const empty = remote !== undefined && textOf(remote)?.trim() === '';
  const scope = scopeOf(empty ? undefined : remote);
  const literal = empty && remote?.known ? remote.literal : scope.literal;
  const protocol = lower(own, 'Protocols') ?? lower(own, 'Protocol');
  if (ports.length === 0) return undefined;
  return {
    ...where,
    via: 'endpoint policy',
    protocol: protocol === '6' ? 'tcp' : protocol === '17' ? 'udp' : 'any',
    ports,
    from: scope.from,
    ...(scope.span ? { fromSpan: scope.span } : {}),
    fixes: literal ? [{ title: 'Let in only private addresses', edits: [replace(literal, '10.0.0.0/8')] }] : [],
  };
}
