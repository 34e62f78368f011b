/**
 * What baselines say about a value of a setting. The tables beside this file are reference data: which values the
 * documentation calls weak, which it asks for, and what a weak one does.
 */
export interface Weakness {
  readonly weak: (value: number) => boolean;
  /** What the baseline asks for. */
  readonly good: number;
  readonly grade: Grade;
  /** What the value does, after "`name` set to n". */
  readonly does: string;
}

/** How much a weak value matters. */
export type Grade = 'high' | 'medium' | 'low' | 'info';

/** By the name of the setting; several grades of one, the gravest first. */
export type Weaknesses = Readonly<Record<string, Weakness | readonly Weakness[]>>;

/** One value is weak. */
export const when = (bad: number, good: number, grade: Grade, does: string): Weakness => ({
  weak: value => value === bad,
  good,
  grade,
  does,
});

/** Values below a bound, which is the good one unless that is told, are weak. */
export const below = (bound: number, grade: Grade, does: string, good = bound): Weakness => ({
  weak: value => value < bound,
  good,
  grade,
  does,
});

/** Values above a limit are weak. */
export const beyond = (most: number, good: number, grade: Grade, does: string): Weakness => ({
  weak: value => value > most,
  good,
  grade,
  does,
});
