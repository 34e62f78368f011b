import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** An option of an App Control policy (WDAC, code integrity) is set, or left out that should be there: in the policy or by a cmdlet. */
export interface PolicyOption extends Fact {
  /** Its number, as `Set-RuleOption` takes it. */
  readonly option: number;
  /** `Enabled:Audit Mode` */
  readonly name: string;
  readonly set: boolean;
  readonly at: Span;
  /** The edit that turns it round. */
  readonly mend?: { readonly title: string; readonly edit: Edit };
  /** The policy lets everything run but for what it denies: a block list. */
  readonly blocks?: true;
  /** The name of the file says that the policy audits. */
  readonly declared?: true;
}

/** An App Control or AppLocker policy lets code run. */
export interface PolicyAllow extends Fact {
  /** What the code is known by: its path, the name that it gives itself, its package, or nothing at all. */
  readonly by: 'path' | 'name' | 'package' | 'sample';
  readonly value: string;
  readonly at: Span;
  /** Whether the path may be writable by users: option 18 switches the check for that off. AppLocker never checks. */
  readonly unchecked?: true;
  readonly mend?: { readonly title: string; readonly edit: Edit };
}

/** Options by number (windows-itpro-docs: select-types-of-rules-to-create). */
export const optionNames: readonly string[] = [
  'Enabled:UMCI',
  'Enabled:Boot Menu Protection',
  'Required:WHQL',
  'Enabled:Audit Mode',
  'Disabled:Flight Signing',
  'Enabled:Inherit Default Policy',
  'Enabled:Unsigned System Integrity Policy',
  'Allowed:Debug Policy Augmented',
  'Required:EV Signers',
  'Enabled:Advanced Boot Options Menu',
  'Enabled:Boot Audit On Failure',
  'Disabled:Script Enforcement',
  'Required:Enforce Store Applications',
  'Enabled:Managed Installer',
  'Enabled:Intelligent Security Graph Authorization',
  'Enabled:Invalidate EAs on Reboot',
  'Enabled:Update Policy No Reboot',
  'Enabled:Allow Supplemental Policies',
  'Disabled:Runtime FilePath Rule Protection',
  'Enabled:Dynamic Code Security',
  'Enabled:Revoked Expired As Unsigned',
];
