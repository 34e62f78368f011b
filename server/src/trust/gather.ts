import { type Answer, type Failure, failure } from './answer';
import { isAttestation, isSignatureBundle } from './cosign/bundle';
import type { Evidence, RevocationEvidence, SignatureEvidence } from './evidence';
import { type Manifest, readManifest } from './manifest';
import type { NotationSignature } from './notation/integrity';
import type { Content, Descriptor, Referrers, RegistryClient, RepositoryName } from './oci';
import type { RevocationRequest } from './registry/revocation-fetcher';
import { windowsOf } from './windows-build';

/** What can be asked. */
export interface Sources {
  readonly registry: RegistryClient;
  /** Revocation lists and OCSP responders; absent when the user does not want them asked. */
  readonly revocation?: {
    /** What is to be fetched for a signature. */
    addresses(signature: NotationSignature): Promise<readonly RevocationRequest[]>;
    fetch(request: RevocationRequest, signal?: AbortSignal): Promise<Answer<Uint8Array>>;
  };
  /** The signed metadata of a Notary v1 server, where a policy names one. */
  readonly contentTrust?: (image: Descriptor, signal?: AbortSignal) => Promise<Answer<SignatureEvidence>>;
}

/** What signatures are looked for at: the image, and the index that its tag stands for, when that holds it. */
export interface Subjects {
  readonly name: RepositoryName;
  readonly image: Content;
  readonly index?: Content;
}

/** An envelope with certificates and a timestamp is some 10 kB. */
const envelopeLimit = 1 << 20;
const configLimit = 1 << 20;
/** More signatures than this are not looked at: of those that refer to an image, and of those under one tag. */
const signatureLimit = 50;
/** So many bytes of signatures are looked at, of one image all together. */
const bytesLimit = 32 << 20;
const addressLimit = 32;

const notationType = 'application/vnd.cncf.notary.signature';
const lifecycleType = 'application/vnd.microsoft.artifact.lifecycle';
const endOfLifeAnnotation = 'vnd.microsoft.artifact.lifecycle.end-of-life.date';
const bundleType = 'application/vnd.dev.sigstore.bundle';
const simpleSigningType = 'application/vnd.dev.cosign.simplesigning.v1+json';
/** Of what cosign 2 attaches, in place of the tag, when it is told to use referrers. */
const signatureType = 'application/vnd.dev.cosign.artifact.sig.v1+json';

/** Asks for all that is known of one image. Never rejects: what could not be found out is in `failures`. */
export async function gather(
  { name, image, index }: Subjects,
  sources: Sources,
  now: Date,
  signal?: AbortSignal,
): Promise<Evidence> {
  const gathering = new Gathering(name, sources, signal);
  const subjects = index && index.digest !== image.digest ? [image, index] : [image];
  const [windows] = await Promise.all([
    gathering.windows(image),
    ...subjects.flatMap(it => [
      gathering.referrers(it),
      gathering.signatureTag(it),
      gathering.contentTrust(descriptorOf(it)),
    ]),
  ]);
  await gathering.revocation();
  const { signatures, revocations, looked, failures, endOfLife } = gathering;
  return {
    name,
    image: descriptorOf(image),
    ...(index && index.digest !== image.digest ? { index } : {}),
    signatures,
    revocation: revocations,
    looked,
    failures,
    ...(windows ? { windows } : {}),
    ...(endOfLife === undefined ? {} : { endOfLife }),
    fetchedAt: now.getTime(),
  };
}

const descriptorOf = ({ mediaType, digest, bytes }: Content): Descriptor => ({
  mediaType,
  digest,
  size: bytes.length,
});

class Gathering {
  readonly signatures: SignatureEvidence[] = [];
  readonly revocations: RevocationEvidence[] = [];
  readonly looked: string[] = [];
  readonly failures: Failure[] = [];
  endOfLife?: string;
  private bytesTaken = 0;

