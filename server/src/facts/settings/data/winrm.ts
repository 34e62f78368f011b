import { policies } from '../../registry/keys.data';
import type { Row } from './row';

/** WS-Management. Source: Win32: WinRM; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.88 and 18.10.89. */
export const winRmRows: readonly Row[] = [
  {
    key: `${policies}\\Windows\\WinRM\\Service`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'service/AllowUnencrypted',
      AllowBasic: 'service/auth/Basic',
      AllowCredSSP: 'service/auth/CredSSP',
      AllowKerberos: 'service/auth/Kerberos',
      AllowNegotiate: 'service/auth/Negotiate',
      CbtHardeningLevel: 'service/auth/CbtHardeningLevel',
      AllowAutoConfig: 'service/AllowAutoConfig',
      IPv4Filter: 'service/IPv4Filter',
      IPv6Filter: 'service/IPv6Filter',
      DisableRunAs: 'service/DisableRunAs',
      HttpCompatibilityListener: 'service/EnableCompatibilityHttpListener',
      HttpsCompatibilityListener: 'service/EnableCompatibilityHttpsListener',
    },
  },
  {
    key: `${policies}\\Windows\\WinRM\\Client`,
    area: 'winrm',
    names: {
      AllowUnencryptedTraffic: 'client/AllowUnencrypted',
      AllowBasic: 'client/auth/Basic',
      AllowDigest: 'client/auth/Digest',
      AllowCredSSP: 'client/auth/CredSSP',
      AllowKerberos: 'client/auth/Kerberos',
      AllowNegotiate: 'client/auth/Negotiate',
      TrustedHostsList: 'client/TrustedHosts',
    },
  },
];
