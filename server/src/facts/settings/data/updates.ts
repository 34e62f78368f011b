import { policies } from '../../registry/keys.data';
import type { Row } from './row';

/** Whether Windows updates itself. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.93. */
export const updateRows: readonly Row[] = [
  { key: `${policies}\\Windows\\WindowsUpdate\\AU`, area: 'updates', names: ['NoAutoUpdate', 'AUOptions'] },
  { key: `${policies}\\Windows\\WindowsUpdate`, area: 'updates', names: ['DisableWindowsUpdateAccess'] },
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate\\Auto Update',
    area: 'updates',
    names: ['AUOptions'],
  },
];
