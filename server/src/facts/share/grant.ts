import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Fact } from '../fact';

/** An account is given rights in a folder that is shared over SMB, whatever the way. */
export interface ShareGrant extends Fact {
  readonly account: Value<string>;
  readonly right: 'full' | 'change' | 'read';
  /** The text that names the account: where a finding points. */
  readonly at: Span;
  /** Names another account in its place; absent where the name stands elsewhere. */
  readonly setTo?: (account: string) => Edit | undefined;
}

/** A folder is shared over SMB, whatever the way. */
export interface SharedFolder extends Fact {
  readonly path: Value<string>;
  /** The text that names the folder. */
  readonly at: Span;
}

/** Names and numbers of everyone, with a password or without one, in the languages of Windows that scripts come in. */
const everyone =
  /^(?:everyone|jeder|tout le monde|todos|iedereen|anonymous( logon)?|nt authority\\anonymous logon|guests?|builtin\\guests|\*?s-1-1-0|\*?s-1-5-7|\*?s-1-5-32-546|\*?wd)$/i;

/** Whether a name or number of an account means callers that nobody knows. */
export const isEveryone = (account: string): boolean => everyone.test(account.trim().replace(/^\.?\\/, ''));

/** All who have an account here or in the domain. */
const anyUser =
  /^(?:(?:nt authority|builtin|[\w.-]+)\\)?(?:authenticated users|users|domain users|domain guests|interactive|network)$|^\*?s-1-5-(?:11|2|4|32-545)$|^\*?s-1-5-21-[\d-]+-513$/i;

/** Whether a name or number of an account means everyone who has an account. */
export const isAnyUser = (account: string): boolean => anyUser.test(account.trim());
