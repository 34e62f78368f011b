import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import { integer } from '../command/command';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import { sameName, under } from '../registry/key';
import { writesInForce } from '../registry/last';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import type { Repair } from '../repair';
import { dword, protocolRepairs } from './repair';
import { ineffectiveOf, isTypedElsewhere, protocolValues } from './schannel-effect';
import { ALGORITHM_KEYS, ENOUGH_BITS, PROTOCOL_KEYS, SCHANNEL_KEY } from './schannel-names.data';
import { partialHardening } from './schannel-partial';
import { isLegacy, tlsVersions, type VersionSwitch } from './version';

/** A registry write that Schannel reads: `Protocols\TLS 1.0\Server`, `Enabled`. */
export interface Switch {
  readonly write: RegistryWrite;
  /** Key names below Schannel's own. */
  readonly path: readonly string[];
  /** Lower case. */
  readonly name: string;
  readonly value: number;
}

/** Reads what registry writes mean to Schannel. */
export const readSchannel: WriteReader = (all, emit) => {
  const switches: Switch[] = [];
  const reported = new Set<string>();
  const writes = writesInForce(all).filter(it => !isTorn(it, all));
  for (const write of writes) {
    const ineffective = ineffectiveOf(write);
    if (ineffective) {
      const place = `${ineffective.reason} ${ineffective.at.start}`;
      if (ineffective.reason === 'type' && isTypedElsewhere(write, writes)) continue;
      // A loop goes wrong in one place.
      if (!reported.has(place)) emit('tls.ineffective', ineffective);
      reported.add(place);
      continue;
    }
    const below = write.hive === 'HKLM' ? under(write.key, SCHANNEL_KEY) : undefined;
    if (below === undefined || below === '') continue;
    const value = integer(write.data);
    if (value !== undefined) switches.push({ write, path: below.split('\\'), name: write.name.toLowerCase(), value });
  }
  const versions: VersionSwitch[] = [];
  for (const it of switches) {
    if (!sameName(it.path[0]!, 'Protocols')) emitAlgorithm(it, writes, emit);
    else versions.push(...versionOf(it, switches));
  }
  for (const it of merged(versions)) emit('tls.version', it);
  for (const it of partialHardening(switches)) emit('tls.partial', it);
};

/** Whether a path with a slash misses its key: once another than PowerShell has made the key, the path leads there. */
function isTorn({ torn, hive, key }: RegistryWrite, all: readonly RegistryWrite[]): boolean {
  if (torn === undefined) return false;
  const same = all.filter(it => it.hive === hive && sameName(it.key, key));
  return same.some(it => it.torn && it.action === 'create') && same.every(it => it.torn);
}

const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

function versionOf({ write, path, name, value }: Switch, all: readonly Switch[]): readonly VersionSwitch[] {
  const version = lookUp(PROTOCOL_KEYS, path[1]?.toLowerCase() ?? '');
  const role = path[2]?.toLowerCase();
  if (!version || (role !== 'client' && role !== 'server') || !protocolValues.has(name)) return [];
  const isOn = (name === 'enabled') === (value !== 0);
  // Enabled = 0 is not overruled by DisabledByDefault = 0.
  if (isOn && name === 'disabledbydefault' && stays(all, write, 0)) return [];
  const fixed = wanted(write);
  const edit = fixed === undefined || isShared(write, all, fixed) ? undefined : write.setTo?.(fixed);
  const fact: VersionSwitch = {
    span: write.span,
    place: write.place,
    version,
    state: isOn ? 'on' : 'off',
    by: 'schannel',
    role,
    at: write.data.span,
    ...mendBy(`Switch ${version} ${isOn ? 'off' : 'on'}`, edit),
    repairs: protocolRepairs(path[1]!, role === 'client' ? 'Client' : 'Server', !isOn),
  };
  return [fact];
}

/** One fact for what one text does to several protocols and roles: a loop. Old and new protocols are kept apart. */
function merged(facts: readonly VersionSwitch[]): readonly VersionSwitch[] {
  const groups = new Map<string, VersionSwitch[]>();
  for (const it of facts) {
    const key = `${it.at.start} ${it.at.end} ${it.state} ${isLegacy(it.version)}`;
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].map((own): VersionSwitch => {
    const [first] = own;
    if (own.length === 1) return first!;
    const [version, ...others] = tlsVersions.filter(it => own.some(fact => fact.version === it));
    const { role, ...rest } = first!;
    const { mend } = rest;
    const title = `Switch ${[version, ...others].join(', ')} ${first!.state === 'on' ? 'off' : 'on'}`;
    return {
      ...rest,
      version: version!,
      others,
      ...(own.every(it => it.role === role) && role ? { role } : {}),
      ...(mend ? { mend: { ...mend, title } } : {}),
      repairs: own.flatMap(it => it.repairs ?? []),
    };
  });
}

/** Whether the same key gets `Enabled` = 0 and nothing else. */
function stays(all: readonly Switch[], write: RegistryWrite, value: number): boolean {
  const values = all.filter(it => it.name === 'enabled' && sameName(it.write.key, write.key)).map(it => it.value);
  return values.length > 0 && values.every(it => it === value);
}

/** The value that a protocol switch should have. */
function wanted(write: RegistryWrite): number | undefined {
  const [area, version] = (under(write.key, SCHANNEL_KEY) ?? '').split('\\');
  const known = /^protocols$/i.test(area!) ? lookUp(PROTOCOL_KEYS, version?.toLowerCase() ?? '') : undefined;
  if (!known) return undefined;
  return sameName(write.name, 'Enabled') === isLegacy(known) ? 0 : 1;
}

/** Whether the literal behind the data serves another write that needs another value: a loop over versions. */
function isShared(write: RegistryWrite, all: readonly Switch[], fixed: number): boolean {
  return all.some(it => sharesLiteral(it.write, write) && wanted(it.write) !== fixed);
}

function sharesLiteral(a: RegistryWrite, b: RegistryWrite): boolean {
  const [one, other] = [a, b].map(it => (it.data.known ? it.data.literal : undefined));
  return one !== undefined && other !== undefined && sameSpan(one, other);
}

function emitAlgorithm({ write, path, name, value }: Switch, writes: readonly RegistryWrite[], emit: Emit): void {
  const area = lookUp(ALGORITHM_KEYS, path[0]!.toLowerCase());
  const strength = area?.names[path[1]?.toLowerCase() ?? ''];
  if (!area || !strength || path.length !== 2) return;
  const base = { span: write.span, place: write.place, group: area.group, name: path[1]!, at: write.data.span };
  const alone = !writes.some(it => it !== write && it.name !== '' && sharesLiteral(it, write));
  const mended = (title: string, number: number): object => {
    const edit = alone ? write.setTo?.(number) : undefined;
    const repairs: readonly Repair[] = [dword(write.key, write.name, number)];
    return { repairs, ...(edit ? { mend: { title, edits: [edit] } } : {}) };
  };
  if (/^(client|server)minkeybitlength$/.test(name)) {
    const mend = mended(`Ask for ${ENOUGH_BITS} bits`, ENOUGH_BITS);
    emit('tls.algorithm', { ...base, strength, state: 'bits', bits: value, ...mend });
  } else if (name === 'enabled') {
    const isOn = value !== 0;
    const mend = mended(`Switch ${path[1]} ${isOn ? 'off' : 'on'}`, isOn ? 0 : 1);
    emit('tls.algorithm', { ...base, strength, state: isOn ? 'on' : 'off', ...mend });
  }
}
