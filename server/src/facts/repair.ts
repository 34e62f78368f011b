/** What the registry can hold, by the names that PowerShell uses. */
export type RegistryKind = 'DWord' | 'QWord' | 'String' | 'ExpandString' | 'MultiString';

/**
 * A change of a machine that mends what a finding is about, as against an edit of the text: `boltseal remediate` writes
 * these into one script. What stood before is read on that machine when the script runs, so each can be undone.
 */
export type Repair = RegistryRepair | ValueRepair | RuleRepair;

/** A value of the registry is written, or removed where `value` is absent. */
export interface RegistryRepair {
  readonly kind: 'registry';
  /** With its root, a backslash between the parts: `HKLM\SYSTEM\CurrentControlSet\Control\Lsa`. */
  readonly key: string;
  readonly name: string;
  readonly type: RegistryKind;
  readonly value?: number | string | readonly string[];
}

/** A setting that has a command to read it and a command to write it. */
export interface ValueRepair {
  readonly kind: 'value';
  /** What is set, in words: `SMB server, EnableSMB1Protocol`. Two repairs of one subject are the same repair. */
  readonly subject: string;
  /** A PowerShell expression that gives the value in force: `(Get-SmbServerConfiguration).EnableSMB1Protocol`. */
  readonly read: string;
  /** A PowerShell command that sets it to `$Value`: `Set-SmbServerConfiguration -EnableSMB1Protocol $Value -Force`. */
  readonly write: string;
  /** The PowerShell literal for `$Value`: `$false`, `'Automatic'`, `2`. */
  readonly value: string;
}

/** Rules of the firewall that let anyone in, of which only the local subnet is let in instead. */
export interface RuleRepair {
  readonly kind: 'rule';
  /** The parameter of `Get-NetFirewallRule` that takes the name. */
  readonly by: 'Name' | 'DisplayName' | 'Group' | 'DisplayGroup';
  readonly name: string;
}

/**
 * A text as a string of PowerShell: nothing in it can end the string, and it is the same in every encoding that a script
 * may be read in.
 */
export function quoted(text: string): string {
  if (/^[\x20-\x7E]*$/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escaped = text.replace(/[`$"]/g, '`$&');
  return `"${escaped.replace(/[^\x20-\x7E]/g, it => `$([char]0x${it.charCodeAt(0).toString(16)})`)}"`;
}
