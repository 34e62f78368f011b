import assert from 'node:assert/strict';
import { openEntry } from '../../../server/src/facts/settings/sddl';

/** Descriptors with the trustee that lets everyone in, and where it stands. */
const table: readonly (readonly [sddl: string, trustee?: string, start?: number])[] = [
  ['O:NSG:BAD:P(A;;GA;;;BA)(A;;GR;;;IU)S:P(AU;FA;GA;;;WD)(AU;SA;GXGW;;;WD)'],
  ['D:(A;;GA;;;WD)', 'WD', 11],
  ['D:P(A;;GA;;;BA)(A;;GA;;;S-1-1-0)', 'S-1-1-0', 24],
  ['D:(D;;GA;;;WD)(A;;GA;;;BA)'],
  ['D:(A;;GA;;;AN)', 'AN', 11],
  ['D:(A;;GA;;;AU)'],
  ['D:(XA;;GX;;;WD;(@User.Title=="x"))'],
  [''],
];

describe('security descriptors', () => {
  for (const [sddl, trustee, start] of table) {
    it(sddl || 'none', () => {
      const found = openEntry(sddl);
      assert.deepEqual([found?.trustee, found?.start], [trustee, start]);
    });
  }
});
