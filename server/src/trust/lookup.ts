import type { NamedImage } from '../facts/image/status';
import { type Answer, absent, type Failure, failure, found } from './answer';
import { gatherContentTrust } from './content-trust/gather';
import type { Evidence } from './evidence';
import { gather, type Sources } from './gather';
import { keptEvidence, keptManifest, keptTag, type Resolved } from './kept';
import { readManifest } from './manifest';
import { revocationAddresses } from './notation/addresses';
import type { Content } from './oci';
import type { TrustPolicies } from './policy';
import { registryClient } from './registry/client';
import { notaryFetcher } from './registry/notary-fetcher';
import { revocationFetcher } from './registry/revocation-fetcher';
import type { TrustSettings } from './settings';
import type { Store } from './store';

const minute = 60_000;
/** How long an answer is taken for that of today, in milliseconds. */
export const lifetime = { tag: 60 * minute, signed: 24 * 60 * minute, unsigned: 60 * minute, failed: 2 * minute };

/** Whether something of one time is young enough at another. Of the future it is none: a clock that was ahead has said so. */
export const isYoung = (at: number, now: number, most: number): boolean => at <= now && now - at < most;

/** All that is known of an image before it is judged. */
export interface Knowledge {
  readonly image: NamedImage;
  /** What its tag stands for. */
  readonly tag?: Resolved | undefined;
  /** Of what the reference stands for. */
  readonly evidence?: Evidence | undefined;
  /** Of what the tag stands for now, where that is another image. */
  readonly newest?: Evidence | undefined;
  /** Why it could not be asked now. */
  readonly failure?: Failure | undefined;
}

/** Finds out what is known of images: what is kept, and, when it is told to, what registries say. Never rejects. */
export class Lookup {
  private readonly registry: ReturnType<typeof registryClient>;
  private readonly notary: ReturnType<typeof notaryFetcher>;
  private readonly revocation: ReturnType<typeof revocationFetcher>;
  /** Evidence that is incomplete, with the time it was gathered: a registry in trouble is not asked again at once. */
  private readonly incomplete = new Map<string, Evidence>();

  constructor(
    private readonly settings: TrustSettings,
    private readonly policies: TrustPolicies,
    private readonly store: Store,
    private readonly now: () => Date,
  ) {
    this.registry = registryClient(settings);
    this.notary = notaryFetcher(settings);
    this.revocation = revocationFetcher(settings);
  }

  get requests(): number {
    return this.registry.requests;
  }

  async close(): Promise<void> {
    await Promise.all([this.registry.close(), this.notary.close(), this.revocation.close()]);
  }

  /** What is known without asking. */
  async kept(image: NamedImage): Promise<Knowledge> {
    const tag = hasTag(image) ? keptTag(await this.store.read('tag', tagName(image))) : undefined;
    const digest = image.digest ?? tag?.digest;
    return {
      image,
      tag,
      evidence: digest === undefined ? undefined : await this.keptAround(image, digest, tag?.digest),
      newest: tag && tag.digest !== digest ? await this.keptEvidence(image, tag.digest) : undefined,
    };
  }

  /**
   * What is known after the registry was asked for what is not known or too old.
   * @param again whether all is too old
   */
  async asked(image: NamedImage, again: boolean, signal: AbortSignal): Promise<Knowledge> {
    const kept = await this.kept(image);
    const named = hasTag(image) ? await this.tag(image, kept.tag, again, signal) : undefined;
    if (named?.kind === 'failure') return { ...kept, failure: named };
    const tag = named?.kind === 'found' ? named.value : undefined;
    const digest = image.digest ?? tag?.digest;
    // A tag that is gone says nothing of a digest that is given beside it.
    if (digest === undefined) return { ...kept, failure: noSuchTag(image) };
    const newest = tag && tag.digest !== digest ? tag.digest : undefined;
    const [own, other] = await Promise.all([
      this.evidence(image, digest, newest, again, signal),
      newest === undefined ? undefined : this.evidence(image, newest, undefined, again, signal),
    ]);
    return {
      image,
      tag,
      evidence: own.kind === 'found' ? own.value : kept.evidence,
      newest: other?.kind === 'found' ? other.value : undefined,
      failure: own.kind === 'failure' ? own : own.kind === 'absent' ? noSuchImage(image, digest) : undefined,
    };
  }

  private async tag(
    image: NamedImage,
    kept: Resolved | undefined,
    again: boolean,
    signal: AbortSignal,
  ): Promise<Answer<Resolved>> {
    const at = this.now().getTime();
    if (kept && !again && isYoung(kept.at, at, lifetime.tag)) return found(kept);
    const answer = await this.registry.resolve(image, image.tag ?? 'latest', signal);
    if (answer.kind !== 'found') return answer;
    const resolved: Resolved = { digest: answer.value.digest, at };
    await this.store.write('tag', tagName(image), resolved);
    return found(resolved);
  }

