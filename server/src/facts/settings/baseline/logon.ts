import { below, beyond, type Weakness, type Weaknesses, when } from './weakness';

/** The bit of 128-bit encryption; baselines add that of NTLMv2 session security (0x80000), which Windows leaves out. */
const ntlmSession: Weakness = {
  weak: value => (value & 0x20000000) === 0,
  good: 0x20080000,
  grade: 'medium',
  does: 'accepts NTLM sessions with weak keys',
};

/** Logon and credentials. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3, 18.4, 18.7 and 18.9. */
export const logonWeaknesses: Weaknesses = {
  LmCompatibilityLevel: [
    below(3, 'high', 'sends or accepts LM and NTLMv1 answers, which are cracked in hours', 5),
    below(5, 'info', 'accepts LM or NTLMv1 answers where it checks passwords', 5),
  ],
  NoLMHash: when(0, 1, 'high', 'stores LM hashes, which are cracked in minutes'),
  NTLMMinClientSec: ntlmSession,
  NTLMMinServerSec: ntlmSession,
  RestrictSendingNTLMTraffic: when(0, 1, 'info', 'lets this machine log on to any server by NTLM'),
  RestrictReceivingNTLMTraffic: when(0, 2, 'info', 'lets anyone log on to this machine by NTLM'),
  UseLogonCredential: when(1, 0, 'high', 'keeps the passwords of logged-on users readable in memory'),
  LimitBlankPasswordUse: when(0, 1, 'high', 'lets accounts without a password log on over the network'),
  RestrictAnonymous: when(0, 1, 'low', 'lets anyone list shares without logging on'),
  RestrictAnonymousSAM: when(0, 1, 'medium', 'lets anyone list accounts without logging on'),
  EveryoneIncludesAnonymous: when(1, 0, 'medium', 'gives callers without an account what everyone may do'),
  ForceGuest: when(1, 0, 'medium', 'logs every network user on as guest'),
  UseMachineId: when(0, 1, 'low', 'lets services log on without an identity where Kerberos cannot be had'),
  DisableDomainCreds: when(0, 1, 'info', 'lets passwords for the network be stored on this machine'),
  DisableRestrictedAdmin: when(0, 1, 'info', 'lets Remote Desktop be entered with the hash of a password'),
  AllowNullSessionFallback: when(1, 0, 'medium', 'falls back to sessions without any identity'),
  AllowOnlineID: when(1, 0, 'low', 'lets identities from outside of the domain log on'),
  RestrictNullSessAccess: when(0, 1, 'medium', 'opens pipes and shares to callers without an account'),
  EnablePlainTextPassword: when(1, 0, 'high', 'sends the password in clear text to SMB servers that ask for it'),
  RunAsPPL: when(0, 1, 'medium', 'leaves the process that holds all credentials open to other programs'),
  CachedLogonsCount: beyond(10, 4, 'low', 'keeps the hashes of that many domain users on the disk'),
  AutoAdminLogon: when(1, 0, 'low', 'logs on whoever starts the machine'),
  DisableAutomaticRestartSignOn: when(0, 1, 'low', 'keeps credentials of the last user to log on with after a restart'),
  EnableLUA: when(
    0,
    1,
    'high',
    'switches User Account Control off, so that every program of an administrator has full rights',
  ),
  ConsentPromptBehaviorAdmin: when(0, 5, 'medium', 'lets programs of an administrator take full rights without asking'),
  PromptOnSecureDesktop: when(0, 1, 'low', 'lets other programs answer the question for full rights'),
  FilterAdministratorToken: when(0, 1, 'info', 'gives every program of the built-in administrator full rights'),
  LocalAccountTokenFilterPolicy: when(
    1,
    0,
    'medium',
    'lets the hash of any local administrator open this machine from afar',
  ),
  AllowEncryptionOracle: when(2, 0, 'high', 'accepts CredSSP servers that can be impersonated (CVE-2018-0886)'),
  AllowProtectedCreds: when(0, 1, 'low', 'hands over passwords that a server can keep'),
  AlwaysInstallElevated: when(1, 0, 'high', 'lets any user run any installer with the rights of the system'),
  RestrictRemoteClients: when(0, 1, 'medium', 'lets callers without an account reach RPC services'),
  EnableAuthEpResolution: when(0, 1, 'low', 'asks where RPC services are without saying who asks'),
  RequireIntegrityActivationAuthenticationLevel: when(
    0,
    1,
    'medium',
    'lets calls of DCOM be relayed and tampered with (CVE-2021-26414)',
  ),
  RpcAuthnLevelPrivacyEnabled: when(
    0,
    1,
    'medium',
    'lets print jobs and drivers be tampered with on the way (CVE-2021-1678)',
  ),
  RestrictDriverInstallationToAdministrators: when(
    0,
    1,
    'high',
    'lets any user install printer drivers, which run as the system (CVE-2021-34527)',
  ),
  NoWarningNoElevationOnInstall: when(
    1,
    0,
    'high',
    'installs printer drivers from servers without asking (CVE-2021-34527)',
  ),
};
