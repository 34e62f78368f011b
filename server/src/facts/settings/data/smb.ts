import { policies, services } from '../../registry/keys.data';
import type { Row } from './row';

/** SMB. Source: windowsserverdocs: storage/file-server; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3.8 and 2.3.9. */
export const smbRows: readonly Row[] = [
  {
    key: `${services}\\LanmanServer\\Parameters`,
    area: 'smb',
    names: {
      SMB1: 'server/EnableSMB1Protocol',
      SMB2: 'server/EnableSMB2Protocol',
      RequireSecuritySignature: 'server/RequireSecuritySignature',
      EnableSecuritySignature: 'server/EnableSecuritySignature',
      EncryptData: 'server/EncryptData',
      RejectUnencryptedAccess: 'server/RejectUnencryptedAccess',
      SmbServerNameHardeningLevel: 'server/SmbServerNameHardeningLevel',
    },
  },
  {
    key: `${services}\\LanmanServer\\Parameters`,
    area: 'smb',
    names: { NullSessionPipes: 'server/NullSessionPipes', NullSessionShares: 'server/NullSessionShares' },
    type: 'MultiString',
  },
  {
    key: `${services}\\LanmanWorkstation\\Parameters`,
    area: 'smb',
    names: {
      RequireSecuritySignature: 'client/RequireSecuritySignature',
      EnableSecuritySignature: 'client/EnableSecuritySignature',
      AllowInsecureGuestAuth: 'client/EnableInsecureGuestLogons',
    },
  },
  {
    key: `${policies}\\Windows\\LanmanWorkstation`,
    area: 'smb',
    names: { AllowInsecureGuestAuth: 'client/EnableInsecureGuestLogons' },
  },
  { key: `${services}\\MrxSmb10`, area: 'smb', names: { Start: 'client/MrxSmb10' } },
];
