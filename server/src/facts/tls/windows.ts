import { replace } from '../../base/edit';
import { type Data, known, textOf, type Value } from '../../base/value';
import { integer, truth } from '../command/command';
import type { MethodInvocation } from '../command/script';
import type { Emit } from '../facts';
import { sameName, sharedKey, under } from '../registry/key';
import type { WriteReader } from '../registry/meanings';
import type { RegistryWrite } from '../registry/write';
import { isLegacy, type TlsVersion } from './version';

const winHttp = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp';
const internetSettings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const dotnet = 'SOFTWARE\\Microsoft\\.NETFramework';

/** Bits of `DefaultSecureProtocols` and of WinINet's `SecureProtocols` (support article 3140245, wininet.h). */
const bits: readonly (readonly [number, TlsVersion])[] = [
  [0x8, 'SSL 2.0'],
  [0x20, 'SSL 3.0'],
  [0x80, 'TLS 1.0'],
  [0x200, 'TLS 1.1'],
  [0x800, 'TLS 1.2'],
  [0x2000, 'TLS 1.3'],
];
const modern = 0x2800;
const atLeastTls12 = 0x800;

/** Reads what registry writes say of TLS in WinHTTP and .NET. */
export const readWindowsTls: WriteReader = (writes, emit) => {
  for (const write of writes) {
    if (write.action !== 'set') continue;
    const key = sharedKey(write.key);
    const isMask =
      (sameName(key, winHttp) && sameName(write.name, 'DefaultSecureProtocols')) ||
      (sameName(key, internetSettings) && sameName(write.name, 'SecureProtocols'));
    if (isMask) {
      const mask = integer(write.data);
      const [oldest, ...others] = bits.flatMap(([bit, version]) =>
        mask && mask & bit && isLegacy(version) ? [version] : [],
      );
      if (mask === undefined || !oldest) continue;
      const kept = mask & modern || atLeastTls12;
      const edit = write.setTo?.(kept);
      emit('tls.version', {
        ...placed(write),
        version: oldest,
        others,
        state: 'on',
        by: 'WinHTTP',
        role: 'client',
        ...(edit ? { mend: { title: 'Leave TLS 1.2 and later', edits: [edit] } } : {}),
      });
    }
    if (/^v\d/.test(under(key, dotnet) ?? '') && /^(SchUseStrongCrypto|SystemDefaultTlsVersions)$/i.test(write.name)) {
      const value: Value<Data> = write.data;
      const name = sameName(write.name, 'SchUseStrongCrypto') ? 'SchUseStrongCrypto' : 'SystemDefaultTlsVersions';
      emit('setting', {
        ...placed(write),
        area: 'dotnet',
        name,
        value,
        setTo: it => write.setTo?.(Number(it)),
      });
    }
  }
};

const placed = (write: RegistryWrite) => ({ span: write.span, place: write.place, at: write.data.span });

/** `Switch.System.Net.DontEnableSchUseStrongCrypto` and its like: on, they are what 0 is in the registry. */
const contextSwitch = /^Switch\.System\.(?:Net|ServiceModel)\.DontEnable(SchUseStrongCrypto|SystemDefaultTlsVersions)$/;

/** `[AppContext]::SetSwitch('Switch.System.Net.DontEnableSchUseStrongCrypto', $true)` */
export function readContextSwitch(event: MethodInvocation, emit: Emit): void {
  if (!/^AppContext$/i.test(event.type) || !/^SetSwitch$/i.test(event.method)) return;
  const name = contextSwitch.exec(textOf(event.args[0]) ?? '')?.[1];
  const value = event.args[1];
  const isOff = truth(value);
  if (name === undefined || !value?.known || isOff === undefined) return;
  const { literal } = value;
  emit('setting', {
    span: event.span,
    place: event.place,
    area: 'dotnet',
    name,
    value: known<Data>(!isOff, value.span),
    at: value.span,
    setTo: it => (literal ? replace(literal, it ? '$false' : '$true') : undefined),
  });
}
