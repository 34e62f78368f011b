import { replace } from '../../base/edit';
import { entry, type Table, textOf } from '../../base/value';
import type { Fact } from '../fact';
import type { Exposure } from './exposure';
import { portsOf } from './ports';
import { scopeOf } from './scope';

const lower = (table: Table, key: string): string | undefined => textOf(entry(table, key))?.toLowerCase();

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
