import { truth } from '../../facts/command/command';
import { defineRule } from '../rule';

const effects: Readonly<Record<string, string>> = {
  SchUseStrongCrypto: '.NET Framework programs offer RC4, 3DES and TLS 1.0 again',
  SystemDefaultTlsVersions: '.NET Framework programs no longer follow the TLS versions of Windows',
};

export default defineRule({
  name: 'tls/strong-crypto-off',
  title: '.NET Framework is kept from strong cryptography',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 1188],
  tags: ['tls', 'dotnet'],
  fixable: 'unsafe',
  messages: { off: '`{name}` is set to 0: {effect}.' },
  rationale: `
    .NET Framework programs that name no TLS version take what these values say. With 0 they offer what an attacker on
    the way can downgrade and break, whatever Schannel was hardened to prefer.`,
  remedy: 'Set both values to 1, in the 64-bit key and in its twin below `Wow6432Node`.',
  references: ['https://learn.microsoft.com/dotnet/framework/network-programming/tls'],
  bad: [
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319' -Name SchUseStrongCrypto -Value «0»`,
      fixed: String.raw`Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319' -Name SchUseStrongCrypto -Value 1`,
    },
    {
      language: 'powershell',
      code: String.raw`reg add HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v2.0.50727 /v SystemDefaultTlsVersions /t REG_DWORD /d «0» /f`,
      fixed: String.raw`reg add HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v2.0.50727 /v SystemDefaultTlsVersions /t REG_DWORD /d 1 /f`,
    },
    {
      language: 'powershell',
      code: "[AppContext]::SetSwitch('Switch.System.Net.DontEnableSchUseStrongCrypto', «$true»)",
      fixed: "[AppContext]::SetSwitch('Switch.System.Net.DontEnableSchUseStrongCrypto', $false)",
    },
  ],
  good: [
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319' -Name SchUseStrongCrypto -Value 1`,
    },
    {
      language: 'powershell',
      code: String.raw`Remove-ItemProperty -Path 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319' -Name SchUseStrongCrypto`,
    },
    {
      language: 'powershell',
      code: "[AppContext]::SetSwitch('Switch.System.Net.DontEnableSchUseStrongCrypto', $false)",
    },
  ],
  visit: {
    setting({ area, name, value, at, setTo }, { report }) {
      const effect = area === 'dotnet' ? effects[name] : undefined;
      if (effect === undefined || truth(value) !== false) return;
      const edit = setTo?.(1);
      report('off', at, { name, effect }, { fixes: [edit && { title: `Set ${name} to 1`, edits: [edit] }] });
    },
  },
});
