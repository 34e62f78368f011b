import type { Data, Value } from '../../base/value';
import type { Command } from '../command/command';
import { placeOf, wordOf } from '../command/native';
import { netshCommand } from '../command/netsh';
import type { Setting } from '../settings/setting';

/** Parameters of `Set-NetFirewallProfile` that open nothing (windows-powershell-docs: NetSecurity). */
const parameters = new Set([
  'allowinboundrules',
  'allowuserapps',
  'allowuserports',
  'defaultoutboundaction',
  'enablestealthmodeforipsec',
  'logfilename',
  'logignored',
  'notifyonlisten',
]);

/** What netsh sets that is a switch of a profile or a rule. */
const switches =
  /^(?:state|firewallpolicy|\w+connections|maxfilesize|unicastresponsetomulticast|local\w+rules|opmode|portopening|service|allowedprogram)$/;

/** What a firewall command sets besides rules and the switches of profiles: notifications, the name of the log. */
export function otherSettings(command: Command): readonly Setting[] {
  if (/^Set-NetFirewall(?:HyperV)?Profile$/i.test(command.name)) {
    return [...command.parameters].flatMap(([key, { name, value }]) =>
      value && parameters.has(key) ? [made(command, `profile/${name}`, value)] : [],
    );
  }
  const netsh = netshCommand(command);
  const last = netsh?.command.args.at(-1);
  if (!netsh || !last || netsh.words.some(word => switches.test(word))) return [];
  const [context, verb, what, ...names] = netsh.words;
  const value = wordOf(last);
  if (context === 'advfirewall' && verb === 'set' && names.length > 1) {
    return [made(command, [what, ...names.slice(0, -1)].join('/'), value)];
  }
  const legacy = context === 'firewall' && (verb === 'set' || verb === 'add' || verb === 'delete') && names.length > 0;
  return legacy ? [made(command, `${what}`, wordOf(netsh.command.args[3]!))] : [];
}

const made = ({ span, place }: Command, name: string, value: Value<Data>): Setting => ({
  span,
  place,
  area: 'firewall',
  name,
  value,
  at: placeOf(value),
});
