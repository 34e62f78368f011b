import type { UnknownReason } from '../facts/image/status';

/** What a registry said. `absent` is a proper answer: there is no such thing. A `failure` is none, so nothing follows from it. */
export type Answer<T> = { readonly kind: 'found'; readonly value: T } | { readonly kind: 'absent' } | Failure;

/** Why there is no answer. */
export interface Failure {
  readonly kind: 'failure';
  readonly reason: UnknownReason;
  /** A sentence for a person; names host and what was asked, never a credential. */
  readonly detail: string;
  /** When it may be asked again, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

export const found = <T>(value: T): Answer<T> => ({ kind: 'found', value });
export const absent: { readonly kind: 'absent' } = { kind: 'absent' };
export const failure = (reason: UnknownReason, detail: string, retryAt?: number): Failure => ({
  kind: 'failure',
  reason,
  detail,
  ...(retryAt === undefined ? {} : { retryAt }),
});
