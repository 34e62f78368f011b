import type { Edit } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Fact } from '../fact';

/** An account is given a right of Windows: by a security template, `ntrights`, a cmdlet or DSC. */
export interface UserRight extends Fact {
  /** As Windows calls it: `SeDebugPrivilege`. */
  readonly right: string;
  readonly account: Value<string>;
  /** The text that names the account: where a finding points. */
  readonly at: Span;
  /** Takes the account out of the list; absent where the statement would have nothing left. */
  readonly removal?: Edit;
}

/** An account is made a member of a local group, whatever the way. */
export interface GroupMember extends Fact {
  /** The name or number of the group, case as written. */
  readonly group: string;
  readonly account: Value<string>;
  /** The text that names the account: where a finding points. */
  readonly at: Span;
}

/** Who may hold a right, as baselines have it. */
export type Holders = 'nobody' | 'administrators' | 'users';

/** Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.2. A right for users is still none for everyone. */
const holders: Readonly<Record<string, Holders>> = {
  SeTcbPrivilege: 'nobody',
  SeCreateTokenPrivilege: 'nobody',
  SeTrustedCredManAccessPrivilege: 'nobody',
  SeCreatePermanentPrivilege: 'nobody',
  SeReLabelPrivilege: 'nobody',
  SeDebugPrivilege: 'administrators',
  SeLoadDriverPrivilege: 'administrators',
  SeTakeOwnershipPrivilege: 'administrators',
  SeRestorePrivilege: 'administrators',
  SeBackupPrivilege: 'administrators',
  SeSecurityPrivilege: 'administrators',
  SeSystemEnvironmentPrivilege: 'administrators',
  SeManageVolumePrivilege: 'administrators',
  SeImpersonatePrivilege: 'administrators',
  SeAssignPrimaryTokenPrivilege: 'administrators',
  SeEnableDelegationPrivilege: 'administrators',
  SeCreateSymbolicLinkPrivilege: 'administrators',
  SeRemoteInteractiveLogonRight: 'administrators',
  SeBatchLogonRight: 'administrators',
  SeServiceLogonRight: 'administrators',
  SeLockMemoryPrivilege: 'administrators',
  SeNetworkLogonRight: 'users',
};

const byName = new Map(Object.entries(holders).map(([name, own]) => [name.toLowerCase(), { name, holders: own }]));

/** A right by its name in any case, with who may hold it. */
export const rightOf = (name: string) => byName.get(name.trim().toLowerCase());

/** Names of the DSC resource and of the policy editor. Source: SecurityPolicyDsc: UserRightsAssignmentFriendlyNameMap. */
const friendly: Readonly<Record<string, string>> = {
  act_as_part_of_the_operating_system: 'SeTcbPrivilege',
  create_a_token_object: 'SeCreateTokenPrivilege',
  access_credential_manager_as_a_trusted_caller: 'SeTrustedCredManAccessPrivilege',
  create_permanent_shared_objects: 'SeCreatePermanentPrivilege',
  modify_an_object_label: 'SeReLabelPrivilege',
  debug_programs: 'SeDebugPrivilege',
  load_and_unload_device_drivers: 'SeLoadDriverPrivilege',
  take_ownership_of_files_or_other_objects: 'SeTakeOwnershipPrivilege',
  restore_files_and_directories: 'SeRestorePrivilege',
  back_up_files_and_directories: 'SeBackupPrivilege',
  manage_auditing_and_security_log: 'SeSecurityPrivilege',
  modify_firmware_environment_values: 'SeSystemEnvironmentPrivilege',
  perform_volume_maintenance_tasks: 'SeManageVolumePrivilege',
  impersonate_a_client_after_authentication: 'SeImpersonatePrivilege',
  replace_a_process_level_token: 'SeAssignPrimaryTokenPrivilege',
  enable_computer_and_user_accounts_to_be_trusted_for_delegation: 'SeEnableDelegationPrivilege',
  create_symbolic_links: 'SeCreateSymbolicLinkPrivilege',
  allow_log_on_through_remote_desktop_services: 'SeRemoteInteractiveLogonRight',
  log_on_as_a_batch_job: 'SeBatchLogonRight',
  log_on_as_a_service: 'SeServiceLogonRight',
  lock_pages_in_memory: 'SeLockMemoryPrivilege',
  access_this_computer_from_the_network: 'SeNetworkLogonRight',
};

/** `Debug_programs` as `SeDebugPrivilege`; names of rights as they are. */
export const rightNamed = (text: string): string =>
  lookUp(friendly, text.trim().toLowerCase().replaceAll(' ', '_')) ?? text.trim();
