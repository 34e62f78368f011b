import { strict as assert } from 'node:assert';
import { parsePowerShell } from '../../../server/src/syntax/powershell/index';
import { printTree } from '../../../server/src/syntax/powershell/print';

/** A script and the tree it must have, as `printTree` writes it. */
export type Case = readonly [source: string, tree: string];

/** One test for every case: no error and the given tree. */
export function cases(title: string, table: readonly Case[]): void {
  describe(title, () => {
    for (const [source, tree] of table) {
      it(source.replaceAll('\n', '⏎') || '(empty)', () => {
        const { script, errors } = parsePowerShell(source);
        assert.equal(printTree(script), tree);
        assert.deepEqual(errors, []);
      });
    }
  });
}

/** One test for every case: errors at the given offsets, and the given tree all the same. */
export function broken(title: string, table: readonly (readonly [...Case, errors: readonly number[]])[]): void {
  describe(title, () => {
    for (const [source, tree, offsets] of table) {
      it(source.replaceAll('\n', '⏎'), () => {
        const { script, errors } = parsePowerShell(source);
        assert.equal(printTree(script), tree);
        const starts = errors.map(it => it.start);
        assert.deepEqual(starts, offsets);
      });
    }
  });
}
