import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** An image as named in FROM, COPY --from, a pod, a compose file or a command. Follows the distribution grammar. */
export interface ImageReference extends Fact {
  readonly use: 'from' | 'copy' | 'container' | 'compose' | 'command';
  /** As written. */
  readonly text: string;
  /** After substitution of build arguments with defaults; `undefined` when a part has none. */
  readonly resolved?: string;
  /** What `text` names: an image, an earlier stage, `scratch`, or something that cannot be known. */
  readonly names: 'image' | 'stage' | 'scratch' | 'unknown';
  /** Parts of `resolved`: `mcr.microsoft.com`; `docker.io` when none is written. Empty when unknown. */
  readonly registry: string;
  /** `windows/servercore`; Docker Hub's official images as `library/golang`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Place of the tag without its colon, when it stands in `text` itself. */
  readonly tagSpan?: Span;
}
