import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** A flag or instruction of a Dockerfile that not every operating system honours. */
export interface ImageOption extends Fact {
  /** `COPY --chown`, `ADD --chmod`, `STOPSIGNAL` */
  readonly name: string;
  readonly at: Span;
  /** What to remove to be rid of it. */
  readonly gap: Span;
}
