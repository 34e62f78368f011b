import { type Data, itemsOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command, is, textArgument, truth } from '../command/command';
import { lowerWords, pairOf, wordOf } from '../command/native';
import { splattedInto } from '../command/unresolved';
import { isMixed } from '../network/scope';

type Deciding = readonly (Value<unknown> | undefined)[];

const selectors = ['Name', 'DisplayName', 'Group', 'DisplayGroup'];
const traffic = ['LocalPort', 'LocalPorts', 'Protocol', 'RemoteAddress', 'RemoteAddresses', 'Profile'];
const profileValues = ['Enabled', 'DefaultInboundAction', 'LogBlocked', 'LogAllowed', 'LogMaxSizeKilobytes'];

/** What decides of a firewall command which traffic it lets in; an unknown one among them leaves that open. */
export function decidingOf(command: Command): Deciding {
  const verb = /^(new|set|enable|disable|remove)-netfirewall(?:hyperv)?rule$/i.exec(command.name)?.[1]?.toLowerCase();
  if (verb) return verb === 'new' ? ofNew(command) : [...ofSelected(command), ...ofValues(command, verb === 'set')];
  if (/^set-netfirewall(?:hyperv)?(?:vmsetting|profile)$/i.test(command.name))
    return [...given(command, profileValues), splattedInto(command)];
  return is(command, 'netsh') ? ofNetsh(command) : [];
}

const given = (command: Command, names: readonly string[]): Deciding =>
  names.map(name => (/^(?:Local|Remote)/.test(name) ? unlessFew : always)(argumentOf(command, name)));

const always = <T>(value: T): T => value;

/** A value but where it is one of a few, as are its items: ports and addresses are read off these. */
const unlessFew = (value: Value<Data> | undefined): Value<Data> | undefined =>
  itemsOf(value).some(it => !it.known && !it.either) ? value : undefined;

const open = ({ span }: Command, why: string): readonly Value<Data>[] => [unknown('', span, why)];
/** A rule that blocks, is off or is for the way out lets nothing in, whatever else it says. */
function ofNew(command: Command): Deciding {
  const lets =
    /^out/i.test(textArgument(command, 'Direction') ?? '') ||
    /^block$/i.test(textArgument(command, 'Action') ?? '') ||
    truth(argumentOf(command, 'Enabled')) === false;
  const addresses = argumentOf(command, 'RemoteAddress');
  const mixed = isMixed(
    addresses,
    [...command.parameters.values()].map(it => it.value),
  )
    ? [addresses]
    : [];
  return lets
    ? []
    : [...mixed, ...given(command, ['Direction', 'Action', 'Enabled', ...traffic]), splattedInto(command)];
}

const ofValues = (command: Command, changes: boolean): Deciding =>
  changes ? given(command, ['Enabled', 'Action', 'RemoteAddress', 'LocalPort']) : [];

/** Which rules a command selects; those that the pipeline hands on by the names that were asked for. */
function ofSelected(command: Command): Deciding {
  const own = given(command, selectors).filter(it => it !== undefined);
  if (own.length > 0) return own;
  const [first] = command.args;
  if (command.incomplete && !command.input) return [splattedInto(command)];
  const object = argumentOf(command, 'InputObject') ?? (first && !first.parameter ? first.value : undefined);
  if (object && !command.input) return [object];
  for (let { input } = command; input; input = input.input) {
    if (!('kind' in input) || input.kind !== 'command') return [input as Value<Data>];
    if (is(input, 'Get-NetFirewallRule')) return given(input, selectors);
    if (is(input, 'Where-Object')) {
      if (!input.conditions) return open(command, 'more is asked of the rules than comparisons with known values');
      const asked = input.conditions.flatMap(it => itemsOf(it.value));
      if (asked.some(it => !it.known)) return asked;
    }
  }
  return [];
}

const decidingKeys = new Set(['dir', 'action', 'enable', 'localport', 'protocol', 'remoteip', 'profile']);

function ofNetsh(command: Command): Deciding {
  const words = lowerWords(command);
  const legacy = words[0] === 'firewall';
  if (!legacy && !words[0]?.startsWith('adv') && !words.includes('portproxy')) return [];
  const verb = words.find(it => /^(?:add|set|delete|import)$/.test(it));
  if (verb === undefined) return [];
  if (verb === 'import') return open(command, 'the policy is read from a file');
  const selects = verb !== 'add';
  const pairs = command.args.flatMap(it => pairOf(it) ?? []);
  const says = (key: string, text: string): boolean =>
    pairs.some(it => it.key === key && it.value.known && it.value.value.toLowerCase() === text);
  // As with the cmdlets: nothing is let in.
  if (!selects && (says('dir', 'out') || says('action', 'block') || says('enable', 'no'))) return [];
  return command.args.map(argument => {
    const pair = pairOf(argument);
    if (!pair) return wordOf(argument);
    const { key, value } = pair;
    const decides = decidingKeys.has(key) || /^listen/.test(key) || (selects && /^(?:name|group)$/.test(key));
    const open = /^(?:localport|remoteip)$/.test(key) ? unlessFew(value) : value;
    return decides || (legacy && !/^(?:name|program)$/.test(key)) ? open : undefined;
  });
}
