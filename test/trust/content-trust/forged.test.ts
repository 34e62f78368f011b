import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyContentTrust } from '../../../server/src/trust/content-trust/verify';
import type { ContentTrustStatement } from '../../../server/src/trust/policy';
import { installed, run } from '../../kit/programs';
import { as, type Case, gun, image, rootKey } from './case';
import { algorithms, lenient, shapes } from './cases-shapes';
import { holding, refused } from './cases-signers';
import { Forge, forgeNeeds, type KeyPlan, type RepositoryPlan } from './forge';

describe('content trust: forged metadata', () => {
  let forge: Forge;
  let plain: RepositoryPlan;
  let real: {
    lookup(roles: Record<string, Uint8Array>, pins: readonly string[]): Promise<string | undefined>;
    stop(): Promise<void>;
  };

  before(async function () {
    await forgeNeeds(this);
    forge = new Forge();
    const one = async (plan: KeyPlan) => ({ keys: [await forge.key(plan)] });
    plain = {
      root: await one(rootKey()),
      timestamp: await one(as('ed25519')),
      snapshot: await one(as('ecdsa')),
      targets: await one(as('rsa')),
      tags: { v1: image },
    };
    real = await startReal();
  });

  after(async () => {
    await forge?.[Symbol.asyncDispose]();
    await real?.stop();
  });

  const judge = async ({ change, serve, level = 'strict', pins }: Case) => {
    const plan = await change(plain, each => forge.key(each));
    const roles = await forge.repository(plan);
    serve?.(roles);
    const rootKeys = pins?.(plan) ?? [...new Set([...plan.root.keys, ...plain.root.keys].map(({ id }) => id))];
    const statement: ContentTrustStatement = {
      kind: 'docker-content-trust',
      name: 'acme',
      origin: 'user',
      level,
      server: '',
      rootKeys,
    };
    const evidence = { format: 'docker-content-trust' as const, subject: image, gun, tag: 'v1', roles };
    return {
      roles,
      rootKeys,
      report: await verifyContentTrust(evidence, image, statement, { now: new Date('2026-11-22T06:00:00Z') }),
    };
  };

  const groups = { holds: holding, 'is refused': refused, algorithms, shapes, 'by the level': lenient };
  for (const [title, cases] of Object.entries(groups)) {
    describe(title, () => {
      for (const each of cases)
        it(each.name, async () => {
          const { roles, rootKeys, report } = await judge(each);
          const said = [report.detail, ...report.logged].join('\n');
          assert.equal(report.outcome, each.outcome, said);
          assert.ok(said.includes(each.says ?? ''), said);
          assert.equal(report.versions !== undefined, each.outcome === 'trusted');
          if (each.level !== undefined || !installed('notary')) return;
          const looked = await real.lookup(roles, rootKeys);
          const isSame = looked === `${image.digest} ${image.size}`;
          assert.equal(isSame, (report.outcome === 'trusted') === (each.client === undefined), `notary: ${looked}`);
        });
    });
  }
});

/** The real client, at a server that serves what it is given. It trusts the keys of the policy only. */
async function startReal() {
  let served: Record<string, Uint8Array> = {};
  const server: Server = createServer((request, response) => {
    const asked = /_trust\/tuf\/(.+?)(?:\.[0-9a-f]{64})?\.json$/.exec(request.url ?? '')?.[1] ?? '';
    if (request.url === '/v2/') response.end('{}');
    else if (served[asked]) response.end(served[asked]);
    else response.writeHead(404).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    async lookup(roles: Record<string, Uint8Array>, pins: readonly string[]) {
      served = roles;
      const folder = await mkdtemp(join(tmpdir(), 'boltseal-notary-'));
      const configuration = join(folder, 'config.json');
      await writeFile(configuration, JSON.stringify({ trust_pinning: { certs: { [gun]: pins }, disable_tofu: true } }));
      const args = ['-c', configuration, '-s', address, '-d', folder, 'lookup', gun, 'v1'];
      try {
        const printed = (await run('notary', args, { env: { HOME: folder } })).toString();
        return printed.trim().replace(/^v1 /, '');
      } catch {
        return undefined;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  };
}
