import { type Weaknesses, when } from './weakness';

/** Windows Update. Source: CIS Microsoft Windows Server 2022 benchmark 3.0.0, 18.10.93. */
export const updateWeaknesses: Weaknesses = {
  NoAutoUpdate: when(1, 0, 'low', 'keeps Windows from updating itself'),
  AUOptions: when(1, 4, 'low', 'keeps Windows from looking for updates'),
  DisableWindowsUpdateAccess: when(1, 0, 'low', 'closes Windows Update'),
};
