import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A secret stands in the file as text. */
export interface Credential extends Fact {
  readonly form:
    | 'environment'
    | 'build argument'
    | 'secure string'
    | 'command argument'
    | 'account'
    | 'connection string'
    | 'token'
    | 'private key'
    | 'url'
    | 'auto logon';
  /** What it is for: variable, parameter or account name as written. */
  readonly name: string;
  /** The secret itself; messages never repeat it. */
  readonly at: Span;
  /** It is in every list of default passwords. */
  readonly guessable: boolean;
  /** The secret is no text of the file: a build argument brings it. */
  readonly argument?: string;
  /** Edits that take it out, where the language of the statement offers one. */
  readonly fixes?: readonly Fix[];
}
