import {
  as,
  type Case,
  gun,
  image,
  other,
  past,
  released,
  role,
  roleNames,
  rootKey,
  targetsKey,
  unsignedTargets,
} from './case';

export const holding: readonly Case[] = [
  { name: 'a repository that holds', change: plan => plan, outcome: 'trusted' },
  ...(['ecdsa', 'rsa', 'ed25519'] as const).map(
    (kind): Case => ({
      name: `targets signed by a key of type ${kind}`,
      change: targetsKey(as(kind)),
      outcome: 'trusted',
    }),
  ),
  ...(['ecdsa-x509', 'rsa-x509'] as const).map(
    (kind): Case => ({
      name: `targets signed by a key of type ${kind}`,
      change: targetsKey(as(kind, { name: 'any' })),
      outcome: 'trusted',
    }),
  ),
  { name: 'RSA with PKCS #1 v1.5', change: targetsKey(as('rsa'), { method: 'rsapkcs1v15' }), outcome: 'trusted' },
  { name: 'a key on P-384', change: targetsKey(as('ecdsa', { bits: 384 })), outcome: 'trusted' },
  {
    name: 'names outside ASCII, and characters of control',
    change: plan => ({ ...plan, tags: { v1: image, 'é𐀀\ufb33': other, 'a"\\b<>&\u2028': other } }),
    outcome: 'trusted',
  },
  {
    name: 'members nobody knows',
    change: role('snapshot', {
      edit: signed => Object.assign(signed, { custom: { b: [1, null, true], a: { z: 0, a: -1 } } }),
    }),
    outcome: 'trusted',
  },
  {
    name: 'a signature of a key nobody knows beside the good one',
    change: async (plan, key) => ({
      ...plan,
      targets: { ...plan.targets, signers: [await key(as('ecdsa')), ...plan.targets.keys] },
    }),
    outcome: 'trusted',
  },
  {
    name: 'two keys of which both must sign',
    change: async (plan, key) => ({
      ...plan,
      targets: { keys: [...plan.targets.keys, await key(as('ecdsa'))], threshold: 2 },
    }),
    outcome: 'trusted',
  },
  {
    name: 'two root keys of which both must sign',
    change: async (plan, key) => ({ ...plan, root: { keys: [...plan.root.keys, await key(rootKey())], threshold: 2 } }),
    outcome: 'trusted',
  },
  {
    name: 'a root for all repositories of a namespace',
    change: async (plan, key) => ({
      ...plan,
      root: { keys: [await key(as('rsa-x509', { name: 'registry.example/acme/*' }))] },
    }),
    outcome: 'trusted',
  },
  { name: 'a tag of the delegation', change: released(), outcome: 'trusted', says: 'by the role `targets/releases`' },
  {
    name: 'a tag of the delegation, which says another thing than targets',
    change: released({}, { v1: other }),
    outcome: 'trusted',
    says: 'by the role `targets/releases`',
    client: 'asks targets first, where Docker asks it last',
  },
  { name: 'a delegation for some tags', change: released({ paths: ['w', 'v'] }), outcome: 'trusted' },
];

