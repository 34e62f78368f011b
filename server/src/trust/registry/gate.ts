import { type Failure, failure } from '../answer';

/**
 * Requests under way at once, each host for itself. An image takes some eight, five one after the other: with this many, twenty
 * images take about twice the time of one.
 */
export const places = 20;
/** Server errors and timeouts in a row, from which on a host is left alone for a while. */
const patience = 3;
const firstPause = 5_000;
const longestPause = 300_000;
/** When a registry says that there were too many requests, but not when there may be more. */
const unnamedPause = 60_000;

export const cancelled = (asked: string): Failure =>
  failure('cancelled', `Asking for ${asked} was cancelled before there was an answer.`);

/** Lets a few requests at a time through to a host, and none while it wants to be left alone. */
export class Gate {
  private free = places;
  private readonly waiting: (() => void)[] = [];
  private troubles = 0;
  private closed: Failure | undefined;

  constructor(
    private readonly host: string,
    private readonly now: () => number,
  ) {}

  /** Runs a request when there is a place. What it answers decides whether the next ones are let through. */
  async pass<T extends { readonly kind: string }>(
    asked: string,
    signal: AbortSignal,
    run: () => Promise<T | Failure>,
  ): Promise<T | Failure> {
    if (!(await this.enter(signal))) return cancelled(asked);
    try {
      const pause = this.pause(asked);
      if (pause) return pause;
      return this.note(await run());
    } finally {
      this.leave();
    }
  }

  /** While the host wants to be left alone. */
  private pause(asked: string): Failure | undefined {
    const until = this.closed?.retryAt;
    if (until === undefined || until <= this.now()) return undefined;
    const again = new Date(until).toISOString().replace(/\.\d+Z$/, 'Z');
    return failure(
      this.closed!.reason,
      `${this.host} was not asked for ${asked}: after its last answers it is left alone until ${again}.`,
      until,
    );
  }

  private note<T extends { readonly kind: string }>(answer: T | Failure): T | Failure {
    if (answer.kind !== 'failure') {
      this.troubles = 0;
      this.closed = undefined;
      return answer;
    }
    const it = answer as Failure;
    const pause = this.pauseAfter(it);
    if (pause === undefined) return it;
    this.closed = { ...it, retryAt: it.retryAt ?? this.now() + pause };
    return this.closed;
  }

  /** In milliseconds; `undefined` when it may be asked again at once. */
  private pauseAfter({ reason, retryAt }: Failure): number | undefined {
    if (reason === 'rate-limited' || retryAt !== undefined) return unnamedPause;
    if (reason !== 'server-error' && reason !== 'timeout') return undefined;
    if (++this.troubles < patience) return undefined;
    return Math.min(firstPause * 2 ** (this.troubles - patience), longestPause);
  }

  private enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.free > 0) {
      this.free--;
      return Promise.resolve(true);
    }
    return new Promise(done => {
      const give = () => {
        signal.removeEventListener('abort', giveUp);
        done(true);
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(give), 1);
        done(false);
      };
      this.waiting.push(give);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free++;
  }
}
