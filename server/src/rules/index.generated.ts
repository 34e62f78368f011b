// Written by `npm run generate` from the files of this folder.
import policyExpiredSuppression from './policy/expired-suppression';
import policyInvalidSuppression from './policy/invalid-suppression';
import policySuppressionWithoutReason from './policy/suppression-without-reason';
import policyUnusedSuppression from './policy/unused-suppression';
import type { AnyRule } from './rule';

export const rules: readonly AnyRule[] = [
  policyExpiredSuppression,
  policyInvalidSuppression,
  policySuppressionWithoutReason,
  policyUnusedSuppression,
];
