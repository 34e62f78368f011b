import assert from 'node:assert/strict';
import { applyEdits } from '../../../server/src/base/edit';
import { readerOf } from '../../../server/src/facts/read';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

/** A rule of a security group in each language; the text between two marks is where its ports are to be found. */
const arm = (rules: string, more = ''): string =>
  `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", ${more} "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "name": "n", "properties": { "securityRules": [${rules}] } }] }`;
const armRule = (more: string): string =>
  `{ "name": "r", "properties": { "access": "Allow", "direction": "Inbound", "protocol": "Tcp", ${more} } }`;
const bicep = (rules: string, more = ''): string =>
  `${more}\nresource n 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {\n  name: 'n'\n  properties: {\n    securityRules: ${rules}\n  }\n}\n`;
const bicepRule = (more: string): string =>
  `{\n name: 'r'\n properties: {\n access: 'Allow'\n direction: 'Inbound'\n protocol: 'Tcp'\n ${more}\n }\n }\n`;
const tf = (rules: string, more = ''): string =>
  `${more}\nresource "azurerm_network_security_group" "n" {\n  name = "n"\n  ${rules}\n}\n`;
const tfRule = (more: string, head = 'security_rule'): string =>
  `${head} {\n access = "Allow"\n direction = "Inbound"\n protocol = "Tcp"\n ${more}\n }\n`;

