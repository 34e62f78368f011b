/**
 * The shape of trust policy documents of the Notary Project (specs/trust-store-trust-policy.md, version 1.0), and what its words mean.
 */
import { isMapping, type Mapping } from '../../base/mapping';
import type { PolicyLevel } from '../image/status';

/** `trustpolicy.json` and `trustpolicy.oci.json` speak of images, `trustpolicy.blob.json` of other files. */
export type PolicyKind = 'oci' | 'blob';

/** The kind that a document of this name is read as; `undefined` for other names. */
export const policyKindOf = (path: string): PolicyKind | undefined =>
  /(?:^|[\\/])trustpolicy(?:\.oci)?\.json$/i.test(path)
    ? 'oci'
    : /(?:^|[\\/])trustpolicy\.blob\.json$/i.test(path)
      ? 'blob'
      : undefined;

/** As `policyKindOf`, but of a text that is no policy of a role of AWS: these are called the same. */
export const policyKindIn = (path: string, text: string): PolicyKind | undefined =>
  /"Statement"\s*:/i.test(text) ? undefined : policyKindOf(path);

/** What is verified of a signature; `integrity` cannot be overridden. */
export const steps = ['authenticity', 'authenticTimestamp', 'expiry', 'revocation'] as const;
export type Step = (typeof steps)[number];

export const actions = ['enforce', 'log', 'skip'] as const;
export type Action = (typeof actions)[number];

export const levels = ['strict', 'permissive', 'audit', 'skip'] as const satisfies readonly PolicyLevel[];

export const storeTypes = ['ca', 'signingAuthority', 'tsa'] as const;
export type StoreType = (typeof storeTypes)[number];

export const timestampOptions = ['always', 'afterCertExpiry'] as const;

/** The table of `Signature Verification details`. */
export const actionsOfLevel: Readonly<Record<PolicyLevel, Readonly<Record<Step, Action>>>> = {
  strict: { authenticity: 'enforce', authenticTimestamp: 'enforce', expiry: 'enforce', revocation: 'enforce' },
  permissive: { authenticity: 'enforce', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
  audit: { authenticity: 'log', authenticTimestamp: 'log', expiry: 'log', revocation: 'log' },
  skip: { authenticity: 'skip', authenticTimestamp: 'skip', expiry: 'skip', revocation: 'skip' },
};

/** The members of each object. Others are read over by notation. */
export const members = {
  document: ['version', 'trustPolicies'],
  statement: {
    oci: ['name', 'registryScopes', 'signatureVerification', 'trustStores', 'trustedIdentities'],
    blob: ['name', 'globalPolicy', 'signatureVerification', 'trustStores', 'trustedIdentities'],
  },
  verification: ['level', 'override', 'verifyTimestamp'],
} as const;

/** A statement of a valid document. */
export interface PolicyText {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly level: PolicyLevel;
  readonly actions: Readonly<Record<Step, Action>>;
  readonly verifyTimestamp: (typeof timestampOptions)[number];
  readonly stores: readonly { readonly type: StoreType; readonly name: string }[];
  readonly identities: readonly string[];
}

/** A member, by its name or, as Go's decoder takes it, by its name in another case: the key that is written, and its value. */
export function member(object: Mapping, name: string): { readonly key: string; readonly value: unknown } {
  const key = Object.hasOwn(object, name)
    ? name
    : Object.keys(object).find(it => it.toLowerCase() === name.toLowerCase());
  return key === undefined ? { key: name, value: undefined } : { key, value: object[key] ?? undefined };
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(it => typeof it === 'string') : [];

/** The statements of a document in which `checkPolicy` found no fault. */
export function statementsOf(document: unknown): readonly PolicyText[] {
  if (!isMapping(document)) return [];
  const { value: list } = member(document, 'trustPolicies');
  return (Array.isArray(list) ? list : []).filter(isMapping).map(statement => {
    const of = (name: string): unknown => member(statement, name).value;
    const verification = of('signatureVerification');
    const part = (name: string): unknown => (isMapping(verification) ? member(verification, name).value : undefined);
    const level = levels.find(it => it === part('level')) ?? 'strict';
    return {
      name: String(of('name')),
      scopes: textsOf(of('registryScopes')),
      level,
      actions: { ...actionsOfLevel[level], ...(part('override') as object | undefined) },
      verifyTimestamp: part('verifyTimestamp') === 'afterCertExpiry' ? 'afterCertExpiry' : 'always',
      stores: textsOf(of('trustStores')).map(storeOf),
      identities: textsOf(of('trustedIdentities')),
    };
  });
}

/** `ca:acme` in its two parts. */
export function storeOf(store: string): { readonly type: StoreType; readonly name: string } {
  const at = store.indexOf(':');
  return { type: store.slice(0, at) as StoreType, name: store.slice(at + 1) };
}
