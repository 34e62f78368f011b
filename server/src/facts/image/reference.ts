import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { TrustState } from './status';

/** An image as named in a file of any kind. Follows the distribution grammar. */
export interface ImageReference extends Fact {
  /**
   * `copy`: of COPY --from and RUN --mount. `container`: what a pod, a job of a pipeline or a resource of a cloud starts.
   * `command`: what a script takes from a registry.
   */
  readonly use: 'from' | 'copy' | 'container' | 'compose' | 'command';
  /** As written. */
  readonly text: string;
  /** Where `text` stands. */
  readonly at: Span;
  /** After substitution of build arguments with defaults; `undefined` when a part has none. */
  readonly resolved?: string;
  /** What `text` names: an image, an earlier stage, `scratch`, or something that cannot be known. */
  readonly names: 'image' | 'stage' | 'scratch' | 'unknown';
  /**
   * Parts of `resolved`: `mcr.microsoft.com`; `docker.io` when none is written. Of a reference that is unknown, registry
   * and repository where only the tag is missing, else empty.
   */
  readonly registry: string;
  /** `windows/servercore`; Docker Hub's official images as `library/golang`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
  /** Places of name, tag and digest without their signs, when they stand in `text` itself. */
  readonly nameSpan?: Span;
  readonly tagSpan?: Span;
  readonly digestSpan?: Span;
  /** The part that breaks the grammar, when one does. */
  readonly fault?: { readonly part: 'name' | 'tag' | 'digest'; readonly span: Span };
  /** The same image is named earlier in the file. */
  readonly repeated: boolean;
  /** A container of it is started there, and not in a virtual machine of its own: it shares the kernel of the host. */
  readonly shares?: boolean;
  /** What is known of its signatures, where a registry was asked. Put in by the engine. */
  readonly verdict?: TrustState;
  /** It is taken as it lies on the node, or was made there: `imagePullPolicy: Never`. */
  readonly kept?: boolean;
}
