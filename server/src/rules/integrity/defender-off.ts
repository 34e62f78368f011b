import { textOf } from '../../base/value';
import { integer, truth } from '../../facts/command/command';
import { fixesOf } from '../../facts/settings/setting';
import { defineRule } from '../rule';

/** Switches whose name says what they disable. */
const parts: Readonly<Record<string, string>> = {
  DisableRealtimeMonitoring: 'the scan of every file that is opened',
  DisableBehaviorMonitoring: 'the watch over what programs do',
  DisableBlockAtFirstSeen: 'the check of files never seen before',
  DisableIOAVProtection: 'the scan of downloads',
  DisableScriptScanning: 'the scan of scripts',
  DisableOnAccessProtection: 'the scan of every file that is opened',
  DisableScanOnRealtimeEnable: 'the scan of running programs',
  DisableIntrusionPreventionSystem: 'the check of network traffic',
  DisableArchiveScanning: 'the scan of archives',
  DisableAntiSpyware: 'Microsoft Defender as a whole',
  DisableAntiVirus: 'Microsoft Defender as a whole',
};

/** Settings with a value that means off, and one that means on, as a number and as a word. */
const levels: Readonly<
  Record<string, { readonly off: RegExp; readonly on: readonly [number, string]; readonly what: string }>
> = {
  MAPSReporting: { off: /^(0|disabled)$/i, on: [2, 'Advanced'], what: 'protection from the cloud' },
  PUAProtection: { off: /^(0|disabled)$/i, on: [1, 'Enabled'], what: 'the check for unwanted programs' },
  EnableNetworkProtection: { off: /^(0|disabled)$/i, on: [1, 'Enabled'], what: 'the check of network connections' },
  AttackSurfaceReductionRules_Actions: {
    off: /^(0|disabled)$/i,
    on: [1, 'Enabled'],
    what: 'rules that reduce the attack surface',
  },
};

const services = new Set(['windefend', 'wdnissvc', 'sense', 'wdfilter', 'wdboot', 'wdnisdrv']);

export default defineRule({
  name: 'integrity/defender-off',
  title: 'Microsoft Defender is switched off',
  severity: 'medium',
  confidence: 'high',
  cwe: [693],
  tags: ['defender'],
  fixable: 'unsafe',
  messages: {
    part: '`{name}` switches off {what}.',
    whole: { severity: 'high', text: '`{name}` switches off {what}.' },
    service: {
      severity: 'high',
      text: '`{name}` is a service of Microsoft Defender: stopped or disabled it detects nothing.',
    },
    removed: { severity: 'high', text: '`{name}` removes what Microsoft Defender detects malware by.' },
  },
  rationale: `
    Switching off the malware scanner is among the first things that intruders do. A script that does it for speed leaves
    the machine, and everything that is built on it, without a guard.`,
  remedy: 'Leave it on; where a build is slowed down, exclude the one folder that it writes to.',
  references: [
    'https://learn.microsoft.com/powershell/module/defender/set-mppreference',
    'https://attack.mitre.org/techniques/T1562/001/',
  ],
  bad: [
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableRealtimeMonitoring «$true» -DisableIOAVProtection «1» -PUAProtection «Disabled»',
      fixed: 'Set-MpPreference -DisableRealtimeMonitoring $false -DisableIOAVProtection 0 -PUAProtection Enabled',
    },
    {
      language: 'powershell',
      code: '$off = @{ DisableScriptScanning = «$true»; Force = $true }\nSet-MpPreference @off',
      fixed: '$off = @{ DisableScriptScanning = $false; Force = $true }\nSet-MpPreference @off',
    },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d «1» /f',
      fixed:
        'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 0 /f',
    },
    {
      language: 'powershell',
      code: 'Uninstall-WindowsFeature -Name «Windows-Defender»',
      fixed: 'Install-WindowsFeature -Name Windows-Defender',
    },
    { language: 'powershell', code: 'Get-Service «WinDefend» | Stop-Service -Force' },
    { language: 'cmd', code: 'sc config «WinDefend» start= disabled' },
    { language: 'cmd', code: '"C:\\Program Files\\Windows Defender\\MpCmdRun.exe" «-RemoveDefinitions» -All' },
  ],
  good: [
    { language: 'powershell', code: 'Set-MpPreference -DisableRealtimeMonitoring $false -PUAProtection Enabled' },
    {
      language: 'cmd',
      code: '"%ProgramFiles%\\Windows Defender\\MpCmdRun.exe" -RemoveDefinitions -All\n"%ProgramFiles%\\Windows Defender\\MpCmdRun.exe" -SignatureUpdate',
    },
    { language: 'powershell', code: 'Set-MpPreference -ScanScheduleDay 0 -MAPSReporting Advanced' },
    {
      language: 'powershell',
      code: 'Set-MpPreference -DisableRealtimeMonitoring $true\n.\\build.ps1\nSet-MpPreference -DisableRealtimeMonitoring $false',
    },
    { language: 'powershell', code: 'Get-Service WinDefend | Start-Service; Set-Service Sense -StartupType Automatic' },
    {
      language: 'cmd',
      code: 'reg add "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Defender" /v DisableAntiSpyware /t REG_DWORD /d 0 /f',
    },
  ],
  visit: {
    setting(setting, { report }) {
      const { area, name, value, at } = setting;
      if (area !== 'defender') return;
      const what = parts[name];
      const level = levels[name];
      if (what && truth(value)) {
        const number = integer(value);
        const whole = /^(DisableRealtimeMonitoring|DisableAnti)/.test(name);
        const fixes = fixesOf(setting, number === 1 && typeof (value.known && value.value) === 'number' ? 0 : false);
        report(whole ? 'whole' : 'part', at, { name, what }, { fixes });
      } else if (level?.off.test(textOf(value) ?? '')) {
        report(
          'part',
          at,
          { name, what: level.what },
          { fixes: fixesOf(setting, level.on[integer(value) === undefined ? 1 : 0]) },
        );
      } else if (name === 'feature/Windows-Defender' && truth(value) === false) {
        report(
          'whole',
          at,
          { name: 'Windows-Defender', what: 'Microsoft Defender as a whole' },
          { fixes: fixesOf(setting, true).map(fix => ({ ...fix, title: 'Install Microsoft Defender instead' })) },
        );
      } else if (name === 'Definitions' && truth(value) === false)
        report('removed', at, { name: '-RemoveDefinitions' });
    },
    'service.change'({ service, change, at, text, place }, { report }) {
      if (!services.has(service) || place.runs === 'build' || change === 'start' || change === 'enable') return;
      report('service', at, { name: text });
    },
  },
});
