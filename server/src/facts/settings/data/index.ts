import { defenderRows } from './defender';
import { domainRows } from './domain';
import { guardRows } from './guard';
import { loggingRows } from './logging';
import { logonRows } from './logon';
import { nameRows } from './names';
import { rdpRows } from './rdp';
import type { Row } from './row';
import { scriptRows } from './scripts';
import { smbRows } from './smb';
import { textRows } from './texts';
import { updateRows } from './updates';
import { winRmRows } from './winrm';

/** Registry values that are switches of Windows, one file a topic. */
export const rows: readonly Row[] = [
  ...winRmRows,
  ...rdpRows,
  ...smbRows,
  ...logonRows,
  ...domainRows,
  ...guardRows,
  ...loggingRows,
  ...nameRows,
  ...scriptRows,
  ...textRows,
  ...defenderRows,
  ...updateRows,
];
