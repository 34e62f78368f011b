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
