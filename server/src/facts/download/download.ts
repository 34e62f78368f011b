import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Fact } from '../fact';

/** Something is fetched from the network, and what becomes of it in the same script or stage. */
export interface Download extends Fact {
  /** `Invoke-WebRequest`, `curl`, `WebClient.DownloadFile`, `ADD`... */
  readonly tool: string;
  readonly url: Value<string>;
  /** Where it is written to, as text; absent when it stays in memory. */
  readonly target?: string;
  /** A checksum or signature of it is checked before use, in this script or instruction. */
  readonly verified: boolean;
  /** The text is run without touching the disk: `iex (iwr ...)`, `curl | sh`. */
  readonly evaluated?: { readonly by: string; readonly span: Span };
  /** Of what stays in memory only the status is looked at. */
  readonly probe?: true;
  /** Compares its hash, to be filled in, with what arrived; absent where it cannot be written. */
  readonly check?: Edit;
  /** The file is run, installed or unpacked later in the same script. */
  readonly used?: { readonly how: 'run' | 'installed' | 'unpacked'; readonly span: Span };
}
