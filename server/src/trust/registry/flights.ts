import { setMaxListeners } from 'node:events';
import { type Answer, type Failure, failure } from '../answer';
import { cancelled } from './gate';

interface Flight {
  readonly answer: Promise<Answer<unknown>>;
  readonly abort: AbortController;
  waiting: number;
}

/** Questions under way. Whoever asks the same meanwhile waits for the same answer; it is given up when nobody waits any more. */
export class Flights {
  private readonly flights = new Map<string, Flight>();

  /** @param key tells the question from every other, its kind included: answers of one key have one type */
  join<T>(
    key: string,
    asked: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Answer<T>>,
  ): Promise<Answer<T>> {
    if (signal?.aborted) return Promise.resolve(givenUp(signal, asked));
    const flight = this.flights.get(key) ?? this.begin(key, start);
    flight.waiting++;
    // One signal may break off the questions about many images.
    if (signal) setMaxListeners(0, signal);
    return new Promise((done, failed) => {
      const leave = () => {
        done(givenUp(signal!, asked));
        if (--flight.waiting > 0) return;
        if (this.flights.get(key) === flight) this.flights.delete(key);
        flight.abort.abort();
      };
      signal?.addEventListener('abort', leave, { once: true });
      flight.answer
        .then(answer => done(answer as Answer<T>), failed)
        .finally(() => signal?.removeEventListener('abort', leave));
    });
  }

  /** Gives up all of them. */
  close(): void {
    for (const flight of this.flights.values()) flight.abort.abort();
    this.flights.clear();
  }

  private begin<T>(key: string, start: (signal: AbortSignal) => Promise<Answer<T>>): Flight {
    const abort = new AbortController();
    const answer = start(abort.signal).finally(() => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    });
    const flight: Flight = { answer, abort, waiting: 0 };
    this.flights.set(key, flight);
    return flight;
  }
}

/** Somebody wants to know no longer, or has waited for as long as there was time for. */
const givenUp = ({ reason }: AbortSignal, asked: string): Failure =>
  reason instanceof DOMException && reason.name === 'TimeoutError'
    ? failure('timeout', `There was no time left to wait for ${asked}.`)
    : cancelled(asked);
