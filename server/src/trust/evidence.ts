import type { Failure } from './answer';
import type { Content, Descriptor, RepositoryName } from './oci';

/**
 * One signature as it was found, undecoded. `subject` is what it was found at: the image, or the index that holds it.
 */
export type SignatureEvidence =
  /** A Notation signature: its manifest and the one envelope in it. */
  | {
      readonly format: 'notation';
      readonly subject: Descriptor;
      readonly manifest: Content;
      readonly envelope: Content;
    }
  /** A Sigstore bundle, found as a referrer. */
  | { readonly format: 'cosign-bundle'; readonly subject: Descriptor; readonly bundle: Content }
  /** A layer of the `sha256-<hex>.sig` manifest of cosign: the payload, and the annotations with signature and certificate. */
  | {
      readonly format: 'cosign-signature';
      readonly subject: Descriptor;
      readonly payload: Content;
      readonly annotations: Readonly<Record<string, string>>;
    }
  /** The signed metadata of a Notary v1 server for one repository, each role as it was served. */
  | {
      readonly format: 'docker-content-trust';
      readonly subject: Descriptor;
      /** Fully qualified: `docker.io/library/alpine`. */
      readonly gun: string;
      readonly tag: string;
      /** `root`, `timestamp`, `snapshot`, `targets`, `targets/releases`; older roots by version, `1.root`. */
      readonly roles: Readonly<Record<string, Uint8Array>>;
    };

/** Lists of revoked certificates and answers of OCSP responders, by the address they were fetched from. */
export interface RevocationEvidence {
  readonly address: string;
  readonly kind: 'crl' | 'ocsp';
  readonly bytes: Uint8Array;
}

/**
 * All that registries said of one digest. What was fetched is content of known digests; the verdict is made of it anew whenever
 * policy or clock change.
 */
export interface Evidence {
  readonly name: RepositoryName;
  /** The manifest or index that the reference stands for. */
  readonly image: Descriptor;
  /** An index that holds it, where signatures were looked for there as well. */
  readonly index?: Content;
  readonly signatures: readonly SignatureEvidence[];
  readonly revocation: readonly RevocationEvidence[];
  /** How was looked, one line each: `referrers API of sha256:12ab...: 2 entries`. */
  readonly looked: readonly string[];
  /** What could not be found out. As long as there is one, nothing is `unsigned`. */
  readonly failures: readonly Failure[];
  /** Windows build and day, of the image for Windows. */
  readonly windows?: { readonly version: string; readonly created?: string };
  /** As the publisher attached to the digest: `2027-01-09`. */
  readonly endOfLife?: string;
  /** In milliseconds since the epoch. */
  readonly fetchedAt: number;
}
