import { control, policies, type Row, services } from './row';

/** Logon and trust. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3 and 18.4. */
export const logonRows: readonly Row[] = [
  { key: `${services}\\LanmanServer\\Parameters`, area: 'lsa', names: ['RestrictNullSessAccess'] },
  { key: `${services}\\LanmanWorkstation\\Parameters`, area: 'lsa', names: ['EnablePlainTextPassword'] },
  {
    key: `${control}\\Lsa`,
    area: 'lsa',
    names: [
      'LmCompatibilityLevel',
      'NoLMHash',
      'RestrictAnonymous',
      'RestrictAnonymousSAM',
      'EveryoneIncludesAnonymous',
      'ForceGuest',
      'LimitBlankPasswordUse',
      'RunAsPPL',
      'LsaCfgFlags',
    ],
  },
  {
    key: `${control}\\Lsa\\MSV1_0`,
    area: 'lsa',
    names: ['NTLMMinClientSec', 'NTLMMinServerSec', 'AllowNullSessionFallback'],
  },
  { key: `${control}\\SecurityProviders\\WDigest`, area: 'lsa', names: ['UseLogonCredential'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System',
    area: 'lsa',
    names: ['EnableLUA', 'LocalAccountTokenFilterPolicy', 'ConsentPromptBehaviorAdmin'],
  },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System\\CredSSP\\Parameters',
    area: 'lsa',
    names: ['AllowEncryptionOracle'],
  },
  { key: `${policies}\\Windows NT\\Rpc`, area: 'lsa', names: ['RestrictRemoteClients'] },
  { key: `${control}\\Print`, area: 'lsa', names: ['RpcAuthnLevelPrivacyEnabled'] },
  { key: `${services}\\NTDS\\Parameters`, area: 'lsa', names: ['LDAPServerIntegrity', 'LdapEnforceChannelBinding'] },
  { key: `${services}\\LDAP`, area: 'lsa', names: ['LDAPClientIntegrity'] },
  {
    key: `${services}\\Netlogon\\Parameters`,
    area: 'lsa',
    names: [
      'RequireSignOrSeal',
      'SealSecureChannel',
      'SignSecureChannel',
      'RequireStrongKey',
      'FullSecureChannelProtection',
    ],
  },
  {
    key: `${policies}\\Windows\\DeviceGuard`,
    area: 'lsa',
    names: ['LsaCfgFlags', 'EnableVirtualizationBasedSecurity'],
  },
  { key: `${control}\\DeviceGuard`, area: 'lsa', names: ['EnableVirtualizationBasedSecurity'] },
];
