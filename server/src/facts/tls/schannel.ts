import type { Span } from '../../base/span';
import { integer } from '../command/command';
import type { Emit } from '../facts';
import { sameName, under } from '../registry/key';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import type { IneffectiveSetting, PartialHardening } from './algorithm';
import { ALGORITHM_KEYS, ENOUGH_BITS, PROTOCOL_KEYS, SCHANNEL_KEY } from './schannel-names.data';
import { isLegacy, type TlsVersion } from './version';

/** A registry write that Schannel reads: `Protocols\TLS 1.0\Server`, `Enabled`. */
interface Switch {
  readonly write: RegistryWrite;
  /** Key names below Schannel's own. */
  readonly path: readonly string[];
  readonly name: string;
  readonly value: number;
}

/** Reads what registry writes mean to Schannel. */
export const readSchannel: WriteReader = (writes, emit) => {
  const switches: Switch[] = [];
  const reported = new Set<string>();
  for (const write of writes) {
    const rest = write.action === 'set' ? under(write.key, SCHANNEL_KEY) : undefined;
    if (rest === undefined || rest === '') continue;
    const ineffective = ineffectiveOf(write, rest.split('\\'));
    if (ineffective) {
      const place = `${ineffective.reason} ${ineffective.at.start}`;
      if (ineffective.reason === 'type' && isTypedElsewhere(write, writes)) continue;
      // A loop goes wrong in one place.
      if (!reported.has(place)) emit('tls.ineffective', ineffective);
      reported.add(place);
    } else {
      const value = integer(write.data);
      if (value !== undefined) switches.push({ write, path: rest.split('\\'), name: write.name.toLowerCase(), value });
    }
  }
  for (const it of switches) {
    if (sameName(it.path[0]!, 'Protocols')) emitVersion(it, switches, emit);
    else emitAlgorithm(it, writes, emit);
  }
  for (const it of partial(switches)) emit('tls.partial', it);
};

const protocolValues = new Set(['enabled', 'disabledbydefault']);

/** Whether Schannel reads a write below its key at all. */
function ineffectiveOf(write: RegistryWrite, path: readonly string[]): IneffectiveSetting | undefined {
  const { span, place, keySpan } = write;
  const area = path[0]!.toLowerCase();
  const isProtocol = area === 'protocols' && protocolValues.has(write.name.toLowerCase());
  const isAlgorithm = area in ALGORITHM_KEYS && /^(enabled|(client|server)minkeybitlength)$/i.test(write.name);
  if (!isProtocol && !isAlgorithm) return undefined;
  const made = (reason: IneffectiveSetting['reason'], text: string, at: Span, instead: string): IneffectiveSetting => ({
    span,
    place,
    reason,
    text,
    at,
    instead,
  });
  if (write.torn) return made('slash', write.torn, keySpan, '');
  if (write.hive !== 'HKLM') return made('hive', write.hive, keySpan, 'HKLM');
  if (isProtocol) {
    const [, version = '', role] = path;
    const right = PROTOCOL_KEYS[version.toLowerCase()] ?? misspelt(version);
    if (right && !(version.toLowerCase() in PROTOCOL_KEYS)) return made('version', version, keySpan, right);
    if (right && role === undefined) return made('role', version, keySpan, `${version}\\Server`);
  }
  if (write.type && !/^(DWord|QWord|Unknown|Binary)$/.test(write.type)) {
    const fact = made('type', written[write.type] ?? write.type, write.typeSpan ?? write.span, 'DWord');
    return write.toDWord ? { ...fact, mend: { title: 'Write a DWord', edits: [write.toDWord] } } : fact;
  }
  return undefined;
}

const written: Readonly<Record<string, string>> = { String: 'REG_SZ', ExpandString: 'REG_EXPAND_SZ' };
const sameSpan = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end;

/** Whether another branch of the script writes the value as a number: a helper that takes the type as an argument. */
const isTypedElsewhere = (write: RegistryWrite, all: readonly RegistryWrite[]): boolean =>
  all.some(
    it =>
      it !== write &&
      sameName(it.key, write.key) &&
      sameName(it.name, write.name) &&
      (!it.type || /Word$/.test(it.type)),
  );

