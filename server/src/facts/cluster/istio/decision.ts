import type { Spot } from '../object';

/** What settled a question: an object, and the place in it that says so. */
export interface Decision<O> {
  readonly object: O;
  readonly at: Spot;
}
