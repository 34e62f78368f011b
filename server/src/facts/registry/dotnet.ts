import { lookUp } from '../../base/look-up';
import { type Data, textOf, type Value } from '../../base/value';
import type { MethodInvocation } from '../command/script';
import { hiveOf, type KeyPath, parseKey } from './key';
import { creation, deletion, setting, type Target } from './made';
import { wmiCall } from './wmi';
import type { RegistryWrite } from './write';

const staticHives: Readonly<Record<string, string>> = {
  localmachine: 'HKLM',
  currentuser: 'HKCU',
  users: 'HKU',
  classesroot: 'HKCR',
  currentconfig: 'HKCC',
};

/**
 * Reads registry writes off method calls, in order: a key opened by a call whose owner is not known (`(Get-Item
 * 'HKLM:\').OpenSubKey(...)`) is the one that the next `SetValue` on an unknown object writes to.
 */
export function invocationReader(): (event: MethodInvocation) => readonly RegistryWrite[] {
  let opened: Target | undefined;
  return event => {
    const method = event.method.toLowerCase();
    const [first] = event.args;
    if (/^microsoft\.win32\.registry$/i.test(event.type) && method === 'setvalue') return staticWrite(event);
    const byWmi = wmiCall(event);
    if (byWmi.length > 0) return byWmi;
    const owner = ownerOf(event);
    if (method === 'opensubkey' || method === 'createsubkey') {
      opened = subKey(owner, opened, first);
      return opened && method === 'createsubkey' ? [creation(event, opened)] : [];
    }
    if (method !== 'setvalue' && method !== 'deletevalue') return [];
    const target = owner ?? (event.type === '' ? opened : undefined);
    const name = textOf(first);
    if (!target || name === undefined) return [];
    if (method === 'deletevalue') return [deletion(event, target, name)];
    const data = event.args[1];
    return data ? [setting(event, target, name, data, event.args[2])] : [];
  };
}

/** `[Microsoft.Win32.Registry]::SetValue('HKEY_LOCAL_MACHINE\X', 'Name', 0, 'DWord')` */
function staticWrite(event: MethodInvocation): readonly RegistryWrite[] {
  const [path, name, data, type] = event.args;
  const key = parseKey(textOf(path) ?? '');
  const text = textOf(name);
  if (!key || !path || !data || text === undefined) return [];
  return [setting(event, { ...key, keySpan: path.span }, text, data, type)];
}

/** The key that an object stands for: `Microsoft.Win32.Registry::LocalMachine\SOFTWARE\X`. */
function ownerOf(event: MethodInvocation): Target | undefined {
  const match = /^Microsoft\.Win32\.Registry(?:Key\\|::)(\w+)(?:\\(.*))?$/is.exec(event.type);
  const hive = match && hiveOf(lookUp(staticHives, match[1]!.toLowerCase()) ?? match[1]!);
  if (!match || !hive) return undefined;
  const key = parseKey(`${hive}\\${match[2] ?? ''}`);
  return key && { ...key, keySpan: event.target.span };
}

/** The key that `OpenSubKey` opens. Without a known owner, paths that begin as those below HKLM do are taken for it. */
function subKey(
  owner: Target | undefined,
  opened: Target | undefined,
  path: Value<Data> | undefined,
): Target | undefined {
  const text = textOf(path);
  if (text === undefined || !path) return undefined;
  const whole = (base: KeyPath): Target | undefined => {
    const key = parseKey(`${base.hive}\\${base.key}\\${text}`);
    return key && { ...key, keySpan: path.span };
  };
  if (owner) return whole(owner);
  if (/^(?:SYSTEM|SOFTWARE)(?:\\|$)/i.test(text)) return whole({ hive: 'HKLM', key: '' });
  return opened && whole(opened);
}
