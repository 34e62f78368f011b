import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Signer } from '@sigstore/sign';
import { run } from '../../kit/programs';

export type KeyKind = 'P-256' | 'P-384' | 'P-521' | 'RSA-2048' | 'RSA-1024' | 'Ed25519' | 'secp256k1' | 'P-224';

const algorithms: Readonly<Record<KeyKind, readonly string[]>> = {
  'P-256': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  'P-224': ['EC', '-pkeyopt', 'ec_paramgen_curve:P-224'],
  secp256k1: ['EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  'RSA-2048': ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-1024': ['RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  Ed25519: ['ed25519'],
};

/** A folder of keys that OpenSSL made. */
export class Keys {
  private readonly folder = mkdtempSync(join(tmpdir(), 'boltseal-cosign-'));
  private count = 0;

  async make(kind: KeyKind): Promise<OpenSslKey> {
    const path = join(this.folder, `${(this.count += 1)}.pem`);
    await run('openssl', ['genpkey', '-algorithm', ...algorithms[kind], '-out', path]);
    const pem = String(await run('openssl', ['pkey', '-in', path, '-pubout']));
    return new OpenSslKey(kind, path, pem);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A key whose signatures OpenSSL makes. */
export class OpenSslKey {
  constructor(
    readonly kind: KeyKind,
    private readonly path: string,
    /** PEM of the public key, such as `cosign.pub`. */
    readonly pem: string,
  ) {}

  /** SHA-256 of the public key. */
  get id(): string {
    const der = createPublicKey(this.pem).export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(der).digest('hex');
  }

  /** What cosign writes as hint into a bundle. */
  get hint(): string {
    return Buffer.from(this.id, 'hex').toString('base64');
  }

  async sign(data: Uint8Array, digest = 'sha256', ...options: readonly string[]): Promise<Buffer> {
    if (this.kind !== 'Ed25519') {
      return run('openssl', ['dgst', `-${digest}`, '-sign', this.path, ...options], { input: data });
    }
    const input = `${this.path}.data`;
    writeFileSync(input, data);
    return run('openssl', ['pkeyutl', '-sign', '-rawin', '-inkey', this.path, '-in', input]);
  }

  /** For `@sigstore/sign`. */
  signer(hint = this.hint, digest?: string): Signer {
    return {
      sign: async data => ({
        signature: await this.sign(data, digest),
        key: { $case: 'publicKey', publicKey: this.pem, hint },
      }),
    };
  }
}
