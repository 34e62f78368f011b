import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Data, Value } from '../../base/value';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Machine } from './machine';

/** The areas whose switches are read; each has one table of names. */
export type SettingArea =
  | 'winrm'
  | 'rdp'
  | 'smb'
  | 'defender'
  | 'dotnet'
  | 'lsa'
  | 'domain'
  | 'guard'
  | 'logging'
  | 'names'
  | 'certificates'
  | 'scripts'
  | 'firewall'
  | 'iis'
  | 'updates'
  | 'account';

/**
 * A named switch of Windows is set, whatever the way: WinRM by `winrm set`, `WSMan:` or policy key; SMB by cmdlet or
 * registry. The name is the one its documentation uses.
 */
export interface Setting extends Fact {
  readonly area: SettingArea;
  /** `service/AllowUnencrypted`, `client/TrustedHosts`, `server/EnableSMB1Protocol`, `DisableRealtimeMonitoring`. */
  readonly name: string;
  readonly value: Value<Data>;
  /** Set by a policy, which prevails over what is set without one. */
  readonly policy?: true;
  /** The text that sets it to this value: where a finding points. */
  readonly at: Span;
  /** The edit that writes another value in the author's own notation (`"true"`, `$true`, `1`); absent when it cannot. */
  readonly setTo?: (value: boolean | number | string) => Edit | undefined;
  /** The name as written, where the notation has another: `MinimumPasswordLength`. */
  readonly called?: string;
  /** Where the machine keeps it; absent when no one place or command holds it. */
  readonly machine?: Machine;
}

/** The fix that writes another value, none where the statement has no place for it. */
export function fixesOf({ name, setTo }: Setting, value: boolean | number | string): readonly Fix[] {
  const edit = setTo?.(value);
  return edit ? [{ title: `Set ${name.split('/').at(-1)} to ${value}`, edits: [edit] }] : [];
}
