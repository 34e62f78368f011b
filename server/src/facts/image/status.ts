import type { ImageReference } from './reference';

/**
 * What is known of the signatures of an image. `signed-untrusted`: a signature holds, but no policy accepts who made it;
 * `unsigned`: the registry answered properly, and there is none; `unknown`: no conclusion, for the reason given. A registry
 * that cannot be reached or answers strangely is never `unsigned`.
 */
export type TrustState =
  | 'signed-trusted'
  | 'signed-untrusted'
  | 'signature-invalid'
  | 'unsigned'
  | 'unknown'
  | 'skipped';

/** Why nothing could be concluded. `refused`: the address is one that only the user's own settings may allow. */
export type UnknownReason =
  | 'network-disabled'
  | 'not-asked'
  | 'refused'
  | 'offline'
  | 'timeout'
  | 'auth'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'protocol'
  | 'too-big'
  | 'needs-plugin'
  | 'cancelled';

/** How strictly signatures are asked for. Those of the Notary Project's trust policies. */
export type PolicyLevel = 'strict' | 'permissive' | 'audit' | 'skip';

/** Who said that a signer is to be trusted. */
export type PolicyOrigin = 'user' | 'workspace' | 'preset';

export type SignatureFormat = 'notation' | 'cosign' | 'docker-content-trust';

/** What came of one signature. Plain data; times as `2026-11-10T09:00:00Z`. */
export interface SignatureReport {
  readonly format: SignatureFormat;
  /** `invalid`: it does not hold, or is revoked; `untrusted`: it holds, but is of nobody that a policy names. */
  readonly outcome: 'trusted' | 'untrusted' | 'invalid' | 'unknown';
  /** The step that decided, as a sentence for a person: `The signing certificate was revoked on 2026-03-01.` */
  readonly detail: string;
  /** Of `unknown`. */
  readonly reason?: UnknownReason;
  /** The digest that was signed: that of the image, or of the index that holds it. */
  readonly subject: string;
  /** The subject of the signing certificate, the identity of a workload, or the id of a key. */
  readonly signer?: string;
  /** Of keyless signatures: who vouches for the identity. */
  readonly issuer?: string;
  /** The certificate or key that the chain ends in. */
  readonly root?: { readonly name: string; readonly sha256: string };
  /** When the signer says that it signed. */
  readonly signedAt?: string;
  /** When a trusted timestamp or transparency log saw it. */
  readonly witnessedAt?: string;
  /** Checks that failed or were left out, where the policy only logs them: `revocation was not checked`. */
  readonly logged: readonly string[];
  /** The statement of the policy that decided. */
  readonly policy?: { readonly name: string; readonly origin: PolicyOrigin };
}

/** A build of Windows inside an image. */
export interface WindowsBuild {
  /** `10.0.20348.2700` */
  readonly version: string;
  /** When the image was made, as its configuration says. */
  readonly created?: string;
}

/** What is known of an image, evidence and policy taken together. Plain data. */
export interface ImageStatus {
  /** In full, by `fullReference`. */
  readonly reference: string;
  readonly state: TrustState;
  /** Of `unknown`. */
  readonly reason?: UnknownReason;
  /** Why, as a sentence for a person. */
  readonly detail: string;
  /** Of the policy that speaks for the repository; absent when none does. */
  readonly level?: PolicyLevel;
  /** What the reference stands for. */
  readonly digest?: string;
  /** Of a reference with tag and digest: what the tag stands for now. */
  readonly tagDigest?: string;
  /** Whether the image that the tag stands for now verifies as well; absent when nobody looked. */
  readonly tagTrusted?: boolean;
  readonly signatures: readonly SignatureReport[];
  /** How signatures were looked for: `referrers API: 2 entries`. */
  readonly looked: readonly string[];
  /** When the registry told what the tag stands for. */
  readonly resolvedAt?: string;
  /** Whether it told within the last hour, so that the digest may be written down as that of the tag. */
  readonly fresh?: boolean;
  /** When the registry was last asked for signatures. */
  readonly checkedAt?: string;
  /** Why it could not be asked since, where it should have been: the verdict is that of `checkedAt`. */
  readonly unreached?: { readonly reason: UnknownReason; readonly detail: string };
  /** Of Windows images. */
  readonly windows?: WindowsBuild;
  /** That of the image which the same tag stands for now, where it is another one. */
  readonly newest?: WindowsBuild;
  /** The day on which support of this digest ended or ends, as its publisher attached to it. */
  readonly endOfLife?: string;
}

/** `boltseal.lock.yaml`: what each reference stood for when it was last verified. */
export interface LockEntry {
  readonly reference: string;
  readonly digest: string;
  readonly verdict: TrustState;
  readonly checked: string;
}

/** An image that is accepted although nothing vouches for it. */
export interface ImageException {
  /** A reference, with or without tag and digest: `docker.io/library/golang`. */
  readonly image: string;
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: string;
}

/** What files are judged with beside their text. Plain data: it crosses threads. */
export interface CheckedImages {
  /** By full reference. */
  readonly statuses: Readonly<Record<string, ImageStatus>>;
  /** The lock file of the project; absent when there is none. */
  readonly lock?: { readonly path: string; readonly entries: readonly LockEntry[]; readonly enforce: boolean };
  readonly exceptions: readonly ImageException[];
}

/** What names an image in full. */
export type NamedImage = Pick<ImageReference, 'registry' | 'repository'> & {
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
};

/**
 * `mcr.microsoft.com/windows/servercore:ltsc2022@sha256:...`: the key under which an image is looked up. Without tag and
 * digest `latest` is meant.
 */
export function fullReference({ registry, repository, tag, digest }: NamedImage): string {
  const named = tag ?? (digest === undefined ? 'latest' : undefined);
  return `${registry}/${repository}${named === undefined ? '' : `:${named}`}${digest === undefined ? '' : `@${digest}`}`;
}

/** A sentence as part of another: without its full stop. */
export const unended = (sentence: string): string => sentence.replace(/\.$/, '');
