import { policies } from '../../registry/keys.data';
import type { Row } from './row';

const local = 'SOFTWARE\\Microsoft\\Windows Defender';
const exploitGuard = 'Windows Defender Exploit Guard';

/** Each key stands below the policies and below the local settings. */
const both = (below: string, names: Row['names']): readonly Row[] =>
  [`${policies}\\Windows Defender`, local].map(key => ({
    key: below === '' ? key : `${key}\\${below}`,
    area: 'defender' as const,
    names,
  }));

/**
 * Microsoft Defender. Sources: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.42; windows-itpro-docs:
 * policy-csp-defender and ADMX_MicrosoftDefenderAntivirus. `SpynetReporting` is left out: the benchmark asks for 0
 * (18.10.42.5.2), for privacy.
 */
export const defenderRows: readonly Row[] = [
  ...both('', [
    'DisableAntiSpyware',
    'DisableAntiVirus',
    'DisableRealtimeMonitoring',
    'DisableRoutinelyTakingAction',
    'PUAProtection',
  ]),
  ...both('Real-Time Protection', [
    'DisableRealtimeMonitoring',
    'DisableBehaviorMonitoring',
    'DisableIOAVProtection',
    'DisableOnAccessProtection',
    'DisableScanOnRealtimeEnable',
    'DisableScriptScanning',
    'DisableIntrusionPreventionSystem',
  ]),
  ...both('Spynet', ['DisableBlockAtFirstSeen', 'SubmitSamplesConsent']),
  ...both('Scan', ['DisableArchiveScanning', 'DisableEmailScanning', 'DisableRemovableDriveScanning']),
  ...both('MpEngine', { MpEnablePus: 'PUAProtection' }),
  ...both(`${exploitGuard}\\Network Protection`, ['EnableNetworkProtection']),
  ...both(`${exploitGuard}\\Controlled Folder Access`, ['EnableControlledFolderAccess']),
  ...both(`${exploitGuard}\\ASR`, { ExploitGuard_ASR_Rules: 'AttackSurfaceReductionRules' }),
  { key: `${local}\\Features`, area: 'defender', names: ['TamperProtection'] },
  // Microsoft Defender SmartScreen: policy-csp-smartscreen; microsoft-edge-policies.
  { key: `${policies}\\Windows\\System`, area: 'defender', names: ['EnableSmartScreen'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer',
    area: 'defender',
    names: ['SmartScreenEnabled'],
    type: 'String',
  },
  { key: `${policies}\\Edge`, area: 'defender', names: { SmartScreenEnabled: 'Edge/SmartScreenEnabled' } },
  ...['MicrosoftEdge', 'Internet Explorer'].map(browser => ({
    key: `${policies}\\${browser}\\PhishingFilter`,
    area: 'defender' as const,
    names: { EnabledV9: 'PhishingFilter/EnabledV9' },
  })),
];
