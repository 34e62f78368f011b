import { policies, type Row } from './row';

/** WS-Management. Source: Win32: WinRM; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.88. */
export const winRmRows: readonly Row[] = [
  {
    key: `${policies}\\Windows\\WinRM\\Service`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'service/AllowUnencrypted',
      AllowBasic: 'service/auth/Basic',
      AllowCredSSP: 'service/auth/CredSSP',
    },
  },
  {
    key: `${policies}\\Windows\\WinRM\\Client`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'client/AllowUnencrypted',
      AllowBasic: 'client/auth/Basic',
      AllowCredSSP: 'client/auth/CredSSP',
      TrustedHostsList: 'client/TrustedHosts',
    },
  },
];
