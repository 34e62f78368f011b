import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Value } from '../../base/value';
import type { Fact } from '../fact';

/** What is stated of a certificate, of its key or of a signature, whatever the tool. */
export interface CertificateTrait extends Fact {
  /**
   * `bits`: length of an RSA or DSA key. `hash`: of the signature. `days`: how long it is valid, at least. `exportable`:
   * whether its private key may leave the store. `wrapping`: how an exported key is encrypted. `purpose`: what it is for.
   */
  readonly trait: 'bits' | 'hash' | 'days' | 'exportable' | 'wrapping' | 'purpose';
  /** `certificate` where one is made or moved, `signature` where a file is signed. */
  readonly of: 'certificate' | 'signature';
  readonly value: Value<string | number | boolean>;
  readonly at: Span;
  /** Writes another value; absent where the value stands elsewhere. */
  readonly setTo?: (text: string) => Edit | undefined;
  /** Takes away what states it, where leaving it out says the opposite. */
  readonly remove?: Edit;
  /** The script exports the key itself further on. */
  readonly exported?: true;
  /** Names of a server are on the certificate. */
  readonly named?: true;
}

/** A certificate is put into a store of the machine or of a user, or taken out of it. */
export interface CertificateStored extends Fact {
  /** Lower case: `root`, `authroot`, `disallowed`. */
  readonly store: string;
  readonly action: 'add' | 'remove';
  /** What is stored: a file, a variable; empty when it is not told. */
  readonly what: string;
  readonly at: Span;
  /** Its private key comes with it. */
  readonly key?: true;
  /** The script made it itself. */
  readonly own: boolean;
}
