import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** A key of a compose service that Docker on Windows cannot follow. */
export interface UnsupportedKey {
  readonly key: string;
  /** Key and value. */
  readonly at: Span;
  /** The text as messages name it: `network_mode: host`. */
  readonly text: string;
  readonly removal?: Edit;
}

/** A service of a compose file. The system is that of its place. */
export interface ComposeService extends Fact {
  readonly name: string;
  readonly image?: string;
  /** Empty unless the service runs on Windows. */
  readonly unsupported: readonly UnsupportedKey[];
  /** What it mounts of its host: folders and named pipes. */
  readonly mounts: readonly { readonly source: string; readonly at: Span; readonly readOnly: boolean }[];
  /** `user:` when it is written. */
  readonly user?: { readonly name: string; readonly at: Span; readonly setTo: (name: string) => Edit | undefined };
}
