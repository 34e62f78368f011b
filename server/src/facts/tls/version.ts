import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { Repair } from '../repair';

/** Protocol versions by the names Schannel uses. */
export const tlsVersions = [
  'PCT 1.0',
  'SSL 2.0',
  'SSL 3.0',
  'TLS 1.0',
  'TLS 1.1',
  'TLS 1.2',
  'TLS 1.3',
  'DTLS 1.0',
  'DTLS 1.2',
] as const;
/** A version of SSL or TLS. */
export type TlsVersion = (typeof tlsVersions)[number];

/** Versions that no client or server should speak (RFC 8996 for TLS 1.0 and 1.1, RFC 7568 and 6176 for SSL). */
export const isLegacy = (version: TlsVersion): boolean => !/1\.[23]$/.test(version);

/** A TLS version is switched on or off, or made the lowest or highest that is spoken. */
export interface VersionSwitch extends Fact {
  readonly version: TlsVersion;
  /** More versions that the same text says the same of: a bit mask, `0xaa0`. */
  readonly others?: readonly TlsVersion[];
  readonly state: 'on' | 'off' | 'minimum' | 'maximum';
  /** Whose: decides the wording. */
  readonly by:
    | 'schannel'
    | '.NET'
    | 'WinHTTP'
    | 'http.sys'
    | 'Istio'
    | 'Envoy'
    | 'Consul'
    | 'Contour'
    | 'Traefik'
    | 'nginx'
    | 'HAProxy'
    | 'the load balancer'
    | 'the kubelet'
    | 'the API server'
    | 'program';
  readonly role?: 'client' | 'server';
  /** The text that says so: where a finding points. */
  readonly at: Span;
  /** Edits that turn the statement around, or drop this version from a list. */
  readonly mend?: Fix;
  /** What turns it around on the machine. */
  readonly repairs?: readonly Repair[];
}

const names = new Map<string, TlsVersion>([
  ['ssl2', 'SSL 2.0'],
  ['ssl3', 'SSL 3.0'],
  ['tls', 'TLS 1.0'],
  ['tls10', 'TLS 1.0'],
  ['tls11', 'TLS 1.1'],
  ['tls12', 'TLS 1.2'],
  ['tls13', 'TLS 1.3'],
]);

/** The version that .NET's enumerations call `Ssl3`, `Tls`, `Tls12`; no case. */
export const versionOfFlag = (flag: string): TlsVersion | undefined => names.get(flag.toLowerCase());
