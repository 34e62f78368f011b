import { type Data, itemsOf, textOf, type Value } from '../../base/value';
import { placeOf } from '../../facts/command/native';
import { repairsOf } from '../../facts/settings/repair';
import { openEntry } from '../../facts/settings/sddl';
import type { Setting } from '../../facts/settings/setting';
import { defineRule } from '../rule';

/**
 * What Windows itself loads at logon, and what its own roles add. Sources: Win32: SecAuthN, Registering SSP/AP DLLs and
 * Installing and Registering a Password Filter DLL; win32-openssh.
 */
const packages: ReadonlySet<string> = new Set([
  '',
  '""',
  'kerberos',
  'msv1_0',
  'schannel',
  'wdigest',
  'tspkg',
  'pku2u',
  'cloudap',
  'negoexts',
  'livessp',
  'scecli',
  'rassfm',
  'kdcsvc',
  'sshdpinauthlsa',
  'efslsaext',
  'dpapisrv',
  'credssp',
  'msapsspc',
  'digest',
  'msnsspc',
]);

export default defineRule({
  name: 'identity/open-logon-policy',
  title: 'Others are let into the part of Windows that knows all passwords',
  severity: 'high',
  confidence: 'medium',
  cwe: [732, 829],
  tags: ['registry', 'credentials'],
  fixable: false,
  messages: {
    package: {
      severity: 'medium',
      text: "`{name}` is loaded at every logon and is handed the passwords; it is none of Windows' own.",
    },
    allowed: '`{name}` lets the machines on it use a channel to the domain that anyone can take over (CVE-2020-1472).',
    accounts: { severity: 'medium', text: '`{trustee}` lets anyone list the accounts of this machine.' },
  },
  rationale: `
    A package of the local security authority sees every password in clear text; intruders register one to keep what they
    have won. The lists of exceptions were made to get through an update, and leave open what the update closed.`,
  remedy: 'Take the entry out; name administrators in the descriptor of RestrictRemoteSAM.',
  exceptions:
    'Smart card and single sign-on products register packages of their own: add a suppression that names the product.',
  references: [
    'https://learn.microsoft.com/windows/win32/secauthn/registering-ssp-ap-dlls',
    'https://attack.mitre.org/techniques/T1547/005/',
    'https://support.microsoft.com/topic/how-to-manage-the-changes-in-netlogon-secure-channel-connections-associated-with-cve-2020-1472-f7e8cc17-0309-1d6a-304e-5ba73cd1a11e',
  ],
  bad: [
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v "Security Packages" /t REG_MULTI_SZ /d «kerberos\\0msv1_0\\0helper» /f',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa -Name 'Notification Packages' -Value 'scecli', '«helper»'",
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters -Name VulnerableChannelAllowList -Value '«O:BAG:BAD:(A;;RC;;;S-1-5-21-1-2-3-1105)»'",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v RestrictRemoteSAM /t REG_SZ /d "«O:BAG:BAD:(A;;RC;;;WD)»" /f',
    },
  ],
  good: [
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\Lsa -Name 'Security Packages' -Value ''",
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v "Security Packages" /t REG_MULTI_SZ /d kerberos\\0msv1_0\\0schannel\\0wdigest\\0tspkg\\0pku2u /f',
    },
    {
      language: 'cmd',
      code: 'reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa /v RestrictRemoteSAM /t REG_SZ /d "O:BAG:BAD:(A;;RC;;;BA)" /f',
    },
    {
      language: 'powershell',
      code: 'Remove-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters -Name VulnerableChannelAllowList',
    },
    {
      language: 'powershell',
      code: "Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters -Name VulnerableChannelAllowList -Value 'O:BAG:BAD:(D;;RC;;;BA)'",
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at, place } = setting;
      if ((area !== 'lsa' && area !== 'domain') || place.runs === 'build') return;
      if (/ Packages$|^SecurityProviders$/.test(name)) {
        const other = foreign(value);
        if (other) report('package', other.at, { name: other.name });
      } else if (name === 'VulnerableChannelAllowList' && /\(A;/i.test(textOf(value) ?? '')) {
        report('allowed', at, { name }, { repairs: repairsOf(setting, undefined) });
      } else if (name === 'RestrictRemoteSAM') {
        const entry = openEntry(textOf(value) ?? '');
        if (entry) report('accounts', at, { trustee: entry.trustee }, { repairs: repairsOf(setting, safe) });
      }
    },
  },
});

const safe = 'O:BAG:BAD:(A;;RC;;;BA)';

/** The first package that Windows does not come with. */
function foreign(value: Value<Data>): { readonly name: string; readonly at: Setting['at'] } | undefined {
  for (const item of itemsOf(value)) {
    for (const part of textOf(item)?.split(/\\0|[,;\s]/) ?? []) {
      const name = part.trim().replace(/\.dll$/i, '');
      if (!packages.has(name.toLowerCase())) return { name, at: placeOf(item) };
    }
  }
  return undefined;
}
