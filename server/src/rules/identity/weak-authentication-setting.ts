import type { Severity } from '../../base/severity';
import { integer } from '../../facts/command/command';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

interface Weakness {
  readonly weak: (value: number) => boolean;
  readonly good: number;
  readonly severity: Severity & ('high' | 'medium' | 'low');
  /** What the value does, after "`name` set to n". */
  readonly does: string;
}

const is = (bad: number, good: number, severity: Weakness['severity'], does: string): Weakness => ({
  weak: value => value === bad,
  good,
  severity,
  does,
});
const below = (good: number, severity: Weakness['severity'], does: string): Weakness => ({
  weak: value => value < good,
  good,
  severity,
  does,
});

/** The bit of 128-bit encryption; baselines add that of NTLMv2 session security (0x80000), which Windows leaves out. */
const ntlmSession: Weakness = {
  weak: value => (value & 0x20000000) === 0,
  good: 0x20080000,
  severity: 'medium',
  does: 'accepts NTLM sessions with weak keys',
};

/** Values of Windows' logon and trust settings (CIS Microsoft Windows Server 2022 benchmark 3.0.0). */
const weaknesses: Readonly<Record<string, Weakness>> = {
  LmCompatibilityLevel: {
    weak: value => value < 3,
    good: 5,
    severity: 'high',
    does: 'sends or accepts LM and NTLMv1 answers, which are cracked in hours',
  },
  NoLMHash: is(0, 1, 'high', 'stores LM hashes, which are cracked in minutes'),
  NTLMMinClientSec: ntlmSession,
  NTLMMinServerSec: ntlmSession,
  UseLogonCredential: is(1, 0, 'high', 'keeps the passwords of logged-on users readable in memory'),
  LimitBlankPasswordUse: is(0, 1, 'high', 'lets accounts without a password log on over the network'),
  RestrictAnonymous: is(0, 1, 'low', 'lets anyone list shares without logging on'),
  RestrictAnonymousSAM: is(0, 1, 'medium', 'lets anyone list accounts without logging on'),
  EveryoneIncludesAnonymous: is(1, 0, 'medium', 'gives callers without an account what everyone may do'),
  ForceGuest: is(1, 0, 'medium', 'logs every network user on as guest'),
  AllowNullSessionFallback: is(1, 0, 'medium', 'falls back to sessions without any identity'),
  RestrictNullSessAccess: is(0, 1, 'medium', 'opens pipes and shares to callers without an account'),
  EnablePlainTextPassword: is(1, 0, 'high', 'sends the password in clear text to SMB servers that ask for it'),
  RunAsPPL: is(0, 1, 'medium', 'leaves the process that holds all credentials open to other programs'),
  LsaCfgFlags: is(0, 1, 'medium', 'switches Credential Guard off'),
  EnableVirtualizationBasedSecurity: is(0, 1, 'medium', 'switches off what Credential Guard stands on'),
  EnableLUA: is(
    0,
    1,
    'high',
    'switches User Account Control off, so that every program of an administrator has full rights',
  ),
  ConsentPromptBehaviorAdmin: is(0, 5, 'medium', 'lets programs of an administrator take full rights without asking'),
  LocalAccountTokenFilterPolicy: is(
    1,
    0,
    'medium',
    'lets the hash of any local administrator open this machine from afar',
  ),
  AllowEncryptionOracle: is(2, 0, 'high', 'accepts CredSSP servers that can be impersonated (CVE-2018-0886)'),
  RestrictRemoteClients: is(0, 1, 'medium', 'lets callers without an account reach RPC services'),
  RpcAuthnLevelPrivacyEnabled: is(
    0,
    1,
    'medium',
    'lets print jobs and drivers be tampered with on the way (CVE-2021-1678)',
  ),
  LDAPServerIntegrity: below(2, 'medium', 'lets LDAP sessions be relayed and changed'),
  LdapEnforceChannelBinding: below(1, 'medium', 'lets LDAP logons over TLS be relayed'),
  LDAPClientIntegrity: is(0, 1, 'medium', 'sends LDAP queries that anyone can change'),
  RequireSignOrSeal: is(0, 1, 'medium', 'lets the channel to the domain go unprotected'),
  SealSecureChannel: is(0, 1, 'medium', 'lets the channel to the domain go unencrypted'),
  SignSecureChannel: is(0, 1, 'medium', 'lets the channel to the domain be tampered with'),
  RequireStrongKey: is(0, 1, 'medium', 'accepts weak keys for the channel to the domain'),
  FullSecureChannelProtection: is(
    0,
    1,
    'high',
    'reopens Zerologon (CVE-2020-1472), which makes anyone a domain administrator',
  ),
};

export default defineRule({
  name: 'identity/weak-authentication-setting',
  title: 'A logon setting of Windows is weakened',
  severity: 'medium',
  confidence: 'high',
  cwe: [1188, 522],
  tags: ['registry', 'credentials', 'ntlm'],
  fixable: 'unsafe',
  messages: {
    high: { severity: 'high', text: '`{name}` set to {value} {does}.' },
    medium: '`{name}` set to {value} {does}.',
    low: { severity: 'low', text: '`{name}` set to {value} {does}.' },
  },
  rationale: `
    These switches decide how easily a foothold on one machine becomes all machines: passwords read out of memory, hashes
    passed on, logons relayed. Windows ships the stronger value, or every baseline asks for it.`,
  remedy: 'Leave the value out, or set it to what the baseline asks for.',
  references: [
    'https://learn.microsoft.com/windows/security/operating-system-security/device-management/windows-security-configuration-framework/windows-security-baselines',
    'https://learn.microsoft.com/troubleshoot/windows-server/windows-security/user-account-control-and-remote-restriction',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t REG_DWORD /d «1» /f',
      fixed:
        'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest /v UseLogonCredential /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -Name LmCompatibilityLevel -Value «1»",
      fixed:
        "Set-ItemProperty -Path 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa' -Name LmCompatibilityLevel -Value 5",
    },
    {
      language: 'registry',
      code: 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0]\n"NTLMMinServerSec"=dword:«00000000»\n',
      fixed:
        'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0]\n"NTLMMinServerSec"=dword:20080000\n',
    },
  ],
  good: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v LmCompatibilityLevel /t REG_DWORD /d 5 /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0' -Name NTLMMinClientSec -Value 0x20080000",
    },
    { language: 'powershell', code: "Set-ItemProperty 'HKLM:\\SOFTWARE\\Vendor' -Name EnableLUA -Value 0" },
    {
      language: 'powershell',
      code: "Remove-ItemProperty 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest' -Name UseLogonCredential",
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      const weakness = area === 'lsa' ? weaknesses[name] : undefined;
      const number = integer(value);
      if (!weakness || number === undefined || !weakness.weak(number)) return;
      const fixes = fixesOf(setting, weakness.good);
      report(weakness.severity, at, { name, value: `${number}`, does: weakness.does }, { fixes });
    },
  },
});
