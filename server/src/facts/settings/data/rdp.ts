import { control, policies } from '../../registry/keys.data';
import type { Row } from './row';

const terminal = [
  'UserAuthentication',
  'SecurityLayer',
  'MinEncryptionLevel',
  'fEncryptRPCTraffic',
  'fPromptForPassword',
  'fDisableCdm',
  'fDisableCcm',
  'fDisableLPT',
  'fDisablePNPRedir',
  'MaxIdleTime',
  'MaxDisconnectionTime',
];

/** Remote Desktop. Source: Win32: TermServ; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.9.35 and 18.10.56. */
export const rdpRows: readonly Row[] = [
  {
    key: `${control}\\Terminal Server`,
    area: 'rdp',
    names: ['fDenyTSConnections', 'DeleteTempDirsOnExit', 'PerSessionTempDir', 'fAllowToGetHelp'],
  },
  { key: `${control}\\Terminal Server\\WinStations\\RDP-Tcp`, area: 'rdp', names: terminal },
  { key: `${control}\\Remote Assistance`, area: 'rdp', names: ['fAllowToGetHelp', 'fAllowUnsolicited'] },
  {
    key: `${policies}\\Windows NT\\Terminal Services`,
    area: 'rdp',
    names: [
      ...terminal,
      'fDenyTSConnections',
      'DeleteTempDirsOnExit',
      'PerSessionTempDir',
      'DisablePasswordSaving',
      'fAllowToGetHelp',
      'fAllowUnsolicited',
    ],
  },
];
