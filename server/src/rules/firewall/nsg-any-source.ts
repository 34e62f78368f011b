import { mendingOf } from '../../facts/network/opening';
import { isEveryPort } from '../../facts/network/ports';
import { defineRule } from '../rule';

export default defineRule({
  name: 'firewall/nsg-any-source',
  title: 'A network security group lets everyone in on every port',
  severity: 'high',
  confidence: 'high',
  cwe: [284, 668],
  tags: ['azure', 'network'],
  fixable: 'unsafe',
  messages: { every: '`{ports}` lets the whole internet connect to every port behind this network security group.' },
  rationale: `
    The group is often the only thing between a virtual machine and the internet. With all ports open, Remote Desktop, WinRM
    and SMB are found by scanners within minutes.`,
  remedy: 'Name the ports that are served, and the address range or service tag that may connect.',
  references: ['https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview'],
  bad: [
    {
      language: 'powershell',
      code: "New-AzNetworkSecurityRuleConfig -Name all -Access Allow -Direction Inbound -Priority 100 -Protocol * -SourceAddressPrefix '*' -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange '«*»'",
      fixed:
        "New-AzNetworkSecurityRuleConfig -Name all -Access Allow -Direction Inbound -Priority 100 -Protocol * -SourceAddressPrefix 'VirtualNetwork' -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange '*'",
    },
    {
      language: 'cmd',
      code: 'az network nsg rule create -g rg --nsg-name nsg -n all --priority 100 --destination-port-ranges "«*»"',
      fixed:
        'az network nsg rule create -g rg --nsg-name nsg -n all --priority 100 --destination-port-ranges "*" --source-address-prefixes VirtualNetwork',
    },
    {
      language: 'json',
      code: '{ "name": "all", "properties": { "access": "Allow", "direction": "Inbound", "protocol": "*", "priority": 100, "sourceAddressPrefix": "*", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "«*»" } }',
      fixed:
        '{ "name": "all", "properties": { "access": "Allow", "direction": "Inbound", "protocol": "*", "priority": 100, "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*", "destinationAddressPrefix": "*", "destinationPortRange": "*" } }',
    },
    {
      language: 'hcl',
      code: 'resource "azurerm_network_security_rule" "all" {\n  access                 = "Allow"\n  direction              = "Inbound"\n  protocol               = "*"\n  priority               = 100\n  source_address_prefix  = "Internet"\n  destination_port_range = "«*»"\n}\n',
      fixed:
        'resource "azurerm_network_security_rule" "all" {\n  access                 = "Allow"\n  direction              = "Inbound"\n  protocol               = "*"\n  priority               = 100\n  source_address_prefix  = "VirtualNetwork"\n  destination_port_range = "*"\n}\n',
    },
    {
      language: 'bicep',
      code: "param from string = '0.0.0.0/0'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {\n  properties: {\n    securityRules: [\n      { name: 'all', properties: { access: 'Allow', direction: 'Inbound', protocol: 'Tcp', priority: 100, sourceAddressPrefix: from, destinationPortRange: '«0-65535»' } }\n    ]\n  }\n}\n",
      fixed:
        "param from string = 'VirtualNetwork'\nresource n 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {\n  properties: {\n    securityRules: [\n      { name: 'all', properties: { access: 'Allow', direction: 'Inbound', protocol: 'Tcp', priority: 100, sourceAddressPrefix: from, destinationPortRange: '0-65535' } }\n    ]\n  }\n}\n",
    },
  ],
  good: [
    {
      language: 'hcl',
      code: 'resource "azurerm_network_security_rule" "none" {\n  access = "Deny"\n  direction = "Inbound"\n  protocol = "*"\n  source_address_prefix = "*"\n  destination_port_range = "*"\n}\n',
    },
    {
      language: 'hcl',
      code: 'resource "azurerm_network_security_group" "n" {\n  security_rule {\n    access = "Allow"\n    direction = "Inbound"\n    protocol = "*"\n    priority = 200\n    source_address_prefix = "*"\n    destination_port_range = "*"\n  }\n  security_rule {\n    access = "Deny"\n    direction = "Inbound"\n    protocol = "*"\n    priority = 100\n    source_address_prefix = "Internet"\n    destination_port_range = "*"\n  }\n}\n',
    },
    {
      language: 'powershell',
      code: "New-AzNetworkSecurityRuleConfig -Name web -Access Allow -Direction Inbound -Priority 100 -Protocol Tcp -SourceAddressPrefix '*' -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange 443",
    },
    {
      language: 'powershell',
      code: "New-AzNetworkSecurityRuleConfig -Name none -Access Deny -Direction Inbound -Priority 4000 -Protocol * -SourceAddressPrefix '*' -SourcePortRange * -DestinationAddressPrefix * -DestinationPortRange *",
    },
    { language: 'cmd', code: 'az network nsg rule create -g rg --nsg-name n -n web --destination-port-ranges 443' },
  ],
  visit: {
    'network.exposure'(exposure, { report }) {
      const { via, from, ports, place } = exposure;
      if (via !== 'nsg' || from !== 'anyone' || place.os === 'linux') return;
      for (const { range, span } of ports)
        if (isEveryPort(range)) report('every', span, { ports: '*' }, mendingOf(exposure));
    },
  },
});
