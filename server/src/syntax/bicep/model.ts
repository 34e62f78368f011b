import type { Declared, Expression, Fault } from '../expression/model';

interface Node {
  readonly start: number;
  readonly end: number;
}

/** `param name type = value`, `var name = value`. */
export interface Variable extends Node {
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
  readonly comments: readonly Node[];
}
