import { lookUp } from '../../base/look-up';
import type { RegistryWrite } from './write';

/** A root of the registry. */
export type Hive = RegistryWrite['hive'];

/** A registry key as all its spellings mean it. */
export interface KeyPath {
  readonly hive: Hive;
  /** See `RegistryWrite.key`. */
  readonly key: string;
}

const hives: Readonly<Record<string, Hive>> = {
  hklm: 'HKLM',
  hkey_local_machine: 'HKLM',
  hkcu: 'HKCU',
  hkey_current_user: 'HKCU',
  hku: 'HKU',
  hkey_users: 'HKU',
  hkcr: 'HKCR',
  hkey_classes_root: 'HKCR',
  hkcc: 'HKCC',
  hkey_current_config: 'HKCC',
};

/** `HKLM`, `HKEY_LOCAL_MACHINE` and the others; no case. */
export const hiveOf = (name: string): Hive | undefined => lookUp(hives, name.toLowerCase());

/**
 * A key as `reg.exe`, `.reg` files and .NET write it: `HKLM\SOFTWARE\X`, `\\.\HKEY_LOCAL_MACHINE\SOFTWARE\X`. A slash is
 * part of a name, and another machine before the hive does not count: what is weak there is weak. `undefined` for what is
 * no key.
 */
export function parseKey(text: string): KeyPath | undefined {
  const local = text.trim().replace(/^\\\\[^\\]+\\/, '');
  const [hive, ...rest] = local.split('\\');
  const known = hiveOf(hive!);
  return known && { hive: known, key: below(rest) };
}

/** A value below HKLM by one path, its name behind the last backslash: `SYSTEM\CurrentControlSet\Control\Lsa\NoLMHash`. */
export function parseValuePath(path: string): { readonly key: KeyPath; readonly name: string } | undefined {
  const cut = path.lastIndexOf('\\');
  const key = cut < 0 ? undefined : parseKey(`HKLM\\${path.slice(0, cut)}`);
  return key && { key, name: path.slice(cut + 1) };
}

/** A path of PowerShell's registry provider. */
export interface ProviderPath extends KeyPath {
  /** Names with a slash in them, which the provider takes for two keys: `RC4 128/128`. */
  readonly torn: readonly string[];
}

/**
 * A path of PowerShell's registry provider: `HKLM:\SOFTWARE\X`, `HKLM:/SOFTWARE/X`, `Registry::HKLM\X`,
 * `Microsoft.PowerShell.Core\Registry::HKEY_LOCAL_MACHINE\X`. A slash separates; that of `RC4 128/128`, which the author
 * means as part of the name, is kept and told of. `undefined` for paths of other providers and for relative ones.
 */
export function parseProviderPath(text: string): ProviderPath | undefined {
  const match =
    /^(?:microsoft\.powershell\.core[\\/])?registry::[\\/]*([a-z_]+)(?:[\\/]+(.*))?$/is.exec(text.trim()) ??
    /^([a-z_]+):[\\/]*(.*)$/is.exec(text.trim());
  const hive = match && hiveOf(match[1]!);
  if (!match || !hive) return undefined;
  const torn: string[] = [];
  // The slash of a Schannel cipher stands between two numbers; it is put aside while the others are turned round.
  const rest = (match[2] ?? '').replace(/([^\\/]*\d)\/(\d+)(?=[\\/]|$)/g, (whole, left: string, right: string) => {
    if (!/^(AES|DES|RC2|RC4|Triple DES) /i.test(left)) return whole;
    torn.push(`${left}/${right}`);
    return `${left}\0${right}`;
  });
  const names = rest.replaceAll('/', '\\').replaceAll('\0', '/').split('\\');
  return { hive, key: below(names), torn };
}

const objectType = 'Microsoft.Win32.RegistryKey';

/** The type of the object that stands for a key: values carry no more than types. */
export const registryKeyType = ({ hive, key }: KeyPath): string => `${objectType}\\${hive}\\${key}`;

/** The provider path of the key that an object of this type stands for. */
export const pathOfKeyType = (type: string): string | undefined =>
  type.startsWith(`${objectType}\\HK`) ? `Registry::${type.slice(objectType.length + 1)}` : undefined;

/** A key in whatever spelling: for tools that take both. */
export const parseAnyKey = (text: string): KeyPath | undefined => parseProviderPath(text) ?? parseKey(text);

/** A key path with doubled and trailing separators gone and the control set by its usual name. */
function below(names: readonly string[]): string {
  const kept = names.map(name => name.trim()).filter(name => name !== '');
  // The system of an image that is loaded under a name of its own, `HKLM\OFFLINE\ControlSet001`, is one as well.
  if (/^controlset\d{3}$/i.test(kept[1] ?? '')) kept.splice(0, 2, 'SYSTEM', 'CurrentControlSet');
  return kept.join('\\');
}

/** Whether two keys or value names are the same to Windows. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** What stands below `base` in `key`, `''` for the key itself; `undefined` when it is elsewhere. No case. */
export function under(key: string, base: string): string | undefined {
  if (sameName(key, base)) return '';
  return key.toLowerCase().startsWith(`${base.toLowerCase()}\\`) ? key.slice(base.length + 1) : undefined;
}

/** A 32-bit program's view, `SOFTWARE\WOW6432Node\X`, as the key it mirrors; others unchanged. */
export const sharedKey = (key: string): string => key.replace(/^(SOFTWARE)\\WOW6432Node\\/i, '$1\\');

const types: Readonly<Record<string, string>> = {
  reg_dword: 'DWord',
  reg_dword_little_endian: 'DWord',
  dword: 'DWord',
  reg_qword: 'QWord',
  qword: 'QWord',
  reg_sz: 'String',
  string: 'String',
  reg_expand_sz: 'ExpandString',
  expandstring: 'ExpandString',
  reg_multi_sz: 'MultiString',
  multistring: 'MultiString',
  reg_binary: 'Binary',
  binary: 'Binary',
  reg_none: 'None',
  none: 'None',
  unknown: 'Unknown',
};

/** `REG_DWORD`, `dword`, `DWord` by the name that .NET uses; `undefined` for no type. */
export const typeOf = (name: string): string | undefined => lookUp(types, name.trim().toLowerCase());
