import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** `netsh http add sslcert`: a certificate, and how TLS is spoken, for an address of http.sys. */
export interface HttpBinding extends Fact {
  /** What is switched, by lower-case name; `on` is absent where the value is not known. */
  readonly options: ReadonlyMap<string, { readonly on?: boolean; readonly at: Span; readonly literal?: Span }>;
  /** The command. */
  readonly at: Span;
  /** Where another option goes. */
  readonly end: number;
}

/** `netsh http add urlacl`: an account may answer what comes for a URL. */
export interface UrlReservation extends Fact {
  readonly url?: string;
  /** By name, or as SDDL abbreviates it: `Everyone`, `WD`. */
  readonly account: string;
  readonly at: Span;
}
