/** Signatures for tests, made by jose, and by Python's cryptography and cbor2. */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { FlattenedSign } from 'jose';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import type { RevocationEvidence } from '../../../server/src/trust/evidence';
import type { NotationSignature } from '../../../server/src/trust/notation/integrity';
import { verifyNotation } from '../../../server/src/trust/notation/verify';
import type { Content, Descriptor } from '../../../server/src/trust/oci';
import type { NotationStatement } from '../../../server/src/trust/policy';
import { at, started } from './pki';

export * from './pki';
export * from './tokens';

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
