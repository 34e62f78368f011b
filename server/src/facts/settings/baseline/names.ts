import { type Weaknesses, when } from './weakness';

/** Name resolution. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.4 and 18.6.4. */
export const nameWeaknesses: Weaknesses = {
  EnableMulticast: when(1, 0, 'medium', 'asks everyone on the network for names (LLMNR)'),
  EnableNetbios: when(1, 2, 'medium', 'asks everyone on the network for names (NetBIOS)'),
  EnableMDNS: when(1, 0, 'low', 'asks everyone on the network for names (mDNS)'),
  DisableWpad: when(0, 1, 'low', 'asks everyone on the network for a proxy (WPAD)'),
  NodeType: {
    weak: value => value === 1 || value === 4,
    good: 2,
    grade: 'medium',
    does: 'asks everyone on the network for names (NetBIOS)',
  },
  TcpipNetbios: when(1, 2, 'medium', 'asks everyone on the network for names (NetBIOS)'),
  NoNameReleaseOnDemand: when(0, 1, 'low', 'gives up the name of this machine to whoever asks'),
  DisableSmartNameResolution: when(
    0,
    1,
    'info',
    'asks the name servers of all networks at once, and takes the first answer',
  ),
};
