import assert from 'node:assert/strict';
import { readerOf } from '../../../server/src/facts/read';
import type { FactEntry, Language } from '../../../server/src/facts/source';

/** The facts of a firewall statement, one a line. */
function show(entry: FactEntry, text: string): string[] {
  const cut = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  switch (entry.kind) {
    case 'network.exposure': {
      const { via, protocol, ports, from } = entry.fact;
      return [
        `${via} ${protocol} ${ports.map(it => `${it.range.from}-${it.range.to}<${cut(it.span)}>`).join(' ')} ${from}`,
      ];
    }
    case 'firewall.profile':
      return [`${entry.fact.what} ${entry.fact.value} ${entry.fact.profiles.join('+')} <${cut(entry.fact.at)}>`];
    case 'setting':
      return entry.fact.area === 'firewall' ? [`${entry.fact.name} <${cut(entry.fact.at)}>`] : [];
    case 'firewall.reset':
      return [entry.fact.what];
    default:
      return [];
  }
}

const reset = 'removes every rule';

/** What statements do, those that expose nothing with an empty list. */
const table: readonly (readonly [language: Language, source: string, ...facts: readonly string[]])[] = [
  [
    'powershell',
    "Get-NetFirewallRule | Where-Object DisplayGroup -eq 'Remote Desktop' | Enable-NetFirewallRule",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "Get-NetFirewallRule | ? { $_.DisplayGroup -like '*Remote Desktop*' -and $_.Enabled -eq 'False' } | Set-NetFirewallRule -Enabled True",
    'firewall group any 3389-3389<*Remote Desktop*> anyone',
  ],
  [
    'powershell',
    "$names = 'WINRM-HTTP-In-TCP', 'x'; Get-NetFirewallRule -Direction Inbound | ? { $names -contains $_.Name } | Set-NetFirewallRule -Enable True",
    'firewall group tcp 5985-5985<WINRM-HTTP-In-TCP> anyone',
  ],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | ? { $_.Direction -eq 'Inbound' } | Enable-NetFirewallRule",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayName '*Remote Desktop*' | Set-NetFirewallRule -Enabled True",
    'firewall group any 3389-3389<*Remote Desktop*> anyone',
  ],
  [
    'powershell',
    'Set-NetFirewallProfile -Name Public -Enabled ([Microsoft.PowerShell.Cmdletization.GeneratedTypes.NetSecurity.GpoBoolean]::False)',
    'state off public <False>',
  ],
  ['powershell', "Get-NetFirewallRule | ? { $_.DisplayGroup -ne 'Remote Desktop' } | Enable-NetFirewallRule"],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | ? { $_.Direction -eq 'Outbound' } | Enable-NetFirewallRule",
  ],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | ? { $_.RemoteAddress -eq 'LocalSubnet' } | Enable-NetFirewallRule",
  ],
  [
    'cmd',
    'netsh firewall set service type = remotedesktop mode = enable',
    'firewall group any 3389-3389<type = remotedesktop> anyone',
  ],
  ['cmd', 'netsh -r server advfirewall set allprofiles state off', 'state off all <off>'],
  ['cmd', 'cmd.exe /c netsh firewall add portopening TCP 5986 "Port 5986"', 'firewall rule tcp 5986-5986<5986> anyone'],
  [
    'cmd',
    'netsh advfirewall firewall set rule name="Windows Remote Management (HTTPS-In)" new enable=yes action=allow',
    'firewall group tcp 5986-5986<Windows Remote Management (HTTPS-In)> anyone',
  ],
  [
    'powershell',
    "Configuration C { Firewall R { Name = 'r'; LocalPort = '3389'; Protocol = 'TCP'; Direction = 'Inbound'; Action = 'Allow' } }",
    'firewall rule tcp 3389-3389<3389> anyone',
  ],
  [
    'powershell',
    "$f = New-Object -ComObject HNetCfg.FwPolicy2; $r = New-Object -ComObject HNetCfg.FWRule; $r.Name = 'a'; $r.Protocol = 6; $r.LocalPorts = '3389'; $r.Enabled = $true; $r.Action = 1; $f.Rules.Add($r)",
    'firewall rule tcp 3389-3389<3389> anyone',
  ],
  [
    'powershell',
    "$f = New-Object -ComObject HNetCfg.FwPolicy2; $r = New-Object -ComObject HNetCfg.FWRule; $r.Protocol = 6; $r.LocalPorts = '3389'; $r.Enabled = $true; $r.Action = 0; $f.Rules.Add($r)",
  ],
  [
    'powershell',
    '$p = New-Object -ComObject HNetCfg.FwPolicy2; $p.FirewallEnabled(4) = $false',
    'state off public <$false>',
  ],
  [
    'powershell',
    '$p = New-Object -ComObject HNetCfg.FwPolicy2; $p.DefaultInboundAction(2147483647) = 1',
    'inbound allow all <1>',
  ],
  [
    'powershell',
    'if ($x) { $p = 22 } else { $p = 3389 }; New-NetFirewallRule -DisplayName a -Action Allow -Protocol TCP -LocalPort $p',
    'firewall rule tcp 22-22<$p> 3389-3389<$p> anyone',
  ],
  [
    'powershell',
    "if ($x) { $p = 22; $a = '10.0.0.1' } else { $p = 80; $a = 'Any' }; New-NetFirewallRule -Protocol TCP -LocalPort $p -RemoteAddress $a",
    'firewall rule tcp 22-22<$p> 80-80<$p> unknown',
  ],
  [
    'powershell',
    "$r = Get-NetFirewallRule -DisplayGroup 'Remote Desktop'; $r | Enable-NetFirewallRule",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "$r = Get-NetFirewallRule -DisplayGroup 'Remote Desktop'; foreach ($it in $r) { if ($it.Name -like $n) { $it | Enable-NetFirewallRule } }",
  ],
  ['powershell', "Configuration C { xFirewall R { Name = 'r'; Enabled = 'True' } }"],
  [
    'powershell',
    "Configuration C { FirewallProfile P { Name = 'Public'; Enabled = 'False' } }",
    'state off public <False>',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80,8080-8081',
    'firewall rule tcp 80-80<80> 8080-8081<8080-8081> anyone',
  ],
  [
    'powershell',
    "New-NetFirewallRule -DisplayName a -Protocol UDP -LocalPort '53, 88'",
    'firewall rule udp 53-53<53> 88-88<88> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Prot 6 -LocalPort RPCEPMap',
    'firewall rule tcp 135-135<RPCEPMap> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddr LocalSubnet',
    'firewall rule tcp 80-80<80> limited',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress 10.0.0.1,Any',
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress 127.0.0.1',
    'firewall rule tcp 80-80<80> loopback',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress $x',
    'firewall rule tcp 80-80<80> unknown',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -Profile Domain,Private',
    'firewall rule tcp 80-80<80> limited',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteMachine $sddl',
    'firewall rule tcp 80-80<80> limited',
  ],
  ['powershell', 'New-NetFirewallRule @unseen -LocalPort 80 -Protocol TCP'],
  ['powershell', 'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort $port'],
  ['powershell', 'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -Direction $d'],
  [
    'powershell',
    'New-NetFirewallHyperVRule -DisplayName a -Protocol TCP -LocalPorts 80 -VMCreatorId x',
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -Name 'WINRM-HTTP-In-TCP-PUBLIC'",
    'firewall group tcp 5985-5985<WINRM-HTTP-In-TCP-PUBLIC> limited',
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -Group '@FirewallAPI.dll,-28752'",
    'firewall group any 3389-3389<@FirewallAPI.dll,-28752> anyone',
  ],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | Get-NetFirewallAddressFilter | Set-NetFirewallAddressFilter -RemoteAddress Any",
    'firewall group any 3389-3389<Any> anyone',
  ],
  [
    'powershell',
    "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | Where-Object Profile -eq Domain | Enable-NetFirewallRule",
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'; Disable-NetFirewallRule -DisplayGroup 'Remote Desktop'",
  ],
  [
    'powershell',
    "Disable-NetFirewallRule -DisplayGroup 'Remote Desktop'; Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "if ($x) { Enable-NetFirewallRule -DisplayGroup 'Remote Desktop' } else { Disable-NetFirewallRule -DisplayGroup 'Remote Desktop' }",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "New-NetFirewallRule -Name lab-a -DisplayName a -Protocol TCP -LocalPort 80; Remove-NetFirewallRule -Name 'lab-*'",
  ],
  ['powershell', 'Remove-NetFirewallRule', reset],
  ['powershell', 'Remove-NetFirewallRule -All -Confirm:$false', reset],
  ['powershell', 'Get-NetFirewallRule -PolicyStore ActiveStore | Remove-NetFirewallRule', reset],
  ['powershell', 'Remove-NetFirewallRule -Direction Inbound'],
  ['powershell', 'Get-NetFirewallRule -Enabled True | Disable-NetFirewallRule'],
  ['powershell', 'Set-NetFirewallProfile Domain,Public -Enabled False', 'state off domain+public <False>'],
  [
    'powershell',
    'Set-NetFirewallProfile -Enabled 0 -LogBlocked $true',
    'state off all <0>',
    'log of blocked on all <$true>',
  ],
  [
    'powershell',
    'Set-NetFirewallProfile -All -Enabled False; Set-NetFirewallProfile -Profile Public -Enabled True',
    'state off all <False>',
    'state on public <True>',
  ],
  [
    'powershell',
    'Set-NetFirewallProfile -Profile Public -Enabled False; Set-NetFirewallProfile -All -Enabled True',
    'state on all <True>',
  ],
  [
    'powershell',
    'netsh adv firewall add rule name="a b" dir=in action=allow protocol=tcp localport=80,443',
    'firewall rule tcp 80-80<80> 443-443<443> anyone',
  ],
  [
    'cmd',
    'netsh advfirewall firewall add rule name=a dir=in action=allow protocol=udp "localport=161"',
    'firewall rule udp 161-161<161> anyone',
  ],
  ['cmd', 'netsh advfirewall firewall add rule name=a dir=out action=allow protocol=tcp localport=80'],
  ['cmd', 'netsh advfirewall firewall add rule name=a dir=in action=allow enable=no protocol=tcp localport=80'],
  ['cmd', 'netsh advfirewall firewall add rule name=a dir=in action=allow protocol=icmpv4:8,any'],
  [
    'cmd',
    'netsh advfirewall firewall add rule name=a dir=in action=allow protocol=tcp localport=80 remoteip=%FROM%',
    'firewall rule tcp 80-80<80> unknown',
  ],
  [
    'cmd',
    'netsh advfirewall firewall set rule name="Windows Remote Management (HTTP-In)" profile=domain new enable=yes',
    'firewall group tcp 5985-5985<Windows Remote Management (HTTP-In)> limited',
  ],
  [
    'cmd',
    'netsh advfirewall firewall set rule name="Windows Remote Management (HTTP-In)" new action=block\nnetsh advfirewall firewall set rule group="Windows Remote Management" new enable=yes',
  ],
  ['cmd', 'netsh advfirewall firewall delete rule name=all', reset],
  ['cmd', 'netsh advfirewall firewall delete rule name=all dir=in protocol=tcp'],
  [
    'cmd',
    'netsh advfirewall set domainprofile firewallpolicy allowinbound,allowoutbound',
    'inbound allow domain <allowinbound>',
  ],
  [
    'cmd',
    'netsh advfirewall set currentprofile logging filename c:\\x.log',
    'currentprofile/logging/filename <c:\\x.log>',
  ],
  [
    'cmd',
    'if a==b (set P=3389) else (set P=22)\r\nnetsh advfirewall firewall add rule name=x dir=in action=allow protocol=tcp localport=%P%',
    'firewall rule tcp 3389-3389<localport=%P%> 22-22<localport=%P%> anyone',
  ],
  [
    'cmd',
    'if a==b (set A=10.0.0.1) else (set A=10.0.0.2)\r\nnetsh advfirewall firewall add rule name=x dir=in action=allow protocol=tcp localport=22 remoteip=%A%',
    'firewall rule tcp 22-22<22> limited',
  ],
  [
    'cmd',
    'if a==b (set A=10.0.0.1) else (set A=any)\r\nnetsh advfirewall firewall add rule name=x dir=in action=allow protocol=tcp localport=22 remoteip=%A%',
    'firewall rule tcp 22-22<22> anyone',
  ],
  ['cmd', 'netsh firewall set notifications mode = disable profile = all', 'notifications <mode = disable>'],
  [
    'powershell',
    'Set-NetFirewallProfile -All -Enabled True -LogFileName c:\\x.log',
    'profile/LogFileName <c:\\x.log>',
    'state on all <True>',
  ],
  [
    'cmd',
    'netsh advfirewall set currentprofile logging droppedconnections disable',
    'log of blocked off all <disable>',
  ],
  [
    'cmd',
    'netsh firewall add portopening protocol=TCP port=3389 name=RDP scope=SUBNET',
    'firewall rule tcp 3389-3389<3389> limited',
  ],
  ['cmd', 'netsh firewall add portopening UDP 69 tftp', 'firewall rule udp 69-69<69> anyone'],
  ['cmd', 'netsh firewall set service remotedesktop enable', 'firewall group any 3389-3389<remotedesktop> anyone'],
  ['cmd', 'netsh firewall set opmode enable', 'state on all <enable>'],
  [
    'cmd',
    'netsh interface portproxy add v4tov4 listenport=50000 connectport=3389 connectaddress=10.0.0.1',
    'nat tcp 3389-3389<3389> anyone',
  ],
  [
    'cmd',
    'netsh interface portproxy add v4tov4 listenaddress=10.0.0.2 listenport=8080 connectport=80',
    'nat tcp 80-80<80> unknown',
  ],
  ['cmd', 'netsh advfirewall show allprofiles\nnetsh interface ip set dns'],
  // Abbreviations, and netsh's own options.
  ['cmd', 'netsh adv f a r name=x dir=in action=allow protocol=tcp localport=22', 'firewall rule tcp 22-22<22> anyone'],
  ['cmd', 'netsh advf s domainprofile state off'],
  ['cmd', 'netsh -c advfirewall set publicprofile state off', 'state off public <off>'],
  ['cmd', 'netsh -c "interface portproxy" add v4tov4 listenport=445', 'nat tcp 445-445<445> anyone'],
  ['cmd', 'netsh int port add v4tov4 listenport=445', 'nat tcp 445-445<445> anyone'],
  // Properties of profiles.
  ['cmd', 'netsh advfirewall set privateprofile logging maxfilesize 4096', 'log size 4096 private <4096>'],
  ['cmd', 'netsh advfirewall set allprofiles settings localfirewallrules enable', 'local rules on all <enable>'],
  [
    'cmd',
    'netsh advfirewall set allprofiles settings remotemanagement enable',
    'firewall group tcp 135-135<remotemanagement> anyone',
  ],
  [
    'powershell',
    'Set-NetFirewallProfile -Profile Public -LogAllowed False -LogMax 4096 -AllowUnicastResponse True',
    'log of allowed off public <False>',
    'log size 4096 public <4096>',
    'multicast answers on public <True>',
  ],
  [
    'powershell',
    "Set-NetFirewallProfile -DisabledInterfaceAliases 'Ethernet', 'Wi-Fi'",
    "interfaces off all <'Ethernet', 'Wi-Fi'>",
  ],
  ['powershell', 'Set-NetFirewallProfile -DisabledInterfaceAliases NotConfigured', 'interfaces on all <NotConfigured>'],
  ['powershell', 'Set-NetFirewallProfile -Enabled NotConfigured -DefaultInboundAction NotConfigured'],
  ['powershell', 'New-NetFirewallHyperVProfile -Name Public -Enabled False', 'state off all <False>'],
  // What narrows, and what only looks so.
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -Authentication Required',
    'firewall rule tcp 80-80<80> limited',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -Authentication NotRequired -RemoteUser Any',
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress 0.0.0.0/1,128.0.0.0/1',
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress 1.0.0.0-223.255.255.255',
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -RemoteAddress DefaultGateway,DNS',
    'firewall rule tcp 80-80<80> limited',
  ],
  ['powershell', 'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 -Enabled 2'],
  // Rules that are piped on, and parts of a group.
  [
    'powershell',
    'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 | Set-NetFirewallRule -RemoteAddress 10.0.0.1',
  ],
  ['powershell', 'New-NetFirewallRule -DisplayName a -Protocol TCP -LocalPort 80 | Disable-NetFirewallRule'],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'; Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-TCP -RemoteAddress 10.0.0.1",
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'; Set-NetFirewallRule -Name RemoteDesktop-UserMode-In-UDP -RemoteAddress 10.0.0.1",
    'firewall group any 3389-3389<Remote Desktop> anyone',
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'File and Printer Sharing'; Disable-NetFirewallRule -Name FPS-SMB-In-TCP, FPS-NB_Session-In-TCP",
    'firewall group any 137-137<File and Printer Sharing> 138-138<File and Printer Sharing> anyone',
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'Remote Service Management'; Disable-NetFirewallRule -DisplayGroup 'Remote Event Log Management'",
    'firewall group tcp 135-135<Remote Service Management> anyone',
  ],
  [
    'powershell',
    "Set-NetFirewallRule -Name a -PolicyStore lab -RemoteAddress 10.0.0.1; New-NetFirewallRule -Name a -DisplayName a -Protocol TCP -LocalPort 80; Disable-NetFirewallRule -Name a -PolicyStore 'contoso.com\\lab'",
    'firewall rule tcp 80-80<80> anyone',
  ],
  [
    'powershell',
    "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'; Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -RemoteAddress $from",
  ],
  [
    'powershell',
    'Get-NetFirewallRule -Name WINRM-HTTP-In-TCP-PUBLIC | Get-NetFirewallAddressFilter | Set-NetFirewallAddressFilter -RemoteAddress Any',
    'firewall group tcp 5985-5985<Any> anyone',
  ],
  // Rules that block.
  ['powershell', 'Remove-NetFirewallRule -Action Block', 'removes every rule that blocks'],
  [
    'powershell',
    'Get-NetFirewallRule | ? Action -eq Block | Disable-NetFirewallRule',
    'switches off every rule that blocks',
  ],
  ['powershell', "Get-NetFirewallRule -Action Block | ? Group -eq 'lab' | Remove-NetFirewallRule"],
  ['powershell', 'Remove-NetFirewallRule -Action Allow'],
  // Where Windows keeps its rules.
  [
    'powershell',
    "New-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules -Name r -Value 'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=3389|LPort2_10=5000-5010|Name=r|'",
    'firewall rule tcp 3389-3389<3389> 5000-5010<5000-5010> anyone',
  ],
  [
    'registry',
    'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]\n"r"="v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=445|RA4=LocalSubnet|Name=r|"\n',
    'firewall rule tcp 445-445<445> limited',
  ],
  [
    'registry',
    'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules]\n"r"="v2.30|Action=Block|Active=TRUE|Dir=In|Protocol=6|LPort=445|Name=r|"\n',
  ],
  [
    'cmd',
    'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile\\GloballyOpenPorts\\List /v 3389:TCP /t REG_SZ /d "3389:TCP:*:Enabled:RDP" /f',
    'firewall rule tcp 3389-3389<3389> anyone',
  ],
  [
    'cmd',
    'reg add HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\StandardProfile\\GloballyOpenPorts\\List /v 3389:TCP /t REG_SZ /d "3389:TCP:LocalSubNet:Disabled:RDP" /f',
  ],
  [
    'cmd',
    'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile\\Logging /v LogFileSize /t REG_DWORD /d 4096 /f',
    'log size 4096 public <4096>',
  ],
  [
    'cmd',
    'reg add HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\PublicProfile /v DisableUnicastResponsesToMulticastBroadcast /t REG_DWORD /d 0 /f',
    'multicast answers on public <0>',
  ],
];

describe('firewall statements', () => {
  for (const [language, source, ...facts] of table) {
    it(source, async () => {
      const read = await readerOf(language);
      const reading = read({ path: `script.${language}`, language, text: source });
      assert.deepEqual(
        reading.facts.flatMap(it => show(it, source)),
        facts,
      );
    });
  }
});