export const refused: readonly Case[] = [
  {
    name: 'two signatures of one key, where two keys must sign',
    change: async (plan, key) => ({
      ...plan,
      targets: {
        keys: [...plan.targets.keys, await key(as('ecdsa'))],
        threshold: 2,
        signers: [plan.targets.keys[0]!, plan.targets.keys[0]!],
      },
    }),
    outcome: 'invalid',
    says: unsignedTargets,
  },
  {
    name: 'one key under two ids, where two keys must sign',
    change: async (plan, key) => {
      const bare = await key(as('ecdsa'));
      return {
        ...plan,
        targets: { keys: [bare, await key(as('ecdsa-x509', { name: 'x', same: bare }))], threshold: 2 },
      };
    },
    outcome: 'invalid',
    says: unsignedTargets,
    client: 'counts ids of keys, not keys',
  },
  {
    name: 'one root key in two certificates, where two keys must sign',
    change: async (plan, key) => ({
      ...plan,
      root: { keys: [...plan.root.keys, await key(rootKey({ same: plan.root.keys[0]! }))], threshold: 2 },
    }),
    outcome: 'invalid',
    client: 'counts ids of keys, not keys',
  },
  {
    name: 'two root keys of which one is named by the policy',
    change: async (plan, key) => ({ ...plan, root: { keys: [...plan.root.keys, await key(rootKey())], threshold: 2 } }),
    pins: plan => [plan.root.keys[0]!.id],
    outcome: 'untrusted',
    says: 'counts when 2 keys sign it that the policy names',
  },
  { name: 'a threshold of nought', change: role('targets', { threshold: 0, signers: [] }), outcome: 'invalid' },
  {
    name: 'a threshold of less than nought',
    change: role('targets', { threshold: -1, signers: [] }),
    outcome: 'invalid',
  },
  ...roleNames.map(
    (name): Case => ({ name: `no signature of ${name}`, change: role(name, { signers: [] }), outcome: 'invalid' }),
  ),
  ...roleNames.map(
    (name): Case => ({
      name: `signatures of ${name} by a stranger`,
      change: async (plan, key) => ({
        ...plan,
        [name]: { ...plan[name], signers: [await key(name === 'root' ? rootKey() : as('ecdsa'))] },
      }),
      outcome: 'invalid',
    }),
  ),
  ...roleNames.slice(1).map(
    (name): Case => ({
      name: `${name} signed by a stranger under the id of its key`,
      change: async (plan, key) => {
        const stranger = await key(as('ecdsa'));
        return { ...plan, [name]: { ...plan[name], signers: [{ ...stranger, id: plan[name].keys[0]!.id }] } };
      },
      outcome: 'invalid',
    }),
  ),
  {
    name: 'another key under the id of the key of targets',
    change: async (plan, key) => {
      const stranger = await key(as('ecdsa'));
      return { ...plan, targets: { keys: [{ ...stranger, id: plan.targets.keys[0]!.id }] } };
    },
    outcome: 'invalid',
  },
  {
    name: 'another root key under the id that the policy names',
    change: async (plan, key) => {
      const stranger = await key(rootKey());
      return { ...plan, root: { keys: [{ ...stranger, id: plan.root.keys[0]!.id }] } };
    },
    outcome: 'invalid',
  },
  {
    name: 'a root key without a certificate',
    change: async (plan, key) => ({ ...plan, root: { keys: [await key(as('ecdsa'))] } }),
    outcome: 'invalid',
  },
  {
    name: 'a root key that no policy names',
    change: plan => plan,
    pins: () => ['0'.repeat(64)],
    outcome: 'untrusted',
    says: 'which no policy names',
  },
  {
    name: 'a root of a repository beside it',
    change: async (plan, key) => ({ ...plan, root: { keys: [await key(rootKey({ name: `${gun}2` }))] } }),
    outcome: 'invalid',
    says: 'those of another repository',
  },
  {
    name: 'a root of a repository above it',
    change: async (plan, key) => ({ ...plan, root: { keys: [await key(rootKey({ name: 'registry.example/acme' }))] } }),
    outcome: 'invalid',
  },
  {
    name: 'a root of another namespace',
    change: async (plan, key) => ({
      ...plan,
      root: { keys: [await key(rootKey({ name: 'registry.example/other/*' }))] },
    }),
    outcome: 'invalid',
  },
  ...roleNames.map(
    (name): Case => ({
      name: `${name} out of date`,
      change: role(name, { expires: past }),
      outcome: 'untrusted',
      says: `role \`${name}\` expired on 2026-02-01`,
    }),
  ),
  {
    name: 'a root key whose certificate is out of date',
    change: async (plan, key) => ({ ...plan, root: { keys: [await key(rootKey({ to: '2026-02-01T00:00:00' }))] } }),
    outcome: 'untrusted',
    says: 'certificate of the root key expired on 2026-02-01',
  },
  {
    name: 'a root key whose certificate is of days to come',
    change: async (plan, key) => ({ ...plan, root: { keys: [await key(rootKey({ from: '2034-01-01T00:00:00' }))] } }),
    outcome: 'untrusted',
    says: 'valid from 2034-01-01 on only',
  },
  { name: 'another image', change: plan => ({ ...plan, tags: { v1: other } }), outcome: 'invalid', says: other.digest },
  {
    name: 'another length',
    change: plan => ({ ...plan, tags: { v1: { ...image, size: 529 } } }),
    outcome: 'invalid',
    says: '529 bytes',
  },
  {
    name: 'another tag',
    change: plan => ({ ...plan, tags: { v10: image, V1: image } }),
    outcome: 'untrusted',
    says: 'sign no image as `v1`',
  },
  {
    name: 'a tag that is what all objects have',
    change: plan => ({ ...plan, tags: { v2: image } }),
    outcome: 'untrusted',
  },
  {
    name: 'a delegation outside its paths',
    change: released({ paths: ['v2', 'w'] }),
    outcome: 'untrusted',
    says: 'sign no image',
  },
  { name: 'a delegation without paths', change: released({ paths: [] }), outcome: 'untrusted' },
  {
    name: 'a delegation signed by a stranger',
    change: async (plan, key) => released({ signers: [await key(as('ecdsa'))] })(plan, key),
    outcome: 'untrusted',
    says: 'role `targets/releases` are not signed by enough',
  },
  {
    name: 'a delegation of two keys that one signed twice',
    change: async (plan, key) => {
      const keys = [await key(as('ecdsa')), await key(as('ecdsa'))];
      return released({ keys, threshold: 2, signers: [keys[0]!, keys[0]!] })(plan, key);
    },
    outcome: 'untrusted',
  },
  {
    name: 'a delegation out of date',
    change: released({ expires: past }),
    outcome: 'untrusted',
    says: 'role `targets/releases` expired',
  },
  {
    name: 'a delegation that is there twice',
    change: async (plan, key) => ({
      ...(await released()(plan, key)),
      targets: {
        ...plan.targets,
        edit: signed => signed.delegations.roles.push({ ...signed.delegations.roles[0], threshold: 1, paths: [] }),
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a delegation that lists a key it does not hold',
    change: async (plan, key) => ({
      ...(await released()(plan, key)),
      targets: { ...plan.targets, edit: signed => signed.delegations.roles[0].keyids.push('0'.repeat(64)) },
    }),
    outcome: 'invalid',
  },
];