  constructor(
    private readonly name: RepositoryName,
    private readonly sources: Sources,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** What refers to the subject: Notation signatures, Sigstore bundles, Microsoft's dates of support. */
  async referrers(subject: Content): Promise<void> {
    const answer = await this.sources.registry.referrers(this.name, subject.digest, this.signal);
    if (answer.kind === 'failure') return this.fail(answer);
    const { through, descriptors, incomplete } = answer.kind === 'found' ? answer.value : none;
    if (incomplete) this.fail(incomplete);
    this.looked.push(`${through} of ${short(subject.digest)}: ${many(descriptors.length)}`);
    const wanted = descriptors.filter(isLookedAt);
    const room = new Room();
    await Promise.all(wanted.slice(0, signatureLimit).map(it => this.referrer(it, subject, room)));
    if (wanted.length > signatureLimit || room.isFull) this.tooMany(subject);
  }

  private tooMany({ digest }: Content): void {
    this.fail(failure('too-big', `More than ${signatureLimit} signatures are attached to ${short(digest)}.`));
  }

  private async referrer(descriptor: Descriptor, subject: Content, room: Room): Promise<void> {
    const { artifactType, annotations } = descriptor;
    if (artifactType === lifecycleType && this.noteEndOfLife(annotations)) return;
    const manifest = await this.manifest(descriptor.digest);
    if (!manifest) return;
    const { content, read } = manifest;
    const type = read.artifactType ?? read.config?.mediaType ?? '';
    if (type === lifecycleType) this.noteEndOfLife(read.annotations);
    else if (type === notationType) await this.notation(content, read, subject);
    else if (type === signatureType) await this.simpleSigning(read, subject, room);
    else if (type.startsWith(bundleType) && !isAttestation(read.annotations)) await this.bundle(content, read, subject);
  }

  private noteEndOfLife(annotations: Readonly<Record<string, string>> | undefined): boolean {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(annotations?.[endOfLifeAnnotation] ?? '')?.[0];
    if (day !== undefined) this.endOfLife = day;
    return day !== undefined;
  }

  private async notation(manifest: Content, { layers }: Manifest, subject: Content): Promise<void> {
    const [layer] = layers;
    if (!layer) return this.hollow(manifest);
    const envelope = await this.blob(layer);
    if (envelope) this.signatures.push({ format: 'notation', subject: descriptorOf(subject), manifest, envelope });
  }

  private async bundle(manifest: Content, { layers }: Manifest, subject: Content): Promise<void> {
    if (layers.length === 0) return this.hollow(manifest);
    const bundles = await Promise.all(layers.slice(0, 1).map(it => this.blob(it)));
    for (const bundle of bundles) {
      if (!bundle || !isSignatureBundle(bundle.bytes)) continue;
      this.signatures.push({ format: 'cosign-bundle', subject: descriptorOf(subject), bundle });
    }
  }

  private hollow({ digest }: Content): void {
    this.fail(failure('protocol', `The signature ${short(digest)} of ${this.name.registry} holds nothing.`));
  }

  /** The tag beside the image where cosign kept signatures before registries knew referrers. */
  async signatureTag(subject: Content): Promise<void> {
    const tag = `${subject.digest.replace(':', '-')}.sig`;
    const answer = await this.sources.registry.resolve(this.name, tag, this.signal);
    if (answer.kind === 'failure') return this.fail(answer);
    this.looked.push(`tag ${short(tag)}: ${answer.kind === 'found' ? 'there' : 'none'}`);
    if (answer.kind === 'absent') return;
    const manifest = await this.manifest(answer.value.digest);
    const room = new Room();
    if (manifest) await this.simpleSigning(manifest.read, subject, room);
    if (room.isFull) this.tooMany(subject);
  }

  private async simpleSigning({ layers }: Manifest, subject: Content, room: Room): Promise<void> {
    const payloads = layers.filter(it => it.mediaType === simpleSigningType);
    await Promise.all(
      room.take(payloads).map(async layer => {
        const payload = await this.blob(layer);
        const { annotations = {} } = layer;
        if (payload) {
          this.signatures.push({ format: 'cosign-signature', subject: descriptorOf(subject), payload, annotations });
        }
      }),
    );
  }

  async contentTrust(image: Descriptor): Promise<void> {
    const answer = await this.sources.contentTrust?.(image, this.signal);
    if (!answer) return;
    if (answer.kind === 'failure') return this.fail(answer);
    this.looked.push(`Notary server: ${answer.kind === 'found' ? 'there' : 'none'}`);
    if (answer.kind === 'found') this.signatures.push(answer.value);
  }

  /** Whether certificates were revoked. What cannot be found out is for the policy to judge: it is no failure. */
  async revocation(): Promise<void> {
    const { revocation } = this.sources;
    if (!revocation) return;
    const notation = this.signatures.filter(it => it.format === 'notation');
    const wanted = new Map(
      (await Promise.all(notation.map(it => revocation.addresses(it))))
        .flat()
        .map(it => [`${it.kind} ${it.address} ${Buffer.from(it.body ?? []).toString('base64')}`, it]),
    );
    await Promise.all(
      [...wanted.values()].slice(0, addressLimit).map(async request => {
        const answer = await revocation.fetch(request, this.signal);
        if (answer.kind !== 'found') return;
        this.revocations.push({ address: request.address, kind: request.kind, bytes: answer.value });
      }),
    );
  }

  /** The Windows build in it, where it is one image for one build of Windows. No verdict depends on it. */
  windows(image: Content): Promise<Evidence['windows']> {
    const { registry } = this.sources;
    const bytes = (answer: Answer<Content>) => (answer.kind === 'found' ? answer.value.bytes : undefined);
    return windowsOf(image, {
      manifest: async digest => bytes(await registry.manifest(this.name, digest, this.signal)),
      config: async descriptor => bytes(await registry.blob(this.name, descriptor, configLimit, this.signal)),
    });
  }

  private async manifest(digest: string): Promise<{ content: Content; read: Manifest } | undefined> {
    if (this.isFull(digest)) return undefined;
    const content = this.taken(await this.sources.registry.manifest(this.name, digest, this.signal), digest);
    if (!content) return undefined;
    const read = readManifest(content.bytes);
    if (read) return { content, read };
    this.fail(failure('protocol', `What ${this.name.registry} holds as ${short(digest)} is no manifest.`));
    return undefined;
  }

  private async blob(descriptor: Descriptor): Promise<Content | undefined> {
    if (this.isFull(descriptor.digest)) return undefined;
    const answer = await this.sources.registry.blob(this.name, descriptor, envelopeLimit, this.signal);
    return this.taken(answer, descriptor.digest);
  }

  /** What one thing that is referred to holds; that it is not there is no answer. */
  private taken(answer: Answer<Content>, digest: string): Content | undefined {
    if (answer.kind === 'found') {
      this.bytesTaken += answer.value.bytes.length;
      return answer.value;
    }
    const { registry } = this.name;
    this.fail(
      answer.kind === 'failure'
        ? answer
        : failure('not-found', `${registry} refers to ${short(digest)}, but has it not.`),
    );
    return undefined;
  }

  /** Whether so much was fetched that the rest is left alone. */
  private isFull(digest: string): boolean {
    if (this.bytesTaken < bytesLimit) return false;
    const what = `The signatures of the image have more than ${bytesLimit >> 20} MiB`;
    this.fail(failure('too-big', `${what}: ${short(digest)} was not looked at.`));
    return true;
  }

  private fail(it: Failure): void {
    this.failures.push(it);
  }
}

/** Counts signatures that are looked at. */
class Room {
  isFull = false;
  private left = signatureLimit;

  take<T>(wanted: readonly T[]): readonly T[] {
    const taken = wanted.slice(0, this.left);
    this.left -= taken.length;
    if (taken.length < wanted.length) this.isFull = true;
    return taken;
  }
}

const none: Referrers = { through: 'referrers tag', descriptors: [] };

/** Whether an artifact may be a signature, or the date of support. An entry of a referrers tag need not say what it is. */
const isLookedAt = ({ artifactType: type, annotations }: Descriptor): boolean =>
  (type === undefined || [notationType, lifecycleType, signatureType].includes(type) || type.startsWith(bundleType)) &&
  !isAttestation(annotations);

/** `sha256:12ab34cd56ef`; of a tag made of a digest, alike. */
const short = (text: string): string => text.replace(/([0-9a-f]{12})[0-9a-f]+/, '$1…');

const many = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;
