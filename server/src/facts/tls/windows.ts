import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, known, textOf, type Value } from '../../base/value';
import { type Command, integer, truth } from '../command/command';
import { literalOf, lowerWords, placeOf, wordOf } from '../command/native';
import type { MethodInvocation } from '../command/script';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import { sameName, sharedKey, under } from '../registry/key';
import { writesInForce } from '../registry/last';
import type { WriteReader } from '../registry/meanings';
import { setterOf } from '../registry/number';
import type { RegistryWrite } from '../registry/write';
import type { Setting } from '../settings/setting';
import { dword } from './repair';
import { isLegacy } from './version';
import {
  CHAIN_KEY,
  CHAIN_VALUES,
  CONTEXT_SWITCHES,
  DOTNET_KEY,
  DOTNET_VALUES,
  PROTOCOL_BITS,
  PROTOCOL_MASKS,
} from './windows-names.data';

const modern = 0x2800;
const atLeastTls12 = 0x800;

/** Reads what registry writes say of TLS in WinHTTP and .NET, and of the certificates that Windows takes. */
export const readWindowsTls: WriteReader = (all, emit) => {
  const writes = writesInForce(all);
  for (const write of writes) {
    if (isMask(write)) readMask(write, emit);
    else {
      const setting = settingOf(write);
      if (setting) emit('setting', setting);
    }
  }
  readTwins(writes, emit);
};

const isMask = (write: RegistryWrite): boolean =>
  lookUp(PROTOCOL_MASKS, sharedKey(write.key).toLowerCase())?.includes(write.name.toLowerCase()) ?? false;

const isWinHttp = (write: RegistryWrite): boolean => isMask(write) && sameName(write.name, 'DefaultSecureProtocols');

function readMask(write: RegistryWrite, emit: Emit): void {
  const { data, key, name } = write;
  const mask = integer(data);
  const old = PROTOCOL_BITS.filter(([bit, version]) => ((mask ?? 0) & bit) !== 0 && isLegacy(version));
  const [oldest, ...others] = old.map(([, version]) => version);
  if (mask === undefined || !oldest) return;
  const kept = mask & modern || atLeastTls12;
  const edit = write.setTo?.(kept);
  emit('tls.version', {
    ...placed(write),
    version: oldest,
    others,
    state: 'on',
    by: 'WinHTTP',
    role: 'client',
    ...mendBy('Leave TLS 1.2 and later', edit),
    ...(write.hive === 'HKLM' ? { repairs: [dword(key, name, kept)] } : {}),
  });
}

const placed = (write: RegistryWrite) => ({ span: write.span, place: write.place, at: write.data.span });

/** A name of a list as the list spells it. */
const spelt = (name: string, list: readonly string[]): string | undefined => list.find(it => sameName(it, name));

function settingOf(write: RegistryWrite): Setting | undefined {
  if (write.hive !== 'HKLM') return undefined;
  const below = under(sharedKey(write.key), DOTNET_KEY);
  const machine = { kind: 'registry' as const, key: `HKLM\\${write.key}`, name: write.name };
  const base = { ...placed(write), value: write.data, machine };
  if (below !== undefined && /^v\d[^\\]*$/.test(below)) {
    const name = spelt(write.name, DOTNET_VALUES);
    return name ? { ...base, area: 'dotnet', name, setTo: it => write.setTo?.(Number(it)) } : undefined;
  }
  if (below !== undefined && sameName(below, 'AppContext')) {
    const name = contextSwitchOf(write.name);
    const literal = literalOf(write.data);
    const setTo = (it: unknown) => (literal ? replace(literal, it ? 'true' : 'false') : undefined);
    return name ? { ...base, area: 'dotnet', name, setTo, machine: { ...machine, type: 'String' } } : undefined;
  }
  if (!sameName(sharedKey(write.key), CHAIN_KEY)) return undefined;
  const name = spelt(write.name, CHAIN_VALUES);
  return name ? { ...base, area: 'certificates', name, setTo: it => write.setTo?.(Number(it)) } : undefined;
}

/** Values that 32-bit programs look for below `WOW6432Node`, set to something safe for 64-bit programs alone. */
function readTwins(writes: readonly RegistryWrite[], emit: Emit): void {
  const told = new Set<string>();
  for (const write of writes) {
    const twin = write.key.replace(/^SOFTWARE\\/i, 'SOFTWARE\\WOW6432Node\\');
    const isDotnet = DOTNET_VALUES.some(it => sameName(it, write.name)) && settingOf(write) !== undefined;
    const value = integer(write.data);
    // In an image build the rest may stand in another step.
    if (write.hive !== 'HKLM' || !value || write.place.runs === 'build' || sharedKey(write.key) !== write.key) continue;
    if (!isDotnet && !(isWinHttp(write) && (value & modern) === value)) continue;
    if (told.has(write.name.toLowerCase())) continue;
    if (writes.some(it => sameName(it.key, twin) && sameName(it.name, write.name))) continue;
    told.add(write.name.toLowerCase());
    const { span, place, name, keySpan: at } = write;
    emit('tls.partial', { span, place, name, lacks: 'WOW6432Node', at, repairs: [dword(twin, name, value)] });
  }
}

/** A switch of .NET applications as its documentation spells it; `undefined` for one that nobody asks about. */
export const contextSwitchOf = (name: string): string | undefined => spelt(name, CONTEXT_SWITCHES);

/** `[AppContext]::SetSwitch('Switch.System.Net.DontEnableSchUseStrongCrypto', $true)` */
export function readContextSwitch(event: MethodInvocation, emit: Emit): void {
  if (!/^AppContext$/i.test(event.type) || !/^SetSwitch$/i.test(event.method)) return;
  const name = contextSwitchOf(textOf(event.args[0]) ?? '');
  const value = event.args[1];
  if (name === undefined || !value?.known || truth(value) === undefined) return;
  const { literal } = value;
  emit('setting', {
    span: event.span,
    place: event.place,
    area: 'dotnet',
    name,
    value,
    at: value.span,
    setTo: it => (literal ? replace(literal, it ? '$true' : '$false') : undefined),
  });
}

/** `certutil -setreg chain\MinRsaPubKeyBitLength 512` */
export function readChainCommand(command: Command, emit: Emit): void {
  if (command.name !== 'certutil') return;
  const words = lowerWords(command);
  const verb = words.findIndex(it => /^[-/]setreg$/.test(it));
  const [, name = ''] = /^chain\\(.+)$/.exec(words[verb + 1] ?? '') ?? [];
  const argument = command.args[verb + 2];
  const right = verb < 0 || !argument ? undefined : spelt(name, CHAIN_VALUES);
  if (!right) return;
  const value: Value<Data> = wordOf(argument!);
  // `+2` adds a flag to what is there.
  const number =
    integer(value) ?? integer(value.known ? known(String(value.value).replace(/^\+/, ''), value.span) : value);
  const setTo = setterOf(value);
  emit('setting', {
    span: command.span,
    place: command.place,
    area: 'certificates',
    name: right,
    value: number === undefined ? value : known<Data>(number, value.span),
    at: placeOf(value),
    ...(setTo ? { setTo: it => setTo(Number(it)) } : {}),
    machine: { kind: 'registry', key: `HKLM\\${CHAIN_KEY}`, name: right },
  });
}
