import { checkedFor } from '../../engine/image-knowledge';
import type { LockFile } from '../../engine/lock-file';
import type { ImageTrust, PolicyProblem } from '../../engine/ports';
import type { ResolvedSettings } from '../../engine/settings/settings';
import { type CheckedImages, fullReference, type ImageStatus, type NamedImage } from '../../facts/image/status';
import type { OpenOptions, TrustProject } from '../../trust/open';
import type { Complain } from '../guard';
import type { RegistryConsent } from './consent';
import { Group, type Owner } from './group';
import type { ImageEditorSettings } from './settings';

export interface WorkspaceImagesOptions {
  readonly settings: () => ImageEditorSettings;
  readonly consent: Pick<RegistryConsent, 'registries' | 'obtain'>;
  /** The lock file that holds for a path. */
  readonly lockOf: (path: string) => Promise<LockFile | undefined>;
  /** What is known of the images of these is another thing now. */
  readonly changed: (owners: ReadonlySet<Owner>) => void;
  readonly complain: Complain;
}

/** What a document is judged with beside its text. */
export interface Judging {
  readonly owner: Owner;
  /** Absolute; absent of what is no file. */
  readonly path: string | undefined;
  readonly resolved: Pick<ResolvedSettings, 'keepsLock' | 'imageExceptions'>;
  readonly projects: readonly TrustProject[];
}

/** Answers that come at the same time are told of together, in milliseconds. */
const together = 100;

/**
 * What is known of the images of the workspace. What knows registries and signatures is loaded with the first image that is looked
 * up; with the mode `off` never.
 */
export class WorkspaceImages {
  /** One a set of settings files: they may name policies. */
  private groups = new Map<string, Group>();
  /** The references that each file names. */
  private readonly names = new Map<Owner, ReadonlySet<string>>();
  private readonly news = new Set<Owner>();
  private telling: NodeJS.Timeout | undefined;
  /** Requests of services that are closed. */
  private spent = 0;
  private loaded = false;

  constructor(private readonly options: WorkspaceImagesOptions) {}

  get isOn(): boolean {
    return this.options.settings().trust.mode !== 'off';
  }

  get activity(): { readonly loaded: boolean; readonly requests: number } {
    let requests = this.spent;
    for (const it of this.groups.values()) requests += it.requests;
    return { loaded: this.loaded, requests };
  }

  /** What is known without asking anybody of the images that a document named before. */
  async around(judging: Judging): Promise<CheckedImages | undefined> {
    const { resolved, path } = judging;
    const lock = path === undefined ? undefined : await this.options.lockOf(path);
    const statuses = this.isOn ? (this.groups.get(keyOf(judging))?.statuses ?? {}) : {};
    return checkedFor(resolved, lock, statuses);
  }

  /**
   * Looks up what is kept of images.
   * @param given what the document was judged with
   * @returns what it is to be judged with, where that is another thing
   */
  async learned(
    judging: Judging,
    images: readonly NamedImage[],
    given: CheckedImages | undefined,
  ): Promise<CheckedImages | undefined> {
    if (!this.isOn) return undefined;
    this.names.set(judging.owner, new Set(images.map(fullReference)));
    if (images.length === 0) return undefined;
    const group = this.group(judging);
    if (!group.isOpen) {
      // Loading takes a moment, for which the findings do not wait.
      void group.look(images).then(names => this.changed(names));
      return undefined;
    }
    await group.look(images);
    // Somebody else may have learnt it meanwhile.
    const { statuses } = this.groups.get(keyOf(judging)) ?? group;
    const isNews = images.map(fullReference).some(name => statuses[name] !== given?.statuses[name]);
    return isNews ? this.around(judging) : undefined;
  }

  /** What is known of an image in this moment. */
  status({ projects }: Pick<Judging, 'projects'>, image: NamedImage): ImageStatus | undefined {
    const { statuses } = this.groups.get(keyOf({ projects })) ?? {};
    const name = fullReference(image);
    return this.isOn && statuses && Object.hasOwn(statuses, name) ? statuses[name] : undefined;
  }

  /** What is wrong with the policies that hold for a document. */
  problems({ projects }: Pick<Judging, 'projects'>): readonly PolicyProblem[] {
    return this.isOn ? (this.groups.get(keyOf({ projects }))?.problems ?? []) : [];
  }

  /** Asks the registries of images, those that the user lets us ask. @param again also what was asked a moment ago */
  async check(judging: Judging, images: readonly NamedImage[], again = false): Promise<void> {
    if (this.options.settings().trust.mode !== 'online' || images.length === 0) return;
    const wanted: NamedImage[] = [];
    for (const registry of new Set(images.map(it => it.registry))) {
      const own = images.filter(it => it.registry === registry);
      if (await this.options.consent.obtain(registry, own, again)) wanted.push(...own);
    }
    await this.group(judging, again).ask(judging.owner, wanted, again);
  }

  /** A document was closed: what nobody else waits for is broken off. */
  release(owner: Owner): void {
    for (const it of this.groups.values()) it.release(owner);
  }

  /** Settings or policies are others: all is looked up anew. */
  forget(): void {
    for (const it of this.groups.values()) {
      this.spent += it.requests;
      it.abort();
      it.close();
    }
    this.groups = new Map();
  }

  /** @param anew reads policies again, which may be others by now */
  private group({ projects }: Pick<Judging, 'projects'>, anew = false): Group {
    const { settings, consent, complain } = this.options;
    const { trust } = settings();
    const { registries } = consent;
    const key = keyOf({ projects });
    const known = this.groups.get(key);
    // A registry may have been allowed meanwhile.
    if (known && !anew && (trust.mode !== 'online' || known.registries.join() === registries.join())) return known;
    if (known) this.spent += known.requests;
    const made = new Group({
      registries,
      open: () => this.open({ settings: { ...trust, registries }, projects }),
      changed: names => this.changed(names),
      complain,
      ...(known ? { before: known.statuses } : {}),
    });
    known?.close();
    this.groups.set(key, made);
    return made;
  }

  private async open(options: OpenOptions): Promise<ImageTrust> {
    this.loaded = true;
    const { openImageTrust } = await import('../../trust/open');
    return openImageTrust(options);
  }

  private changed(names: readonly string[]): void {
    if (names.length === 0) return;
    for (const [owner, own] of this.names) if (names.some(it => own.has(it))) this.news.add(owner);
    this.telling ??= setTimeout(() => {
      this.telling = undefined;
      const owners = new Set(this.news);
      this.news.clear();
      this.options.changed(owners);
    }, together);
  }
}

const keyOf = ({ projects }: Pick<Judging, 'projects'>): string => JSON.stringify(projects);
