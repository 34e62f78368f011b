import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { integer } from '../command/command';
import { sameName, under } from '../registry/key';
import type { RegistryWrite } from '../registry/write';
import type { Repair } from '../repair';
import type { IneffectiveSetting } from './algorithm';
import { dword } from './repair';
import {
  ALGORITHM_ALIASES,
  ALGORITHM_KEYS,
  ALGORITHM_SPELLINGS,
  PROTOCOL_KEYS,
  SCHANNEL_KEY,
  SUITE_POLICY_KEY,
} from './schannel-names.data';
import { parseSuite } from './suite';
import type { TlsVersion } from './version';

/** Names of the values that Schannel reads below a protocol. */
export const protocolValues: ReadonlySet<string> = new Set(['enabled', 'disabledbydefault']);

/** Why Schannel does not read a write that is meant for it; `undefined` when it does, or when it is none of its own. */
export function ineffectiveOf(write: RegistryWrite): IneffectiveSetting | undefined {
  const below = under(write.key, SCHANNEL_KEY);
  if (below === undefined) return elsewhere(write);
  const path = below.split('\\');
  const area = path[0]!.toLowerCase();
  const name = write.name.toLowerCase();
  const isProtocol = area === 'protocols' && protocolValues.has(name);
  const isAlgorithm = Object.hasOwn(ALGORITHM_KEYS, area) && /^(enabled|(client|server)minkeybitlength)$/.test(name);
  if (!isProtocol && !isAlgorithm) return misnamedValue(write, path) ?? misplaced(write, path);
  if (write.hive !== 'HKLM') return made(write, 'hive', write.hive, write.keySpan, 'HKLM', meantOf(write, path));
  const unknown = isProtocol ? misspeltProtocol(write, path) : misspeltAlgorithm(write, path, area);
  if (unknown) return unknown;
  if (write.type && !/^(DWord|QWord|Unknown|Binary)$/.test(write.type)) {
    const text = written[write.type] ?? write.type;
    const fact = made(write, 'type', text, write.typeSpan ?? write.span, 'DWord', meantOf(write, path));
    return write.toDWord ? { ...fact, mend: { title: 'Write a DWord', edits: [write.toDWord] } } : fact;
  }
  return undefined;
}

const written: Readonly<Record<string, string>> = { String: 'REG_SZ', ExpandString: 'REG_EXPAND_SZ' };

function made(
  { span, place }: RegistryWrite,
  reason: IneffectiveSetting['reason'],
  text: string,
  at: Span,
  instead: string,
  repairs: readonly Repair[] = [],
): IneffectiveSetting {
  return { span, place, reason, text, at, instead, ...(repairs.length > 0 ? { repairs } : {}) };
}

/** The write as it was meant: the number below the key of those names. */
function meantOf(write: RegistryWrite, path: readonly string[], name = write.name): readonly Repair[] {
  const value = integer(write.data);
  return value === undefined ? [] : [dword([SCHANNEL_KEY, ...path].join('\\'), name, value)];
}

function misspeltProtocol(write: RegistryWrite, path: readonly string[]): IneffectiveSetting | undefined {
  const [, version = '', role] = path;
  const known = lookUp(PROTOCOL_KEYS, version.toLowerCase());
  const right = known ?? misspelt(version);
  if (!right) return undefined;
  if (!known) {
    const repairs = role === undefined ? [] : meantOf(write, ['Protocols', right, role]);
    return made(write, 'version', version, write.keySpan, right, repairs);
  }
  return role === undefined ? made(write, 'role', version, write.keySpan, `${version}\\Server`) : undefined;
}

/** The protocol that `TLS1.2`, `TLSv1.2`, `SSL3.0` or `TLS 1_2` was meant to be. */
function misspelt(name: string): TlsVersion | undefined {
  const match = /^(ssl|tls|dtls|pct)[\s_-]*v?[\s_-]*(\d)(?:[._,\s-]?(\d))?$/i.exec(name.trim());
  return match ? lookUp(PROTOCOL_KEYS, `${match[1]!.toLowerCase()} ${match[2]}.${match[3] ?? '0'}`) : undefined;
}

