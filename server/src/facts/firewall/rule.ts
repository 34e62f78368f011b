import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../network/fix';
import type { WrittenPorts } from '../network/ports';
import type { Scope } from '../network/scope';

/** A rule of Windows Firewall or of the Hyper-V firewall is made, changed, switched or removed. */
export interface FirewallRule extends Fact {
  readonly verb: 'add' | 'change' | 'enable' | 'disable' | 'remove';
  /** The command as written, `New-NetFirewallRule` or `netsh advfirewall`, and where. */
  readonly command: string;
  readonly at: Span;
  /** Names, display names and groups that the rule has or is selected by, each where it stands. May hold wildcards. */
  readonly names: readonly { readonly text: string; readonly span: Span }[];
  /** In force after the statement; of a change only what it writes, else `undefined`. */
  readonly direction?: 'in' | 'out';
  readonly action?: 'allow' | 'block';
  readonly enabled?: boolean;
  /** The ports that are named; absent when all are meant. Empty when they cannot be known. */
  readonly ports?: readonly WrittenPorts[];
  readonly protocol: 'tcp' | 'udp' | 'any' | 'other' | 'unknown';
  /** A program, service, package or interface narrows it. */
  readonly narrowed: boolean;
  readonly scope?: Scope;
  /** A later statement of the script takes it back: disables, removes, blocks or narrows it. */
  readonly undone: boolean;
  /** Edits that limit who can reach it. */
  readonly fixes: readonly Fix[];
}

/** A default of a whole firewall profile is set. */
export interface FirewallProfile extends Fact {
  readonly what: 'state' | 'inbound' | 'logging';
  /** `state` and `logging`: on or off. `inbound`: what happens to connections that no rule names. */
  readonly value: 'on' | 'off' | 'allow' | 'block';
  /** The value as written: `False`, `0`, `off`. */
  readonly written: string;
  /** The profiles it is set for, lower case: `domain`, `private`, `public`, or `all`. */
  readonly profiles: readonly string[];
  /** The text that sets it. */
  readonly at: Span;
  /** Turns it around. */
  readonly mend?: { readonly title: string; readonly edit: Edit };
}

/** All rules are removed or the firewall is put back to what Windows ships. */
export interface FirewallReset extends Fact {
  readonly what: 'removes every rule' | 'switches every rule off' | 'puts the shipped rules back';
  /** The command as written. */
  readonly command: string;
  readonly at: Span;
}

/** A script works on the firewall: stated once for each script, however many commands do. */
export interface FirewallUse extends Fact {
  /** The first command that does. */
  readonly command: string;
  readonly at: Span;
  readonly count: number;
}
