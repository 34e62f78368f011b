import { as, type Case, image, other, past, released, role, roleNames, targetsKey } from './case';

export const algorithms: readonly Case[] = [
  { name: 'ECDSA in DER', change: role('snapshot', { method: 'ecdsa-der', claimed: 'ecdsa' }), outcome: 'invalid' },
  {
    name: 'ECDSA said to be EdDSA',
    change: role('snapshot', { method: 'ecdsa', claimed: 'eddsa' }),
    outcome: 'invalid',
  },
  {
    name: 'ECDSA said to be RSA',
    change: role('snapshot', { method: 'ecdsa', claimed: 'rsapss' }),
    outcome: 'invalid',
  },
  { name: 'no method', change: role('snapshot', { method: 'ecdsa', claimed: 'none' }), outcome: 'invalid' },
  {
    name: 'a method in capitals',
    change: role('snapshot', { method: 'ecdsa', claimed: 'ECDSA' }),
    outcome: 'invalid',
    client: 'reads methods without regard to case',
  },
  {
    name: 'a method that is what all objects have',
    change: role('snapshot', { method: 'ecdsa', claimed: 'constructor' }),
    outcome: 'invalid',
  },
  {
    name: 'PSS said to be PKCS #1 v1.5',
    change: targetsKey(as('rsa'), { method: 'rsapss', claimed: 'rsapkcs1v15' }),
    outcome: 'invalid',
  },
  {
    name: 'PKCS #1 v1.5 said to be PSS',
    change: targetsKey(as('rsa'), { method: 'rsapkcs1v15', claimed: 'rsapss' }),
    outcome: 'invalid',
  },
  {
    name: 'PSS with a salt of 20 bytes',
    change: targetsKey(as('rsa'), { method: 'rsapss-20', claimed: 'rsapss' }),
    outcome: 'invalid',
  },
  {
    name: 'SHA-1',
    change: targetsKey(as('rsa'), { method: 'rsapkcs1v15-sha1', claimed: 'rsapkcs1v15' }),
    outcome: 'invalid',
  },
  { name: 'RSA of 1024 bits', change: targetsKey(as('rsa', { bits: 1024 })), outcome: 'invalid' },
  {
    name: 'a key on P-224',
    change: targetsKey(as('ecdsa', { bits: 224 })),
    outcome: 'invalid',
    client: 'takes curves of 224 bits',
  },
  {
    name: 'an ECDSA key said to be RSA',
    change: async (plan, key) => {
      const made = await key(as('ecdsa'));
      return { ...plan, targets: { keys: [{ ...made, value: { ...(made.value as object), keytype: 'rsa' } }] } };
    },
    outcome: 'invalid',
  },
];

