import { policies, type Row } from './row';

const defender = `${policies}\\Windows Defender`;

/** Microsoft Defender. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.42. */
export const defenderRows: readonly Row[] = [
  { key: defender, area: 'defender', names: ['DisableAntiSpyware', 'DisableAntiVirus', 'PUAProtection'] },
  {
    key: `${defender}\\Real-Time Protection`,
    area: 'defender',
    names: [
      'DisableRealtimeMonitoring',
      'DisableBehaviorMonitoring',
      'DisableIOAVProtection',
      'DisableOnAccessProtection',
      'DisableScanOnRealtimeEnable',
      'DisableScriptScanning',
    ],
  },
  { key: 'SOFTWARE\\Microsoft\\Windows Defender', area: 'defender', names: ['DisableAntiSpyware', 'DisableAntiVirus'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows Defender\\Real-Time Protection',
    area: 'defender',
    names: ['DisableRealtimeMonitoring'],
  },
  // `SpynetReporting` is left out: the CIS benchmark asks for 0 (18.10.42.5.2), for privacy.
  { key: `${defender}\\Spynet`, area: 'defender', names: ['SubmitSamplesConsent'] },
];
