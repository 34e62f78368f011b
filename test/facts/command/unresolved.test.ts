import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';

/** Statements that are recognised, with what cannot be known of them; none where all that decides is known. */
const cases: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  registry: [
    ['Set-ItemProperty $p n 1', ['registry.write $p is not set here']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X n $v', ['registry.write $v is not set here']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X $n 1', ['registry.write $n is not set here']],
    ['Set-ItemProperty HKLM:\\SOFTWARE\\X n 1', []],
    ['Set-ItemProperty "C:\\$x" IsReadOnly 1', []],
    ['New-Item $path', []],
    ['New-Item "HKLM:\\SOFTWARE\\$x"', ['registry.write $x is not set here']],
    ['reg add "HKLM\\SOFTWARE\\$x" /v n /d 1', ['registry.write $x is not set here']],
    ['reg add HKLM\\SOFTWARE\\X /v n /d $d', ['registry.write $d is not set here']],
    ['reg query $x', []],
    ["[Microsoft.Win32.Registry]::SetValue($key, 'n', 1)", ['registry.write $key is not set here']],
  ],
  firewall: [
    ['New-NetFirewallRule -DisplayName $n -Direction Inbound -LocalPort 80 -Protocol TCP', []],
    ['New-NetFirewallRule -DisplayName a -LocalPort $p -Protocol TCP', ['firewall.rule $p is not set here']],
    ['New-NetFirewallRule -DisplayName a -LocalPort 80, $p', ['firewall.rule $p is not set here']],
    ['New-NetFirewallRule -DisplayName a -LocalPort $p -Action Block', []],
    ['New-NetFirewallRule -DisplayName a -Direction Outbound -LocalPort $p', []],
    ['New-NetFirewallRule @rule', ['firewall.rule @rule: $rule is not set here']],
    ['function f { New-NetFirewallRule @PSBoundParameters }', ['firewall.rule a parameter without a known value']],
    ['Enable-NetFirewallRule -DisplayGroup $g', ['firewall.rule $g is not set here']],
    ["Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | Enable-NetFirewallRule", []],
    ['Get-NetFirewallRule -DisplayGroup $g | Enable-NetFirewallRule', ['firewall.rule $g is not set here']],
    [
      "Get-NetFirewallRule | Where-Object { $_.Name -like 'x' -or (f $_) } | Remove-NetFirewallRule",
      ['firewall.rule more is asked of the rules than comparisons with known values'],
    ],
    ['Set-NetFirewallProfile -All -Enabled $on', ['firewall.rule $on is not set here']],
    [
      'netsh advfirewall firewall add rule name="x $n" dir=in action=allow localport=$p',
      ['firewall.rule $p is not set here'],
    ],
    ['netsh advfirewall firewall add rule name=$n dir=in action=allow localport=80', []],
    ['netsh advfirewall firewall add rule name=a dir=out action=allow remoteip=$a', []],
    ['netsh advfirewall firewall delete rule name=$n', ['firewall.rule $n is not set here']],
    ['netsh advfirewall set allprofiles state $s', ['firewall.rule $s is not set here']],
    ['netsh advfirewall import x.wfw', ['firewall.rule the policy is read from a file']],
    ['netsh firewall set opmode $m', ['firewall.rule $m is not set here']],
    ['netsh interface ip set address $x', []],
  ],
  tls: [
    ["[Net.ServicePointManager]::SecurityProtocol = 'Tls12'", []],
    ["[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 'Tls12'", []],
    ['[Net.ServicePointManager]::SecurityProtocol = $p', ['tls.version $p is not set here']],
    [
      "[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]'Tls12' -bor $p",
      ['tls.version $p is not set here'],
    ],
    ['Disable-TlsCipherSuite -Name TLS_RSA_WITH_RC4_128_MD5', []],
    ['Disable-TlsCipherSuite -Name $s', ['tls.suites $s is not set here']],
    ['Get-TlsCipherSuite -Name RC4 | Disable-TlsCipherSuite', ['tls.suites the output of Get-TlsCipherSuite']],
    ['Enable-TlsEccCurve $c', ['tls.algorithm $c is not set here']],
  ],
  settings: [
    ['Set-Item WSMan:\\localhost\\Client\\TrustedHosts $h', ['setting $h is not set here']],
    ['Set-Item "WSMan:\\localhost\\$part\\Basic" $true', ['setting $part is not set here']],
    ["Set-Item WSMan:\\localhost\\Client\\TrustedHosts 'a'", []],
    ['Set-Item C:\\x $h', []],
    ['winrm set winrm/config/service $values', ['setting $values is not set here']],
    ['winrm set winrm/config/service \'@{AllowUnencrypted="false"}\'', []],
    ['winrm set winrm/config/listener?Address=*+Transport=HTTP \'@{Port="5985"}\'', []],
    ['winrm get $what', []],
    ['Set-WSManInstance winrm/config/client -ValueSet $v', ['setting $v is not set here']],
    ['Enable-WSManCredSSP -Role $r', ['setting $r is not set here']],
    ['Enable-WSManCredSSP @given', ['setting @given: $given is not set here']],
  ],
  services: [
    ['Set-Service -Name $s -StartupType Disabled', ['service.change $s is not set here']],
    ['Set-Service WinRM -StartupType $t', ['service.change $t is not set here']],
    ['Get-Service WinRM | Stop-Service', []],
    ['sc.exe config $s start= disabled', ['service.change $s is not set here']],
    ['net stop WinRM', []],
    ['sc.exe query $s', []],
  ],
  network: [
    ['docker run -p 80:80 $image', []],
    ['docker run -p $p image', ['network.exposure $p is not set here']],
    ['Add-NetNatStaticMapping -NatName $n -ExternalIPAddress 0.0.0.0 -ExternalPort 80', []],
    ['Add-NetNatStaticMapping -ExternalIPAddress 0.0.0.0 -ExternalPort $p', ['network.exposure $p is not set here']],
    ['Add-AzNetworkSecurityRuleConfig -Access $a', ['network.exposure $a is not set here']],
    ['Add-AzNetworkSecurityRuleConfig -Name $n -Access Allow -SourceAddressPrefix * -DestinationPortRange 22', []],
  ],
};

describe('statements that cannot be known', () => {
  for (const [topic, rows] of Object.entries(cases)) {
    for (const [text, expected] of rows) {
      it(`${topic}: ${text}`, async () => {
        const read = await readerOf('powershell');
        const { facts } = read({ path: 'x.ps1', language: 'powershell', text });
        const open = facts.flatMap(it => (it.kind === 'unresolved' ? [`${it.fact.what} ${it.fact.why}`] : []));
        assert.deepEqual(open, expected);
      });
    }
  }
});
