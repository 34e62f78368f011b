import { is, switchState } from '../../facts/command/command';
import type { Setting } from '../../facts/settings/setting';
import { defineRule, examples } from '../rule';

const defender = 'Microsoft Defender runs on the host, and is in no image from Windows Server 2019 on';
const boot = 'containers are not started from a boot store, and take these settings from the host';
const start = 'settings of the system count from the next start of Windows, and containers do not start it';
const kernel = 'the kernel and the hypervisor are those of the host';

/** Commands that change what an image does not have. Sources: microsoft/Windows-Containers #538 (Defender), #255 (boot). */
const commands: readonly (readonly [name: string, why: string])[] = [
  ['Set-MpPreference', defender],
  ['Add-MpPreference', defender],
  ['Remove-MpPreference', defender],
  ['Update-MpSignature', defender],
  ['Start-MpScan', defender],
  ['mpcmdrun', defender],
  ['bcdedit', boot],
];

const isKernel =
  /^(?:EnableVirtualizationBasedSecurity|HypervisorEnforcedCodeIntegrity|RequirePlatformSecurityFeatures)$/;

/** Why a setting has no effect in a container; commands of the table above say it themselves. */
function reasonOf({ area, name, machine }: Setting): string | undefined {
  if (area === 'guard' && isKernel.test(name)) return kernel;
  if (area !== 'defender') return undefined;
  return name.startsWith('feature/') || machine?.kind === 'registry' ? defender : undefined;
}

export default defineRule({
  name: 'runtime/no-effect-in-container',
  title: 'What belongs to the host is set in an image',
  severity: 'low',
  confidence: 'high',
  cwe: [1164],
  tags: ['dockerfile', 'defender', 'boot'],
  fixable: false,
  messages: { none: '`{name}` has no effect in an image: {why}.' },
  rationale: `
    Whoever reads the instruction believes in a protection, or in its absence, that is not there. What guards the container
    is set on the host, and may be set otherwise.`,
  remedy: 'Leave it out of the image, and set it on the hosts, or in their images.',
  references: [
    'https://github.com/microsoft/Windows-Containers/issues/538',
    'https://github.com/microsoft/Windows-Containers/issues/255',
    'https://learn.microsoft.com/windows-hardware/drivers/ifs/anti-virus-optimization-for-windows-containers',
    'https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/hyperv-container',
  ],
  bad: examples(
    'dockerfile',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell -Command «Set-MpPreference» -DisableRealtimeMonitoring $true\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nSHELL ["powershell", "-Command"]\nRUN «Add-MpPreference» -ExclusionPath C:\\\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nRUN «bcdedit» /set nx AlwaysOn\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell «Set-ProcessMitigation» -System -Enable DEP\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Uninstall-WindowsFeature «Windows-Defender»\n',
    'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\DeviceGuard /v EnableVirtualizationBasedSecurity /t REG_DWORD /d «1» /f\n',
  ),
  good: [
    { language: 'powershell', code: 'Set-MpPreference -DisableRealtimeMonitoring $false' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Get-MpPreference\n',
    },
    {
      language: 'dockerfile',
      code: 'FROM ubuntu:24.04\nRUN bcdedit /set nx AlwaysOn\n',
    },
    { language: 'cmd', code: 'bcdedit /set nx AlwaysOn' },
    {
      language: 'dockerfile',
      code: 'FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN powershell Set-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\ScriptBlockLogging -Name EnableScriptBlockLogging -Value 1\n',
    },
  ],
  visit: {
    command(command, { report }) {
      if (command.place.runs !== 'build' || command.place.os !== 'windows') return;
      const found = commands.find(([name]) => is(command, name));
      if (found) report('none', command.nameSpan, { name: found[0], why: found[1] });
      if (is(command, 'Set-ProcessMitigation') && switchState(command, 'System') === true) {
        report('none', command.nameSpan, { name: command.name, why: start });
      }
    },
    setting(setting, { report }) {
      const { name, at, place } = setting;
      const why = place.runs === 'build' && place.os === 'windows' ? reasonOf(setting) : undefined;
      if (why) report('none', at, { name: name.slice(name.indexOf('/') + 1), why });
    },
  },
});
