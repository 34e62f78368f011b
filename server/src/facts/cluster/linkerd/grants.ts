import type {
  AuthorizationPolicy,
  Decider,
  Grant,
  MeshTLSAuthentication,
  Reference,
  Rules,
  ServerAuthorization,
} from './types';

/** Whom a default policy lets in; `undefined` for a word that is none. Source: policy-controller/k8s/index/src/defaults.rs. */
export function defaultGrants(policy: string, by: Decider, isIdentityRequired = false): readonly Grant[] | undefined {
  const network = /^(all|cluster)-(un)?authenticated$/.exec(policy);
  if (network) {
    const isOpen = network[2] !== undefined && !isIdentityRequired;
    return [
      {
        tls: isOpen ? 'none' : 'identity',
        identities: isOpen ? [] : ['*'],
        from: network[1] === 'all' ? 'anywhere' : 'cluster',
        by,
      },
    ];
  }
  // A demand for an identity on single ports does not hold where callers are only reported.
  if (policy === 'audit') return [{ tls: 'none', identities: [], from: 'anywhere', audited: true, by }];
  return policy === 'deny' ? [] : undefined;
}

const own = 'policy.linkerd.io';

/** Whether a reference names a kind; groups and kinds compare without case, an absent group is the core group. */
export const isOf = (it: Reference, group: string, kind: string): boolean =>
  (it.group ?? '').toLowerCase().replace(/^core$/, '') === group && it.kind.toLowerCase() === kind.toLowerCase();

/**
 * Whom a policy lets in, or why it has no say. All of its demands hold at once: an identity and a network. Sources:
 * policy-controller/k8s/index/src/inbound/index.rs (policy_client_authz), policy-controller/runtime/src/admission.rs.
 */
export function policyGrant(policy: AuthorizationPolicy, rules: Rules): Grant | string {
  const isIdentity = (it: Reference) => isOf(it, own, 'MeshTLSAuthentication') || isOf(it, '', 'ServiceAccount');
  const isNetwork = (it: Reference) => isOf(it, own, 'NetworkAuthentication');
  const [identity, ...identities] = policy.requires.filter(isIdentity);
  const [network, ...networks] = policy.requires.filter(isNetwork);
  const strange = policy.requires.find(it => !isIdentity(it) && !isNetwork(it));
  if (strange) return `it asks for a ${strange.kind}, which is no authentication`;
  if (identities.length > 0) return 'it asks for more than one identity';
  if (networks.length > 0) return 'it asks for more than one network';

  let names: readonly string[] | undefined;
  if (identity && isOf(identity, '', 'ServiceAccount')) {
    names = [identityOf(identity, policy.namespace, rules)];
  } else if (identity) {
    const found = lookup(rules.meshTLS, identity, policy.namespace);
    names = found && identitiesOf(found, rules);
    if (!found) return `there is no MeshTLSAuthentication ${identity.name}`;
    if (!names) return `the MeshTLSAuthentication ${identity.name} names nobody`;
  }
  const addresses = network && lookup(rules.networks, network, policy.namespace)?.networks;
  if (network && !addresses) return `there is no NetworkAuthentication ${network.name}`;
  if (addresses?.length === 0) return `the NetworkAuthentication ${network!.name} names no network`;
  return {
    // Who is asked for a network only needs no TLS.
    tls: names ? 'identity' : 'none',
    identities: names ?? [],
    from: addresses && !isEverywhere(addresses) ? addresses : 'anywhere',
    by: policy,
  };
}

/** Whom a ServerAuthorization lets in, or why it has no say. Source: policy-controller/k8s/index/src/inbound/server_authorization.rs. */
export function authorizationGrant(authorization: ServerAuthorization, rules: Rules): Grant | string {
  const { unauthenticated = false, networks = [], meshTLS } = authorization.client;
  const names = [
    ...(meshTLS?.identities ?? []),
    ...(meshTLS?.serviceAccounts ?? []).map(it =>
      identityOf({ kind: 'ServiceAccount', ...it }, authorization.namespace, rules),
    ),
  ];
  // Without networks the cluster's own are meant: not everywhere.
  const from = networks.length === 0 ? 'cluster' : isEverywhere(networks) ? 'anywhere' : networks;
  const base = { from, by: authorization } as const;
  if (unauthenticated && meshTLS) return 'it asks for TLS and for none';
  if (meshTLS?.unauthenticatedTLS && names.length > 0) return 'it asks for an identity and for none';
  if (unauthenticated) return { ...base, tls: 'none', identities: [] };
  if (meshTLS?.unauthenticatedTLS) return { ...base, tls: 'any', identities: [] };
  return names.length > 0 ? { ...base, tls: 'identity', identities: names } : 'it names nobody';
}

function identitiesOf(found: MeshTLSAuthentication, rules: Rules): readonly string[] | undefined {
  const names = [...(found.identities ?? [])];
  for (const it of found.identityRefs ?? []) {
    if (isOf(it, '', 'ServiceAccount')) names.push(identityOf(it, found.namespace, rules));
    else if (isOf(it, '', 'Namespace')) names.push(`*.${it.name}.${domain(rules)}`);
    else return undefined;
  }
  return names.length > 0 ? names : undefined;
}

const identityOf = (account: Reference, namespace: string, rules: Rules): string =>
  `${account.name}.${account.namespace ?? namespace}.${domain(rules)}`;

const domain = ({ installation }: Rules): string =>
  `serviceaccount.identity.${installation?.namespace ?? 'linkerd'}.${installation?.trustDomain ?? 'cluster.local'}`;

const lookup = <T extends { readonly namespace: string; readonly name: string }>(
  all: readonly T[] | undefined,
  { name, namespace }: Reference,
  home: string,
): T | undefined => all?.find(it => it.name === name && it.namespace === (namespace ?? home));

const isEverywhere = (networks: readonly { readonly cidr: string; readonly except?: readonly string[] }[]): boolean =>
  networks.some(it => /^(?:0\.0\.0\.0|::)\/0$/.test(it.cidr) && (it.except ?? []).length === 0);

/** Wider grants first: without TLS before with it, from anywhere before from the cluster, everything before a route. */
export function byWidth(a: Grant, b: Grant): number {
  return widthOf(b) - widthOf(a);
}

const widthOf = ({ tls, from, route, identities, audited }: Grant): number =>
  (tls === 'none' ? 100 : tls === 'any' ? 50 : identities.includes('*') ? 20 : 0) +
  (from === 'anywhere' ? 6 : from === 'cluster' ? 4 : 0) +
  (route ? 0 : 2) -
  (audited ? 1 : 0);
