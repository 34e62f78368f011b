import type { RegistryKind } from '../repair';

/** Where a setting lives on the machine: what a repair writes to. */
export type Machine = RegistryPlace | CommandPlace;

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

/** A setting of WS-Management. @param path below the computer: `Service\Auth\Basic` */
export const winRmMachine = (path: string): CommandPlace => ({
  kind: 'command',
  subject: `WinRM, ${path}`,
  read: `(Get-Item WSMan:\\localhost\\${path}).Value`,
  write: `Set-Item WSMan:\\localhost\\${path} $Value -Force`,
});

/** A preference of Microsoft Defender. */
export const defenderMachine = (name: string): CommandPlace => ({
  kind: 'command',
  subject: `Microsoft Defender, ${name}`,
  read: `(Get-MpPreference).${name}`,
  write: `Set-MpPreference -${name} $Value`,
});

/** An optional feature of Windows; its value is `Enable` or `Disable`, as DISM says it. */
export const featureMachine = (name: string): CommandPlace => ({
  kind: 'command',
  subject: `Feature ${name}`,
  read: `if ((Get-WindowsOptionalFeature -Online -FeatureName ${name}).State -eq 'Enabled') { 'Enable' } else { 'Disable' }`,
  write: `dism.exe /Online "/$Value-Feature" /FeatureName:${name} /NoRestart`,
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
  const [property, unit] = accounts[name] ?? [];
  if (!property) return undefined;
  const value = `([ADSI]"WinNT://$env:COMPUTERNAME").${property}[0]`;
  return {
    kind: 'command',
    subject: `Account policy, ${name}`,
    read: unit === 1 ? value : `${value} / ${unit}`,
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
