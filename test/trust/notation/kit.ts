/** Certificates and signatures for tests, made by Python's cryptography and cbor2, by jose and by openssl. */
import { spawn } from 'node:child_process';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { FlattenedSign } from 'jose';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import type { NotationSignature } from '../../../server/src/trust/notation/integrity';
import { verifyNotation } from '../../../server/src/trust/notation/verify';
import type { Content, Descriptor } from '../../../server/src/trust/oci';
import type { NotationStatement } from '../../../server/src/trust/policy';
import { installed, needs, run } from '../../kit/programs';

const python = '/usr/bin/python3';
export const day = 24 * 60 * 60;
/** Tokens of openssl tell the time of the clock: everything else is made around it. */
export const started = Math.floor(Date.now() / 1000);
export const at = (days: number): Date => new Date((started + days * day) * 1000);

export interface CertificateSpec {
  readonly name: string;
  readonly subject?: readonly (readonly (readonly [type: string, value: string])[])[];
  /** Itself when absent. */
  readonly issuer?: string;
  readonly key?: string;
  readonly keyOf?: string;
  /** In days from now. */
  readonly from?: number;
  readonly until?: number;
  readonly serial?: number;
  readonly hash?: string;
  readonly basicConstraints?: { ca: boolean; pathLength?: number; critical?: boolean } | null;
  readonly keyUsage?: { bits: readonly string[]; critical?: boolean } | null;
  readonly purposes?: { oids: readonly string[]; critical?: boolean } | null;
  readonly ocsp?: readonly string[];
  readonly crl?: readonly (readonly string[])[];
  readonly noCheck?: boolean;
  readonly further?: readonly (readonly [oid: string, critical: boolean, hex: string])[];
}

export const purpose = {
  any: '2.5.29.37.0',
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  mail: '1.3.6.1.5.5.7.3.4',
  time: '1.3.6.1.5.5.7.3.8',
  ocsp: '1.3.6.1.5.5.7.3.9',
} as const;

const named = (text: string) =>
  [['C', 'US'] as const, ['ST', 'WA'] as const, ['O', 'Acme'] as const, ['CN', text] as const].map(pair => [pair]);

/** An authority: a root, or below one. */
export const authority = (name: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  name,
  from: -30,
  until: 3650,
  basicConstraints: { ca: true },
  keyUsage: { bits: ['keyCertSign', 'cRLSign'] },
  ...more,
});

/** A certificate that signs code. */
export const leaf = (name: string, issuer: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  name,
  issuer,
  from: -10,
  until: 30,
  keyUsage: { bits: ['digitalSignature'] },
  purposes: { oids: [purpose.code] },
  ...more,
});

/** A certificate that signs timestamps. */
export const stamper = (name: string, issuer: string, more: Partial<CertificateSpec> = {}): CertificateSpec => ({
  ...leaf(name, issuer, { purposes: { oids: [purpose.time], critical: true } }),
  until: 3650,
  ...more,
});

export interface Issued {
  readonly der: Buffer;
  /** PEM. */
  readonly key: string;
}

/** Skips a test where the tools are missing. */
export async function needsTools(test: Mocha.Context): Promise<void> {
  needs(test, python, 'openssl');
  try {
    await run(python, ['-c', 'import cbor2, cryptography']);
  } catch {
    console.log('      skipped: python3-cbor2 or python3-cryptography not installed (scripts/debian-packages.sh)');
    test.skip();
  }
}

export const hasTools = (): boolean => installed(python) && installed('openssl');

/** Certificates by name, and what they sign. */
export class Pki {
  readonly issued = new Map<string, Issued>();
  readonly folder = mkdtempSync(join(tmpdir(), 'boltseal-test-pki-'));

  readonly #python = spawn(python, ['-W', 'ignore', join(__dirname, 'issue.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  readonly #answers = createInterface({ input: this.#python.stdout })[Symbol.asyncIterator]();

  /** Has Python do tasks (`issue.py`), one list after the other. */
  async ask(tasks: readonly object[]): Promise<unknown[]> {
    this.#python.stdin.write(`${JSON.stringify(tasks)}\n`);
    const { value } = await this.#answers.next();
    if (value === undefined) throw new Error('issue.py ended');
    return JSON.parse(value);
  }

