import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** An algorithm is offered for connections that IPsec protects. */
export interface IpsecAlgorithm extends Fact {
  /** `main mode` agrees on keys, `quick mode` protects what is sent. */
  readonly phase: 'main mode' | 'quick mode';
  readonly use: 'encryption' | 'integrity' | 'key exchange';
  /** `none`, `des`, `3des`, `aes128`, `md5`, `sha1`, `dh2`, `ecdh256`. */
  readonly algorithm: string;
  /** As written. */
  readonly written: string;
  readonly at: Span;
  /** Offers the strongest of its kind instead. */
  readonly fix?: Fix;
}

/** Who may speak by IPsec, and whether anyone must. */
export interface IpsecDemand extends Fact {
  readonly what: /** Connections that come in are not protected, or only if the other side can. */
    | 'inbound not asked'
    | 'inbound not required'
    /** Packets are neither signed nor encrypted. */
    | 'no encapsulation'
    | 'pre-shared key'
    | 'anonymous'
    | 'certificates not checked for revocation';
  readonly written: string;
  readonly at: Span;
  readonly fix?: Fix;
}
