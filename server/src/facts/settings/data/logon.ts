import { control, policies, services, windowsPolicies } from '../../registry/keys.data';
import type { Row } from './row';

/** Logon and credentials. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3, 18.4, 18.7 and 18.9. */
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
      'UseMachineId',
      'DisableDomainCreds',
      'DisableRestrictedAdmin',
      'RunAsPPL',
    ],
  },
  {
    key: `${control}\\Lsa\\MSV1_0`,
    area: 'lsa',
    names: [
      'NTLMMinClientSec',
      'NTLMMinServerSec',
      'AllowNullSessionFallback',
      'RestrictSendingNTLMTraffic',
      'RestrictReceivingNTLMTraffic',
    ],
  },
  { key: `${control}\\Lsa\\pku2u`, area: 'lsa', names: ['AllowOnlineID'] },
  { key: `${control}\\SecurityProviders\\WDigest`, area: 'lsa', names: ['UseLogonCredential'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
    area: 'lsa',
    names: ['CachedLogonsCount', 'AutoAdminLogon'],
    type: 'String',
  },
  {
    key: windowsPolicies,
    area: 'lsa',
    names: [
      'EnableLUA',
      'LocalAccountTokenFilterPolicy',
      'ConsentPromptBehaviorAdmin',
      'PromptOnSecureDesktop',
      'FilterAdministratorToken',
      'DisableAutomaticRestartSignOn',
    ],
  },
  { key: `${windowsPolicies}\\CredSSP\\Parameters`, area: 'lsa', names: ['AllowEncryptionOracle'] },
  { key: `${policies}\\Windows\\CredentialsDelegation`, area: 'lsa', names: ['AllowProtectedCreds'] },
  { key: `${policies}\\Windows\\Installer`, area: 'lsa', names: ['AlwaysInstallElevated'] },
  { key: `${policies}\\Windows NT\\Rpc`, area: 'lsa', names: ['RestrictRemoteClients', 'EnableAuthEpResolution'] },
  {
    key: 'SOFTWARE\\Microsoft\\Ole\\AppCompat',
    area: 'lsa',
    names: ['RequireIntegrityActivationAuthenticationLevel'],
  },
  { key: `${control}\\Print`, area: 'lsa', names: ['RpcAuthnLevelPrivacyEnabled'] },
  {
    key: `${policies}\\Windows NT\\Printers\\PointAndPrint`,
    area: 'lsa',
    names: ['RestrictDriverInstallationToAdministrators', 'NoWarningNoElevationOnInstall'],
  },
];
