import type { X509Certificate } from 'node:crypto';
import { readIdentityPattern } from './identity-pattern';

/** Who signed, as a certificate of Sigstore says, and who vouches for that. */
export interface Identity {
  /** A workflow's address, an e-mail address. */
  readonly subject: string;
  /** `https://token.actions.githubusercontent.com` */
  readonly issuer: string;
}

/** The identity a policy asks for: in full, or a pattern that must match the whole of it. */
export type WantedIdentity = string | { readonly pattern: string };

/** Whether an identity is the one that is wanted. A pattern that cannot be read matches nobody. */
export function isIdentity(wanted: WantedIdentity, subject: string): boolean {
  if (typeof wanted === 'string') return wanted === subject;
  const pattern = readIdentityPattern(wanted.pattern);
  return typeof pattern !== 'string' && pattern.matches(subject);
}

/**
 * The one address in a certificate, an URI or e-mail address of ASCII characters; `undefined` where there is none, or more than one.
 * Source: sigstore/fulcio `docs/certificate-specification.md`, "Subject Alternative Name".
 */
export function subjectOf(certificate: X509Certificate): string | undefined {
  // Node writes names in quotes, as JSON, that could hide another name.
  const written = /^(?:URI|email):([!#-&(-+\--[\]-~]+|"(?:[^"\\]|\\.)*")$/.exec(certificate.subjectAltName ?? '')?.[1];
  const subject = written?.startsWith('"') ? (JSON.parse(written) as string) : written;
  return subject !== undefined && /^[!-~]+$/.test(subject) ? subject : undefined;
}
