import { type Data, known, textOf, type Value } from '../../base/value';
import { parseJson } from '../../syntax/json/parse';
import { argumentOf, type Command, is, textArgument } from '../command/command';
import { concern } from '../command/concern';
import { literalOf, placeOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import type { Fact } from '../fact';
import { dataOf } from '../json/value';
import type { AccessEntry } from './acl';
import { accessLists, portMappings } from './hns';
import { addressFix, natExposures, natNetworks, portAclExposures } from './nat';
import { scopeOf } from './scope';
import { adapterSwitches, isNesting } from './switch';

/** Reads what a script does to the virtual networks of a host: address translation, endpoints, adapters. */
export const readHostNetwork: ScriptReader = (script, emit) => {
  const nested = script.events.some(it => it.kind === 'command' && isNesting(it));
  const adapters: (AccessEntry & Fact)[] = [];
  for (const event of script.events) {
    if (event.kind !== 'command' || !isOurs(event)) continue;
    for (const fact of natNetworks(event)) emit('network.nat', fact);
    for (const fact of [...natExposures(event), ...portAclExposures(event)]) emit('network.exposure', fact);
    for (const fact of adapterSwitches(event, nested)) emit('network.adapter', fact);
    adapters.push(...adapterEntries(event));
    const { span, place } = event;
    for (const { value, isJson } of policyValues(event)) {
      for (const list of accessLists(value, isJson ? 'json' : 'powershell')) {
        emit('network.acl', { ...list, span, place });
      }
      for (const fact of portMappings(value, { span, place })) emit('network.exposure', fact);
    }
  }
  const [first] = adapters;
  if (first) emit('network.acl', { span: first.span, place: first.place, entries: adapters });
};

const isOurs = concern(
  natNetworks,
  natExposures,
  portAclExposures,
  it => adapterSwitches(it, true),
  adapterEntries,
  it => [...policyValues(it)],
);

/** Cmdlets of the helper modules for the host networking service, and what makes JSON for them. */
const handsOver = /-(?:Hns|Hcn)\w+$|^ConvertTo-Json$/i;

/** What a command hands to the host networking service: tables, and JSON that stands in a literal. */
function* policyValues(command: Command): Iterable<{ readonly value: Value<Data>; readonly isJson: boolean }> {
  if (!handsOver.test(command.name)) return;
  const given = [...command.parameters.values()].flatMap(({ name, value }) =>
    value ? [/^InboundNatPolicy$/i.test(name) ? asNat(value) : value] : [],
  );
  const { input } = command;
  const loose = command.args.filter(it => it.parameter === undefined && !given.includes(it.value)).map(it => it.value);
  for (const value of [...given, ...loose, ...(input && 'known' in input ? [input] : [])]) {
    const parsed = jsonOf(value);
    yield parsed ? { value: parsed, isJson: true } : { value, isJson: false };
  }
}

/** `-InboundNatPolicy @{ InternalPort = ..; ExternalPort = .. }` as the policy that the cmdlet makes of it. */
function asNat(value: Value<Data>): Value<Data> {
  if (!value.known || typeof value.value !== 'object' || value.value?.kind !== 'table') return value;
  const type = { key: 'Type', keySpan: value.span, value: known('NAT', value.span) };
  return { ...value, value: { ...value.value, entries: [...value.value.entries, type] } };
}

/** JSON in a literal that is written one to one. */
function jsonOf(value: Value<Data>): Value<Data> | undefined {
  const text = textOf(value);
  const literal = literalOf(value);
  if (!literal || text === undefined || !/^\s*[[{]/.test(text) || literal.end - literal.start !== text.length)
    return undefined;
  // Blanks in front give every node its offset in the file.
  const padded = ' '.repeat(literal.start) + text;
  const { root } = parseJson(padded);
  return root && dataOf(root, padded);
}

/**
 * What a command adds to the access list of a virtual machine (windows-powershell-docs: Hyper-V). A greater weight goes
 * first there, so that none of them has a priority as entries of endpoints have.
 */
function adapterEntries(command: Command): readonly (AccessEntry & Fact)[] {
  if (!is(command, 'Add-VMNetworkAdapterAcl', 'Add-VMNetworkAdapterExtendedAcl') || command.incomplete) return [];
  const action = textArgument(command, 'Action')?.toLowerCase();
  const direction = textArgument(command, 'Direction')?.toLowerCase();
  const toward = { inbound: 'in', outbound: 'out', both: 'both' } as const;
  if ((action !== 'allow' && action !== 'deny') || !direction || !(direction in toward)) return [];
  const given = (name: string): boolean => {
    const value = argumentOf(command, name);
    return value !== undefined && !/^(?:any|\*)$/i.test(textOf(value) ?? '');
  };
  const names = ['LocalPort', 'RemotePort', 'Protocol', 'RemoteMacAddress', 'LocalMacAddress', 'LocalIPAddress'];
  const [fix] = action === 'allow' ? addressFix(command, 'RemoteIPAddress') : [];
  return [
    {
      span: command.span,
      place: command.place,
      action: action === 'allow' ? 'allow' : 'block',
      direction: toward[direction as keyof typeof toward],
      from: scopeOf(argumentOf(command, 'RemoteIPAddress')).from,
      narrowed: names.some(given),
      misspelt: [],
      at: placeOf(argumentOf(command, 'Action') ?? known(null, command.nameSpan)),
      ...(fix ? { fix } : {}),
    },
  ];
}
