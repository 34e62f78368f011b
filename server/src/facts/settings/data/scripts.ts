import { policies } from '../../registry/keys.data';
import type { Row } from './row';

/** The execution policy, and the list of authorities. Sources: PowerShell-Docs: about_Execution_Policies; windowsserverdocs: AD CS. */
export const scriptRows: readonly Row[] = [
  {
    key: 'SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell',
    area: 'scripts',
    names: ['ExecutionPolicy'],
    type: 'String',
  },
  { key: `${policies}\\Windows\\PowerShell`, area: 'scripts', names: ['ExecutionPolicy'], type: 'String' },
  { key: `${policies}\\SystemCertificates\\AuthRoot`, area: 'certificates', names: ['DisableRootAutoUpdate'] },
];
