import { lookUp } from '../../base/look-up';
import { truth } from '../../facts/command/command';
import { repairsOf } from '../../facts/settings/repair';
import { defineRule } from '../rule';

const weak = '.NET Framework programs offer RC4, 3DES and TLS 1.0 again';
const fixed = '.NET Framework programs no longer follow the TLS versions of Windows';
const wcf = 'WCF services and clients speak TLS 1.0 at most where certificates secure their messages';

/** What a setting does, and the state in which it does so. */
const effects: Readonly<Record<string, readonly [effect: string, when: boolean]>> = {
  SchUseStrongCrypto: [weak, false],
  SystemDefaultTlsVersions: [fixed, false],
  'Switch.System.Net.DontEnableSchUseStrongCrypto': [weak, true],
  'Switch.System.Net.DontEnableSystemDefaultTlsVersions': [fixed, true],
  'Switch.System.ServiceModel.DontEnableSystemDefaultTlsVersions': [fixed, true],
  'Switch.System.ServiceModel.DisableUsingServicePointManagerSecurityProtocols': [wcf, true],
};

export default defineRule({
  name: 'tls/strong-crypto-off',
  title: '.NET Framework is kept from strong cryptography',
  severity: 'medium',
  confidence: 'high',
  cwe: [326, 1188],
  tags: ['tls', 'dotnet'],
  fixable: 'unsafe',
  messages: { off: '`{name}` is switched {state}: {effect}.' },
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
    {
      language: 'powershell',
      code: String.raw`New-ItemProperty 'HKLM:\SOFTWARE\Microsoft\.NETFramework\AppContext' -Name 'Switch.System.Net.DontEnableSystemDefaultTlsVersions' -Value «'true'» -PropertyType String`,
      fixed: String.raw`New-ItemProperty 'HKLM:\SOFTWARE\Microsoft\.NETFramework\AppContext' -Name 'Switch.System.Net.DontEnableSystemDefaultTlsVersions' -Value 'false' -PropertyType String`,
    },
    {
      language: 'registry',
      code: 'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext]\n"Switch.System.ServiceModel.DisableUsingServicePointManagerSecurityProtocols"=«"true"»\n',
      fixed:
        'REGEDIT4\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\.NETFramework\\AppContext]\n"Switch.System.ServiceModel.DisableUsingServicePointManagerSecurityProtocols"="false"\n',
    },
    {
      language: 'xml',
      file: 'App.config',
      code: '<configuration><runtime><AppContextSwitchOverrides value="Switch.System.IO.UseLegacyPathHandling=false;Switch.System.Net.DontEnableSchUseStrongCrypto=«true»"/></runtime></configuration>\n',
      fixed:
        '<configuration><runtime><AppContextSwitchOverrides value="Switch.System.IO.UseLegacyPathHandling=false;Switch.System.Net.DontEnableSchUseStrongCrypto=false"/></runtime></configuration>\n',
    },
    {
      language: 'powershell',
      code: String.raw`foreach ($v in 'v2.0.50727', 'v4.0.30319') { Set-ItemProperty "HKLM:\SOFTWARE\Microsoft\.NETFramework\$v" SchUseStrongCrypto «0» -Type DWord }`,
      fixed: String.raw`foreach ($v in 'v2.0.50727', 'v4.0.30319') { Set-ItemProperty "HKLM:\SOFTWARE\Microsoft\.NETFramework\$v" SchUseStrongCrypto 1 -Type DWord }`,
    },
  ],
  good: [
    {
      language: 'xml',
      file: 'App.config',
      code: '<configuration><runtime><AppContextSwitchOverrides value="Switch.System.Net.DontEnableSchUseStrongCrypto=false"/></runtime></configuration>\n',
    },
    {
      language: 'powershell',
      code: String.raw`Set-ItemProperty HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319 SchUseStrongCrypto 0
Set-ItemProperty HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319 SchUseStrongCrypto 1`,
    },
    {
      language: 'powershell',
      code: String.raw`New-ItemProperty 'HKLM:\SOFTWARE\Microsoft\.NETFramework\AppContext' -Name 'Switch.System.Net.DontEnableSystemDefaultTlsVersions' -Value 'false'`,
    },
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
    setting(setting, { report }) {
      const { name, value, at, setTo } = setting;
      const [effect, when] = (setting.area === 'dotnet' && lookUp(effects, name)) || [];
      if (effect === undefined || when === undefined || truth(value) !== when) return;
      const edit = setTo?.(!when);
      const title = `Switch ${name} ${when ? 'off' : 'on'}`;
      const good = name.startsWith('Switch.') ? `${!when}` : Number(!when);
      const more = { fixes: [edit && { title, edits: [edit] }], repairs: repairsOf(setting, good) };
      report('off', at, { name, effect, state: when ? 'on' : 'off' }, more);
    },
  },
});
