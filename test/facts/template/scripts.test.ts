import assert from 'node:assert/strict';
import type { Language } from '../../../server/src/facts/source';
import { factsOf } from '../../kit/facts';

const arm = (resource: string, more = ''): string =>
  `{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", ${more} "resources": [${resource}] }`;
const extension = (command: string): string =>
  `{ "type": "Microsoft.Compute/virtualMachines/extensions", "properties": { "settings": { "commandToExecute": "${command}" } } }`;

/** Each with the commands that are to be found, `name words @ text in the file`. */
const table: readonly (readonly [language: Language, source: string, ...commands: readonly string[]])[] = [
  // Terraform
  [
    'hcl',
    'resource "null_resource" "a" {\n  provisioner "local-exec" {\n    command     = "Set-Item x \\"y\\""\n    interpreter = ["PowerShell", "-Command"]\n  }\n}',
    'Set-Item x y @ Set-Item x \\"y\\"',
  ],
  [
    'hcl',
    'resource "x" "a" {\n  provisioner "local-exec" {\n    command = "powershell -Command \\"Get-Item ${var.x}\\""\n  }\n}',
    'powershell',
    'Get-Item ? @ Get-Item ${var.x}',
  ],
  ['hcl', 'resource "x" "a" {\n  provisioner "local-exec" {\n    command = "rm -rf x"\n  }\n}'],
  [
    'hcl',
    'resource "x" "a" {\n  connection {\n    type = "winrm"\n  }\n  provisioner "remote-exec" {\n    inline = [\n      "net stop a",\n      "net start a",\n    ]\n  }\n}',
    'net stop a @ net stop a',
    'net start a @ net start a',
  ],
  [
    'hcl',
    'resource "x" "a" {\n  connection {\n    type = "ssh"\n  }\n  provisioner "remote-exec" {\n    inline = ["net stop a"]\n  }\n}',
  ],
  [
    'hcl',
    'resource "aws_instance" "a" {\n  user_data = <<-EOF\n    <powershell>\n    Get-Item a\n    Set-Item b ${var.c}\n    </powershell>\n  EOF\n}',
    'Get-Item a @ Get-Item a',
    'Set-Item b ? @ Set-Item b ${var.c}',
  ],
  [
    'hcl',
    'resource "aws_instance" "a" {\n  user_data = base64encode(local.data)\n}\nlocals {\n  data = "<powershell>Get-Item a</powershell>"\n}',
    'Get-Item a @ Get-Item a',
  ],
  ['hcl', 'resource "aws_instance" "a" {\n  user_data = <<EOF\n#!/bin/bash\nnet stop a\nEOF\n}'],
  [
    'hcl',
    'resource "google_compute_instance" "a" {\n  metadata = {\n    windows-startup-script-ps1 = "Get-Item a"\n    startup-script = "ls"\n  }\n}',
    'Get-Item a @ Get-Item a',
  ],
  [
    'hcl',
    'resource "azurerm_virtual_machine_extension" "a" {\n  type = "CustomScriptExtension"\n  settings = <<SETTINGS\n  {\n    "commandToExecute": "powershell -Command \\"Get-Item a\\""\n  }\nSETTINGS\n}',
    'powershell',
    'Get-Item a @ Get-Item a',
  ],
  [
    'hcl',
    'resource "azurerm_virtual_machine_extension" "a" {\n  type = "CustomScriptExtension"\n  protected_settings = jsonencode({ "commandToExecute" = "net stop a" })\n}',
    'net stop a @ net stop a',
  ],
  [
    'hcl',
    'resource "azurerm_virtual_machine_extension" "a" {\n  type = "CustomScript"\n  settings = jsonencode({ commandToExecute = "net stop a" })\n}',
  ],
  [
    'hcl',
    'resource "azurerm_virtual_machine_run_command" "a" {\n  source {\n    script = "Get-Item a"\n  }\n}',
    'Get-Item a @ Get-Item a',
  ],
  [
    'hcl',
    'locals {\n  stop = "net stop a"\n}\nresource "azurerm_virtual_machine_extension" "a" {\n  type = "CustomScriptExtension"\n  settings = jsonencode({ commandToExecute = "${local.stop} & net start ${var.b}" })\n}',
    'net stop a @ net stop a',
    'net start $_______ @ net start ${var.b}',
  ],
  [
    'hcl',
    'data "template_file" "u" {\n  template = <<EOF\n<powershell>\nSet-Item a $${b}\n</powershell>\nEOF\n}',
    'Set-Item a ? @ Set-Item a $${b}',
  ],
  // Packer
  [
    'hcl',
    'build {\n  provisioner "powershell" {\n    inline = ["$x = \'a\'", "Get-Item $x"]\n  }\n  provisioner "windows-shell" {\n    inline = ["net stop a"]\n  }\n  provisioner "shell" {\n    inline = ["ls"]\n  }\n}',
    'Get-Item a @ Get-Item $x',
    'net stop a @ net stop a',
  ],
  // Bicep
  [
    'bicep',
    "resource a 'Microsoft.Compute/virtualMachines/extensions@2023-03-01' = {\n  properties: {\n    settings: {\n      commandToExecute: 'powershell -Command \"Get-Item ${x}\"'\n    }\n  }\n}",
    'powershell',
    'Get-Item ? @ Get-Item ${x}',
  ],
  [
    'bicep',
    "var command = 'powershell -Command \"Get-Item a\"'\nvar settings = {\n  commandToExecute: command\n}\nresource a 'Microsoft.Compute/virtualMachines/extensions@2023-03-01' = {\n  properties: {\n    protectedSettings: settings\n  }\n}",
    'powershell',
    'Get-Item a @ Get-Item a',
  ],
  [
    'bicep',
    "resource a 'Microsoft.Resources/deploymentScripts@2020-10-01' = {\n  kind: 'AzurePowerShell'\n  properties: {\n    scriptContent: '''\nGet-Item 'a'\n'''\n  }\n}",
    "Get-Item a @ Get-Item 'a'",
  ],
  [
    'bicep',
    "resource a 'Microsoft.Resources/deploymentScripts@2020-10-01' = {\n  kind: 'AzureCLI'\n  properties: {\n    scriptContent: 'ls'\n  }\n}",
  ],
  [
    'bicep',
    "resource a 'Microsoft.Compute/virtualMachines/extensions@2023-03-01' = {\n  properties: {\n    settings: {\n      commandToExecute: 'sh x.sh'\n    }\n  }\n}",
  ],
  // Azure templates
  ['json', arm(extension('powershell -Command \\"Get-Item a\\"')), 'powershell', 'Get-Item a @ Get-Item a'],
  [
    'json',
    arm(
      extension(`[concat('powershell -Command \\"Get-Item ', parameters('x'), ' ', variables('y'), '\\"')]`),
      `"parameters": { "x": { "type": "string" } }, "variables": { "y": "b" },`,
    ),
    'powershell',
    `Get-Item ? b @ Get-Item ', parameters('x'), ' ', variables('y')`,
  ],
  [
    'json',
    arm(extension(`[variables('y')]`), `"variables": { "y": "cmd /c net stop a" },`),
    'cmd',
    'net stop a @ net stop a',
  ],
  ['json', arm(extension('bash x.sh'))],
  [
    'json',
    arm(
      '{ "type": "Microsoft.Resources/deploymentScripts", "kind": "AzurePowerShell", "properties": { "scriptContent": "\n  Get-Item a\n  Set-Item b\n" } }',
    ),
    'Get-Item a @ Get-Item a',
    'Set-Item b @ Set-Item b',
  ],
];

describe('scripts in templates', () => {
  for (const [index, [language, source, ...expected]] of table.entries()) {
    it(`${language} ${index}: ${expected.join(', ') || 'nothing'}`, async () => {
      const found = await factsOf('command', language, source);
      const shown = found.map(({ name, args, span }) => {
        const words = args.map(it => (it.value.known ? String(it.value.value) : '?'));
        const isShell = name === 'powershell' || name === 'cmd';
        return isShell ? name : `${[name, ...words].join(' ')} @ ${source.slice(span.start, span.end)}`;
      });
      assert.deepEqual(shown, expected);
    });
  }
});
