import { insert, remove, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { tablesIn } from '../../base/value';
import { type Command, is } from '../command/command';
import { concern } from '../command/concern';
import { lowerWords, placeOf, wordOf } from '../command/native';
import type { Script, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import type { Emit } from '../facts';
import type { Fix } from '../fix';
import type { Exposure } from './exposure';
import { endpointPolicyExposure } from './hns';
import { readSecurityGroups } from './nsg';
import { parsePorts } from './ports';
import { decidingOf } from './unresolved';

/** Reads the ports that a script makes reachable other than through Windows Firewall. */
export const readNetwork: ScriptReader = (script: Script, emit: Emit) => {
  const commands = script.events.filter(it => it.kind === 'command');
  readSecurityGroups(commands, emit);
  for (const event of commands) {
    if (!isOurs(event)) continue;
    emitUnresolved(emit, event, 'network.exposure', decidingOf(event));
    for (const fact of [...published(event), ...daemonHosts(event), ...endpointPolicies(event)]) {
      emit('network.exposure', fact);
    }
  }
};

const isOurs = concern(decidingOf, published, daemonHosts, endpointPolicies);

/** `docker run -p 3389:3389`; also podman and nerdctl, which take the same options. */
function published(command: Command): readonly Exposure[] {
  if (!is(command, 'docker', 'podman', 'nerdctl')) return [];
  const words = lowerWords(command);
  const verb = words[0] === 'container' ? words[1] : words[0];
  if (verb !== 'run' && verb !== 'create') return [];
  const result: Exposure[] = [];
  command.args.forEach((argument, index) => {
    const joined = /^(?:-p|--publish)=(.+)$/.exec(words[index]!) ?? /^-p(\d.*|\[.*)$/.exec(words[index]!);
    const separate = words[index] === '-p' || words[index] === '--publish';
    const holder = separate ? command.args[index + 1] : joined ? argument : undefined;
    if (!holder) return;
    const word = wordOf(holder);
    if (!word.known) return;
    const mapping = separate ? word.value : joined![1]!;
    const at = word.literal ? word.literal.end - mapping.length : undefined;
    const before = index > 0 ? command.args[index - 1]!.span.end : command.nameSpan.end;
    const exposure = mappingOf(command, mapping, at, holder.span, { start: before, end: holder.span.end });
    if (exposure) result.push(exposure);
  });
  return result;
}

/**
 * `[address:][host:]container[/protocol]`, as `docker run -p` takes it.
 * @param at where it begins, when it stands in the script @param option the whole option with the blank before it
 */
function mappingOf(
  command: Command,
  mapping: string,
  at: number | undefined,
  word: Span,
  option: Span,
): Exposure | undefined {
  const match = /^(?:(\[[^\]]*\]|\d+(?:\.\d+){3}):)?(?:([\d-]*):)?([\d-]+)(?:\/(tcp|udp))?$/.exec(mapping);
  if (!match) return undefined;
  const [, address, host, inner, protocol] = match;
  // What runs behind the port decides what it gives away, not the number that the host shows.
  const range = parsePorts(inner!);
  if (!range) return undefined;
  const span = at === undefined ? word : { start: at, end: at + mapping.length };
  const bare = address?.replace(/[[\]]/g, '');
  const from =
    bare === undefined || bare === '0.0.0.0' || bare === '::'
      ? 'anyone'
      : /^(127\.|::1$)/.test(bare)
        ? 'loopback'
        : 'unknown';
  // Docker cannot bind a Windows container to one address: "Windows does not support host IP addresses in NAT settings".
  const isBindable = command.place.os !== 'windows' && at !== undefined && host !== undefined;
  const fix = isBindable ? bound(at, address) : { title: 'Do not publish the port', edits: [remove(option)] };
  return {
    span: command.span,
    place: command.place,
    via: 'docker run',
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    ports: [{ range, span }],
    from,
    fixes: from === 'anyone' ? [fix] : [],
  };
}

const bound = (at: number, address: string | undefined): Fix => ({
  title: 'Publish on this machine only',
  edits: address ? [replace({ start: at, end: at + address.length }, '127.0.0.1')] : [insert(at, '127.0.0.1:')],
});

/** Endpoint policies that a script hands to the host networking service as tables. */
function endpointPolicies(command: Command): readonly Exposure[] {
  if (!/-Hns\w*(Policy|Endpoint)$/i.test(command.name)) return [];
  return [...command.parameters.values()].flatMap(({ value }) =>
    value
      ? [...tablesIn([value])].flatMap(
          ({ table }) => endpointPolicyExposure(table, { span: command.span, place: command.place }) ?? [],
        )
      : [],
  );
}

/** `dockerd -H tcp://0.0.0.0:2375`: the daemon listens on the network. */
function daemonHosts(command: Command): readonly Exposure[] {
  if (!is(command, 'dockerd')) return [];
  const words = lowerWords(command);
  const verified = words.some(it => it === '--tlsverify' || it === '--tlsverify=true');
  return command.args.flatMap((argument, index) => {
    const previous = words[index - 1];
    const match = /^(?:(?:-h|--host)[= ])?tcp:\/\/([^:/]*):(\d+)/.exec(words[index]!);
    if (!match || (previous !== '-h' && previous !== '--host' && !/^(-h|--host)[= ]/.test(words[index]!))) return [];
    return [daemonExposure(command, match[1]!, Number(match[2]), verified, placeOf(wordOf(argument)))];
  });
}

/** A TCP listener of the Docker daemon; one that checks client certificates is the TLS port whatever its number. */
export function daemonExposure(
  where: Pick<Exposure, 'span' | 'place'>,
  address: string,
  port: number,
  verified: boolean,
  span: Exposure['span'],
): Exposure {
  const from = /^(127\.|localhost$|\[?::1)/.test(address)
    ? 'loopback'
    : address === '' || address === '0.0.0.0'
      ? 'anyone'
      : 'unknown';
  const meant = port === 2375 || port === 2376 ? (verified ? 2376 : 2375) : port;
  return {
    ...where,
    via: 'docker daemon',
    protocol: 'tcp',
    ports: [{ range: { from: meant, to: meant }, span }],
    from,
    fixes: [],
  };
}
