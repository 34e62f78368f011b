import { schannelReleaseOf } from '../../facts/tls/release';
import { defineRule } from '../rule';

const schannel = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';
const base = `${schannel}\\Protocols`;

export default defineRule({
  name: 'tls/schannel-no-effect',
  title: 'A Schannel setting is written where Schannel does not read it',
  severity: 'medium',
  confidence: 'high',
  cwe: [1188],
  tags: ['tls', 'schannel'],
  fixable: 'unsafe',
  messages: {
    version: '`{text}` is no protocol of Schannel: the value has no effect, `{instead}` is meant.',
    role: '`{text}` needs `Client` or `Server` below it: the value has no effect here.',
    type: '`{text}` is not read by Schannel: the value must be a DWord to have an effect.',
    hive: '`{text}` is not read by Schannel: the value must stand in HKLM to have an effect.',
    algorithm: '`{text}` is no name that Schannel knows: the value has no effect, `{instead}` is meant.',
    suite: '`{text}` is a cipher suite, which the key of a {instead} does not switch: the value has no effect.',
    value: '`{text}` is no value that Schannel reads here: `{instead}` is meant.',
    blank: '`{text}` stands without quotes: reg.exe takes it for two words and writes nothing.',
    key: '`{text}` is not where Schannel looks: the value has no effect, `{instead}` is meant.',
    release: {
      severity: 'info',
      text: '`{text}` does not exist in Windows Server {release}: what asks for it has no effect, or fails.',
    },
  },
  rationale: `
    A hardening that has no effect is worse than none: the old protocol stays on while the script, and whoever audits it,
    says that it is off.`,
  remedy:
    'Write DWord values below `HKLM\\…\\SCHANNEL\\Protocols\\<protocol>\\Client` and `\\Server`, with a blank in the name.',
  references: ['https://learn.microsoft.com/windows-server/security/tls/tls-registry-settings'],
  bad: [
    { language: 'powershell', code: `Set-ItemProperty «'HKLM:\\${base}\\TLS1.0\\Server'» Enabled 0 -Type DWord` },
    { language: 'powershell', code: `reg add «"HKLM\\${base}\\TLSv1.2\\Client"» /v Enabled /t REG_DWORD /d 1 /f` },
    { language: 'powershell', code: `Set-ItemProperty «'HKLM:\\${base}\\TLS 1.0'» Enabled 0 -Type DWord` },
    {
      language: 'powershell',
      code: `reg add «"HKLM\\${schannel}\\Ciphers\\TLS_RSA_WITH_RC4_128_SHA"» /v Enabled /t REG_DWORD /d 0 /f`,
    },
    { language: 'powershell', code: `sp «"HKLM:\\${schannel}\\Ciphers\\RC4 128\u2215128"» Enabled 0 -Type DWord` },
    { language: 'powershell', code: `sp «'HKLM:\\${schannel}\\Ciphers\\3DES'» Enabled 0 -Type DWord` },
    { language: 'powershell', code: `sp «'HKLM:\\${schannel}\\Hashes\\SHA1'» Enabled 0 -Type DWord` },
    { language: 'powershell', code: `sp «'HKLM:\\${schannel}\\TLS 1.0\\Server'» Enabled 0 -Type DWord` },
    {
      language: 'powershell',
      code: `sp «'HKLM:\\SYSTEM\\CurrentControlSet\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.0\\Client'» Enabled 0`,
    },
    {
      language: 'cmd',
      code: `reg add «HKLM\\${base}\\TLS 1.0\\Client» /v Enabled /t REG_DWORD /d 0 /f\r\n`,
      fixed: `reg add "HKLM\\${base}\\TLS 1.0\\Client" /v Enabled /t REG_DWORD /d 0 /f\r\n`,
    },
    { language: 'powershell', code: `«sp 'HKLM:\\${base}\\TLS 1.0\\Server' DisableByDefault 1 -Type DWord»` },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2019\nRUN reg add "HKLM\\${base}\\TLS 1.3\\Server" /v Enabled /t REG_DWORD /d «1» /f\n`,
    },
    { language: 'powershell', code: `Set-ItemProperty «'HKCU:\\${base}\\TLS 1.0\\Server'» Enabled 0 -Type DWord` },
    {
      language: 'powershell',
      code: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType «String»`,
      fixed: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType DWord`,
    },
    { language: 'powershell', code: `«New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value "0"»` },
    {
      language: 'powershell',
      code: `reg add "HKLM\\${base}\\TLS 1.0\\Server" /v Enabled /t «REG_SZ» /d 0 /f`,
      fixed: `reg add "HKLM\\${base}\\TLS 1.0\\Server" /v Enabled /t REG_DWORD /d 0 /f`,
    },
    { language: 'powershell', code: `«reg add "HKLM\\${base}\\TLS 1.0\\Server" /v Enabled /d 0 /f»` },
    {
      language: 'registry',
      code: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\TLS 1.0\\Server]\n"Enabled"=«"0"»\n`,
      fixed: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\TLS 1.0\\Server]\n"Enabled"=dword:00000000\n`,
    },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2019\nSHELL ["powershell"]\nRUN [Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::«Tls13»\n',
    },
  ],
  good: [
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell"]\nRUN [Net.ServicePointManager]::SecurityProtocol = 12288\n',
    },
    { language: 'powershell', code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled 0 -Type DWord` },
    { language: 'powershell', code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled 0` },
    { language: 'powershell', code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled '0'` },
    { language: 'powershell', code: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled -Value 0` },
    {
      language: 'powershell',
      code: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled -Value '0' -Type DWord`,
    },
    {
      language: 'powershell',
      code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Comment 'off since May' -Type String`,
    },
    { language: 'powershell', code: `New-Item 'HKLM:\\${base}\\TLS 1.0' -Force` },
    {
      language: 'powershell',
      code: `reg add "HKLM\\${schannel}\\Ciphers\\RC4 128/128" /v Enabled /t REG_DWORD /d 0 /f`,
    },
    { language: 'powershell', code: `sp 'HKLM:\\${schannel}' EventLogging 3 -Type DWord` },
    { language: 'powershell', code: `sp 'HKLM:\\SOFTWARE\\App\\Protocols\\TLS 1.0' Enabled 0` },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add "HKLM\\${base}\\TLS 1.3\\Server" /v Enabled /t REG_DWORD /d 1 /f\n`,
    },
    { language: 'registry', code: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\DTLS 1.0\\Server]\n"Enabled"=dword:0\n` },
  ],
  visit: {
    'tls.ineffective'({ reason, text, at, instead, mend, repairs = [] }, { report }) {
      const more = { fixes: [mend], repairs };
      if (reason === 'slash') return;
      if (reason === 'role' || reason === 'type' || reason === 'hive' || reason === 'blank')
        report(reason, at, { text }, more);
      else report(reason, at, { text, instead }, more);
    },
    'tls.version'({ version, state, by, at, place }, { report }) {
      const release = schannelReleaseOf(place);
      if (version !== 'TLS 1.3' || state !== 'on' || !release || (by !== 'schannel' && by !== '.NET')) return;
      if (release !== '2022' && release !== '2025') report('release', at, { text: version, release });
    },
  },
});
