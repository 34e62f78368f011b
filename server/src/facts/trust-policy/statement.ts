import { insert } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { PolicyLevel } from '../image/status';
import type { Action, PolicyKind, Step, StoreType } from './document';

/** A fault of a trust policy document. */
export interface TrustPolicyIssue extends Fact {
  readonly at: Span;
  /** A sentence without its full stop. */
  readonly problem: string;
  /** Notation reads over it: the document is used all the same. */
  readonly tolerated: boolean;
  readonly fixes: readonly Fix[];
  /** Another place that takes part in it. */
  readonly other?: Span;
}

/** A text of a document, quotes excluded. */
export interface PolicyWord {
  readonly text: string;
  readonly at: Span;
}

/** What a statement of a trust policy has verified. */
export interface TrustStatement extends Fact {
  readonly name: string;
  readonly kind: PolicyKind;
  readonly level: PolicyLevel;
  readonly levelAt: Span;
  readonly scopes: readonly PolicyWord[];
  /** It speaks for all that no other statement speaks for: the scope `*`, or `globalPolicy`. */
  readonly isGlobal: boolean;
  /** After overrides. */
  readonly actions: Readonly<Record<Step, Action>>;
  readonly overrides: readonly { readonly step: Step; readonly action: Action; readonly at: Span }[];
  readonly stores: readonly (PolicyWord & { readonly type: StoreType; readonly name: string })[];
  readonly identities: readonly PolicyWord[];
  /** `verifyTimestamp`, where it is written. */
  readonly timestamp?: PolicyWord;
}

/** Puts a text behind another one of the same list. */
export const alsoIn = (word: PolicyWord, text: string): Fix => ({
  title: `Add ${text}`,
  edits: [insert(word.at.end + 1, `, ${JSON.stringify(text)}`)],
});
