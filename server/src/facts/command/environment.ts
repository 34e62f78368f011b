import type { Value } from '../../base/value';

/** Environment variables whose values the file states, by lower-case name: Windows compares them without case. */
export type Environment = ReadonlyMap<string, Value<string>>;

/** Nothing is stated. */
export const noEnvironment: Environment = new Map();
