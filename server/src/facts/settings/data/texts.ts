import { control, services } from '../../registry/keys.data';
import type { Row } from './row';

/** Settings whose values are texts or lists: who may do what, and what is loaded at logon. */
export const textRows: readonly Row[] = [
  { key: `${control}\\Lsa`, area: 'lsa', names: ['RestrictRemoteSAM'], type: 'String' },
  {
    key: `${control}\\Lsa`,
    area: 'lsa',
    names: ['Security Packages', 'Authentication Packages', 'Notification Packages'],
    type: 'MultiString',
  },
  { key: `${control}\\Lsa\\OSConfig`, area: 'lsa', names: ['Security Packages'], type: 'MultiString' },
  { key: `${control}\\SecurityProviders`, area: 'lsa', names: ['SecurityProviders'], type: 'String' },
  { key: `${services}\\Netlogon\\Parameters`, area: 'domain', names: ['VulnerableChannelAllowList'], type: 'String' },
];
