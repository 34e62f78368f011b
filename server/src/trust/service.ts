import type { CheckOptions, ImageStatuses, ImageTrust, PolicyProblem } from '../engine/ports';
import { fullReference, type ImageStatus, type NamedImage } from '../facts/image/status';
import { type Failure, failure } from './answer';
import type { Evidence } from './evidence';
import { keptVersions } from './kept';
import { isYoung, type Knowledge, Lookup, lifetime, repositoryOf } from './lookup';
import type { TrustProject } from './open';
import type { PolicyStatement, TrustPolicies } from './policy';
import { loadPolicies } from './policy/load';
import type { TrustSettings } from './settings';
import { Store } from './store';
import { type Verdict, verdictOf } from './verdict';

/** For one image, however many requests it takes, in milliseconds. */
const budget = 15_000;

/** Answers from what is kept, and asks registries when it is told to. */
export class TrustService implements ImageTrust {
  private readonly store: Store;
  private readonly lookup: Lookup;
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly closing = new AbortController();

  private constructor(
    private readonly settings: TrustSettings,
    private readonly policies: TrustPolicies,
    readonly problems: readonly PolicyProblem[],
    private readonly now: () => Date,
  ) {
    this.store = new Store(settings.cacheFolder);
    this.lookup = new Lookup(settings, policies, this.store, now);
  }

  static async open(
    settings: TrustSettings,
    projects: readonly TrustProject[],
    now: () => Date,
  ): Promise<TrustService> {
    const { policies, problems } = await loadPolicies({ settings, projects });
    return new TrustService(settings, policies, problems, now);
  }

  get requests(): number {
    return this.lookup.requests;
  }

  async known(images: readonly NamedImage[]): Promise<ImageStatuses> {
    const off = this.settings.mode === 'off';
    const statuses = images.map(async image =>
      this.judged(off ? { image, failure: switchedOff } : await this.lookup.kept(image)),
    );
    return byReference(await Promise.all(statuses));
  }

  async check(images: readonly NamedImage[], options: CheckOptions = {}): Promise<ImageStatuses> {
    if (this.settings.mode !== 'online') return this.known(images);
    const distinct = new Map(images.map(it => [fullReference(it), it]));
    const statuses = [...distinct.values()].map(async image => {
      const status = await this.asked(image, options);
      options.progress?.(status);
      return status;
    });
    const all = Promise.all(statuses);
    this.underWay.add(all);
    return byReference(await all.finally(() => this.underWay.delete(all)));
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.allSettled([...this.underWay]);
    await this.lookup.close();
  }

  private async asked(image: NamedImage, { again = false, signal }: CheckOptions): Promise<ImageStatus> {
    const signals = [this.closing.signal, AbortSignal.timeout(budget), ...(signal ? [signal] : [])];
    return this.judged(await this.lookup.asked(image, again, AbortSignal.any(signals)));
  }

  /** What follows from what is known. */
  private async judged({ image, tag, evidence, newest, failure: lost }: Knowledge): Promise<ImageStatus> {
    const statements = this.policies.for(repositoryOf(image));
    const digest = image.digest ?? tag?.digest;
    const verdict = evidence ? await this.verdict(image, evidence, statements) : this.unknown(lost, statements);
    const other = newest && (await this.verdict(image, newest, statements));
    return {
      reference: fullReference(image),
      ...verdict,
      ...(digest === undefined ? {} : { digest }),
      ...(image.digest !== undefined && tag ? { tagDigest: tag.digest } : {}),
      ...(other ? { tagTrusted: other.state === 'signed-trusted' } : {}),
      looked: evidence?.looked ?? [],
      ...(tag ? { resolvedAt: instant(tag.at), fresh: isYoung(tag.at, this.now().getTime(), lifetime.tag) } : {}),
      ...(evidence ? { checkedAt: instant(evidence.fetchedAt) } : {}),
      ...(evidence && lost ? { unreached: { reason: lost.reason, detail: lost.detail } } : {}),
      ...(evidence?.windows ? { windows: evidence.windows } : {}),
      ...(newest?.windows ? { newest: newest.windows } : {}),
      ...(evidence?.endOfLife === undefined ? {} : { endOfLife: evidence.endOfLife }),
    };
  }

  private async verdict(
    image: NamedImage,
    evidence: Evidence,
    statements: readonly PolicyStatement[],
  ): Promise<Omit<Verdict, 'seen'>> {
    const repository = repositoryOf(image);
    const isNotary = evidence.signatures.some(it => it.format === 'docker-content-trust');
    const before = isNotary ? keptVersions(await this.store.read('content-trust', repository)) : undefined;
    const context = { now: this.now(), checksRevocation: this.settings.revocation, repository, seen: before };
    const { seen = [], ...verdict } = await verdictOf(evidence, statements, context);
    for (const it of seen) {
      if (JSON.stringify(it) !== JSON.stringify(before)) await this.store.write('content-trust', repository, it);
    }
    return verdict;
  }

  /** Nothing was found out yet. */
  private unknown(lost: Failure | undefined, statements: readonly PolicyStatement[]): Verdict {
    const { reason, detail } = lost ?? (this.settings.mode === 'online' ? notAsked : notKept);
    const [first] = statements;
    return { state: 'unknown', reason, detail, signatures: [], ...(first ? { level: first.level } : {}) };
  }
}

const switchedOff = failure('network-disabled', 'Looking up signatures is switched off.');
const notAsked = failure('not-asked', 'Its registry was not asked yet.');
const notKept = failure('network-disabled', 'Nothing is known of it, and asking registries is switched off.');

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const byReference = (statuses: readonly ImageStatus[]): ImageStatuses =>
  Object.fromEntries(statuses.map(it => [it.reference, it]));