function misspeltAlgorithm(
  write: RegistryWrite,
  path: readonly string[],
  area: string,
): IneffectiveSetting | undefined {
  const name = path[1] ?? '';
  const { group, names } = ALGORITHM_KEYS[area]!;
  if (name === '' || path.length !== 2 || name.toLowerCase() in names) return undefined;
  if (parseSuite(name)) return made(write, 'suite', name, write.keySpan, group);
  const plain = plainly(name);
  const own = Object.keys(names).find(it => plainly(it) === plain);
  const instead =
    lookUp(ALGORITHM_ALIASES[area]!, plain) ?? (own && (lookUp(ALGORITHM_SPELLINGS, own) ?? own.toUpperCase()));
  if (instead === undefined) return undefined;
  return made(write, 'algorithm', name, write.keySpan, instead, meantOf(write, [path[0]!, instead]));
}

/** A name without what is easily mistaken: blanks, and whatever looks like a slash. */
const plainly = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `Enable`, `DisableByDefault`, `Disabled` below a protocol and its role. */
function misnamedValue(write: RegistryWrite, path: readonly string[]): IneffectiveSetting | undefined {
  if (write.hive !== 'HKLM') return undefined;
  if (path.join('') === '' && /^(?:en|dis)abledciphersuites?$|^functions$/i.test(write.name)) {
    return made(write, 'value', write.name, write.span, `${SUITE_POLICY_KEY}, Functions`);
  }
  if (path.length !== 3 || !isProtocolPath(path)) return undefined;
  if (!/^(?:is)?(?:enable|disable|disabled|(?:en|dis)abled?bydefaults?|defaultdisabled)$/i.test(write.name))
    return undefined;
  const instead = /default/i.test(write.name) ? 'DisabledByDefault' : 'Enabled';
  const isMeant = /^(?:is)?(?:enable|disabled?bydefaults?|defaultdisabled)$/i.test(write.name);
  return made(write, 'value', write.name, write.span, instead, isMeant ? meantOf(write, path, instead) : []);
}

const isProtocolPath = ([area, version = '', role = '']: readonly string[]): boolean =>
  sameName(area ?? '', 'Protocols') &&
  Object.hasOwn(PROTOCOL_KEYS, version.toLowerCase()) &&
  /^(?:client|server)$/i.test(role);

/** `SCHANNEL\TLS 1.0\Server`, without `Protocols`. */
function misplaced(write: RegistryWrite, path: readonly string[]): IneffectiveSetting | undefined {
  if (!protocolValues.has(write.name.toLowerCase()) || write.hive !== 'HKLM') return undefined;
  const meant = ['Protocols', ...path];
  if (!isProtocolPath(meant)) return undefined;
  return made(write, 'key', write.key, write.keySpan, `SCHANNEL\\Protocols\\${path.join('\\')}`, meantOf(write, meant));
}

/** A protocol's values below a key that has Schannel's name, or that of what is around it, but is not Schannel's. */
function elsewhere(write: RegistryWrite): IneffectiveSetting | undefined {
  if (!protocolValues.has(write.name.toLowerCase()) || write.hive !== 'HKLM') return undefined;
  const names = write.key.split('\\');
  const meant = ['Protocols', ...names.slice(-2)];
  if (!isProtocolPath(meant) || !/\\(?:SecurityProviders|SCHANNEL|Protocols)\\/i.test(write.key)) return undefined;
  const instead = `${SCHANNEL_KEY}\\${meant.join('\\')}`;
  return made(write, 'key', write.key, write.keySpan, instead, meantOf(write, meant));
}

/** Whether another branch of the script writes the value as a number: a helper that takes the type as an argument. */
export const isTypedElsewhere = (write: RegistryWrite, all: readonly RegistryWrite[]): boolean =>
  all.some(
    it =>
      it !== write &&
      sameName(it.key, write.key) &&
      sameName(it.name, write.name) &&
      (!it.type || /Word$/.test(it.type)),
  );
