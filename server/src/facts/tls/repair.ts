import { quoted, type RegistryRepair, type Repair, type ValueRepair } from '../repair';
import { SCHANNEL_KEY } from './schannel-names.data';

/** A DWord below HKLM, with its sign: `0xffffffff` is -1. */
export const dword = (key: string, name: string, value: number): RegistryRepair => ({
  kind: 'registry',
  key: `HKLM\\${key}`,
  name,
  type: 'DWord',
  value: value | 0,
});

/** Switches a protocol for a role for good: no program can overrule the two values together. */
export function protocolRepairs(version: string, role: 'Client' | 'Server', on: boolean): readonly Repair[] {
  const key = `${SCHANNEL_KEY}\\Protocols\\${version}\\${role}`;
  return [dword(key, 'Enabled', on ? 1 : 0), dword(key, 'DisabledByDefault', on ? 0 : 1)];
}

/** The cmdlet that enables or disables, as `$Value` says. */
const switched = (noun: string): string => `& "$(('Disable', 'Enable')[[int]$Value])-${noun}"`;

/** Switches a cipher suite by its cmdlets. */
export const suiteRepair = (name: string, on: boolean): ValueRepair => ({
  kind: 'value',
  subject: `TLS cipher suite ${name}`,
  read: `[bool](Get-TlsCipherSuite | Where-Object Name -EQ ${quoted(name)})`,
  write: `${switched('TlsCipherSuite')} -Name ${quoted(name)}`,
  value: on ? '$true' : '$false',
});

/** Switches a curve by its cmdlets. */
export const curveRepair = (name: string, on: boolean): ValueRepair => ({
  kind: 'value',
  subject: `TLS curve ${name}`,
  read: `[bool](Get-TlsEccCurve | Where-Object { $_ -eq ${quoted(name)} })`,
  write: `${switched('TlsEccCurve')} -Name ${quoted(name)}`,
  value: on ? '$true' : '$false',
});