const table: readonly (readonly [language: Language, source: string, ...exposures: readonly string[]])[] = [
  // Azure templates
  ['json', arm(armRule('"sourceAddressPrefix": "*", "destinationPortRange": "3389"')), '3389 anyone'],
  [
    'json',
    arm(armRule('"sourceAddressPrefix": "0.0.0.0/0", "destinationPortRanges": ["80", "3000-4000"]')),
    '80 3000-4000 anyone',
  ],
  [
    'json',
    arm(armRule('"sourceAddressPrefixes": ["10.0.0.0/8", "Internet"], "destinationPortRange": "*"')),
    '0-65535 anyone',
  ],
  ['json', arm(armRule('"sourceAddressPrefix": "VirtualNetwork", "destinationPortRange": "3389"')), '3389 limited'],
  [
    'json',
    arm(
      armRule(`"sourceAddressPrefix": "[parameters('from')]", "destinationPortRange": "[variables('port')]"`),
      '"parameters": { "from": { "type": "string", "defaultValue": "::/0" } }, "variables": { "port": "3389" },',
    ),
    '3389 anyone',
  ],
  [
    'json',
    arm(
      armRule(`"sourceAddressPrefix": "[parameters('from')]", "destinationPortRange": "3389"`),
      '"parameters": { "from": { "type": "string" } },',
    ),
    '3389 unknown',
  ],
  [
    'json',
    arm(
      armRule(
        `"sourceAddressPrefix": "[if(true(), '*', '10.0.0.0/8')]", "destinationPortRange": "[concat('33', '89')]"`,
      ),
    ),
    '3389 anyone',
  ],
  [
    'json',
    arm(
      `{ "name": "r", "copy": { "name": "c", "count": "[length(variables('ports'))]" }, "properties": { "access": "Allow", "direction": "Inbound", "protocol": "*", "sourceAddressPrefix": "*", "destinationPortRange": "[variables('ports')[copyIndex()]]" } }`,
      '"variables": { "ports": ["3389", "5986"] },',
    ),
    '3389 anyone',
    '5986 anyone',
  ],
  [
    'json',
    `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Network/networkSecurityGroups", "properties": { "copy": [{ "name": "securityRules", "count": 2, "input": { "properties": { "access": "Allow", "direction": "Inbound", "protocol": "Tcp", "sourceAddressPrefix": "*", "destinationPortRange": "[string(add(3388, copyIndex('securityRules')))]" } } }] } }] }`,
    '3388 anyone',
    '3389 anyone',
  ],
  [
    'json',
    arm(
      `${armRule('"priority": 200, "sourceAddressPrefix": "*", "destinationPortRange": "3389"')}, ${armRule('"priority": 100, "sourceAddressPrefix": "Internet", "destinationPortRange": "3389"').replace('Allow', 'Deny')}`,
    ),
  ],
  [
    'json',
    arm(
      `${armRule('"priority": 100, "sourceAddressPrefix": "*", "destinationPortRange": "3389"')}, ${armRule('"priority": 200, "sourceAddressPrefix": "Internet", "destinationPortRange": "*"').replace('Allow', 'Deny')}`,
    ),
    '3389 anyone',
  ],
  [
    'json',
    arm(
      `${armRule('"priority": 200, "sourceAddressPrefix": "*", "destinationPortRange": "3000-4000"')}, ${armRule('"priority": 100, "sourceAddressPrefix": "*", "destinationPortRange": "3389"').replace('Allow', 'Deny')}`,
    ),
    '3000-3388 3390-4000 anyone',
  ],
  [
    'json',
    `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [{ "type": "Microsoft.Resources/deployments", "properties": { "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" }, "parameters": { "from": { "value": "*" } }, "template": ${arm(armRule(`"sourceAddressPrefix": "[parameters('from')]", "destinationPortRange": "3389"`), '"parameters": { "from": { "type": "string", "defaultValue": "10.0.0.0/8" } },')} } }] }`,
    '3389 anyone',
  ],
  [
    'json',
    arm(
      `{ "name": "r", "properties": { "access": "Allow", "direction": "Outbound", "protocol": "*", "sourceAddressPrefix": "*", "destinationPortRange": "*" } }`,
    ),
  ],
  // Bicep
  ['bicep', bicep(`[\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}]`), '3389 anyone'],
  [
    'bicep',
    bicep(
      `[\n${bicepRule("sourceAddressPrefix: from\n destinationPortRanges: [\n '80'\n port\n ]")}]`,
      "param from string = 'Internet'\nvar port = '33${89}'",
    ),
    '80 3389 anyone',
  ],
  [
    'bicep',
    bicep(`[\n${bicepRule("sourceAddressPrefix: from\n destinationPortRange: '22'")}]`, 'param from string'),
    '22 unknown',
  ],
  [
    'bicep',
    bicep(
      `[for (p, i) in ports: ${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: p.port\n priority: 100 + i")}]`,
      "var ports = [\n  { port: '3389' }\n  { port: '443' }\n]",
    ),
    '3389 anyone',
    '443 anyone',
  ],
  [
    'bicep',
    bicep(
      `concat(extra, [\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}])`,
      'var extra = []',
    ),
    '3389 anyone',
  ],
  [
    'bicep',
    `resource n 'Microsoft.Network/networkSecurityGroups@2023-04-01' = {\n name: 'n'\n resource r 'securityRules' = ${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}\n}`,
    '3389 anyone',
  ],
  [
    'bicep',
    `resource a 'Microsoft.Network/networkSecurityGroups/securityRules@2023-04-01' = ${bicepRule("priority: 200\n sourceAddressPrefix: '*'\n destinationPortRange: '3389'").replace("name: 'r'", "name: 'r'\n parent: n")}\nresource b 'Microsoft.Network/networkSecurityGroups/securityRules@2023-04-01' = ${bicepRule("priority: 100\n sourceAddressPrefix: '*'\n destinationPortRange: '*'").replace("name: 'r'", "name: 's'\n parent: n").replace('Allow', 'Deny')}`,
  ],
  [
    'bicep',
    `resource r 'Microsoft.Network/networkSecurityGroups/securityRules@2023-04-01' existing = ${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}`,
  ],
  [
    'bicep',
    bicep(
      `open ? concat(others, [\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}]) : []`,
      'param open bool\nparam others array',
    ),
    '3389 anyone',
  ],
  [
    'bicep',
    `module n 'nsg.bicep' = {\n  params: {\n    rules: [\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}]\n  }\n}`,
    '3389 anyone',
  ],
  [
    'bicep',
    `param rules array = [\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '3389'")}]`,
    '3389 anyone',
  ],
  [
    'bicep',
    bicep(
      'map(rules, it => it)',
      `var rules = [\n  { name: 'a', access: 'Allow', direction: 'Inbound', protocol: '*', sourceAddressPrefix: '*', destinationPortRange: '22' }\n]`,
    ),
    '22 anyone',
  ],
  // Terraform
  [
    'hcl',
    'module "n" {\n  rules = {\n    rdp = {\n      access = "Allow"\n      direction = "Inbound"\n      protocol = "Tcp"\n      source_address_prefix = "*"\n      destination_port_range = "3389"\n    }\n  }\n}',
    '3389 anyone',
  ],
  [
    'hcl',
    tf(
      'security_rule = [for r in local.rules : { access = r.access, direction = "Inbound", protocol = "Tcp", source_address_prefix = "10.0.0.0/8", destination_port_range = r.port }]',
      'locals {\n  rules = [{ access = "Allow", port = "3389" }]\n}',
    ),
    '3389 limited',
  ],
  ['hcl', tf(tfRule('source_address_prefix = "*"\n destination_port_range = 3389')), '3389 anyone'],
  [
    'hcl',
    tf(tfRule('source_address_prefixes = ["10.0.0.0/8", "1.2.3.4/0"]\n destination_port_ranges = ["80", "3000-4000"]')),
    '80 3000-4000 anyone',
  ],
  [
    'hcl',
    tf(
      tfRule('source_address_prefix = var.from\n destination_port_range = local.port'),
      'variable "from" {\n  default = "Internet"\n}\nlocals {\n  port = "33${89}"\n}',
    ),
    '3389 anyone',
  ],
  [
    'hcl',
    tf(tfRule('source_address_prefix = var.from\n destination_port_range = "22"'), 'variable "from" {}'),
    '22 unknown',
  ],
  ['hcl', tf(tfRule('source_address_prefix = var.from\n destination_port_range = "22"')), '22 unknown'],
  [
    'hcl',
    tf(
      `dynamic "security_rule" {\n for_each = local.ports\n iterator = port\n ${tfRule('source_address_prefix = "*"\n destination_port_range = port.value', 'content')} }`,
      'locals {\n  ports = [3389, 443]\n}',
    ),
    '3389 anyone',
    '443 anyone',
  ],
  [
    'hcl',
    tf(
      `dynamic "security_rule" {\n for_each = var.rules\n ${tfRule('source_address_prefix = security_rule.value.from\n destination_port_range = security_rule.key', 'content')} }`,
      'variable "rules" {\n  default = {\n    "3389" = { from = "*" }\n    "443" = { from = "10.0.0.0/8" }\n  }\n}',
    ),
    '3389 anyone',
    '443 limited',
  ],
  [
    'hcl',
    `resource "azurerm_network_security_rule" "r" {\n for_each = toset(["3389", "22"])\n access = "Allow"\n direction = "Inbound"\n protocol = "*"\n source_address_prefix = "*"\n destination_port_range = each.value\n network_security_group_name = azurerm_network_security_group.n.name\n}`,
    '3389 anyone',
    '22 anyone',
  ],
  [
    'hcl',
    tf(
      tfRule('priority = 200\n source_address_prefix = "*"\n destination_port_range = "3389"') +
        tfRule('priority = 100\n source_address_prefix = "*"\n destination_port_range = "*"').replace('Allow', 'Deny'),
    ),
  ],
  [
    'hcl',
    tf(
      tfRule(
        'source_address_prefix = "*"\n source_application_security_group_ids = [x.id]\n destination_port_range = "3389"',
      ),
    ),
    '3389 anyone',
  ],
  [
    'hcl',
    'resource "aws_security_group" "g" {\n  ingress {\n    from_port = 3389\n    to_port = 3389\n    protocol = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n  egress {\n    from_port = 0\n    to_port = 0\n    protocol = "-1"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}',
    '3389 anyone',
  ],
  [
    'hcl',
    'resource "aws_security_group_rule" "g" {\n  type = "ingress"\n  from_port = 0\n  to_port = 0\n  protocol = "-1"\n  ipv6_cidr_blocks = ["::/0"]\n}\nresource "aws_security_group_rule" "h" {\n  type = "egress"\n  from_port = 0\n  to_port = 0\n  protocol = "-1"\n  cidr_blocks = ["0.0.0.0/0"]\n}',
    '0-65535 anyone',
  ],
  // Commands
  [
    'powershell',
    '$nsg | Add-AzureRmNetworkSecurityRuleConfig -Name r -Access Allow -Direction Inbound -Protocol Tcp -Priority 100 -SourceAddressPrefix Internet -DestinationPortRange 3389,5986',
    '3389 5986 anyone',
  ],
  [
    'powershell',
    'Add-AzNetworkSecurityRuleConfig -Name r -NetworkSecurityGroup $n -Access Allow -Direction Inbound -Protocol Tcp -Priority 100 -SourceAddressPrefix * -DestinationPortRange 3389\nSet-AzNetworkSecurityRuleConfig -Name r -NetworkSecurityGroup $n -Access Allow -Direction Inbound -Protocol Tcp -Priority 100 -SourceAddressPrefix 10.0.0.0/8 -DestinationPortRange 3389',
    '3389 limited',
  ],
  [
    'powershell',
    '$a = New-AzNetworkSecurityRuleConfig -Name d -Access Deny -Direction Inbound -Protocol * -Priority 100 -SourceAddressPrefix * -DestinationPortRange *\n$b = New-AzNetworkSecurityRuleConfig -Name r -Access Allow -Direction Inbound -Protocol Tcp -Priority 200 -SourceAddressPrefix * -DestinationPortRange 3389\nNew-AzNetworkSecurityGroup -SecurityRules $a, $b',
  ],
  [
    'cmd',
    'az network nsg rule create --nsg-name n -n r --priority 100 --destination-port-ranges 22 3389\naz network nsg rule update --nsg-name n -n r --source-address-prefixes 10.0.0.0/8',
    '22 3389 limited',
  ],
  [
    'cmd',
    'az network nsg rule create --nsg-name n -n r --priority 100 --source-address-prefixes 10.0.0.0/8 --destination-port-ranges 3389\naz network nsg rule update --nsg-name n -n r --source-address-prefixes *',
    '3389 anyone',
  ],
  [
    'cmd',
    'az network nsg rule create --nsg-name n -n r --priority 100 --destination-port-ranges 3389\naz network nsg rule delete --nsg-name n -n r',
  ],
  [
    'cmd',
    'az network nsg rule create --nsg-name n -n r --priority 200 --destination-port-ranges 3389\naz network nsg rule create --nsg-name n -n d --priority 100 --access Deny --destination-port-ranges 3389',
  ],
  [
    'cmd',
    'az network nsg rule create --nsg-name n -n r --priority 200 --destination-port-ranges 3389\naz network nsg rule create --nsg-name n -n d --priority 100 --access Deny --destination-port-ranges 3389 --destination-address-prefixes 10.0.0.4',
    '3389 anyone',
  ],
  [
    'powershell',
    '$r = @(New-AzNetworkSecurityRuleConfig -Name r -Access Allow -Direction Inbound -Protocol Tcp -Priority 200 -SourceAddressPrefix * -DestinationPortRange 3389)\nif ($x) { $r += New-AzNetworkSecurityRuleConfig -Name d -Access Deny -Direction Inbound -Protocol * -Priority 100 -SourceAddressPrefix * -DestinationPortRange * }',
    '3389 anyone',
  ],
  ['cmd', 'az vm open-port -g g -n v --port 80,3389', '80 3389 anyone'],
];

