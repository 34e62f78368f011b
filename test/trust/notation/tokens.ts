/** Timestamps for tests, made by openssl. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../kit/programs';
import { type Pki, started } from './pki';

/** A token of `openssl ts` over bytes. */
export async function token(
  pki: Pki,
  signer: string,
  over: Uint8Array,
  sent: readonly string[] = [],
  { imprint = 'sha256', ...settings }: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const options = {
    digests: 'sha256, sha384, sha512',
    accuracy: 'secs:1',
    ordering: 'no',
    tsa_name: 'no',
    ess_cert_id_chain: 'no',
    ess_cert_id_alg: 'sha256',
    default_policy: '1.2.3.4.1',
    signer_digest: 'sha256',
    ...settings,
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  const serial = pki.file('serial', '01');
  const config = pki.file(
    'tsa.cnf',
    `[tsa]\ndefault_tsa = one\n[one]\nserial = ${serial}\ncrypto_device = builtin\n${lines.join('\n')}\n`,
  );
  const data = pki.file('data', over);
  const query = join(pki.folder, 'query');
  await run('openssl', ['ts', '-query', '-data', data, `-${imprint}`, '-cert', '-out', query]);
  const key = pki.file('tsa.key', pki.issued.get(signer)!.key);
  const certificate = pki.file('tsa.pem', pki.pem(signer));
  const chain = sent.length > 0 ? ['-chain', pki.file('chain.pem', pki.pem(...sent))] : [];
  const reply = join(pki.folder, 'reply');
  await run('openssl', [
    'ts',
    '-reply',
    '-config',
    config,
    '-section',
    'one',
    '-queryfile',
    query,
    '-signer',
    certificate,
    '-inkey',
    key,
    ...chain,
    '-token_out',
    '-out',
    reply,
  ]);
  return readFileSync(reply);
}

/** DER: an element of others. */
export function tlv(tag: number, ...inner: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(inner);
  const size = body.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}

const sha256Name = tlv(0x30, Buffer.from('0609608648016503040201', 'hex'), Buffer.of(5, 0));

/** What a TSTInfo says; each part can be another. */
export interface StampSpec {
  readonly version?: number;
  /** DER of the policy's OID: `1.2.3.4.1`. */
  readonly policy?: Uint8Array;
  readonly hashName?: Uint8Array;
  readonly hash?: Uint8Array;
  readonly made?: string;
  /** Behind the time. */
  readonly further?: readonly Uint8Array[];
}

export const baselinePolicy = Buffer.from('060604008f670101', 'hex');

export function stampInfo(over: Uint8Array, spec: StampSpec = {}): Buffer {
  const hash = spec.hash ?? createHash('sha256').update(over).digest();
  return tlv(
    0x30,
    Buffer.of(2, 1, spec.version ?? 1),
    spec.policy ?? Buffer.from('06042a030401', 'hex'),
    tlv(0x30, spec.hashName ?? sha256Name, tlv(0x04, hash)),
    Buffer.of(2, 1, 7),
    tlv(0x18, Buffer.from(spec.made ?? generalized(started))),
    ...(spec.further ?? []),
  );
}

export const generalized = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/[-:T]|\.000/g, '');

/** A CMS message of `openssl cms` over a TSTInfo, for tokens that `openssl ts` would not make. */
export async function cmsToken(
  pki: Pki,
  signer: string,
  info: Uint8Array,
  sent: readonly string[] = [],
  options: readonly string[] = ['-cades'],
): Promise<Buffer> {
  const output = join(pki.folder, 'cms');
  await run('openssl', [
    ...['cms', '-sign', '-binary', '-nodetach', '-nosmimecap', '-md', 'sha256'],
    ...['-in', pki.file('info', info), '-outform', 'DER', '-out', output],
    ...['-signer', pki.file('cms.pem', pki.pem(signer)), '-inkey', pki.file('cms.key', pki.issued.get(signer)!.key)],
    ...(sent.length > 0 ? ['-certfile', pki.file('sent.pem', pki.pem(...sent))] : []),
    ...(options.includes('-econtent_type') ? [] : ['-econtent_type', '1.2.840.113549.1.9.16.1.4']),
    ...options,
  ]);
  return readFileSync(output);
}
