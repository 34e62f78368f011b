import { control, policies, type Row } from './row';

const terminal = [
  'UserAuthentication',
  'SecurityLayer',
  'MinEncryptionLevel',
  'fEncryptRPCTraffic',
  'fPromptForPassword',
];

/** Remote Desktop. Source: Win32: TermServ; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.56. */
export const rdpRows: readonly Row[] = [
  { key: `${control}\\Terminal Server`, area: 'rdp', names: ['fDenyTSConnections'] },
  { key: `${control}\\Terminal Server\\WinStations\\RDP-Tcp`, area: 'rdp', names: terminal },
  { key: `${policies}\\Windows NT\\Terminal Services`, area: 'rdp', names: [...terminal, 'fDenyTSConnections'] },
];
