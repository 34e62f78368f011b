import { createHash, X509Certificate } from 'node:crypto';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { SignatureReport } from '../../../server/src/facts/image/status';
import type { TrustedRoot } from '../../../server/src/trust/cosign/root';
import { type CosignEvidence, verifyCosign } from '../../../server/src/trust/cosign/verify';
import type { SigstoreSigner, SigstoreStatement } from '../../../server/src/trust/policy';
import { type Instance, imageDigest, imageOf } from './instance';

export const bundleEvidence = (bytes: Uint8Array): CosignEvidence => ({
  format: 'cosign-bundle',
  subject: imageOf(),
  bundle: { digest: 'sha256:0', mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', bytes },
});

export const layerEvidence = (payload: Uint8Array, annotations: Readonly<Record<string, string>>): CosignEvidence => ({
  format: 'cosign-signature',
  subject: imageOf(),
  payload: { digest: 'sha256:0', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', bytes: payload },
  annotations,
});

/** What `cosign sign` signed before there were bundles. */
export const payloadOf = (digest = imageDigest, type = 'cosign container image signature'): Buffer =>
  Buffer.from(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': 'registry.example/app' },
        image: { 'docker-manifest-digest': digest },
        type,
      },
      optional: null,
    }),
  );

export const annotationNames = {
  signature: 'dev.cosignproject.cosign/signature',
  certificate: 'dev.sigstore.cosign/certificate',
  chain: 'dev.sigstore.cosign/chain',
  bundle: 'dev.sigstore.cosign/bundle',
  timestamp: 'dev.sigstore.cosign/rfc3161timestamp',
};

/** What Rekor v1 is given for a signature over bytes. */
export const hashedRekord = (data: Uint8Array, signature: Uint8Array, pem: string) => ({
  apiVersion: '0.0.1',
  kind: 'hashedrekord',
  spec: {
    data: { hash: { algorithm: 'sha256', value: createHash('sha256').update(data).digest('hex') } },
    signature: {
      content: Buffer.from(signature).toString('base64'),
      publicKey: { content: Buffer.from(pem).toString('base64') },
    },
  },
});

/** The annotation that holds what the log promised. */
export const rekorBundle = (entry: TransparencyLogEntry): string =>
  JSON.stringify({
    SignedEntryTimestamp: entry.inclusionPromise!.signedEntryTimestamp.toString('base64'),
    Payload: {
      body: entry.canonicalizedBody.toString('base64'),
      integratedTime: Number(entry.integratedTime),
      logIndex: Number(entry.logIndex),
      logID: entry.logId.keyId.toString('hex'),
    },
  });

export interface Layer {
  readonly payload: Buffer;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A keyless signature as cosign 1 and 2 keep it. */
export async function keylessLayer(instance: Instance, payload = payloadOf()): Promise<Layer> {
  const { signature, key } = await instance.signer().sign(payload);
  if (key.$case !== 'x509Certificate') throw new Error('no certificate');
  const entry = await instance.logged(hashedRekord(payload, signature, key.certificate));
  return {
    payload,
    annotations: {
      [annotationNames.signature]: signature.toString('base64'),
      [annotationNames.certificate]: new X509Certificate(key.certificate).toString(),
      [annotationNames.chain]: new X509Certificate(Buffer.from(instance.ca.rootCertificate.buffer)).toString(),
      [annotationNames.bundle]: rekorBundle(entry),
    },
  };
}

export const statementFor = (...signers: readonly SigstoreSigner[]): SigstoreStatement => ({
  kind: 'sigstore',
  name: 'ours',
  origin: 'user',
  level: 'strict',
  signers,
});

export const now = new Date('2026-11-22T12:00:00Z');

/** Verifies evidence about the image of these tests. */
export const verify = (
  evidence: CosignEvidence,
  trustedRoot: TrustedRoot | undefined,
  ...signers: readonly SigstoreSigner[]
): Promise<SignatureReport> =>
  verifyCosign(evidence, imageOf(), signers.length > 0 ? statementFor(...signers) : undefined, {
    now,
    ...(trustedRoot ? { trustedRoot } : {}),
  });
