import type { PolicyLevel, PolicyOrigin } from '../facts/image/status';
import type { TrustedRoot } from './cosign/root';

/** Certificates that chains may end in: whole ones (DER), and fingerprints of such that envelopes carry themselves. */
export interface TrustAnchors {
  readonly certificates: readonly Uint8Array[];
  /** SHA-256, lower-case hexadecimal. */
  readonly fingerprints: readonly string[];
}

export type VerificationAction = 'enforce' | 'log' | 'skip';

/** What the Notary Project has verified of a signature; `integrity` is always enforced. */
export type VerificationStep = 'authenticity' | 'authenticTimestamp' | 'expiry' | 'revocation';

/** A statement about Notation signatures, ready to be applied: stores are loaded, levels and overrides worked out. */
export interface NotationStatement {
  readonly kind: 'notation';
  readonly name: string;
  readonly origin: PolicyOrigin;
  readonly level: PolicyLevel;
  readonly actions: Readonly<Record<VerificationStep, VerificationAction>>;
  readonly verifyTimestamp: 'always' | 'afterCertExpiry';
  /** Stores by kind. Without one of kind `tsa` no timestamp counts. */
  readonly stores: Readonly<Record<'ca' | 'signingAuthority' | 'tsa', TrustAnchors>>;
  /** Whether a store of kind `tsa` is named. */
  readonly checksTimestamps: boolean;
  /** `*`, or `x509.subject: C=US, ST=WA, O=Acme`. */
  readonly trustedIdentities: readonly string[];
}

/** A statement about Sigstore signatures (cosign). Any of its signers is enough. */
export interface SigstoreStatement {
  readonly kind: 'sigstore';
  readonly name: string;
  readonly origin: PolicyOrigin;
  readonly level: PolicyLevel;
  readonly signers: readonly SigstoreSigner[];
  /** The instance of Sigstore that its signers use; the public good instance when absent. */
  readonly trustedRoot?: TrustedRoot;
  /** They sign attestations about images instead of the images; these are not read: without a signature nothing is known. */
  readonly signsAttestations?: boolean;
}

export type SigstoreSigner =
  /** PEM of a public key. */
  | { readonly key: string; readonly requireLog: boolean }
  | {
      readonly issuer: string;
      /** The whole identity, or a pattern that must match the whole of it. */
      readonly identity: string | { readonly pattern: string };
    };

/** A statement about Notary v1 (Docker Content Trust) on a private server. */
export interface ContentTrustStatement {
  readonly kind: 'docker-content-trust';
  readonly name: string;
  readonly origin: PolicyOrigin;
  readonly level: PolicyLevel;
  /** `https://notary.example` */
  readonly server: string;
  /** Ids of the root keys that are trusted. Without one nothing is trusted: there is no trust on first use. */
  readonly rootKeys: readonly string[];
}

export type PolicyStatement = NotationStatement | SigstoreStatement | ContentTrustStatement;

/** Finds what is said about a repository. */
export interface TrustPolicies {
  /**
   * The statements that speak for a repository, of each kind the most specific one of each document.
   * @param repository in full: `mcr.microsoft.com/windows/servercore`, `docker.io/library/golang`
   */
  for(repository: string): readonly PolicyStatement[];
  /** Changes with the content of the policies: part of the key of what is kept of verdicts. */
  readonly fingerprint: string;
}
