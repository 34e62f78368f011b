import { policies, services } from '../../registry/keys.data';
import type { Row } from './row';

/**
 * How names are found on the network. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.4 and 18.6; Win32: the
 * policies of the DNS client.
 */
export const nameRows: readonly Row[] = [
  {
    key: `${policies}\\Windows NT\\DNSClient`,
    area: 'names',
    names: ['EnableMulticast', 'EnableNetbios', 'EnableMDNS', 'DisableSmartNameResolution'],
  },
  {
    key: `${services}\\Dnscache\\Parameters`,
    area: 'names',
    names: ['EnableMulticast', 'EnableMDNS', 'EnableNetbios'],
  },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp',
    area: 'names',
    names: ['DisableWpad'],
  },
  {
    key: `${services}\\NetBT\\Parameters`,
    area: 'names',
    names: ['NodeType', 'NoNameReleaseOnDemand', 'EnableLMHOSTS'],
  },
];
