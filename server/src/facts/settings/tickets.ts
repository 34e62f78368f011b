import { lookUp } from '../../base/look-up';
import { type Data, entryIn, itemsOf, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, integer, is } from '../command/command';
import { placeOf } from '../command/native';
import type { Setting } from './setting';
import { writer } from './writer';

/** Encryption types by the bits of `SupportedEncryptionTypes` (MS-KILE 2.2.7); the names of cmdlets and of `ksetup`. */
const bits: Readonly<Record<string, number>> = {
  none: 0,
  des: 3,
  'des-cbc-crc': 1,
  'des-cbc-md5': 2,
  rc4: 4,
  'rc4-hmac-md5': 4,
  aes128: 8,
  'aes128-cts-hmac-sha1-96': 8,
  aes256: 16,
  'aes256-cts-hmac-sha1-96': 16,
  'rc4-hmac-nt': 4,
  'aes128-sha1': 8,
  'aes256-sha1': 16,
};

const attribute = 'msDS-SupportedEncryptionTypes';

/**
 * Reads the encryption types of tickets that a command allows an account or domain. Sources: windows-powershell-docs:
 * ActiveDirectory; windowsserverdocs: ksetup setenctypeattr, ktpass.
 */
export function ticketSettings(command: Command): readonly Setting[] {
  if (/^(new|set)-ad(user|computer|serviceaccount|object)$/i.test(command.name)) {
    const named = argumentOf(command, 'KerberosEncryptionType');
    const own = named ? sumOf(command, itemsOf(named), placeOf(named)) : [];
    return [
      ...own,
      ...['Replace', 'Add', 'OtherAttributes'].flatMap(it => fromTable(command, argumentOf(command, it))),
    ];
  }
  if (is(command, 'ktpass')) {
    const option = command.args.findIndex(it => /^[-/]crypto$/i.test(it.text));
    const type = option < 0 ? undefined : command.args[option + 1];
    return type ? sumOf(command, [type.value], type.span) : [];
  }
  if (!is(command, 'ksetup') || !/^\/(set|add)enctypeattr$/i.test(command.args[0]?.text ?? '')) return [];
  const types = command.args.slice(2);
  const [first] = types;
  return first
    ? sumOf(
        command,
        types.map(it => it.value),
        { start: first.span.start, end: types.at(-1)!.span.end },
      )
    : [];
}

/** Several names are one value of several bits; one unknown name makes it unknown. */
function sumOf(command: Command, items: readonly Value<Data>[], at: Setting['at']): readonly Setting[] {
  let sum = 0;
  for (const item of items) {
    for (const word of textOf(item)?.split(',') ?? ['?']) {
      const own = lookUp(bits, word.trim().toLowerCase());
      if (own === undefined) return [];
      sum |= own;
    }
  }
  return [make(command, known(sum, at), at)];
}

/** `-Replace @{ 'msDS-SupportedEncryptionTypes' = 4 }` */
function fromTable(command: Command, value: Value<Data> | undefined): readonly Setting[] {
  const own = entryIn(value, attribute);
  return own && integer(own) !== undefined ? [{ ...make(command, own, placeOf(own)), ...writer(own) }] : [];
}

const make = ({ span, place }: Command, value: Value<Data>, at: Setting['at']): Setting => ({
  span,
  place,
  area: 'domain',
  name: 'SupportedEncryptionTypes',
  value,
  at,
});
