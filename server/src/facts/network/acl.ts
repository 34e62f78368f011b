import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Scope } from './scope';

/** An access list is set for the end of a virtual cable: of a container (HNS) or of a virtual machine (Hyper-V). */
export interface AccessList extends Fact {
  readonly entries: readonly AccessEntry[];
}

/** One entry of an access list. */
export interface AccessEntry {
  readonly action: 'allow' | 'block';
  readonly direction: 'in' | 'out' | 'both';
  readonly from: Scope['from'];
  /** It is about some ports or protocols only. */
  readonly narrowed: boolean;
  /** The lower number is looked at first; absent where none is written or it cannot be known. */
  readonly priority?: number;
  /** The text that makes it an entry of that kind. */
  readonly at: Span;
  /** Keys that nothing reads, with those that were meant. */
  readonly misspelt: readonly { readonly key: string; readonly meant: string; readonly span: Span }[];
  /** Limits who is meant to private addresses. */
  readonly fix?: Fix;
}
