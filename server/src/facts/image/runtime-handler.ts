import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** A way in which containerd makes containers of Windows, as pods choose it by their runtime class. */
export interface RuntimeHandler extends Fact {
  /** `runhcs-wcow-hypervisor`. */
  readonly name: string;
  readonly isolation: 'process' | 'hypervisor';
  /** The value that says so, else the name. */
  readonly at: Span;
  /** As written; absent where the default holds. */
  readonly text?: string;
  readonly setTo?: (level: string) => Edit;
}
