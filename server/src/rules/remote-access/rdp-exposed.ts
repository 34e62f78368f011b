import { heldText, mendingOf, openingOf, placesOf } from '../../facts/network/opening';
import { remoteDesktop } from '../../facts/network/ports';
import { defineRule } from '../rule';

export default defineRule({
  name: 'remote-access/rdp-exposed',
  title: 'Remote Desktop is open to anyone',
  severity: 'high',
  confidence: 'high',
  cwe: [284, 668],
  tags: ['rdp', 'firewall', 'network'],
  fixable: 'unsafe',
  messages: {
    firewall: '`{port}` lets anyone who reaches this machine try to log on by Remote Desktop.',
    cloud: { severity: 'critical', text: '`{port}` lets the whole internet try to log on by Remote Desktop.' },
    published: '`{port}` publishes Remote Desktop on every address of the host.',
    cluster: '`{port}` lets Remote Desktop be reached from outside the cluster.',
    held: { severity: 'low', text: '`{port}` lets Remote Desktop be reached from outside the cluster; {held}.' },
    policy: { severity: 'medium', text: '`{port}` lets every address try to log on to these pods by Remote Desktop.' },
    announced: {
      severity: 'medium',
      text: '`{port}` announces Remote Desktop, which a container cannot run and nobody should publish.',
    },
  },
  rationale: `
    Remote Desktop in reach of everyone is the most used way in for ransomware: passwords are guessed around the clock,
    stolen ones tried, and faults before logon (BlueKeep, CVE-2019-0708) need no password at all.`,
  remedy: 'Name the addresses that administer this machine, or reach it through a gateway or bastion.',
  exceptions: 'Containers have no desktop: there the port serves nothing, and is best removed.',
  references: ['https://learn.microsoft.com/powershell/module/netsecurity/new-netfirewallrule'],
  bad: [
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName RDP -Direction Inbound -Protocol TCP -LocalPort «3389» -Action Allow',
      fixed:
        'New-NetFirewallRule -DisplayName RDP -Direction Inbound -Protocol TCP -LocalPort 3389 -Action Allow -RemoteAddress LocalSubnet',
    },
    {
      language: 'powershell',
      code: "New-NetFirewallRule -DisplayName Admin -Protocol TCP -LocalPort 80,«3000-4000» -RemoteAddress 'Any' | Out-Null",
      fixed:
        "New-NetFirewallRule -DisplayName Admin -Protocol TCP -LocalPort 80,3000-4000 -RemoteAddress 'LocalSubnet' | Out-Null",
    },
    {
      language: 'powershell',
      code: "$rule = @{\n  DisplayName = 'RDP'\n  Protocol = 'TCP'\n  LocalPort = «3389»\n  RemoteAddress = '0.0.0.0/0'\n}\nNew-NetFirewallRule @rule",
      fixed:
        "$rule = @{\n  DisplayName = 'RDP'\n  Protocol = 'TCP'\n  LocalPort = 3389\n  RemoteAddress = 'LocalSubnet'\n}\nNew-NetFirewallRule @rule",
    },
    {
      language: 'powershell',
      code: 'foreach ($port in @(443, 3389)) {\n  New-NetFirewallRule -Name "open$port" -DisplayName "Open $port" -Protocol tcp `\n    -LocalPort «$port»\n}',
      fixed:
        'foreach ($port in @(443, 3389)) {\n  New-NetFirewallRule -Name "open$port" -DisplayName "Open $port" -Protocol tcp `\n    -LocalPort $port -RemoteAddress LocalSubnet\n}',
    },
    {
      language: 'powershell',
      code: "Enable-NetFirewallRule -DisplayGroup '«Remote Desktop»'",
      fixed: "Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -Enabled True -RemoteAddress LocalSubnet",
    },
    {
      language: 'powershell',
      code: "Set-NetFirewallRule -Name 'RemoteDesktop-UserMode-In-TCP' -RemoteAddress «Any»",
      fixed: "Set-NetFirewallRule -Name 'RemoteDesktop-UserMode-In-TCP' -RemoteAddress LocalSubnet",
    },
    {
      language: 'powershell',
      code: "Get-NetFirewallRule -DisplayGroup '«Remote Desktop»' | Set-NetFirewallRule -Enabled True",
      fixed:
        "Get-NetFirewallRule -DisplayGroup 'Remote Desktop' | Set-NetFirewallRule -Enabled True -RemoteAddress LocalSubnet",
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name="Open RDP" dir=in action=allow protocol=TCP localport=«3389»',
      fixed:
        'netsh advfirewall firewall add rule name="Open RDP" dir=in action=allow protocol=TCP localport=3389 remoteip=LocalSubnet',
    },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall set rule group="«remote desktop»" new enable=Yes >nul',
      fixed: `powershell -NoProfile -Command "Set-NetFirewallRule -DisplayGroup 'remote desktop' -Enabled True -RemoteAddress LocalSubnet" >nul`,
    },
    {
      language: 'powershell',
      code: 'netsh advfirewall firewall set rule group="«remote desktop»" new enable=Yes | Out-Null',
      fixed: "Set-NetFirewallRule -DisplayGroup 'remote desktop' -Enabled True -RemoteAddress LocalSubnet | Out-Null",
    },
    {
      language: 'powershell',
      code: 'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 50001 -InternalIPAddress 172.16.0.2 -InternalPort «3389»',
      fixed:
        'Add-NetNatStaticMapping -NatName nat -Protocol TCP -ExternalIPAddress 0.0.0.0 -ExternalPort 50001 -InternalIPAddress 172.16.0.2 -InternalPort 3389 -RemoteExternalIPAddressPrefix 10.0.0.0/8',
    },
    {
      language: 'powershell',
      code: '$nsg | Add-AzNetworkSecurityRuleConfig -Name rdp -Access Allow -Protocol Tcp -Direction Inbound -Priority 100 -SourceAddressPrefix Internet -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange «3389»',
      fixed:
        '$nsg | Add-AzNetworkSecurityRuleConfig -Name rdp -Access Allow -Protocol Tcp -Direction Inbound -Priority 100 -SourceAddressPrefix VirtualNetwork -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange 3389',
    },
    {
      language: 'cmd',
      code: 'az network nsg rule create -g rg --nsg-name nsg -n rdp --priority 100 --destination-port-ranges «3389» 443',
      fixed:
        'az network nsg rule create -g rg --nsg-name nsg -n rdp --priority 100 --destination-port-ranges 3389 443 --source-address-prefixes VirtualNetwork',
    },
    { language: 'cmd', code: 'az vm open-port --resource-group rg --name vm --port «3389»' },
    { language: 'cmd', code: 'docker run -d -p «3389:3389» app', fixed: 'docker run -d app' },
    {
      language: 'hcl',
      code: 'resource "aws_security_group" "g" {\n  ingress {\n    from_port   = «3000»\n    to_port     = 4000\n    protocol    = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n',
      fixed:
        'resource "aws_security_group" "g" {\n  ingress {\n    from_port   = 3000\n    to_port     = 4000\n    protocol    = "tcp"\n    cidr_blocks = ["10.0.0.0/8"]\n  }\n}\n',
    },
  ],
  good: [
    { language: 'powershell', code: "Set-NetFirewallRule -DisplayName 'Remote Desktop' -Enabled True" },
    { language: 'powershell', code: 'New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389 -Action Block' },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389 -Direction Outbound\nNew-NetFirewallRule -DisplayName y -Protocol TCP -LocalPort 3389 -Enabled False',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389 -RemoteAddress 10.0.0.0/8,LocalSubnet',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389 -Profile Domain',
    },
    {
      language: 'powershell',
      code: 'param($From)\nNew-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389 -RemoteAddress $From',
    },
    {
      language: 'powershell',
      code: 'New-NetFirewallRule -Name tmp -DisplayName x -Protocol TCP -LocalPort 3389\nRemove-NetFirewallRule -Name tmp',
    },
    { language: 'powershell', code: "Write-Host 'New-NetFirewallRule -LocalPort 3389' # -LocalPort 3389" },
    {
      language: 'cmd',
      code: 'netsh advfirewall firewall add rule name="Block RDP" dir=in action=block protocol=TCP localport=3389',
    },
    { language: 'cmd', code: 'docker run -p 127.0.0.1:3389:3389 app' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command New-NetFirewallRule -DisplayName x -Protocol TCP -LocalPort 3389\n',
    },
  ],
  visit: {
    'network.exposure'(exposure, { report }) {
      const opening = openingOf(exposure);
      if (!opening) return;
      for (const { span, text } of placesOf(exposure, remoteDesktop)) {
        report(opening, span, { port: text, held: heldText(exposure) }, mendingOf(exposure));
      }
    },
  },
});
