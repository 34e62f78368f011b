import type { Span } from '../../base/span';
import { type Data, textOf, type Value } from '../../base/value';
import {
  argumentOf,
  type Command,
  is,
  listArgument,
  parameter,
  switchState,
  textArgument,
} from '../../facts/command/command';
import { placeOf } from '../../facts/command/native';
import { openEntry } from '../../facts/settings/sddl';
import { defineRule, examples } from '../rule';

export default defineRule({
  name: 'remote-access/open-session-configuration',
  title: 'A remote session is open to everyone, or may do everything',
  severity: 'high',
  confidence: 'high',
  cwe: [732, 250],
  tags: ['winrm', 'powershell'],
  fixable: 'unsafe',
  messages: {
    everyone: '`{trustee}` lets anyone into this session configuration.',
    commands: {
      severity: 'medium',
      text: '`*` gives whoever may connect every command, with the rights that the session runs under.',
    },
    language: {
      severity: 'medium',
      text: '`{mode}` lets whoever may connect run code of their own with the rights that the session runs under.',
    },
  },
  rationale: `
    A session configuration that runs under another account is a door: who may go through, and what can be done behind
    it, is all that keeps a caller from being an administrator.`,
  remedy: 'Name one group in the security descriptor, and list the few commands that it needs.',
  references: [
    'https://learn.microsoft.com/powershell/scripting/security/remoting/jea/session-configurations',
    'https://learn.microsoft.com/powershell/module/microsoft.powershell.core/set-pssessionconfiguration',
  ],
  bad: [
    {
      language: 'powershell',
      code: "Set-PSSessionConfiguration -Name Microsoft.PowerShell -SecurityDescriptorSddl 'O:NSG:BAD:P(A;;GA;;;BA)(A;;GA;;;«WD»)' -Force",
      fixed:
        "Set-PSSessionConfiguration -Name Microsoft.PowerShell -SecurityDescriptorSddl 'O:NSG:BAD:P(A;;GA;;;BA)(A;;GA;;;BA)' -Force",
    },
    {
      language: 'powershell',
      code: 'winrm set winrm/config/service \'@{RootSDDL="O:NSG:BAD:P(A;;GA;;;«WD»)S:P(AU;FA;GA;;;WD)"}\'',
      fixed: 'winrm set winrm/config/service \'@{RootSDDL="O:NSG:BAD:P(A;;GA;;;BA)S:P(AU;FA;GA;;;WD)"}\'',
    },
    {
      language: 'powershell',
      code: "$sddl = 'D:(A;;GA;;;«S-1-1-0»)'\nRegister-PSSessionConfiguration -Name jea -Path .\\jea.pssc -SecurityDescriptorSddl $sddl",
      fixed:
        "$sddl = 'D:(A;;GA;;;BA)'\nRegister-PSSessionConfiguration -Name jea -Path .\\jea.pssc -SecurityDescriptorSddl $sddl",
    },
    {
      language: 'powershell',
      code: "New-PSSessionConfigurationFile -Path .\\jea.pssc -SessionType RestrictedRemoteServer -RunAsVirtualAccount -VisibleCmdlets '«*»'",
    },
    {
      language: 'powershell',
      code: 'New-PSSessionConfigurationFile -Path .\\jea.pssc -RunAsVirtualAccount -LanguageMode «FullLanguage»',
      fixed: 'New-PSSessionConfigurationFile -Path .\\jea.pssc -RunAsVirtualAccount -LanguageMode NoLanguage',
    },
  ],
  good: examples(
    'powershell',
    "Set-PSSessionConfiguration -Name Microsoft.PowerShell -SecurityDescriptorSddl 'O:NSG:BAD:P(A;;GA;;;BA)S:P(AU;FA;GA;;;WD)(AU;SA;GXGW;;;WD)'",
    'Set-PSSessionConfiguration -Name Microsoft.PowerShell -SecurityDescriptorSddl $sddl',
    "Set-PSSessionConfiguration -Name Microsoft.PowerShell -SecurityDescriptorSddl 'O:NSG:BAD:P(D;;GA;;;WD)(A;;GA;;;BA)'",
    "New-PSSessionConfigurationFile -Path .\\jea.pssc -RunAsVirtualAccount -VisibleCmdlets 'Restart-Service', 'Get-*'",
    'New-PSSessionConfigurationFile -Path .\\jea.pssc -LanguageMode FullLanguage',
  ),
  visit: {
    setting({ area, name, value }, { report }) {
      if (area !== 'winrm' || name !== 'service/RootSDDL') return;
      const found = entryIn(value);
      if (found) report('everyone', found.at, { trustee: found.trustee }, { fixes: found.fixes });
    },
    command(command, { report }) {
      if (is(command, 'Set-PSSessionConfiguration', 'Register-PSSessionConfiguration')) {
        const found = entryIn(argumentOf(command, 'SecurityDescriptorSddl'));
        if (found) report('everyone', found.at, { trustee: found.trustee }, { fixes: found.fixes });
      } else if (is(command, 'New-PSSessionConfigurationFile') && runsAsOther(command)) {
        for (const name of ['VisibleCmdlets', 'VisibleExternalCommands', 'VisibleFunctions']) {
          const all = listArgument(command, name).find(it => textOf(it) === '*');
          if (all) report('commands', placeOf(all), {});
        }
        const mode = argumentOf(command, 'LanguageMode');
        if (!mode?.known || !/^full/i.test(textArgument(command, 'LanguageMode') ?? '')) return;
        const edits = mode.literal ? [{ span: mode.literal, text: 'NoLanguage' }] : [];
        const fixes = edits.length > 0 ? [{ title: 'Allow no language', edits }] : [];
        report('language', placeOf(mode), { mode: textOf(mode)! }, { fixes });
      }
    },
  },
});

/** The session has rights that its caller need not have. */
const runsAsOther = (command: Command): boolean =>
  switchState(command, 'RunAsVirtualAccount') === true ||
  parameter(command, 'GroupManagedServiceAccount') !== undefined;

function entryIn(value: Value<Data> | undefined) {
  const text = textOf(value);
  const entry = text === undefined ? undefined : openEntry(text);
  if (!value?.known || !entry) return undefined;
  const { literal } = value;
  const exact = literal && literal.end - literal.start === text!.length;
  const at: Span = exact ? { start: literal.start + entry.start, end: literal.start + entry.end } : placeOf(value);
  const fixes = exact ? [{ title: 'Let administrators in instead', edits: [{ span: at, text: 'BA' }] }] : [];
  return { trustee: entry.trustee, at, fixes };
}
