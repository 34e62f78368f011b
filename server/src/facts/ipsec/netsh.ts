import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Known, Value } from '../../base/value';
import type { Command } from '../command/command';
import { literalOf, pairOf, piece, placeOf, wordOf } from '../command/native';
import { netshCommand } from '../command/netsh';
import type { IpsecStatements } from './cmdlets';
import type { IpsecAlgorithm, IpsecDemand } from './ipsec';

type Phase = IpsecAlgorithm['phase'];
type Meaning = readonly [use: IpsecAlgorithm['use'], algorithm: string];

const ciphers = 'none des 3des aes128 aes192 aes256 aesgcm128 aesgcm192 aesgcm256'.split(' ');
const hashes = 'md5 sha1 sha256 sha384 aesgmac128 aesgmac192 aesgmac256'.split(' ');
const groups = [1, 2, 14, 24];

/** Words of a security method (windowsserverdocs: netsh-advfirewall.md, `mmsecmethods`, `qmsecmethods`). */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...ciphers.map(it => [it, ['encryption', it]] as const),
  ...hashes.map(it => [it, ['integrity', it]] as const),
  ...groups.map(it => [`dhgroup${it}`, ['key exchange', `dh${it}`]] as const),
  ['ecdhp256', ['key exchange', 'ecdh256']],
  ['ecdhp384', ['key exchange', 'ecdh384']],
]);

/** The best that can be written for a use; `netsh ipsec`, which came before AES, knows none. */
const best: Readonly<Record<IpsecAlgorithm['use'], string>> = {
  encryption: 'aes256',
  integrity: 'sha256',
  'key exchange': 'ecdhp384',
};

const keys: Readonly<Record<string, Phase>> = {
  mmsecmethods: 'main mode',
  qmsecmethods: 'quick mode',
  qmpfs: 'quick mode',
};

/** What netsh offers and asks for: `advfirewall set global`, `advfirewall consec`, `advfirewall mainmode` and `ipsec`. */
export function netshStatements(given: Command): IpsecStatements | undefined {
  const netsh = netshCommand(given);
  if (!netsh) return undefined;
  const { command, words } = netsh;
  const advanced = words[0] === 'advfirewall';
  if (advanced && words[1] === 'set' && words[2] === 'global') return globally(command, words);
  const rules = advanced && (words[1] === 'consec' || words[1] === 'mainmode');
  if (!rules && words[0] !== 'ipsec') return undefined;
  if (words[2] !== 'add' && words[2] !== 'set') return undefined;
  const algorithms: IpsecAlgorithm[] = [];
  const demands: IpsecDemand[] = [];
  for (const argument of command.args) {
    const pair = pairOf(argument);
    if (!pair?.value.known) continue;
    const phase = lookUp(keys, pair.key);
    if (phase) algorithms.push(...methods(command, phase, pair.value, advanced));
    demands.push(...demandsOf(command, pair.key, pair.value));
  }
  return { algorithms, demands };
}

function globally(command: Command, words: readonly string[]): IpsecStatements | undefined {
  const argument = command.args[5];
  const value: Value<string> | undefined = argument && wordOf(argument);
  if (!value?.known) return undefined;
  if (words[3] === 'mainmode' && words[4] === 'mmsecmethods')
    return { algorithms: methods(command, 'main mode', value, true), demands: [] };
  if (words[3] !== 'ipsec' || words[4] !== 'strongcrlcheck' || value.value !== '0') return undefined;
  const literal = literalOf(value);
  const fix = literal && { title: 'Set strongcrlcheck to 2', edits: [replace(literal, '2')] };
  const what = 'certificates not checked for revocation' as const;
  const { span, place } = command;
  const demand = { span, place, what, written: 'strongcrlcheck 0', at: placeOf(value), ...(fix ? { fix } : {}) };
  return { algorithms: [], demands: [demand] };
}

function methods(command: Command, phase: Phase, value: Known<string>, fixable: boolean): readonly IpsecAlgorithm[] {
  const { span, place } = command;
  return [...value.value.matchAll(/[a-z\d]+/gi)].flatMap(({ 0: word, index }): IpsecAlgorithm[] => {
    const meaning = meanings.get(word.toLowerCase()) ?? legacyGroup(value.value, word, index);
    if (
      !meaning ||
      (meaning[1] === 'none' && !/^esp/i.test(value.value.slice(value.value.lastIndexOf('+', index) + 1)))
    )
      return [];
    const part = piece(value, index, index + word.length);
    const [use, algorithm] = meaning;
    const literal = fixable ? literalOf(part) : undefined;
    const fix = literal && { title: `Write ${best[use]}`, edits: [replace(literal, best[use])] };
    return [{ span, place, phase, use, algorithm, written: word, at: placeOf(part), ...(fix ? { fix } : {}) }];
  });
}

/** `3DES-SHA1-2`: the group at the end of a method of `netsh ipsec`. */
function legacyGroup(text: string, word: string, index: number): Meaning | undefined {
  const group = { 1: 'dh1', 2: 'dh2', 3: 'dh14' }[word];
  return group && /(?:md5|sha1)-$/i.test(text.slice(0, index)) ? ['key exchange', group] : undefined;
}

const asked: readonly (readonly [key: RegExp, value: RegExp, what: IpsecDemand['what'], good?: string])[] = [
  [/^action$/, /^noauthentication$/i, 'inbound not asked'],
  [/^action$/, /^requestinrequestout$/i, 'inbound not required', 'requireinrequestout'],
  [/^(?:inpass|soft)$/, /^(?:yes|y)$/i, 'inbound not required', 'no'],
  [/^(?:auth1psk|psk)$/, /./, 'pre-shared key'],
  [/^auth1$/, /^anonymous$/i, 'anonymous'],
  [/^qmsecmethods$/, /^authnoencap/i, 'no encapsulation'],
];

function demandsOf(command: Command, key: string, value: Known<string>): readonly IpsecDemand[] {
  const { span, place } = command;
  return asked.flatMap(([keys, values, what, good]): IpsecDemand[] => {
    if (!keys.test(key) || !values.test(value.value)) return [];
    const literal = good === undefined ? undefined : literalOf(value);
    const fix = literal && { title: `Set ${key} to ${good}`, edits: [replace(literal, good!)] };
    const written = what === 'pre-shared key' ? key : `${key}=${value.value}`;
    return [{ span, place, what, written, at: placeOf(value), ...(fix ? { fix } : {}) }];
  });
}