const fixes: readonly (readonly [language: Language, source: string, fixed: string])[] = [
  [
    'hcl',
    tf(tfRule('source_address_prefix = "*"\n destination_port_range = 3389')),
    'source_address_prefix = "VirtualNetwork"',
  ],
  [
    'hcl',
    tf(tfRule('source_address_prefixes = ["10.0.0.0/8", "0.0.0.0/0", "::/0"]\n destination_port_range = 3389')),
    'source_address_prefixes = ["10.0.0.0/8"]',
  ],
  [
    'hcl',
    tf(tfRule('source_address_prefixes = ["0.0.0.0/0", "10.0.0.0/8"]\n destination_port_range = 3389')),
    'source_address_prefixes = ["10.0.0.0/8"]',
  ],
  [
    'hcl',
    tf(
      tfRule('source_address_prefix = var.from\n destination_port_range = 3389'),
      'variable "from" {\n  default = "*"\n}',
    ),
    'default = "VirtualNetwork"',
  ],
  [
    'bicep',
    bicep(`[\n${bicepRule("sourceAddressPrefixes: [\n '10.0.0.0/8'\n '*'\n ]\n destinationPortRange: '3389'")}]`),
    "sourceAddressPrefixes: [\n '10.0.0.0/8'\n ]",
  ],
  [
    'json',
    arm(armRule('"sourceAddressPrefixes": ["Internet", "10.0.0.0/8"], "destinationPortRange": "3389"')),
    '"sourceAddressPrefixes": ["10.0.0.0/8"]',
  ],
];

