import assert from 'node:assert/strict';
import { judge } from '../../scripts/lib/understood';
import { read as readCmd } from '../../server/src/facts/cmd/file';
import { read as readPowerShell } from '../../server/src/facts/powershell/file';

const schannel = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL';

describe('npm run understood', () => {
  const cases: readonly (readonly ['powershell' | 'cmd', string, readonly string[]])[] = [
    [
      'powershell',
      'New-NetFirewallRule -DisplayName a -LocalPort 80 -Protocol TCP',
      ['New-NetFirewallRule understood'],
    ],
    ['powershell', 'param($p) New-NetFirewallRule -DisplayName a -LocalPort $p', ['New-NetFirewallRule elsewhere']],
    [
      'powershell',
      "if ($env:X) { $p = 1 } else { $p = 'a' + $env:Y }\nNew-NetFirewallRule -LocalPort $p",
      ['New-NetFirewallRule unresolved'],
    ],
    ['powershell', '# New-NetFirewallRule\n<# Remove-NetFirewallRule #>', []],
    ['powershell', "Write-Host 'use New-NetFirewallRule'", ['New-NetFirewallRule mentioned']],
    ['powershell', '$help = "netsh advfirewall reset"', ['netsh advfirewall mentioned']],
    ['powershell', 'if ($false) { Disable-NetFirewallRule -All }', ['Disable-NetFirewallRule idle']],
    ['powershell', 'netsh advfirewall show allprofiles', ['netsh advfirewall reads']],
    ['powershell', `Get-ItemProperty '${schannel}\\Protocols'`, ['SCHANNEL registry reads']],
    ['powershell', `$k = '${schannel}\\Ciphers'\nNew-Item "$k\\NULL"`, ['SCHANNEL registry understood']],
    [
      'powershell',
      `function f($k, $v) { Set-ItemProperty $k Enabled $v }\nf '${schannel}\\Protocols\\TLS 1.0\\Server' 0`,
      ['SCHANNEL registry understood'],
    ],
    ['powershell', `Set-ItemProperty '${schannel}\\X' Enabled $v`, ['SCHANNEL registry elsewhere']],
    ['powershell', "[Net.ServicePointManager]::SecurityProtocol = 'Tls12'", ['SecurityProtocol = understood']],
    ['powershell', "if ([Net.ServicePointManager]::SecurityProtocol -eq 'Tls12') { }", []],
    ['powershell', 'Set-Item WSMan:\\localhost\\Client\\TrustedHosts x', ['WSMan: understood']],
    [
      'powershell',
      'Set-Item WSMan:\\localhost\\Client\\TrustedHosts x\nwinrm set winrm/config/client \'@{TrustedHosts="y"}\'',
      ['winrm understood', 'WSMan: understood'],
    ],
    ['cmd', 'netsh advfirewall set allprofiles state off', ['netsh advfirewall understood']],
    ['cmd', 'rem netsh advfirewall reset\r\n:: netsh firewall set opmode disable', []],
    ['cmd', 'echo netsh advfirewall reset', ['netsh advfirewall mentioned']],
    ['cmd', 'goto :eof\r\nnetsh advfirewall reset', ['netsh advfirewall missed']],
    ['cmd', 'powershell -Command "Disable-TlsCipherSuite -Name RC4"', ['TLS cmdlets understood']],
  ];
  for (const [language, text, expected] of cases) {
    it(text, () => {
      const read = language === 'cmd' ? readCmd : readPowerShell;
      const path = language === 'cmd' ? 'x.cmd' : 'x.ps1';
      const hits = judge(text, language, () => read({ path, language, text }));
      assert.deepEqual(
        hits.map(it => `${it.kind} ${it.outcome}`),
        expected,
      );
    });
  }
});
