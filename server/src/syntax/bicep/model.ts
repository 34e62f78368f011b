import type { Span } from '../../base/span';
import type { Declared, Expression, Fault } from '../expression/model';

/** `param name type = value`, `var name = value`. */
export interface Variable extends Span {
  readonly name: string;
  /** Absent when who deploys it must give one. */
  readonly value?: Expression;
}

/** `resource name 'type@version' = {...}`. */
export interface Resource extends Declared {
  readonly name: string;
}

/** A Bicep file, as far as it says what is deployed. */
export interface BicepFile {
  readonly parameters: readonly Variable[];
  readonly variables: readonly Variable[];
  readonly resources: readonly Resource[];
  /** What is deployed by other files, with the values that they are given. */
  readonly modules: readonly Resource[];
  readonly faults: readonly Fault[];
  readonly comments: readonly Span[];
}