const open3389 = 'source_address_prefix = "*"\n destination_port_range = "3389"';
/** The system of the machines beside a group. */
const systems: readonly (readonly [language: Language, source: string, system: string])[] = [
  ['hcl', tf(tfRule(open3389)), 'unknown'],
  ['hcl', tf(tfRule(open3389), 'resource "azurerm_linux_virtual_machine" "v" {}'), 'linux'],
  [
    'hcl',
    tf(tfRule(open3389), 'resource "azurerm_virtual_machine" "v" {\n os_profile_windows_config {}\n}'),
    'windows',
  ],
  [
    'hcl',
    tf(
      tfRule(open3389),
      'resource "azurerm_virtual_machine" "v" {\n storage_image_reference {\n publisher = "Canonical"\n }\n}',
    ),
    'linux',
  ],
  [
    'hcl',
    tf(
      tfRule(open3389),
      'resource "azurerm_linux_virtual_machine" "v" {}\nresource "azurerm_windows_virtual_machine" "w" {}',
    ),
    'unknown',
  ],
  [
    'bicep',
    bicep(
      `[\n${bicepRule("sourceAddressPrefix: '*'\n destinationPortRange: '22'")}]`,
      "resource v 'Microsoft.Compute/virtualMachines@2023-03-01' = {\n  properties: { osProfile: { linuxConfiguration: {} } }\n}",
    ),
    'linux',
  ],
  [
    'json',
    arm(
      armRule('"sourceAddressPrefix": "*", "destinationPortRange": "22"'),
      '"variables": { "image": { "publisher": "MicrosoftWindowsServer" } },',
    ),
    'windows',
  ],
];

