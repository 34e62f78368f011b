import type { Fact } from '../fact';
import type { Spot } from './object';

/** A place in a file of the workspace. */
export interface Origin extends Spot {
  /** Absolute, with forward slashes. */
  readonly path: string;
}

/** Tokens are checked where they are sent, and no policy asks that they be sent. */
export interface UnaskedToken extends Fact {
  /** `RequestAuthentication jwt`. */
  readonly resource: string;
  readonly at: Spot['span'];
}
