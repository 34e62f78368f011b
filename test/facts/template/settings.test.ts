import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const arm = (more: string): string =>
  `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "resources": [], ${more} }`;

/** Passwords that stand in templates. */
const secrets: readonly (readonly [language: Language, source: string, ...found: readonly string[]])[] = [
  ['hcl', 'resource "x" "y" {\n  admin_password = "Tr0ub4dor&3"\n}', 'admin_password Tr0ub4dor&3'],
  [
    'hcl',
    'resource "x" "y" {\n  os_profile {\n    admin_password = "Tr0ub4dor&3"\n  }\n}',
    'admin_password Tr0ub4dor&3',
  ],
  [
    'hcl',
    'variable "admin_password" {\n  default = "Tr0ub4dor&3"\n}\nresource "x" "y" {\n  admin_password = var.admin_password\n}',
    'admin_password Tr0ub4dor&3',
  ],
  [
    'hcl',
    'variable "admin_password" {}\nresource "x" "y" {\n  admin_password = var.admin_password\n  password = ""\n  secret_key = "<secret>"\n}',
  ],
  [
    'hcl',
    'resource "x" "y" {\n  password = random_password.p.result\n  client_secret = "${data.x.y}"\n  admin_password = "yourpassword"\n}',
  ],
  [
    'hcl',
    'source "virtualbox-iso" "w" {\n  winrm_password = "vagrant"\n}\nsource "qemu" "l" {\n  ssh_password = "Tr0ub4dor&3"\n}',
  ],
  ['hcl', 'source "vsphere-iso" "w" {\n  winrm_password = "vagrant"\n}', 'winrm_password vagrant'],
  [
    'bicep',
    "@secure()\nparam adminPassword string = 'Tr0ub4dor&3'\nparam adminUser string = 'bob'",
    'adminPassword Tr0ub4dor&3',
  ],
  [
    'bicep',
    "resource v 'A/b@1' = {\n  properties: {\n    adminPassword: 'Tr0ub4dor&3'\n  }\n}",
    'adminPassword Tr0ub4dor&3',
  ],
  [
    'bicep',
    "@secure()\nparam adminPassword string\nresource v 'A/b@1' = {\n  properties: {\n    adminPassword: adminPassword\n  }\n}",
  ],
  [
    'json',
    arm('"parameters": { "adminPassword": { "type": "securestring", "defaultValue": "Tr0ub4dor&3" } }'),
    'adminPassword Tr0ub4dor&3',
  ],
  [
    'json',
    arm('"variables": { "adminPassword": "Tr0ub4dor&3", "sqlPassword": "[parameters(\'p\')]" }'),
    'adminPassword Tr0ub4dor&3',
  ],
  ['json', arm('"variables": { "password": "PrivateSettingsRef:adminPassword", "clientSecret": "CLIENT-SECRET" }')],
  [
    'json',
    '{ "builders": [{ "type": "azure-arm", "communicator": "winrm", "winrm_password": "Tr0ub4dor&3" }] }',
    'winrm_password Tr0ub4dor&3',
  ],
  [
    'json',
    '{ "variables": { "password": "Tr0ub4dor&3" }, "builders": [{ "type": "qemu", "ssh_password": "Tr0ub4dor&3" }] }',
  ],
  [
    'json',
    '{ "variables": { "password": "" }, "builders": [{ "type": "qemu", "winrm_password": "{{user `password`}}" }] }',
  ],
];

/** Switches of WinRM, each with the text that sets it. */
const switches: readonly (readonly [language: Language, source: string, ...found: readonly string[]])[] = [
  ['hcl', 'source "azure-arm" "w" {\n  winrm_use_ssl = false\n}', 'tool/winrm_use_ssl false'],
  [
    'hcl',
    'source "azure-arm" "w" {\n  winrm_use_ssl = var.ssl\n}\nvariable "ssl" {\n  default = false\n}',
    'tool/winrm_use_ssl false',
  ],
  ['hcl', 'resource "a" "b" {\n  connection {\n    type = "ssh"\n    https = false\n  }\n}'],
  [
    'hcl',
    'resource "azurerm_virtual_machine" "b" {\n  os_profile_windows_config {\n    winrm {\n      protocol = "HTTP"\n    }\n  }\n}',
    'listener/HTTP HTTP',
  ],
  ['json', '{ "builders": [{ "type": "amazon-ebs", "winrm_use_ssl": "false" }] }', 'tool/winrm_use_ssl false'],
  [
    'json',
    arm('"variables": { "w": { "winRM": { "listeners": [{ "protocol": "Http" }, { "protocol": "Https" }] } } }'),
    'listener/HTTPS Https',
    'listener/HTTP Http',
  ],
];

describe('settings in templates', () => {
  for (const [index, [language, source, ...expected]] of secrets.entries()) {
    it(`secret ${index}, ${language}: ${expected.join(', ') || 'nothing'}`, async () => {
      const found = await factsOf('credential', language, source);
      assert.deepEqual(
        found.map(it => `${it.name} ${source.slice(it.at.start, it.at.end)}`),
        expected,
      );
    });
  }

  for (const [index, [language, source, ...expected]] of switches.entries()) {
    it(`switch ${index}, ${language}: ${expected.join(', ') || 'nothing'}`, async () => {
      const found = await factsOf('setting', language, source);
      const shown = found.map(it => `${it.name} ${source.slice(it.at.start, it.at.end)}`);
      assert.deepEqual(shown.sort(), [...expected].sort());
    });
  }
});
