import { defenderRows } from './defender';
import { logonRows } from './logon';
import { rdpRows } from './rdp';
import type { Row } from './row';
import { smbRows } from './smb';
import { winRmRows } from './winrm';

/** Registry values that are switches of Windows, one file a topic. */
export const rows: readonly Row[] = [...winRmRows, ...rdpRows, ...smbRows, ...logonRows, ...defenderRows];
