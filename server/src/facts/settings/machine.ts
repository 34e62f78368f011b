import { lookUp } from '../../base/look-up';
import { services, terminalServer } from '../registry/keys.data';
import type { RegistryKind } from '../repair';

/** Where a setting lives on the machine: what a repair writes to. */
export type Machine = RegistryPlace | CommandPlace;

/** A value of the registry. */
export interface RegistryPlace {
  readonly kind: 'registry';
  /** With its root: `HKLM\SYSTEM\CurrentControlSet\Control\Lsa`. */
  readonly key: string;
  readonly name: string;
  /** Defaults to `DWord` for numbers and `String` for texts. */
  readonly type?: RegistryKind;
}

/** See `ValueRepair`. */
export interface CommandPlace {
  readonly kind: 'command';
  readonly subject: string;
  readonly read: string;
  readonly write: string;
}

/** A setting of SMB, by its cmdlets (windows-powershell-docs: SmbShare). @param side `server` or `client` */
export function smbMachine(side: string, name: string): CommandPlace {
  const noun = side === 'server' ? 'SmbServerConfiguration' : 'SmbClientConfiguration';
  return {
    kind: 'command',
    subject: `SMB ${side}, ${name}`,
    read: `(Get-${noun}).${name}`,
    write: `Set-${noun} -${name} $Value -Force`,
  };
}

/** A setting of WS-Management, by its name: `service/auth/Basic`; `undefined` for what its drive does not hold. */
export function winRmMachine(name: string): CommandPlace | undefined {
  if (!/^(?:service|client)(?:\/\w+)+$/.test(name) || /\/(DelegateComputer|AllowAutoConfig|DisableRunAs)$/.test(name))
    return undefined;
  const path = name.replaceAll('/', '\\').replace(/(^|\\)[a-z]/g, it => it.toUpperCase());
  return {
    kind: 'command',
    subject: `WinRM, ${path}`,
    read: `(Get-Item WSMan:\\localhost\\${path}).Value`,
    write: `Set-Item WSMan:\\localhost\\${path} $Value -Force`,
  };
}

/** A preference of Microsoft Defender. Actions that are not set are 0, which only the removal makes them again. */
export const defenderMachine = (name: string): CommandPlace => ({
  kind: 'command',
  subject: `Microsoft Defender, ${name}`,
  read: `(Get-MpPreference).${name}`,
  write: /ThreatDefaultAction$/i.test(name)
    ? `if ($Value) { Set-MpPreference -${name} $Value } else { Remove-MpPreference -${name} }`
    : `Set-MpPreference -${name} $Value`,
});

/** An optional feature of Windows, on or off. */
export const featureMachine = (name: string): CommandPlace => ({
  kind: 'command',
  subject: `Feature ${name}`,
  read: `(Get-WindowsOptionalFeature -Online -FeatureName ${name}).State -eq 'Enabled'`,
  write: `dism.exe /Online "/$(('Disable', 'Enable')[[int]$Value])-Feature" /FeatureName:${name} /NoRestart`,
});

/** The built-in guest account, on or off. Its name depends on the language of Windows, its number does not. */
export const guestMachine: CommandPlace = {
  kind: 'command',
  subject: 'Guest account, enabled',
  read: "(Get-LocalUser | Where-Object SID -Like '*-501').Enabled",
  write: "net.exe user (Get-LocalUser | Where-Object SID -Like '*-501').Name \"/active:$(('no', 'yes')[[int]$Value])\"",
};

/** A setting of Remote Desktop. */
export const rdpMachine = (name: string): RegistryPlace => ({
  kind: 'registry',
  key: name === 'fDenyTSConnections' ? `HKLM\\${terminalServer}` : `HKLM\\${terminalServer}\\WinStations\\RDP-Tcp`,
  name,
});

/** The start type of a service or driver: 4 is disabled. */
export const startMachine = (service: string): RegistryPlace => ({
  kind: 'registry',
  key: `HKLM\\${services}\\${service}`,
  name: 'Start',
});

/**
 * What `net accounts` sets, by the property that the WinNT provider of ADSI shows it as, and the seconds that one unit
 * of it has there.
 */
const accounts: Readonly<Record<string, readonly [property: string, unit: number]>> = {
  minpwlen: ['MinPasswordLength', 1],
  uniquepw: ['PasswordHistoryLength', 1],
  lockoutthreshold: ['MaxBadPasswordsAllowed', 1],
  maxpwage: ['MaxPasswordAge', 86400],
  minpwage: ['MinPasswordAge', 86400],
  lockoutduration: ['AutoUnlockInterval', 60],
  lockoutwindow: ['LockoutObservationInterval', 60],
};

/** A setting of `net accounts`. */
export function accountMachine(name: string): CommandPlace | undefined {
  const [property, unit] = lookUp(accounts, name) ?? [];
  if (!property) return undefined;
  const value = `([ADSI]"WinNT://$env:COMPUTERNAME").${property}[0]`;
  return {
    kind: 'command',
    subject: `Account policy, ${name}`,
    read: unit === 1 ? value : `if (${value} -lt 0) { 'unlimited' } else { ${value} / ${unit} }`,
    write: `net.exe accounts "/${name}:$Value"`,
  };
}

/** A parameter of the password policy of the domain. */
export const domainPolicyMachine = (parameter: string): CommandPlace => ({
  kind: 'command',
  subject: `Password policy of the domain, ${parameter}`,
  read: `(Get-ADDefaultDomainPasswordPolicy).${parameter}`,
  write: `Set-ADDefaultDomainPasswordPolicy -Identity (Get-ADDomain) -${parameter} $Value`,
});
