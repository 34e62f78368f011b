import { control, policies } from '../../registry/keys.data';
import type { Row } from './row';

const names = [
  'EnableVirtualizationBasedSecurity',
  'RequirePlatformSecurityFeatures',
  'HypervisorEnforcedCodeIntegrity',
  'HVCIMATRequired',
  'ConfigureSystemGuardLaunch',
  'LsaCfgFlags',
];

/** Virtualization-based security. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.9.5. */
export const guardRows: readonly Row[] = [
  { key: `${policies}\\Windows\\DeviceGuard`, area: 'guard', names },
  { key: `${control}\\DeviceGuard`, area: 'guard', names },
  { key: `${control}\\Lsa`, area: 'guard', names: ['LsaCfgFlags'] },
  {
    key: `${control}\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity`,
    area: 'guard',
    names: { Enabled: 'HypervisorEnforcedCodeIntegrity' },
  },
  {
    key: `${control}\\DeviceGuard\\Scenarios\\CredentialGuard`,
    area: 'guard',
    names: { Enabled: 'CredentialGuard' },
  },
  {
    key: `${control}\\DeviceGuard\\Scenarios\\SystemGuard`,
    area: 'guard',
    names: { Enabled: 'SystemGuard' },
  },
];
