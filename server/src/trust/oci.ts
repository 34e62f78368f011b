/** Terms of the OCI image and distribution specifications, as far as they are needed here. */
import type { Answer, Failure } from './answer';

/** Registry and repository: `mcr.microsoft.com`, `windows/servercore`. The registry is the name in references (`docker.io`), not a host. */
export interface RepositoryName {
  readonly registry: string;
  readonly repository: string;
}

/** A content descriptor. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly platform?: Platform;
}

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  /** `10.0.20348.2700` */
  readonly 'os.version'?: string;
  readonly variant?: string;
}

/** Content whose bytes were found to have the digest. */
export interface Content {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What refers to an image, and how that was found out. */
export interface Referrers {
  readonly through: 'referrers API' | 'referrers tag';
  readonly descriptors: readonly Descriptor[];
  /** Why there may be more than these: mirrors have told of them, the registry itself could not be asked. */
  readonly incomplete?: Failure;
}

/** Asks one registry after another. Never rejects: what goes wrong is a `Failure`. */
export interface RegistryClient {
  /** The digest a tag stands for, by HEAD where the registry lets one. `absent`: there is no such tag. */
  resolve(name: RepositoryName, tag: string, signal?: AbortSignal): Promise<Answer<Descriptor>>;
  /** A manifest or index, at most 4 MiB. */
  manifest(name: RepositoryName, digest: string, signal?: AbortSignal): Promise<Answer<Content>>;
  /** A blob, at most `limit` bytes. */
  blob(
    name: RepositoryName,
    descriptor: Pick<Descriptor, 'digest' | 'mediaType'>,
    limit: number,
    signal?: AbortSignal,
  ): Promise<Answer<Content>>;
  /**
   * What refers to a digest: by the referrers API, else by the tag that stands in for it. `found` with an empty list when the
   * registry says properly that there is nothing.
   */
  referrers(name: RepositoryName, digest: string, signal?: AbortSignal): Promise<Answer<Referrers>>;
}
