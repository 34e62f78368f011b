import type { Descriptor } from '../../../server/src/trust/oci';
import type { ContentTrustStatement } from '../../../server/src/trust/policy';
import type { ForgedKey, KeyPlan, RepositoryPlan } from './forge';

export const gun = 'registry.example/acme/app';
export const past = '2026-02-01T00:00:00Z';
export const image: Descriptor = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${'ab'.repeat(32)}`,
  size: 528,
};
export const other = { digest: `sha256:${'cd'.repeat(32)}`, size: 529 };

/** A repository that holds; each case changes one thing of it. */
export type Change = (
  plan: RepositoryPlan,
  key: (plan: KeyPlan) => Promise<ForgedKey>,
) => Promise<RepositoryPlan> | RepositoryPlan;

export interface Case {
  readonly name: string;
  readonly change: Change;
  /** The outcome, and part of the sentence or of what is logged. */
  readonly outcome: 'trusted' | 'untrusted' | 'invalid' | 'unknown';
  readonly says?: string;
  /** Changes what was served. */
  readonly serve?: (roles: Record<string, Uint8Array>) => void;
  readonly level?: ContentTrustStatement['level'];
  /** The ids that the policy names, when not those of all root keys. */
  readonly pins?: (plan: RepositoryPlan) => readonly string[];
  /** Why Debian's client says something else than we do. */
  readonly client?: string;
}

export const as = (kind: KeyPlan['kind'], plan: Omit<KeyPlan, 'kind'> = {}): KeyPlan => ({ kind, ...plan });
export const rootKey = (plan: Omit<KeyPlan, 'kind'> = {}): KeyPlan => as('ecdsa-x509', { name: gun, ...plan });
export const unsignedTargets = 'The metadata of the role `targets` are not signed by enough of its keys.';
export const roleNames = ['root', 'timestamp', 'snapshot', 'targets'] as const;

/** Changes how one role is made. */
export const role =
  (name: (typeof roleNames)[number] | 'releases', change: Partial<NonNullable<RepositoryPlan['releases']>>): Change =>
  plan => ({ ...plan, [name]: { ...plan[name], ...change } });

export const targetsKey =
  (kind: KeyPlan, change: Partial<RepositoryPlan['targets']> = {}): Change =>
  async (plan, key) => ({
    ...plan,
    targets: { ...plan.targets, keys: [await key(kind)], ...change },
  });

export const released =
  (change: Partial<NonNullable<RepositoryPlan['releases']>> = {}, tags: RepositoryPlan['tags'] = {}): Change =>
  async (plan, key) => ({
    ...plan,
    releases: { keys: [await key(as('ecdsa-x509', { name: 'delegate' }))], ...change },
    released: { v1: image },
    tags,
  });
