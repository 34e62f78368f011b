import type { Emit } from '../facts';
import type { Exposure } from '../network/exposure';
import type { FirewallProfile, FirewallReset, FirewallRule } from './rule';

/** What one command does to the firewall; `within` is the function that holds it. */
export type FirewallStatement = { readonly within?: string } & (
  | { readonly kind: 'rule'; readonly fact: FirewallRule }
  | { readonly kind: 'profile'; readonly fact: FirewallProfile }
  | { readonly kind: 'reset'; readonly fact: FirewallReset }
  | { readonly kind: 'exposure'; readonly fact: Exposure }
);

/** Hands the statements on as facts. */
export function emitStatement(statement: FirewallStatement, emit: Emit): void {
  if (statement.kind === 'rule') emit('firewall.rule', statement.fact);
  else if (statement.kind === 'profile') emit('firewall.profile', statement.fact);
  else if (statement.kind === 'reset') emit('firewall.reset', statement.fact);
  else emit('network.exposure', statement.fact);
}
