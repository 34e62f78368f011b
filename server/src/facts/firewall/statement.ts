import type { Exposure } from '../network/exposure';
import type { FirewallProfile, FirewallReset, FirewallRule } from './rule';

/** What one command does to the firewall. */
export type FirewallStatement =
  | { readonly kind: 'rule'; readonly fact: FirewallRule }
  | { readonly kind: 'profile'; readonly fact: FirewallProfile }
  | { readonly kind: 'reset'; readonly fact: FirewallReset }
  | { readonly kind: 'exposure'; readonly fact: Exposure };