/** The protocol that `TLS1.2`, `TLSv1.2`, `SSL3.0` or `TLS 1_2` was meant to be. */
function misspelt(name: string): TlsVersion | undefined {
  const match = /^(ssl|tls|dtls|pct)[\s_-]*v?[\s_-]*(\d)(?:[._,\s-]?(\d))?$/i.exec(name.trim());
  return match ? PROTOCOL_KEYS[`${match[1]!.toLowerCase()} ${match[2]}.${match[3] ?? '0'}`] : undefined;
}

function emitVersion({ write, path, name, value }: Switch, all: readonly Switch[], emit: Emit): void {
  const version = PROTOCOL_KEYS[path[1]?.toLowerCase() ?? ''];
  const role = path[2]?.toLowerCase();
  if (!version || (role !== 'client' && role !== 'server') || !protocolValues.has(name)) return;
  const isOn = (name === 'enabled') === (value !== 0);
  // Enabled = 0 is not overruled by DisabledByDefault = 0.
  if (isOn && name === 'disabledbydefault' && stays(all, write, 0)) return;
  const fixed = wanted(write);
  const edit = fixed === undefined || isShared(write, all, fixed) ? undefined : write.setTo?.(fixed);
  const title = `Switch ${version} ${isOn ? 'off' : 'on'}`;
  emit('tls.version', {
    span: write.span,
    place: write.place,
    version,
    state: isOn ? 'on' : 'off',
    by: 'schannel',
    role,
    at: write.data.span,
    ...(edit ? { mend: { title, edits: [edit] } } : {}),
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
  const known = /^protocols$/i.test(area!) ? PROTOCOL_KEYS[version?.toLowerCase() ?? ''] : undefined;
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
  const area = ALGORITHM_KEYS[path[0]!.toLowerCase()];
  const strength = area?.names[path[1]?.toLowerCase() ?? ''];
  if (!area || !strength || path.length !== 2) return;
  const base = { span: write.span, place: write.place, group: area.group, name: path[1]!, at: write.data.span };
  const alone = !writes.some(it => it !== write && it.name !== '' && sharesLiteral(it, write));
  const mended = (title: string, number: number): object => {
    const edit = alone ? write.setTo?.(number) : undefined;
    return edit ? { mend: { title, edits: [edit] } } : {};
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

/**
 * Old protocols that were hardened in fewer places than the script's others: what was forgotten, not what was left out
 * on purpose. In an image build the rest may stand in another step.
 */
function partial(switches: readonly Switch[]): readonly PartialHardening[] {
  const byVersion = new Map<string, Switch[]>();
  for (const it of switches) {
    const version = it.path[1]?.toLowerCase() ?? '';
    const known = sameName(it.path[0]!, 'Protocols') && it.path.length === 3 ? PROTOCOL_KEYS[version] : undefined;
    if (!known || !isLegacy(known) || it.write.place.runs === 'build') continue;
    byVersion.set(version, [...(byVersion.get(version) ?? []), it]);
  }
  const hardened = [...byVersion.values()].filter(own => own.every(it => (it.name === 'enabled') === (it.value === 0)));
  return roles.flatMap(([role, other]) => {
    const [complete, lacking] = split(hardened, own => has(own, other) || !has(own, role));
    const [firm, soft] = split(hardened, own => has(own, role, 'enabled') || !has(own, role));
    const forgotten = complete.some(own => has(own, role)) ? lacking.map(own => part(own, role, other)) : [];
    const loose = firm.some(own => has(own, role)) ? soft.map(own => part(own, role, 'Enabled')) : [];
    return [...forgotten, ...loose];
  });
}

const roles = [
  ['Client', 'Server'],
  ['Server', 'Client'],
] as const;

const has = (own: readonly Switch[], role: string, name?: string): boolean =>
  own.some(it => sameName(it.path[2]!, role) && (name === undefined || it.name === name));

const split = <T>(items: readonly T[], test: (item: T) => boolean): readonly [readonly T[], readonly T[]] => [
  items.filter(test),
  items.filter(item => !test(item)),
];

function part(
  own: readonly Switch[],
  role: PartialHardening['role'],
  lacks: PartialHardening['lacks'],
): PartialHardening {
  const { write, path } = own.find(it => sameName(it.path[2]!, role))!;
  return { span: write.span, place: write.place, version: path[1]!, role, lacks, at: write.keySpan };
}
