import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, entry, itemsOf, known, type Table, textOf, type Value } from '../../base/value';
import type { Command } from '../command/command';
import { bodyOf, isAbsent } from '../command/resource';
import type { RegistryWrite } from '../registry/write';
import { SCHANNEL_KEY, SUITE_POLICY_KEY } from './schannel-names.data';
import { versionOfFlag } from './version';

/** Resources that name one algorithm and its state, by lower-case name: the property with the name, and the key. */
const algorithms: Readonly<Record<string, readonly [property: string, area: string]>> = {
  cipher: ['Cipher', 'Ciphers'],
  hash: ['Hash', 'Hashes'],
  keyexchangealgorithm: ['KeyExchangeAlgorithm', 'KeyExchangeAlgorithms'],
};

/** What the DSC resources of the module SChannelDsc write: `Cipher x { Cipher = 'RC4 128/128'; State = 'Enabled' }`. */
export function schannelResourceWrites(command: Command): readonly RegistryWrite[] {
  const body = bodyOf(command);
  if (!body) return [];
  const name = command.name.toLowerCase();
  const algorithm = lookUp(algorithms, name);
  if (algorithm) return algorithmWrites(command, body, algorithm);
  const role = /^schannelprotocol(client|server)$/.exec(name)?.[1];
  if (role) {
    const key = role === 'client' ? 'Client' : 'Server';
    return [
      ...protocolWrites(command, entry(body, 'ProtocolsEnabled'), key, 1),
      ...protocolWrites(command, entry(body, 'ProtocolsDisabled'), key, 0),
    ];
  }
  const order = name === 'ciphersuites' ? entry(body, 'CipherSuitesOrder') : undefined;
  if (!order || isAbsent(body)) return [];
  return [written(command, SUITE_POLICY_KEY, 'Functions', order, order)];
}

const written = (
  { span, place }: Command,
  key: string,
  name: string,
  data: Value<Data>,
  at: Value<Data>,
): RegistryWrite => ({ span, place, action: 'set', hive: 'HKLM', key, keySpan: at.span, name, data });

function algorithmWrites(
  command: Command,
  body: Table,
  [property, area]: readonly [string, string],
): readonly RegistryWrite[] {
  const named = entry(body, property);
  const state = entry(body, 'State');
  const name = textOf(named);
  const on = { enabled: 1, disabled: 0 }[textOf(state)?.toLowerCase() ?? ''];
  if (!named || !state?.known || name === undefined || on === undefined) return [];
  const { literal, span } = state;
  const write = written(command, `${SCHANNEL_KEY}\\${area}\\${name}`, 'Enabled', known<Data>(on, span), named);
  const setTo = literal && ((number: number) => replace(literal, number === 0 ? 'Disabled' : 'Enabled'));
  return [setTo ? { ...write, setTo } : write];
}

/** `ProtocolsEnabled = @('Tls12', 'Tls11')` */
function protocolWrites(
  command: Command,
  list: Value<Data> | undefined,
  role: 'Client' | 'Server',
  on: 0 | 1,
): readonly RegistryWrite[] {
  return itemsOf(list).flatMap(item => {
    const version = versionOfFlag(textOf(item) ?? '');
    const key = `${SCHANNEL_KEY}\\Protocols\\${version}\\${role}`;
    return version ? [written(command, key, 'Enabled', known<Data>(on, item.span), item)] : [];
  });
}
