import { lookUp } from '../../base/look-up';
import type { Data, Value } from '../../base/value';
import { argumentOf, type Command, is } from '../command/command';
import { wordOf } from '../command/native';
import { splattedInto } from '../command/unresolved';

/** Parameters that decide what a rule or a mapping lets in, by command. */
const deciding: Readonly<Record<string, readonly string[]>> = {
  'add-netnatstaticmapping': [
    'ExternalPort',
    'InternalPort',
    'ExternalIPAddress',
    'Protocol',
    'RemoteExternalIPAddressPrefix',
  ],
  'new-netnat': ['InternalIPInterfaceAddressPrefix'],
  'add-vmnetworkadapteracl': ['Action', 'Direction', 'RemoteIPAddress'],
  'add-vmnetworkadapterextendedacl': ['Action', 'Direction', 'LocalPort', 'RemoteIPAddress', 'Protocol'],
  ...Object.fromEntries(
    ['new', 'add', 'set'].map(verb => [
      `${verb}-aznetworksecurityruleconfig`,
      ['Access', 'Direction', 'Protocol', 'SourceAddressPrefix', 'DestinationPortRange'],
    ]),
  ),
};

/** What decides of a command which ports it makes reachable, and from where. */
export function decidingOf(command: Command): readonly (Value<Data> | undefined)[] {
  const names = lookUp(deciding, command.name.toLowerCase());
  if (names) return [...names.map(name => argumentOf(command, name)), splattedInto(command)];
  if (!is(command, 'docker', 'podman', 'nerdctl', 'dockerd')) return [];
  return command.args.flatMap((argument, index) => {
    const option = command.args[index - 1]?.text ?? '';
    const publishes = is(command, 'dockerd') ? /^(?:-H|--host)$/ : /^(?:-p|--publish)$/;
    return publishes.test(option) || /^--?(?:p|publish|host)=/.test(argument.text) ? [wordOf(argument)] : [];
  });
}
