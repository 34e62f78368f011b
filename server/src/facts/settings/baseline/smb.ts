import { type Weakness, type Weaknesses, when } from './weakness';

const unsigned = when(0, 1, 'medium', 'lets SMB sessions be relayed and files be changed on the way');
const unsignedBefore = when(0, 1, 'low', 'takes signatures away from old SMB sessions');
const guests: Weakness = when(
  1,
  0,
  'high',
  'lets this machine use shares that ask for no logon, which anyone on the network can offer',
);

/** SMB. Sources: windowsserverdocs: storage/file-server; CIS Microsoft Windows Server 2022 benchmark 3.0.0, 2.3.8 and 2.3.9. */
export const smbWeaknesses: Weaknesses = {
  'server/RequireSecuritySignature': unsigned,
  'client/RequireSecuritySignature': unsigned,
  'server/EnableSecuritySignature': unsignedBefore,
  'client/EnableSecuritySignature': unsignedBefore,
  'client/EnableInsecureGuestLogons': guests,
  'server/RejectUnencryptedAccess': when(
    0,
    1,
    'medium',
    'lets clients that cannot encrypt read encrypted shares in clear text',
  ),
  'server/EncryptData': when(0, 1, 'info', 'sends files in clear text unless a share says otherwise'),
  'share/EncryptData': when(0, 1, 'info', 'sends the files of the share in clear text'),
  'client/RequireEncryption': when(0, 1, 'info', 'takes files in clear text unless a share says otherwise'),
  'client/BlockNTLM': when(0, 1, 'info', 'logs on by NTLM where Kerberos cannot be had'),
  'server/EnableSMB2Protocol': when(0, 1, 'high', 'leaves SMB 1 alone, which has no encryption and checks nothing'),
  'server/SmbServerNameHardeningLevel': when(0, 1, 'low', 'takes sessions that were meant for another server'),
  'server/InvalidAuthenticationDelayTimeInMs': when(0, 2000, 'low', 'lets passwords be guessed without a pause'),
};
