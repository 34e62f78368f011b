import { defineRule, examples } from '../rule';

const key = 'HKLM:\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319';
const twin = 'HKLM:\\SOFTWARE\\WOW6432Node\\Microsoft\\.NETFramework\\v4.0.30319';
const winHttp = 'HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp';

export default defineRule({
  name: 'tls/strong-crypto-half-set',
  title: 'Strong cryptography is switched on for 64-bit programs alone',
  severity: 'info',
  confidence: 'medium',
  cwe: [1188],
  tags: ['tls', 'dotnet'],
  fixable: false,
  messages: {
    twin: '`{name}` is set for 64-bit programs alone: those of 32 bits read it below `WOW6432Node`.',
  },
  rationale: `
    A 32-bit program on 64-bit Windows reads its own copy of the key. Without the twin it offers the old protocols and
    ciphers that the script means to be rid of.`,
  remedy: 'Write the same value below `HKLM\\SOFTWARE\\WOW6432Node`.',
  exceptions: 'In a Dockerfile the twin may be written in another instruction: there the rule says nothing.',
  references: ['https://learn.microsoft.com/dotnet/framework/network-programming/tls'],
  bad: examples(
    'powershell',
    `Set-ItemProperty «'${key}'» SchUseStrongCrypto 1 -Type DWord`,
    `reg add «${key.replace(':', '')}» /v SystemDefaultTlsVersions /t REG_DWORD /d 1 /f`,
    `New-ItemProperty «'${winHttp}'» -Name DefaultSecureProtocols -Value 0x800 -PropertyType DWord`,
  ),
  good: [
    {
      language: 'powershell',
      code: `Set-ItemProperty '${key}' SchUseStrongCrypto 1 -Type DWord\nSet-ItemProperty '${twin}' SchUseStrongCrypto 1 -Type DWord`,
    },
    {
      language: 'powershell',
      code: `'${key}', '${twin}' | ForEach-Object { Set-ItemProperty $_ SchUseStrongCrypto 1 -Type DWord }`,
    },
    { language: 'powershell', code: `Set-ItemProperty '${key}' SchUseStrongCrypto $value -Type DWord` },
    {
      language: 'dockerfile',
      code: `FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add ${key.replace(':', '')} /v SchUseStrongCrypto /t REG_DWORD /d 1 /f\n`,
    },
  ],
  visit: {
    'tls.partial'({ name, lacks, at, repairs = [] }, { report }) {
      if (lacks === 'WOW6432Node') report('twin', at, { name }, { repairs });
    },
  },
});
