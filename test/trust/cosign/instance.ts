import { createHash, generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Bundle, bundleToJSON, type TransparencyLogEntry } from '@sigstore/bundle';
import {
  fulcioHandler,
  initializeCA,
  initializeCTLog,
  initializeTLog,
  initializeTSA,
  rekorHandler,
  tsaHandler,
} from '@sigstore/mock';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, type Signer, TSAWitness, type Witness } from '@sigstore/sign';
import { readTrustedRoot, type TrustedRoot } from '../../../server/src/trust/cosign/root';
import type { Descriptor } from '../../../server/src/trust/oci';

/** Which entry a log makes: as Rekor v1 or v2 makes it of an envelope. */
export type EntryKind = 'intoto' | 'dsse' | 'dsse v2' | 'hashedrekord v2';

export interface Signing {
  readonly subject?: string;
  readonly issuer?: string;
  readonly entry?: EntryKind | 'none';
  readonly timestamp?: boolean;
  /** Whether the log is told of what was signed where it wants what the signature is over, and the reverse. */
  readonly otherDigest?: boolean;
  readonly signer?: Signer;
  /** Of the envelope. */
  readonly type?: string;
  /** Whether the certificate stands in a chain, as in bundles of version 0.2. */
  readonly chain?: boolean;
}

export const workflow = 'https://github.com/acme/x/.github/workflows/release.yaml@refs/heads/main';
export const github = 'https://token.actions.githubusercontent.com';

/** As Rekor v1 answers. */
interface RekorEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: { logIndex: number; treeSize: number; rootHash: string; checkpoint: string };
  };
}