  async issue(...specs: readonly CertificateSpec[]): Promise<void> {
    const tasks = specs.map(({ subject, from = -10, until = 30, ...spec }) => ({
      do: 'certificate',
      subject: subject ?? named(spec.name),
      from: started + from * day,
      until: started + until * day,
      ...spec,
    }));
    const made = (await this.ask(tasks)) as { certificate: string; key: string }[];
    for (const [index, { certificate, key }] of made.entries())
      this.issued.set(specs[index]!.name, { der: Buffer.from(certificate, 'base64'), key });
  }

  async bytes(...tasks: readonly object[]): Promise<Buffer[]> {
    return (await this.ask(tasks)).map(one => Buffer.from(one as string, 'base64'));
  }

  der(name: string): Buffer {
    return this.issued.get(name)!.der;
  }

  chain(...names: readonly string[]): Buffer[] {
    return names.map(name => this.der(name));
  }

  file(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  pem(...names: readonly string[]): string {
    return this.chain(...names)
      .map(
        der =>
          `-----BEGIN CERTIFICATE-----\n${der
            .toString('base64')
            .match(/.{1,64}/g)!
            .join('\n')}\n-----END CERTIFICATE-----\n`,
      )
      .join('');
  }

  remove(): void {
    this.#python.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export const image: Descriptor = {
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: sha256(Buffer.from('an image')),
  size: 1234,
};

export const payloadFor = (target: unknown = image): Buffer => Buffer.from(JSON.stringify({ targetArtifact: target }));
export const payloadType = 'application/vnd.cncf.notary.payload.v1+json';
const n = 'io.cncf.notary.';
const instant = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** What is special of a signature. Headers of `undefined` are left out. */
export interface Signing {
  readonly payload?: Buffer;
  readonly chain: readonly Buffer[];
  readonly algorithm: string;
  readonly authority?: boolean;
  readonly signedAt?: number;
  readonly expiry?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly critical?: readonly unknown[];
  readonly unprotected?: Readonly<Record<string, unknown>>;
}

const standard = (
  { authority: isAuthority = false, signedAt = started, expiry }: Signing,
  time: (at: number) => unknown,
) => ({
  headers: {
    [`${n}signingScheme`]: isAuthority ? 'notary.x509.signingAuthority' : 'notary.x509',
    [isAuthority ? `${n}authenticSigningTime` : `${n}signingTime`]: time(signedAt),
    ...(expiry === undefined ? {} : { [`${n}expiry`]: time(expiry) }),
  },
  critical: [
    `${n}signingScheme`,
    ...(isAuthority ? [`${n}authenticSigningTime`] : []),
    ...(expiry === undefined ? [] : [`${n}expiry`]),
  ],
});

/** A JWS envelope by jose. */
export async function jws(key: string, signing: Signing): Promise<Buffer> {
  const { headers, critical } = standard(signing, instant);
  const protectedHeader = {
    alg: signing.algorithm,
    cty: payloadType,
    crit: signing.critical ?? critical,
    ...headers,
    ...signing.headers,
  };
  const understood = Object.fromEntries((protectedHeader.crit as string[]).map(name => [name, true]));
  const made = await new FlattenedSign(signing.payload ?? payloadFor())
    .setProtectedHeader(JSON.parse(JSON.stringify(protectedHeader)))
    .sign(createPrivateKey(key), { crit: understood });
  const header = { x5c: signing.chain.map(der => der.toString('base64')), ...signing.unprotected };
  return Buffer.from(
    JSON.stringify({ payload: made.payload, protected: made.protected, header, signature: made.signature }),
  );
}

const labels: Readonly<Record<string, number>> = {
  PS256: -37,
  PS384: -38,
  PS512: -39,
  ES256: -7,
  ES384: -35,
  ES512: -36,
};
export const bytes = (of: Uint8Array) => ({ $bytes: Buffer.from(of).toString('base64') });
export const map = (entries: readonly (readonly [unknown, unknown])[]) => ({
  $map: entries.filter(([, value]) => value !== undefined),
});

/** The task for a COSE envelope by cbor2 and cryptography. Labels that are numbers are written as such. */
export function coseTask(signer: string, signing: Signing): object {
  const { headers, critical } = standard(signing, $time => ({ $time }));
  const label = (name: string): string | number => (/^-?\d+$/.test(name) ? Number(name) : name);
  return {
    do: 'cose',
    signer,
    payload: (signing.payload ?? payloadFor()).toString('base64'),
    protected: map([
      ...new Map<string | number, unknown>([
        [1, labels[signing.algorithm] ?? Number(signing.algorithm)],
        [2, signing.critical ?? critical],
        [3, payloadType],
        ...Object.entries(headers),
        ...Object.entries(signing.headers ?? {}).map(([name, value]) => [label(name), value] as const),
      ]),
    ]),
    unprotected: map([
      ...new Map<string | number, unknown>([
        [33, signing.chain.map(bytes)],
        ...Object.entries(signing.unprotected ?? {}).map(([name, value]) => [label(name), value] as const),
      ]),
    ]),
  };
}

export const content = (mediaType: string, of: Uint8Array): Content => ({ digest: sha256(of), mediaType, bytes: of });

/** A signature as it is found: an envelope in a manifest. */
export function found(
  envelope: Uint8Array,
  subject: Descriptor = image,
  manifest: Readonly<Record<string, unknown>> = {},
): NotationSignature {
  const mediaType = envelope[0] === 0x7b ? 'application/jose+json' : 'application/cose';
  const { digest, size } = { digest: sha256(envelope), size: envelope.length };
  const written = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactType: 'application/vnd.cncf.notary.signature',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256(Buffer.from('{}')), size: 2 },
      layers: [{ mediaType, digest, size }],
      subject,
      ...manifest,
    }),
  );
  return {
    format: 'notation',
    subject,
    manifest: content('application/vnd.oci.image.manifest.v1+json', written),
    envelope: content(mediaType, envelope),
  };
}