  /**
   * The evidence about a digest: what is kept, where that is young enough, else what the registry says.
   * @param around another digest, which may be that of an index that holds it
   */
  private async evidence(
    image: NamedImage,
    digest: string,
    around: string | undefined,
    again: boolean,
    signal: AbortSignal,
  ): Promise<Answer<Evidence>> {
    const holder = await this.holder(image, around, digest, signal);
    // Nobody knows that it does not.
    const within = holder.kind === 'failure' ? around : holder.kind === 'found' ? holder.value.digest : undefined;
    const name = this.evidenceName(image, digest, within);
    const kept = await this.keptEvidence(image, digest, within);
    const lost = this.incomplete.get(name);
    const now = this.now();
    const counts = (it: Evidence, limit: number): boolean => !again && isYoung(it.fetchedAt, now.getTime(), limit);
    const isWhole = kept?.failures.length === 0;
    const most = kept && kept.signatures.length > 0 ? lifetime.signed : lifetime.unsigned;
    if (kept && counts(kept, isWhole ? most : lifetime.failed)) return found(kept);
    if (lost && counts(lost, lifetime.failed)) return kept ? lost.failures[0]! : found(lost);
    const manifest = await this.manifest(image, digest, signal);
    if (manifest.kind !== 'found') return manifest;
    const index = holder.kind === 'found' ? { index: holder.value } : {};
    const { registry, repository } = image;
    const subjects = { name: { registry, repository }, image: manifest.value, ...index };
    const gathered = await gather(subjects, this.sources(image, digest), now, signal);
    const failures = holder.kind === 'failure' ? [...gathered.failures, holder] : gathered.failures;
    const evidence = { ...gathered, failures };
    const [missing] = failures;
    // Half an answer that holds a signature is worth keeping, as of a mirror that has no last word; what was learnt before as a whole
    // is worth more.
    if (!missing || (evidence.signatures.length > 0 && !isWhole)) {
      this.incomplete.delete(name);
      await this.store.write('evidence', name, evidence);
      return found(evidence);
    }
    if (!signal.aborted) this.incomplete.set(name, evidence);
    return kept ? missing : found(evidence);
  }

  /** A manifest never changes: it is fetched once. From each repository, as one may not have what another has. */
  private async manifest(image: NamedImage, digest: string, signal: AbortSignal): Promise<Answer<Content>> {
    const name = `${repositoryOf(image)}@${digest}`;
    const kept = keptManifest(await this.store.read('manifest', name), digest);
    if (kept) return found(kept);
    const answer = await this.registry.manifest(image, digest, signal);
    if (answer.kind === 'found') await this.store.write('manifest', name, answer.value);
    return answer;
  }

  /** The index at `around`, where it holds the image: its signature covers the image too. `absent` where it does not. */
  private async holder(
    image: NamedImage,
    around: string | undefined,
    digest: string,
    signal: AbortSignal,
  ): Promise<Answer<Content>> {
    if (around === undefined) return absent;
    const answer = await this.manifest(image, around, signal);
    if (answer.kind !== 'found') return answer;
    return readManifest(answer.value.bytes)?.manifests.some(it => it.digest === digest) ? answer : absent;
  }

  private sources(image: NamedImage, digest: string): Sources {
    const statements = this.policies.for(repositoryOf(image));
    const notation = statements.filter(it => it.kind === 'notation');
    const notary = statements.find(it => it.kind === 'docker-content-trust');
    const tag = signedTag(image, digest);
    const { registry, revocation } = this;
    return {
      registry,
      ...(this.settings.revocation && {
        revocation: {
          addresses: async signature =>
            (await Promise.all(notation.map(it => revocationAddresses(signature, it)))).flat(),
          fetch: revocation,
        },
      }),
      ...(notary && {
        contentTrust: (subject, signal) =>
          gatherContentTrust((server, gun, role) => this.notary(server, gun, role, signal), {
            server: notary.server,
            gun: repositoryOf(image),
            subject,
            ...(tag === undefined ? {} : { tag }),
          }),
      }),
    };
  }

  private async keptEvidence(image: NamedImage, digest: string, index?: string): Promise<Evidence | undefined> {
    return keptEvidence(await this.store.read('evidence', this.evidenceName(image, digest, index)), image, digest);
  }

  /** Of an image in the index at `around`, should that hold it, before that of the image alone. */
  private async keptAround(
    image: NamedImage,
    digest: string,
    around: string | undefined,
  ): Promise<Evidence | undefined> {
    const inside = around === digest ? undefined : around && (await this.keptEvidence(image, digest, around));
    return inside || this.keptEvidence(image, digest);
  }

  /** What revocation lists say makes it other evidence; so do an index around the image, and another tag of a Notary server. */
  private evidenceName(image: NamedImage, digest: string, index?: string): string {
    const repository = repositoryOf(image);
    const notary = this.policies.for(repository).find(it => it.kind === 'docker-content-trust');
    const signed = notary ? ` as ${signedTag(image, digest) ?? 'any tag'} by ${notary.server}` : '';
    const around = index === undefined ? '' : ` in ${index}`;
    return `${repository}@${digest}${around}${this.settings.revocation ? ' with revocation' : ''}${signed}`;
  }
}

/** `mcr.microsoft.com/windows/servercore` */
export const repositoryOf = ({ registry, repository }: NamedImage): string => `${registry}/${repository}`;

/** The tag that must be signed for a digest; none where the reference gives the digest itself. */
const signedTag = (image: NamedImage, digest: string): string | undefined =>
  digest === image.digest ? undefined : (image.tag ?? 'latest');

const hasTag = ({ tag, digest }: NamedImage): boolean => tag !== undefined || digest === undefined;

const tagName = (image: NamedImage): string => `${repositoryOf(image)}:${image.tag ?? 'latest'}`;

const noSuchTag = (image: NamedImage): Failure =>
  failure('not-found', `${image.registry} has no \`${image.tag ?? 'latest'}\` of ${image.repository}.`);
const noSuchImage = (image: NamedImage, digest: string): Failure =>
  failure('not-found', `${image.registry} has no image ${digest.slice(0, 19)}… of ${image.repository}.`);