const der = (view: ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
const sha256 = (...data: readonly Uint8Array[]): Buffer =>
  data.reduce((hash, it) => hash.update(it), createHash('sha256')).digest();

/**
 * A whole Sigstore on loopback: authority, certificate transparency log, transparency log, timestamp authority. All of it is
 * Sigstore's own mock; signatures are made by its own client.
 */
export class Instance {
  private constructor(
    private readonly server: Server,
    private readonly tlog: Awaited<ReturnType<typeof initializeTLog>>,
    readonly ca: Awaited<ReturnType<typeof initializeCA>>,
    readonly rootFile: Buffer,
  ) {}

  /**
   * @param withTransparency whether the authority promises certificates to a log
   * @param logClock what the transparency log takes for the time
   */
  static async start(withTransparency = true, logClock?: Date): Promise<Instance> {
    const keys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const [caKeys, ctKeys, logKeys, tsaKeys] = [keys(), keys(), keys(), keys()];
    const ctlog = await initializeCTLog(ctKeys);
    const ca = await initializeCA(caKeys, withTransparency ? ctlog : undefined);
    const tlog = await initializeTLog('https://rekor.sigstore.test', logKeys, logClock);
    const wholeSeconds = new Date();
    const tsa = await initializeTSA(tsaKeys, wholeSeconds);
    const handlers = [fulcioHandler(ca), rekorHandler(tlog), tsaHandler(tsa)];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', async () => {
        wholeSeconds.setTime(Date.now() - (Date.now() % 1_000));
        const result = await handlers.find(it => it.path === request.url)?.fn(Buffer.concat(chunks).toString());
        response.writeHead(result?.statusCode ?? 404, { 'content-type': result?.contentType ?? 'text/plain' });
        response.end(result?.response);
      });
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const validFor = { start: '2020-01-01T00:00:00Z' };
    const log = (baseUrl: string, key: Buffer) => ({
      baseUrl,
      hashAlgorithm: 'SHA2_256',
      publicKey: { rawBytes: key.toString('base64'), keyDetails: 'PKIX_ECDSA_P256_SHA_256', validFor },
      logId: { keyId: sha256(key).toString('base64') },
    });
    const authority = (uri: string, chain: readonly ArrayBufferView[]) => ({
      subject: { commonName: 'sigstore', organization: 'sigstore.mock' },
      uri,
      certChain: { certificates: chain.map(it => ({ rawBytes: der(it).toString('base64') })) },
      validFor,
    });
    const root = {
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [log('https://rekor.sigstore.test', tlog.publicKey)],
      ctlogs: [log('https://ctfe.sigstore.test', ctlog.publicKey)],
      certificateAuthorities: [authority('https://fulcio.sigstore.test', [ca.rootCertificate])],
      timestampAuthorities: [authority('https://tsa.sigstore.test', [tsa.intCertificate, tsa.rootCertificate])],
    };
    return new Instance(server, tlog, ca, Buffer.from(JSON.stringify(root)));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get root(): TrustedRoot {
    return rootOf(this.rootFile);
  }

  private get address(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Asks the authority for certificates, for an identity. */
  signer(subject = workflow, issuer = github): Signer {
    const token = [{ alg: 'none' }, { iss: issuer, sub: subject, aud: 'sigstore' }]
      .map(it => Buffer.from(JSON.stringify(it)).toString('base64url'))
      .join('.');
    return new FulcioSigner({
      fulcioBaseURL: this.address,
      identityProvider: { getToken: () => Promise.resolve(`${token}.`) },
    });
  }

  /** Signs a statement, and has it witnessed. */
  async sign(statement: unknown, signing: Signing = {}): Promise<Bundle> {
    const { entry = 'intoto', timestamp = entry.endsWith('v2'), chain = false } = signing;
    const { type = 'application/vnd.in-toto+json', signer = this.signer(signing.subject, signing.issuer) } = signing;
    const witnesses: Witness[] = [
      ...(entry === 'none' ? [] : [this.log(entry, signing.otherDigest)]),
      ...(timestamp ? [new TSAWitness({ tsaBaseURL: this.address })] : []),
    ];
    const data = typeof statement === 'string' ? statement : JSON.stringify(statement);
    const builder = new DSSEBundleBuilder({ signer, witnesses, certificateChain: chain });
    return builder.create({ data: Buffer.from(data), type });
  }

  /** The mock stores what is proposed, whereas Rekor makes its own entry of an envelope: so that is made here. */
  private log(kind: EntryKind, otherDigest = false): Witness {
    if (kind === 'intoto') return new RekorWitness({ rekorBaseURL: this.address, entryType: 'intoto' });
    return {
      testify: async (content, publicKey) => {
        if (content.$case !== 'dsseEnvelope') throw new Error('not an envelope');
        const { payload, signatures } = content.dsseEnvelope;
        const { sig } = signatures[0]!;
        if (kind === 'dsse') {
          const entry = {
            apiVersion: '0.0.1',
            kind: 'dsse',
            spec: {
              envelopeHash: { algorithm: 'sha256', value: sha256(sig).toString('hex') },
              payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
              signatures: [{ signature: sig.toString('base64'), verifier: Buffer.from(publicKey).toString('base64') }],
            },
          };
          return { tlogEntries: [await this.logged(entry)] };
        }
        const isKey = publicKey.includes('PUBLIC KEY');
        const rawBytes = publicKey.replace(/-----[^-]+-----|\s/g, '');
        const signature = {
          content: sig.toString('base64'),
          verifier: {
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
            ...(isKey ? { publicKey: { rawBytes } } : { x509Certificate: { rawBytes } }),
          },
        };
        const digest = (of: Buffer) => ({ algorithm: 'SHA2_256', digest: sha256(of).toString('base64') });
        const { payloadType } = content.dsseEnvelope;
        const encoded = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} ${payload}`);
        const data = digest((kind === 'dsse v2') === otherDigest ? encoded : payload);
        const entry =
          kind === 'dsse v2'
            ? { kind: 'dsse', spec: { dsseV002: { payloadHash: data, signatures: [signature] } } }
            : { kind: 'hashedrekord', spec: { hashedRekordV002: { data, signature } } };
        const made = await this.logged({ apiVersion: '0.0.2', ...entry });
        return { tlogEntries: [{ ...made, integratedTime: '0', inclusionPromise: undefined }] };
      },
    };
  }

  /** What the log answers to a proposed entry that it takes as it is. */
  async logged(proposed: { readonly kind: string; readonly apiVersion: string }): Promise<TransparencyLogEntry> {
    const [entry] = Object.values((await this.tlog.log(proposed)) as Readonly<Record<string, RekorEntry>>);
    const { inclusionProof, signedEntryTimestamp } = entry!.verification;
    return {
      logIndex: String(entry!.logIndex),
      logId: { keyId: Buffer.from(entry!.logID, 'hex') },
      kindVersion: { kind: proposed.kind, version: proposed.apiVersion },
      integratedTime: String(entry!.integratedTime),
      inclusionPromise: { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, 'base64') },
      inclusionProof: {
        logIndex: String(inclusionProof.logIndex),
        treeSize: String(inclusionProof.treeSize),
        rootHash: Buffer.from(inclusionProof.rootHash, 'hex'),
        hashes: [],
        checkpoint: { envelope: inclusionProof.checkpoint },
      },
      canonicalizedBody: Buffer.from(entry!.body, 'base64'),
    };
  }

  /** What the timestamp authority answers about bytes. */
  async timestamp(signature: Buffer): Promise<Buffer> {
    const witness = new TSAWitness({ tsaBaseURL: this.address });
    const content = { $case: 'messageSignature', messageSignature: { signature } };
    const { rfc3161Timestamps } = await witness.testify(content as never);
    return rfc3161Timestamps![0]!.signedTimestamp;
  }
}

export function rootOf(file: Uint8Array): TrustedRoot {
  const root = readTrustedRoot(file, 'trusted_root.json');
  if (typeof root === 'string') throw new Error(root);
  return root;
}

export const imageDigest = `sha256:${'12ab'.repeat(16)}`;

export const imageOf = (digest = imageDigest): Descriptor => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest,
  size: 1_234,
});

/** What `cosign sign` states of an image. */
export const statementOf = (digest = imageDigest) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ digest: { sha256: digest.replace('sha256:', '') } }],
  predicateType: 'https://sigstore.dev/cosign/sign/v1',
  predicate: {},
});

interface WrittenEntry {
  integratedTime?: string;
  inclusionProof?: { checkpoint?: unknown } | undefined;
}

/** A bundle as JSON, for tests to change. */
export interface Written {
  mediaType: string;
  verificationMaterial: {
    publicKey?: unknown;
    certificate?: unknown;
    x509CertificateChain?: unknown;
    tlogEntries: [WrittenEntry, ...WrittenEntry[]];
    timestampVerificationData?: unknown;
  };
  dsseEnvelope: { payload: string; payloadType: string; signatures: [{ sig: string }, ...{ sig: string }[]] };
  messageSignature?: unknown;
}

export const writtenOf = (bundle: Bundle): Written => bundleToJSON(bundle) as unknown as Written;

/** A trusted root as JSON, for tests to change. */
export interface WrittenRoot {
  tlogs: unknown[];
  ctlogs: unknown[];
  timestampAuthorities: unknown[];
  certificateAuthorities: { validFor: { start: string; end?: string } }[];
}

export const writtenRootOf = ({ rootFile }: Instance): WrittenRoot => JSON.parse(String(rootFile)) as WrittenRoot;

/** The bytes that a registry would hold. */
export const bytesOf = (bundle: Bundle): Buffer => Buffer.from(JSON.stringify(bundleToJSON(bundle)));
