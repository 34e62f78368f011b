import { lookUp } from '../../../base/look-up';
import { textOf } from '../../../base/value';
import { integer } from '../../command/command';
import type { Setting } from '../setting';
import type { Grade } from './weakness';

/** What a value of a setting of Microsoft Defender takes away. */
export interface DefenderWeakness {
  readonly off: RegExp;
  /** What brings it back: as a number, and as the word or switch that the cmdlets know. */
  readonly on: readonly [number: number | string, word: string | boolean];
  readonly grade: Grade;
  /** What is switched off. */
  readonly what: string;
}

/** A switch whose name says what it disables. */
const switchOff = (grade: Grade, what: string): DefenderWeakness => ({
  off: /^(?:1|true|\$true)$/i,
  on: [0, false],
  grade,
  what,
});
const level = (on: DefenderWeakness['on'], grade: Grade, what: string): DefenderWeakness => ({
  off: /^(?:0|disabled?|false)$/i,
  on,
  grade,
  what,
});
const enabled = [1, 'Enabled'] as const;
const parser = (protocol: string): DefenderWeakness => switchOff('low', `the check of ${protocol} connections`);
const action = (threat: string): DefenderWeakness => ({
  off: /^(?:6|9|allow|noaction)$/i,
  on: [2, 'Quarantine'],
  grade: 'medium',
  what: `what is done against threats that are ${threat}`,
});

/**
 * Settings by name. Sources: windows-powershell-docs: Set-MpPreference; CIS Microsoft Windows Server 2022 benchmark
 * 3.0.0, 18.10.42. What Windows itself leaves off is low.
 */
const weaknesses: Readonly<Record<string, DefenderWeakness>> = {
  DisableRealtimeMonitoring: switchOff('high', 'the scan of every file that is opened'),
  DisableAntiSpyware: switchOff('high', 'Microsoft Defender as a whole'),
  DisableAntiVirus: switchOff('high', 'Microsoft Defender as a whole'),
  DisableBehaviorMonitoring: switchOff('medium', 'the watch over what programs do'),
  DisableBlockAtFirstSeen: switchOff('medium', 'the check of files never seen before'),
  DisableIOAVProtection: switchOff('medium', 'the scan of downloads'),
  DisableScriptScanning: switchOff('medium', 'the scan of scripts'),
  DisableOnAccessProtection: switchOff('medium', 'the scan of every file that is opened'),
  DisableScanOnRealtimeEnable: switchOff('medium', 'the scan of running programs'),
  DisableIntrusionPreventionSystem: switchOff('medium', 'the check of network traffic'),
  DisableRoutinelyTakingAction: switchOff('medium', 'what is done against threats'),
  EnableSmartScreen: level([1, true], 'medium', 'the warning before programs from the Internet'),
  // A text, where the other switches are numbers.
  SmartScreenEnabled: {
    off: /^(?:0|off)$/i,
    on: ['Warn', 'Warn'],
    grade: 'medium',
    what: 'the warning before programs from the Internet',
  },
  'Edge/SmartScreenEnabled': level([1, true], 'low', 'the warning before dangerous sites'),
  'PhishingFilter/EnabledV9': level([1, true], 'low', 'the warning before dangerous sites'),
  DisableArchiveScanning: switchOff('medium', 'the scan of archives'),
  PUAProtection: level(enabled, 'medium', 'the check for unwanted programs'),
  EnableNetworkProtection: level(enabled, 'medium', 'the check of network connections'),
  AttackSurfaceReductionRules_Actions: level(enabled, 'medium', 'rules that reduce the attack surface'),
  AttackSurfaceReductionRules: level([1, true], 'medium', 'rules that reduce the attack surface'),
  TamperProtection: {
    off: /^(?:0|4)$/,
    on: [5, 'Enabled'],
    grade: 'medium',
    what: 'the lock that keeps these settings from being changed',
  },
  SevereThreatDefaultAction: action('severe'),
  HighThreatDefaultAction: action('high'),
  ModerateThreatDefaultAction: action('moderate'),
  LowThreatDefaultAction: action('low'),
  UnknownThreatDefaultAction: action('unknown'),
  // The CIS benchmark asks for it, for privacy (18.10.42.5.2).
  MAPSReporting: level([2, 'Advanced'], 'low', 'protection from the cloud'),
  DisableEmailScanning: switchOff('low', 'the scan of mail'),
  DisableRemovableDriveScanning: switchOff('low', 'the scan of removable drives'),
  DisableInboundConnectionFiltering: switchOff('low', 'the check of connections from outside'),
  DisableTlsParsing: parser('TLS'),
  DisableSshParsing: parser('SSH'),
  DisableRdpParsing: parser('Remote Desktop'),
  DisableHttpParsing: parser('HTTP'),
  DisableDnsParsing: parser('DNS'),
  DisableDnsOverTcpParsing: parser('DNS'),
  DisableSmtpParsing: parser('SMTP'),
  DisableFtpParsing: parser('FTP'),
  EnableControlledFolderAccess: level(enabled, 'info', 'the guard of folders against ransomware'),
  SignatureDisableUpdateOnStartupWithoutEngine: switchOff('info', 'the update of what has no signatures yet'),
  SubmitSamplesConsent: {
    off: /^(?:2|neversend)$/i,
    on: [1, 'SendSafeSamples'],
    grade: 'info',
    what: 'the closer look at files that are suspected',
  },
};

/** What the value of a setting takes away, and the value that brings it back in the same notation. */
export function defenderWeaknessOf({
  area,
  name,
  value,
  machine,
}: Setting): (DefenderWeakness & { readonly good: string | number | boolean }) | undefined {
  const found = area === 'defender' ? lookUp(weaknesses, name) : undefined;
  if (!found?.off.test(textOf(value) ?? '')) return undefined;
  const isSwitch = value.known && typeof value.value === 'boolean';
  const isNumber = machine?.kind === 'registry' || (integer(value) !== undefined && !isSwitch);
  return { ...found, good: found.on[isNumber ? 0 : 1] };
}
