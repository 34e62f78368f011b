import assert from 'node:assert/strict';
import fc from 'fast-check';
import { gatherContentTrust } from '../../../server/src/trust/content-trust/gather';
import { verifyContentTrust } from '../../../server/src/trust/content-trust/verify';
import type { ContentTrustStatement } from '../../../server/src/trust/policy';
import { as, gun, image, other, rootKey } from './case';
import { Forge, forgeNeeds, type KeyPlan } from './forge';

describe('content trust: damage', () => {
  let roles: Record<string, Uint8Array>;
  let statement: ContentTrustStatement;

  before(async function () {
    await forgeNeeds(this);
    await using forge = new Forge();
    const one = async (plan: KeyPlan) => ({ keys: [await forge.key(plan)] });
    const root = await one(rootKey());
    roles = await forge.repository({
      root,
      timestamp: await one(as('ecdsa')),
      snapshot: await one(as('ed25519')),
      targets: await one(as('ecdsa')),
      releases: await one(as('ecdsa')),
      released: { v1: image, v2: other },
      tags: { v0: other },
    });
    const rootKeys = root.keys.map(({ id }) => id);
    statement = { kind: 'docker-content-trust', name: 'a', origin: 'user', level: 'strict', server: '', rootKeys };
  });

  const judge = (changed: Record<string, Uint8Array>) => {
    const evidence = { format: 'docker-content-trust' as const, subject: image, gun, tag: 'v1', roles: changed };
    return verifyContentTrust(evidence, image, statement, { now: new Date('2026-11-22T06:00:00Z') });
  };

  it('finds the whole of it good', async () => assert.equal((await judge(roles)).outcome, 'trusted'));

  // All bits are one run for each of the first numbers as SEED: of root and timestamp 17, of the others, whose bytes are hashed, 61.
  for (const [role, stride] of [
    ...(['root', 'timestamp'] as const).map(each => [each, 17] as const),
    ...(['snapshot', 'targets', 'targets/releases'] as const).map(each => [each, 61] as const),
  ])
    it(`trusts nothing of which one bit of ${role} is another`, async () => {
      const bytes = roles[role]!;
      for (let bit = Number(process.env.SEED ?? 0) % stride; bit < bytes.length * 8; bit += stride) {
        const changed = Uint8Array.from(bytes);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        const { outcome } = await judge({ ...roles, [role]: changed });
        assert.notEqual(outcome, 'trusted', `bit ${bit & 7} of byte ${bit >> 3}`);
      }
    });

  it('trusts nothing that was cut short, or is longer', async () => {
    for (const [role, bytes] of Object.entries(roles)) {
      for (let length = 0; length < bytes.length; length += 7) {
        const { outcome } = await judge({ ...roles, [role]: bytes.subarray(0, length) });
        assert.notEqual(outcome, 'trusted', `${role} of ${length} bytes`);
      }
      for (const more of ['}', '{}', '\0']) {
        const { outcome } = await judge({ ...roles, [role]: Buffer.concat([bytes, Buffer.from(more)]) });
        assert.notEqual(outcome, 'trusted', `${role} and ${JSON.stringify(more)}`);
      }
    }
  });

  // Nothing speaks of the bytes of the timestamp: what is around its signed part may be written differently, and says nothing.
  it('has white space and the order of members in the timestamp only', async () => {
    for (const role of Object.keys(roles)) {
      const { signed, signatures } = JSON.parse(Buffer.from(roles[role]!).toString());
      const forms = [
        JSON.stringify({ signatures, signed }),
        JSON.stringify({ signed, signatures }, undefined, 1),
        JSON.stringify({ signed, signatures, more: 1 }),
        JSON.stringify({ signed, signatures: [...signatures, ...signatures] }),
      ];
      for (const form of forms) {
        const { outcome } = await judge({ ...roles, [role]: Buffer.from(form) });
        assert.equal(outcome, role === 'timestamp' ? 'trusted' : 'invalid', form);
      }
    }
  });

  it('never throws, and trusts no role in the place of another', async () => {
    const names = Object.keys(roles);
    for (const one of names)
      for (const two of names.filter(each => each !== one))
        assert.notEqual((await judge({ ...roles, [one]: roles[two]! })).outcome, 'trusted', `${two} as ${one}`);
  });

  it('never throws whatever the JSON is', async () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    const paths = fc.constantFrom(
      ...[
        'signed',
        'signatures',
        'signed._type',
        'signed.meta',
        'signed.meta.snapshot',
        'signed.meta.root.hashes',
        'signed.keys',
      ],
      ...[
        'signed.roles',
        'signed.roles.root',
        'signed.roles.root.keyids',
        'signed.delegations',
        'signed.delegations.roles',
      ],
      ...[
        'signed.delegations.roles.0.paths',
        'signed.targets',
        'signed.targets.v1',
        'signed.targets.v1.hashes',
        'signatures.0',
      ],
      ...['signed.version', 'signed.expires', 'signatures.0.sig', 'signatures.0.method', 'signed.meta.targets.length'],
    );
    const role = fc.constantFrom('root', 'timestamp', 'snapshot', 'targets', 'targets/releases');
    await fc.assert(
      fc.asyncProperty(role, paths, json, async (name, path, value) => {
        const content = JSON.parse(Buffer.from(roles[name]!).toString());
        const steps = path.split('.');
        const last = steps.pop()!;
        const holder = steps.reduce((at, step) => at?.[step], content);
        if (typeof holder !== 'object' || holder === null) return;
        if (JSON.stringify(holder[last]) === JSON.stringify(value)) return;
        holder[last] = value;
        const changed = { ...roles, [name]: Buffer.from(JSON.stringify(content)) };
        const report = await judge(changed);
        assert.notEqual(report.outcome, 'trusted', path);
        assert.match(report.detail, /^[A-Z].*\.$/);
        const answer = await gatherContentTrust(
          async (_, __, asked) => {
            const found = changed[asked.replace(/\.[0-9a-f]{64}$/, '') as keyof typeof changed];
            return found ? { kind: 'found', value: found } : { kind: 'absent' };
          },
          { server: 'https://notary.example', gun, tag: 'v1', subject: image },
        );
        assert.ok(['found', 'absent', 'failure'].includes(answer.kind));
      }),
      { numRuns: 500 },
    );
  });
});
