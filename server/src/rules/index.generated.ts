// Written by `npm run generate` from the files of this folder.
import type { AnyRule } from './rule';

export const rules: readonly AnyRule[] = [
];
