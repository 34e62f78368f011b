import type { Command } from './command/command';
import type { Unresolved } from './command/script';

/**
 * Every fact that a rule can visit, by kind. A fact states what a file does, whatever language it was written in; each
 * kind is described where its type is declared. Adding a line here types `visit` in all rules.
 */
export interface Facts {
  command: Command;
  unresolved: Unresolved;
}

export type FactKind = keyof Facts;

/** Hands a fact on to the rules. */
export type Emit = <K extends FactKind>(kind: K, fact: Facts[K]) => void;
