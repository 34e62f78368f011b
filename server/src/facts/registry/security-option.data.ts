import { control, services, windowsPolicies } from './keys.data';

/** The texts of an option to the numbers that they stand for. */
type Options = Readonly<Record<string, number>>;

const lsa = `${control}\\Lsa`;
const onOff: Options = { Enabled: 1, Disabled: 0 };

/**
 * Properties of the DSC resource SecurityOption to the value below HKLM that they set. Source: SecurityPolicyDsc,
 * MSFT_SecurityOption.
 */
export const securityOptions: Readonly<Record<string, readonly [path: string, options: Options]>> = {
  Accounts_Limit_local_account_use_of_blank_passwords_to_console_logon_only: [`${lsa}\\LimitBlankPasswordUse`, onOff],
  Audit_Force_audit_policy_subcategory_settings_Windows_Vista_or_later_to_override_audit_policy_category_settings: [
    `${lsa}\\SCENoApplyLegacyAuditPolicy`,
    onOff,
  ],
  Audit_Shut_down_system_immediately_if_unable_to_log_security_audits: [`${lsa}\\CrashOnAuditFail`, onOff],
  Domain_controller_LDAP_server_signing_requirements: [
    `${services}\\NTDS\\Parameters\\LDAPServerIntegrity`,
    { None: 1, 'Require Signing': 2 },
  ],
  Domain_controller_Refuse_machine_account_password_changes: [
    `${services}\\Netlogon\\Parameters\\RefusePasswordChange`,
    onOff,
  ],
  Domain_member_Digitally_encrypt_or_sign_secure_channel_data_always: [
    `${services}\\Netlogon\\Parameters\\RequireSignOrSeal`,
    onOff,
  ],
  Domain_member_Digitally_encrypt_secure_channel_data_when_possible: [
    `${services}\\Netlogon\\Parameters\\SealSecureChannel`,
    onOff,
  ],
  Domain_member_Digitally_sign_secure_channel_data_when_possible: [
    `${services}\\Netlogon\\Parameters\\SignSecureChannel`,
    onOff,
  ],
  Domain_member_Disable_machine_account_password_changes: [
    `${services}\\Netlogon\\Parameters\\DisablePasswordChange`,
    onOff,
  ],
  Domain_member_Require_strong_Windows_2000_or_later_session_key: [
    `${services}\\Netlogon\\Parameters\\RequireStrongKey`,
    onOff,
  ],
  Microsoft_network_client_Digitally_sign_communications_always: [
    `${services}\\LanmanWorkstation\\Parameters\\RequireSecuritySignature`,
    onOff,
  ],
  Microsoft_network_client_Digitally_sign_communications_if_server_agrees: [
    `${services}\\LanmanWorkstation\\Parameters\\EnableSecuritySignature`,
    onOff,
  ],
  Microsoft_network_client_Send_unencrypted_password_to_third_party_SMB_servers: [
    `${services}\\LanmanWorkstation\\Parameters\\EnablePlainTextPassword`,
    onOff,
  ],
  Microsoft_network_server_Digitally_sign_communications_always: [
    `${services}\\LanManServer\\Parameters\\RequireSecuritySignature`,
    onOff,
  ],
  Microsoft_network_server_Digitally_sign_communications_if_client_agrees: [
    `${services}\\LanManServer\\Parameters\\EnableSecuritySignature`,
    onOff,
  ],
  Microsoft_network_server_Server_SPN_target_name_validation_level: [
    `${services}\\LanManServer\\Parameters\\SmbServerNameHardeningLevel`,
    { Off: 0, 'Accept if provided by client': 1, 'Required from client': 2 },
  ],
  Network_access_Do_not_allow_anonymous_enumeration_of_SAM_accounts: [`${lsa}\\RestrictAnonymousSAM`, onOff],
  Network_access_Do_not_allow_anonymous_enumeration_of_SAM_accounts_and_shares: [`${lsa}\\RestrictAnonymous`, onOff],
  Network_access_Do_not_allow_storage_of_passwords_and_credentials_for_network_authentication: [
    `${lsa}\\DisableDomainCreds`,
    onOff,
  ],
  Network_access_Let_Everyone_permissions_apply_to_anonymous_users: [`${lsa}\\EveryoneIncludesAnonymous`, onOff],
  Network_access_Restrict_anonymous_access_to_Named_Pipes_and_Shares: [
    `${services}\\LanManServer\\Parameters\\RestrictNullSessAccess`,
    onOff,
  ],
  Network_access_Sharing_and_security_model_for_local_accounts: [
    `${lsa}\\ForceGuest`,
    { 'Classic - Local users authenticate as themselves': 0, 'Guest only - Local users authenticate as Guest': 1 },
  ],
  Network_security_Allow_Local_System_to_use_computer_identity_for_NTLM: [`${lsa}\\UseMachineId`, onOff],
  Network_security_Allow_LocalSystem_NULL_session_fallback: [`${lsa}\\MSV1_0\\allownullsessionfallback`, onOff],
  Network_Security_Allow_PKU2U_authentication_requests_to_this_computer_to_use_online_identities: [
    `${lsa}\\pku2u\\AllowOnlineID`,
    onOff,
  ],
  Network_security_Do_not_store_LAN_Manager_hash_value_on_next_password_change: [`${lsa}\\NoLMHash`, onOff],
  Network_security_LAN_Manager_authentication_level: [
    `${lsa}\\LmCompatibilityLevel`,
    {
      'Send LM & NTLM responses': 0,
      'Send LM & NTLM - use NTLMv2 session security if negotiated': 1,
      'Send NTLM responses only': 2,
      'Send NTLMv2 responses only': 3,
      'Send NTLMv2 responses only. Refuse LM': 4,
      'Send NTLMv2 responses only. Refuse LM & NTLM': 5,
    },
  ],
  Network_security_LDAP_client_signing_requirements: [
    `${services}\\LDAP\\LDAPClientIntegrity`,
    { None: 0, 'Negotiate Signing': 1, 'Require Signing': 2 },
  ],
  Network_security_Minimum_session_security_for_NTLM_SSP_based_including_secure_RPC_clients: [
    `${lsa}\\MSV1_0\\NTLMMinClientSec`,
    {
      'Require NTLMv2 session security': 524288,
      'Require 128-bit encryption': 536870912,
      'Both options checked': 537395200,
    },
  ],
  Network_security_Minimum_session_security_for_NTLM_SSP_based_including_secure_RPC_servers: [
    `${lsa}\\MSV1_0\\NTLMMinServerSec`,
    {
      'Require NTLMv2 session security': 524288,
      'Require 128-bit encryption': 536870912,
      'Both options checked': 537395200,
    },
  ],
  Network_Security_Restrict_NTLM_Audit_Incoming_NTLM_Traffic: [
    `${lsa}\\MSV1_0\\AuditReceivingNTLMTraffic`,
    { Disabled: 0, 'Enable auditing for domain accounts': 1, 'Enable auditing for all accounts': 2 },
  ],
  Network_Security_Restrict_NTLM_Audit_NTLM_authentication_in_this_domain: [
    `${services}\\Netlogon\\Parameters\\AuditNTLMInDomain`,
    {
      Disable: 0,
      'Enable for domain accounts to domain servers': 1,
      'Enable for domain accounts': 3,
      'Enable for domain servers': 5,
      'Enable all': 7,
    },
  ],
  Network_Security_Restrict_NTLM_Incoming_NTLM_Traffic: [
    `${lsa}\\MSV1_0\\RestrictReceivingNTLMTraffic`,
    { 'Allow all': 0, 'Deny all domain accounts': 1, 'Deny all accounts': 2 },
  ],
  Network_Security_Restrict_NTLM_Outgoing_NTLM_traffic_to_remote_servers: [
    `${lsa}\\MSV1_0\\RestrictSendingNTLMTraffic`,
    { 'Allow all': 0, 'Audit all': 1, 'Deny all': 2 },
  ],
  System_cryptography_Use_FIPS_compliant_algorithms_for_encryption_hashing_and_signing: [
    `${lsa}\\FIPSAlgorithmPolicy\\Enabled`,
    onOff,
  ],
  User_Account_Control_Admin_Approval_Mode_for_the_Built_in_Administrator_account: [
    `${windowsPolicies}\\FilterAdministratorToken`,
    onOff,
  ],
  User_Account_Control_Behavior_of_the_elevation_prompt_for_administrators_in_Admin_Approval_Mode: [
    `${windowsPolicies}\\ConsentPromptBehaviorAdmin`,
    {
      'Elevate without prompting': 0,
      'Prompt for credentials on the secure desktop': 1,
      'Prompt for consent on the secure desktop': 2,
      'Prompt for credentials': 3,
      'Prompt for consent': 4,
      'Prompt for consent for non-Windows binaries': 5,
    },
  ],
  User_Account_Control_Run_all_administrators_in_Admin_Approval_Mode: [`${windowsPolicies}\\EnableLUA`, onOff],
  User_Account_Control_Switch_to_the_secure_desktop_when_prompting_for_elevation: [
    `${windowsPolicies}\\PromptOnSecureDesktop`,
    onOff,
  ],
};
