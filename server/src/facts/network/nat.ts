import { insert } from '../../base/edit';
import type { Span } from '../../base/span';
import { argumentOf, type Command, is, textArgument } from '../command/command';
import { endOf, itemsOfText, placeOf } from '../command/native';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Exposure } from './exposure';
import { portsOf, transportOf } from './ports';
import { onlyPrivate, privateAddresses, privateAt } from './private-addresses';
import { scopeOf } from './scope';

/** The addresses whose traffic a host translates (windows-powershell-docs: New-NetNat.md). */
export interface NatNetwork extends Fact {
  readonly prefix: string;
  /** Whether only machines behind the host can have such addresses (RFC 1918, RFC 6598, RFC 4193). */
  readonly private: boolean;
  readonly at: Span;
}

const privatePrefix =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|169\.254\.|f[cd]|fe80)/i;

/** `New-NetNat -InternalIPInterfaceAddressPrefix 10.0.0.0/24` */
export function natNetworks(command: Command): readonly NatNetwork[] {
  if (!is(command, 'New-NetNat')) return [];
  const { span, place } = command;
  return itemsOfText(argumentOf(command, 'InternalIPInterfaceAddressPrefix')).flatMap(it =>
    it.known && /^[\da-f.:]+\/\d+$/i.test(it.value)
      ? [{ span, place, prefix: it.value, private: privatePrefix.test(it.value), at: placeOf(it) }]
      : [],
  );
}

/** `Add-NetNatStaticMapping -ExternalIPAddress 0.0.0.0 -ExternalPort 3389` (windows-powershell-docs: NetNat). */
export function natExposures(command: Command): readonly Exposure[] {
  if (!is(command, 'Add-NetNatStaticMapping') || command.incomplete) return [];
  // What listens behind the mapping decides what it gives away.
  const ports = portsOf(argumentOf(command, 'InternalPort') ?? argumentOf(command, 'ExternalPort'));
  if (ports.length === 0) return [];
  const remote = argumentOf(command, 'RemoteExternalIPAddressPrefix');
  const inside = remote ? scopeOf(remote) : undefined;
  const outside = scopeOf(argumentOf(command, 'ExternalIPAddress'));
  const open = inside ?? outside;
  // An address of this host limits nothing by itself, and may be one that few can reach.
  const from = !inside && outside.from === 'limited' ? 'unknown' : open.from;
  return [
    {
      span: command.span,
      place: command.place,
      via: 'nat',
      protocol: transportOf(textArgument(command, 'Protocol')) ?? 'any',
      from,
      ports,
      ...(open.span ? { fromSpan: open.span } : {}),
      fixes: addressFix(command, 'RemoteExternalIPAddressPrefix'),
    },
  ];
}

/** The access list of a virtual network adapter that lets in from outside (windows-powershell-docs: Hyper-V). */
export function portAclExposures(command: Command): readonly Exposure[] {
  if (!is(command, 'Add-VMNetworkAdapterExtendedAcl')) return [];
  const ports = portsOf(argumentOf(command, 'LocalPort'));
  if (ports.length === 0 || !isInboundAllow(command)) return [];
  const scope = scopeOf(argumentOf(command, 'RemoteIPAddress'));
  return [
    {
      span: command.span,
      place: command.place,
      via: 'port acl',
      protocol: transportOf(textArgument(command, 'Protocol')) ?? 'any',
      from: scope.from,
      ports,
      ...(scope.span ? { fromSpan: scope.span } : {}),
      fixes: addressFix(command, 'RemoteIPAddress'),
    },
  ];
}

/** Whether an access list of Hyper-V allows what comes in. */
function isInboundAllow(command: Command): boolean {
  const direction = textArgument(command, 'Direction')?.toLowerCase();
  return /^allow$/i.test(textArgument(command, 'Action') ?? '') && (direction === 'inbound' || direction === 'both');
}

/** Private addresses for a parameter, where anyone is meant. */
export function addressFix(command: Command, name: string): readonly Fix[] {
  const given = argumentOf(command, name);
  if (given) return privateAt(scopeOf(given).literal);
  if (command.incomplete || command.resource) return [];
  return [onlyPrivate(insert(endOf(command), ` -${name} ${privateAddresses}`))];
}
