import { defineRule } from '../rule';

const base = 'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols';

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
    { language: 'powershell', code: `Set-ItemProperty «'HKCU:\\${base}\\TLS 1.0\\Server'» Enabled 0 -Type DWord` },
    {
      language: 'powershell',
      code: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType «String»`,
      fixed: `New-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' -Name Enabled -Value 0 -PropertyType DWord`,
    },
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
  ],
  good: [
    { language: 'powershell', code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled 0 -Type DWord` },
    { language: 'powershell', code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Enabled 0` },
    {
      language: 'powershell',
      code: `Set-ItemProperty 'HKLM:\\${base}\\TLS 1.0\\Server' Comment 'off since May' -Type String`,
    },
    { language: 'powershell', code: `New-Item 'HKLM:\\${base}\\TLS 1.0' -Force` },
    { language: 'registry', code: `REGEDIT4\n[HKEY_LOCAL_MACHINE\\${base}\\DTLS 1.0\\Server]\n"Enabled"=dword:0\n` },
  ],
  visit: {
    'tls.ineffective'({ reason, text, at, instead, mend }, { report }) {
      if (reason === 'version') report('version', at, { text, instead }, { fixes: [mend] });
      else if (reason !== 'slash') report(reason, at, { text }, { fixes: [mend] });
    },
  },
});