const anchors = (certificates: readonly Uint8Array[]) => ({ certificates, fingerprints: [] });

interface StatementSpec {
  readonly ca?: readonly Uint8Array[];
  readonly signingAuthority?: readonly Uint8Array[];
  readonly tsa?: readonly Uint8Array[];
  readonly level?: 'strict' | 'permissive' | 'audit';
  readonly more?: Partial<NotationStatement>;
}

const levels = {
  strict: ['enforce', 'enforce', 'enforce', 'enforce'],
  permissive: ['enforce', 'log', 'log', 'log'],
  audit: ['log', 'log', 'log', 'log'],
} as const;

export function statement({
  ca = [],
  signingAuthority = [],
  tsa,
  level = 'strict',
  more,
}: StatementSpec): NotationStatement {
  const [authenticity, authenticTimestamp, expiry, revocation] = levels[level];
  return {
    kind: 'notation',
    name: 'images',
    origin: 'user',
    level,
    actions: { authenticity, authenticTimestamp, expiry, revocation },
    verifyTimestamp: 'always',
    stores: { ca: anchors(ca), signingAuthority: anchors(signingAuthority), tsa: anchors(tsa ?? []) },
    checksTimestamps: tsa !== undefined,
    trustedIdentities: ['*'],
    ...more,
  };
}

export interface Verifying {
  readonly image?: Descriptor;
  readonly now?: Date;
  readonly revocation?: readonly RevocationEvidence[];
  readonly checksRevocation?: boolean;
}

export const verify = (
  signature: NotationSignature,
  policy: NotationStatement | undefined,
  { image: of = image, now = at(0), revocation = [], checksRevocation = true }: Verifying = {},
): Promise<SignatureReport> => verifyNotation(signature, of, policy, { now, revocation, checksRevocation });

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

/** The signature inside an envelope of ours: what is stamped. */
export const signatureIn = (envelope: Buffer): Buffer =>
  Buffer.from(JSON.parse(String(envelope)).signature, 'base64url');

/** The same envelope with a token in it. */
export function stamped(envelope: Buffer, timestamp: Buffer): Buffer {
  const read = JSON.parse(String(envelope));
  read.header[`${n}timestampSignature`] = timestamp.toString('base64');
  return Buffer.from(JSON.stringify(read));
}

/** An ES256 envelope whose protected headers are written as they are told: for what jose would not write. */
export function rawJws(
  key: string,
  headers: string,
  { payload = payloadFor(), chain }: Pick<Signing, 'payload' | 'chain'>,
): Record<string, unknown> {
  const input = `${Buffer.from(headers).toString('base64url')}.${payload.toString('base64url')}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  const [encoded, body] = input.split('.');
  return {
    payload: body,
    protected: encoded,
    header: { x5c: chain.map(der => der.toString('base64')) },
    signature: signature.toString('base64url'),
  };
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
