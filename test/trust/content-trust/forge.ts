/** Metadata of a Notary v1 server that no real client would make, signed by another library than ours. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Descriptor } from '../../../server/src/trust/oci';
import { needsPython, python } from '../../kit/programs';

/** Debian's: another one that comes first on the path may lack the library. */

export interface ForgedKey {
  readonly index: number;
  readonly id: string;
  readonly canonicalId: string;
  readonly value: unknown;
  readonly kind: string;
}

export interface KeyPlan {
  readonly kind: 'ecdsa' | 'ecdsa-x509' | 'rsa' | 'rsa-x509' | 'ed25519';
  readonly bits?: number;
  /** The same private key in another form. */
  readonly same?: ForgedKey;
  /** The common name of a certificate. */
  readonly name?: string;
  readonly from?: string;
  readonly to?: string;
}

// biome-ignore lint/suspicious/noExplicitAny: forgeries reach into any part of metadata
type Json = Record<string, any>;

/** How one role is signed. */
export interface RolePlan {
  readonly keys: readonly ForgedKey[];
  readonly threshold?: number;
  /** Who signs, when not all of the keys; a key twice signs twice. */
  readonly signers?: readonly ForgedKey[];
  /** The method, when not that of the key's kind. */
  readonly method?: string;
  /** What the signature says of its method, when that is not true. */
  readonly claimed?: string;
  /** Changes what is signed before it is. */
  readonly edit?: (signed: Json) => void;
  /** Changes the envelope after it was signed. */
  readonly tamper?: (envelope: Json) => void;
  readonly version?: number;
  readonly expires?: string;
}

export interface RepositoryPlan {
  readonly root: RolePlan;
  readonly timestamp: RolePlan;
  readonly snapshot: RolePlan;
  readonly targets: RolePlan;
  readonly releases?: RolePlan & { readonly paths?: readonly string[] };
  /** Tags that `targets` signs. */
  readonly tags?: Readonly<Record<string, Pick<Descriptor, 'digest' | 'size'>>>;
  /** Tags that `targets/releases` signs. */
  readonly released?: Readonly<Record<string, Pick<Descriptor, 'digest' | 'size'>>>;
}

const methods = { ecdsa: 'ecdsa', rsa: 'rsapss', ed25519: 'eddsa' } as const;

export class Forge implements AsyncDisposable {
  private readonly child: ChildProcess;
  private readonly waiting: ((answer: Json) => void)[] = [];

  constructor() {
    const script = fileURLToPath(new URL('signer.py', import.meta.url));
    this.child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout! }).on('line', line => this.waiting.shift()?.(JSON.parse(line)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.stdin!.end();
    await new Promise(resolve => this.child.once('close', resolve));
  }

  async key({ same, ...plan }: KeyPlan): Promise<ForgedKey> {
    const defaults = { from: '2026-01-01T00:00:00', to: '2036-01-01T00:00:00' };
    const made = await this.ask({ ...defaults, ...plan, ...(same ? { same: same.index } : {}) });
    return { ...made, kind: plan.kind } as ForgedKey;
  }

  async repository(plan: RepositoryPlan): Promise<Record<string, Uint8Array>> {
    const { releases } = plan;
    const delegations = {
      keys: keysOf(releases ? [releases] : []),
      roles: releases ? [{ name: 'targets/releases', ...rule(releases), paths: releases.paths ?? [''] }] : [],
    };
    const roles: Record<string, Uint8Array> = {
      root: await this.role('Root', plan.root, {
        consistent_snapshot: false,
        keys: keysOf([plan.root, plan.timestamp, plan.snapshot, plan.targets]),
        roles: {
          root: rule(plan.root),
          timestamp: rule(plan.timestamp),
          snapshot: rule(plan.snapshot),
          targets: rule(plan.targets),
        },
      }),
      targets: await this.role('Targets', plan.targets, { delegations, targets: metas(plan.tags ?? {}) }),
    };
    if (releases) {
      const nothing = { keys: {}, roles: [] };
      const signed = { delegations: nothing, targets: metas(plan.released ?? {}) };
      roles['targets/releases'] = await this.role('Targets', releases, signed);
    }
    const below = Object.entries(roles).map(([role, bytes]) => [role, metaOf(bytes)] as const);
    roles.snapshot = await this.role('Snapshot', plan.snapshot, { meta: Object.fromEntries(below) });
    roles.timestamp = await this.role('Timestamp', plan.timestamp, { meta: { snapshot: metaOf(roles.snapshot) } });
    return roles;
  }

  private async role(type: string, plan: RolePlan, content: Json): Promise<Uint8Array> {
    const { version = 1, expires = '2027-11-22T05:11:53.638287788Z' } = plan;
    const signed: Json = { _type: type, expires, version, ...content };
    plan.edit?.(signed);
    const signatures: Json[] = [];
    for (const key of plan.signers ?? plan.keys) {
      const method = plan.method ?? methods[key.kind.replace('-x509', '') as keyof typeof methods];
      const { sig } = await this.ask({ signed, key: key.index, method });
      signatures.push({ keyid: key.id, method: plan.claimed ?? method, sig });
    }
    const envelope: Json = { signed, signatures };
    plan.tamper?.(envelope);
    return Buffer.from(JSON.stringify(envelope));
  }

  private ask(request: Json): Promise<Json> {
    return new Promise(resolve => {
      this.waiting.push(resolve);
      this.child.stdin!.write(`${JSON.stringify(request)}\n`);
    });
  }
}

const rule = ({ keys, threshold = 1 }: RolePlan) => ({ keyids: keys.map(({ id }) => id), threshold });

const keysOf = (plans: readonly RolePlan[]): Json =>
  Object.fromEntries(plans.flatMap(({ keys }) => keys).map(({ id, value }) => [id, value]));

const metas = (tags: Readonly<Record<string, Pick<Descriptor, 'digest' | 'size'>>>): Json =>
  Object.fromEntries(
    Object.entries(tags).map(([tag, { digest, size }]) => [
      tag,
      { hashes: { sha256: Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64') }, length: size },
    ]),
  );

const metaOf = (bytes: Uint8Array): Json => ({
  hashes: {
    sha256: createHash('sha256').update(bytes).digest('base64'),
    sha512: createHash('sha512').update(bytes).digest('base64'),
  },
  length: bytes.length,
});

/** Skips a test where the library that signs is not there. */
export const forgeNeeds = (test: Mocha.Context): Promise<void> => needsPython(test, 'cryptography');