describe('security groups', () => {
  for (const [index, [language, source, ...expected]] of table.entries()) {
    it(`${language} ${index}: ${expected.join(', ') || 'nothing'}`, async () => {
      const found = await factsOf('network.exposure', language, source);
      const shown = found.map(it =>
        [...it.ports.map(({ range: { from, to } }) => (from === to ? from : `${from}-${to}`)), it.from].join(' '),
      );
      assert.deepEqual(shown, expected);
      for (const it of found) assert.ok(it.ports.every(port => port.span.end <= source.length));
    });
  }

  it('takes any beginning of a file', async () => {
    for (const [language, source] of table) {
      const read = await readerOf(language);
      for (let size = 0; size < source.length; size += 5) {
        const text = source.slice(0, size);
        for (const { fact } of read({ path: 'x', language, text }).facts) {
          if ('span' in fact) assert.ok(fact.span.start <= fact.span.end && fact.span.end <= size);
        }
      }
    }
  });

  for (const [index, [language, source, system]] of systems.entries()) {
    it(`system ${index}, ${language}: ${system}`, async () => {
      const [found] = await factsOf('network.exposure', language, source);
      assert.equal(found?.place.os, system);
    });
  }

  for (const [index, [language, source, fixed]] of fixes.entries()) {
    it(`fix ${language} ${index}`, async () => {
      const [found] = await factsOf('network.exposure', language, source);
      const after = applyEdits(source, found!.fixes[0]!.edits);
      assert.ok(after.includes(fixed), after);
    });
  }
});