export const shapes: readonly Case[] = [
  ...roleNames.map(
    (name): Case => ({
      name: `${name} without its type`,
      change: role(name, {
        edit: signed => {
          delete signed._type;
        },
      }),
      outcome: 'invalid',
      says: 'its type is',
    }),
  ),
  {
    name: 'a snapshot in the place of a timestamp',
    change: role('timestamp', {
      edit: signed => {
        signed._type = 'Snapshot';
      },
    }),
    outcome: 'invalid',
  },
  ...[0, -1, 1.5, '1', null, 1e300].map(
    (version): Case => ({
      name: `a version of ${JSON.stringify(version)}`,
      change: role('targets', {
        edit: signed => {
          signed.version = version;
        },
      }),
      outcome: 'invalid',
    }),
  ),
  ...['', 'tomorrow', '2030-13-01T00:00:00Z', '2030-01-01', 2030, null].map(
    (expires): Case => ({
      name: `an expiry of ${JSON.stringify(expires)}`,
      change: role('targets', {
        edit: signed => {
          signed.expires = expires;
        },
      }),
      outcome: 'invalid',
    }),
  ),
  {
    name: 'a time in another zone',
    change: role('targets', { expires: '2035-01-01T00:00:00.5+08:00' }),
    outcome: 'trusted',
  },
  {
    name: 'a timestamp that speaks of no snapshot',
    change: role('timestamp', {
      edit: signed => {
        signed.meta = {};
      },
    }),
    outcome: 'invalid',
    says: 'says nothing of the role `snapshot`',
  },
  {
    name: 'a snapshot that speaks of no root',
    change: role('snapshot', {
      edit: signed => {
        delete signed.meta.root;
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a snapshot that speaks of no targets',
    change: role('snapshot', {
      edit: signed => {
        delete signed.meta.targets;
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a snapshot with SHA-512 only',
    change: role('snapshot', {
      edit: signed => {
        delete signed.meta.targets.hashes.sha256;
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a wrong SHA-512 beside the right SHA-256',
    change: role('timestamp', {
      edit: signed => {
        signed.meta.snapshot.hashes.sha512 = Buffer.alloc(64).toString('base64');
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a wrong SHA-256 beside the right SHA-512',
    change: role('timestamp', {
      edit: signed => {
        signed.meta.snapshot.hashes.sha256 = Buffer.alloc(32).toString('base64');
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'another length of the snapshot',
    change: role('timestamp', {
      edit: signed => {
        signed.meta.snapshot.length += 1;
      },
    }),
    outcome: 'invalid',
    client: 'takes less than the length, when the hash is right',
  },
  {
    name: 'a hash that was cut short',
    change: role('targets', {
      edit: signed => {
        signed.targets.v1.hashes.sha256 = Buffer.alloc(16).toString('base64');
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a root that speaks of no timestamp',
    change: role('root', {
      edit: signed => {
        delete signed.roles.timestamp;
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a member that was added after signing',
    change: role('targets', {
      tamper: envelope => {
        envelope.signed.more = 1;
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'another image put in after signing',
    change: plan => ({
      ...plan,
      tags: { v1: other },
      targets: {
        ...plan.targets,
        tamper: envelope => {
          const meta = envelope.signed.targets.v1;
          meta.length = image.size;
          meta.hashes.sha256 = Buffer.from('ab'.repeat(32), 'hex').toString('base64');
        },
      },
    }),
    outcome: 'invalid',
  },
  {
    name: 'a number with a fraction',
    change: role('snapshot', {
      edit: signed => {
        signed.custom = 0.5;
      },
    }),
    outcome: 'invalid',
    says: 'canonical JSON',
  },
  {
    name: 'a key that is there twice',
    change: plan => plan,
    serve: roles => {
      roles.timestamp = Buffer.from(
        Buffer.from(roles.timestamp!).toString().replace('{"signed"', '{"signed":{},"signed"'),
      );
    },
    outcome: 'invalid',
    says: 'twice',
    client: 'takes the last',
  },
  {
    name: 'a signature whose base64 has a bit too much',
    change: role('timestamp', {
      tamper: ({ signatures: [signature] }) => {
        signature.sig = signature.sig.replace(
          /(.)==$/,
          (_: string, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`,
        );
      },
    }),
    outcome: 'invalid',
    client: 'reads base64 with spare bits',
  },
  {
    name: 'snapshot and timestamp swapped',
    change: plan => plan,
    serve: roles => {
      [roles.snapshot, roles.timestamp] = [roles.timestamp!, roles.snapshot!];
    },
    outcome: 'invalid',
  },
  {
    name: 'targets in the place of a snapshot',
    change: plan => plan,
    serve: roles => {
      roles.snapshot = roles.targets!;
    },
    outcome: 'invalid',
  },
  {
    name: 'no targets',
    change: plan => plan,
    serve: roles => {
      delete roles.targets;
    },
    outcome: 'unknown',
  },
  {
    name: 'a page of a proxy',
    change: plan => plan,
    serve: roles => {
      roles.root = Buffer.from('<html>Log in</html>');
    },
    outcome: 'invalid',
    says: 'is not valid JSON',
  },
  {
    name: 'nothing but null',
    change: plan => plan,
    serve: roles => {
      roles.root = Buffer.from('null');
    },
    outcome: 'invalid',
  },
];

export const lenient: readonly Case[] = [
  ...roleNames.map(
    (name): Case => ({
      name: `${name} out of date`,
      change: role(name, { expires: past }),
      level: 'permissive',
      outcome: 'trusted',
      says: `the metadata of the role \`${name}\` expired on 2026-02-01`,
    }),
  ),
  {
    name: 'a delegation out of date',
    change: released({ expires: past }),
    level: 'audit',
    outcome: 'trusted',
    says: 'role `targets/releases` expired',
  },
  {
    name: 'a root key that no policy names',
    change: plan => plan,
    level: 'audit',
    pins: () => [],
    outcome: 'untrusted',
  },
  {
    name: 'targets signed by a stranger',
    change: async (plan, key) => ({ ...plan, targets: { ...plan.targets, signers: [await key(as('rsa'))] } }),
    level: 'audit',
    outcome: 'invalid',
  },
];
