import { insert, replace } from '../../base/edit';
import { type Data, known, type Value } from '../../base/value';
import { argumentOf, type Command, is, textArgument } from '../command/command';
import { asText, endOf, lowerWords, optionOf, wordOf } from '../command/native';
import type { Exposure } from './exposure';
import { portsOf } from './ports';
import { scopeOf } from './scope';

/** What a network security group lets in (azure-docs-powershell: Az.Network; Azure CLI reference: az network nsg). */
export function nsgExposures(command: Command): readonly Exposure[] {
  if (
    is(command, 'New-AzNetworkSecurityRuleConfig', 'Add-AzNetworkSecurityRuleConfig', 'Set-AzNetworkSecurityRuleConfig')
  )
    return fromPowerShell(command);
  if (!is(command, 'az')) return [];
  const words = lowerWords(command);
  if (words[0] === 'network' && words[1] === 'nsg' && words[2] === 'rule')
    return fromCli(command, words[3] === 'create', words[3]);
  if (words[0] === 'vm' && words[1] === 'open-port') return fromOpenPort(command);
  return [];
}

type Protocol = Exposure['protocol'];
const protocolOf = (text: string | undefined): Protocol | undefined => {
  const name = text?.toLowerCase();
  if (name === undefined || name === '*') return 'any';
  return name === 'tcp' || name === 'udp' ? name : undefined;
};

function fromPowerShell(command: Command): readonly Exposure[] {
  const inbound = textArgument(command, 'Direction')?.toLowerCase() === 'inbound';
  const allows = textArgument(command, 'Access')?.toLowerCase() === 'allow';
  const protocol = protocolOf(textArgument(command, 'Protocol'));
  const ports = portsOf(argumentOf(command, 'DestinationPortRange'));
  if (!inbound || !allows || !protocol || ports.length === 0) return [];
  const groups =
    argumentOf(command, 'SourceApplicationSecurityGroup') ?? argumentOf(command, 'SourceApplicationSecurityGroupId');
  const scope = scopeOf(argumentOf(command, 'SourceAddressPrefix'), { from: groups ? 'limited' : 'unknown' });
  return [
    {
      span: command.span,
      place: command.place,
      via: 'nsg',
      protocol,
      ports,
      from: scope.from,
      ...(scope.span ? { fromSpan: scope.span } : {}),
      fixes: scope.literal
        ? [{ title: 'Let in only the virtual network', edits: [replace(scope.literal, 'VirtualNetwork')] }]
        : [],
    },
  ];
}

/** The words of an option as one list. */
function listOf(command: Command, ...names: readonly string[]): Value<Data> | undefined {
  const words = optionOf(command, ...names);
  if (!words || words.length === 0) return undefined;
  const items = words.map(wordOf);
  return items.length === 1
    ? items[0]!
    : known({ kind: 'list', items }, { start: items[0]!.span.start, end: items.at(-1)!.span.end });
}

const one = (value: Value<Data> | undefined): string | undefined => {
  const text = value && asText(value);
  return text?.known ? text.value.toLowerCase() : undefined;
};

function fromCli(command: Command, creates: boolean, verb: string | undefined): readonly Exposure[] {
  if (!creates && verb !== 'update') return [];
  const access = listOf(command, '--access');
  const direction = listOf(command, '--direction');
  const open = (creates && !access) || one(access) === 'allow';
  const inbound = (creates && !direction) || one(direction) === 'inbound';
  const protocol = protocolOf(one(listOf(command, '--protocol')));
  const ports = portsOf(listOf(command, '--destination-port-ranges', '--destination-port-range'));
  if (!open || !inbound || !protocol || ports.length === 0) return [];
  const source = listOf(command, '--source-address-prefixes', '--source-address-prefix');
  const groups = optionOf(command, '--source-asgs');
  if (!source && (groups || !creates)) return [];
  const scope = scopeOf(source);
  const title = 'Let in only the virtual network';
  const add = insert(endOf(command), ' --source-address-prefixes VirtualNetwork');
  const fixes = scope.literal
    ? [{ title, edits: [replace(scope.literal, 'VirtualNetwork')] }]
    : source
      ? []
      : [{ title, edits: [add] }];
  return [
    {
      span: command.span,
      place: command.place,
      via: 'nsg',
      protocol,
      ports,
      from: scope.from,
      ...(scope.span ? { fromSpan: scope.span } : {}),
      fixes,
    },
  ];
}

/** `az vm open-port --port 3389` makes a rule that admits anyone. */
function fromOpenPort(command: Command): readonly Exposure[] {
  const ports = portsOf(listOf(command, '--port'));
  if (ports.length === 0) return [];
  return [{ span: command.span, place: command.place, via: 'nsg', protocol: 'any', ports, from: 'anyone', fixes: [] }];
}
