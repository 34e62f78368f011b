import type { ImageStatuses, ImageTrust, PolicyProblem } from '../../engine/ports';
import { fullReference, type ImageStatus, type NamedImage } from '../../facts/image/status';
import type { Complain } from '../guard';

/** Whose images are meant: a path, or the address of a document that is no file. */
export type Owner = string;

export interface GroupOptions {
  /** Those that may be asked. */
  readonly registries: readonly string[];
  readonly open: () => Promise<ImageTrust>;
  /** What is known of these references is another thing now. */
  readonly changed: (references: readonly string[]) => void;
  readonly complain: Complain;
  /** What was known before the settings were others. */
  readonly before?: ImageStatuses;
}

/** An image that is being asked for, and who waits. */
interface Ask {
  readonly owners: Set<Owner>;
  readonly aborting: AbortController;
  readonly done: Promise<void>;
}

/** An answer is looked up again after so long, in milliseconds: its age counts. */
const stale = 5 * 60_000;

/** What is known of the images of files for which the same policies speak. */
export class Group {
  statuses: ImageStatuses;
  readonly registries: readonly string[];
  private opening: Promise<ImageTrust> | undefined;
  private trust: ImageTrust | undefined;
  private readonly looked = new Map<string, number>();
  private readonly asks = new Map<string, Ask>();

  constructor(private readonly options: GroupOptions) {
    this.registries = options.registries;
    this.statuses = options.before ?? {};
  }

  get requests(): number {
    return this.trust?.requests ?? 0;
  }

  get problems(): readonly PolicyProblem[] {
    return this.trust?.problems ?? [];
  }

  /** Whether what knows signatures is loaded, so that a look takes no time to speak of. */
  get isOpen(): boolean {
    return this.trust !== undefined;
  }

  /**
   * Looks up what is kept, of what was not looked up a moment ago and is not being asked for.
   * @returns the references of which another thing is known now
   */
  async look(images: readonly NamedImage[]): Promise<readonly string[]> {
    const begun = Date.now();
    const isDue = (name: string, since: number): boolean =>
      !this.asks.has(name) && (this.looked.get(name) ?? 0) < since;
    const wanted = images.filter(it => isDue(fullReference(it), begun - stale));
    if (wanted.length === 0) return [];
    try {
      const trust = await this.opened();
      const found = await trust.known(wanted.map(named));
      const news: Record<string, ImageStatus> = {};
      for (const [name, status] of Object.entries(found)) {
        // A registry may have told more meanwhile.
        if (!isDue(name, begun)) continue;
        this.looked.set(name, Date.now());
        news[name] = withFailure(status, this.statuses[name]);
      }
      return this.take(news);
    } catch (error) {
      this.options.complain(`looking up images: ${error instanceof Error ? error.stack : error}`);
      return [];
    }
  }

  /** Asks registries. Who asks for what is being asked for waits for the same answer. */
  async ask(owner: Owner, images: readonly NamedImage[], again: boolean): Promise<void> {
    await Promise.all(
      images.map(image => {
        const name = fullReference(image);
        const running = this.asks.get(name);
        running?.owners.add(owner);
        return running?.done ?? this.start(name, image, owner, again);
      }),
    );
  }

  /** Somebody waits no longer: what nobody waits for is broken off. */
  release(owner: Owner): void {
    for (const { owners, aborting } of this.asks.values()) {
      if (owners.delete(owner) && owners.size === 0) aborting.abort();
    }
  }

  /** Breaks off what is under way. */
  abort(): void {
    for (const { aborting } of this.asks.values()) aborting.abort();
  }

  /** Ends when what is under way has ended. */
  close(): void {
    const under = [...this.asks.values()].map(it => it.done);
    void Promise.all(under)
      .then(() => this.opening)
      .then(it => it?.close())
      .catch(error => this.options.complain(`closing image trust: ${error}`));
  }

  private start(name: string, image: NamedImage, owner: Owner, again: boolean): Promise<void> {
    const aborting = new AbortController();
    const done = this.run(name, image, aborting.signal, again).finally(() => this.asks.delete(name));
    this.asks.set(name, { owners: new Set([owner]), aborting, done });
    return done;
  }

  private async run(name: string, image: NamedImage, signal: AbortSignal, again: boolean): Promise<void> {
    try {
      const trust = await this.opened();
      const found = await trust.check([named(image)], { signal, again });
      if (signal.aborted) return;
      this.looked.set(name, Date.now());
      this.options.changed(this.take(found));
    } catch (error) {
      this.options.complain(`checking ${name}: ${error instanceof Error ? error.stack : error}`);
    }
  }

  private async opened(): Promise<ImageTrust> {
    this.opening ??= this.options.open();
    this.trust = await this.opening;
    return this.trust;
  }

  /** @returns the references of which another thing is known now */
  private take(found: ImageStatuses): readonly string[] {
    const names = Object.keys(found).filter(
      name => JSON.stringify(found[name]) !== JSON.stringify(this.statuses[name]),
    );
    // What is the same stays the same object, by which it is told.
    const news = names.map(name => [name, found[name]!] as const);
    if (names.length > 0) this.statuses = { ...this.statuses, ...Object.fromEntries(news) };
    return names;
  }
}

/** The name alone: what is asked about is kept, and a reference knows all of its file. */
const named = ({ registry, repository, tag, digest }: NamedImage): NamedImage => ({
  registry,
  repository,
  tag,
  digest,
});

/** What is kept, and why it could not be asked for again, which is not kept. */
function withFailure(kept: ImageStatus, before: ImageStatus | undefined): ImageStatus {
  if (!before || kept.checkedAt !== before.checkedAt) return kept;
  if (kept.state === 'unknown') return before.state === 'unknown' ? before : kept;
  return before.unreached ? { ...kept, unreached: before.unreached } : kept;
}
