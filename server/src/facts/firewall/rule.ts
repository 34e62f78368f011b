import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import type { Fact } from '../fact';
import type { Fix } from '../fix';
import type { WrittenPorts } from '../network/ports';
import type { Scope } from '../network/scope';
import type { Repair } from '../repair';

/** A rule of Windows Firewall or of the Hyper-V firewall is made, changed, switched or removed. */
export interface FirewallRule extends Fact {
  readonly verb: 'add' | 'change' | 'enable' | 'disable' | 'remove';
  /** The command as written, `New-NetFirewallRule` or `netsh advfirewall`, and where. */
  readonly command: string;
  readonly at: Span;
  /** Names, display names and groups that the rule has or is selected by. */
  readonly names: readonly RuleName[];
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
  /** What it lets through besides, where other rules would not. */
  readonly options: readonly RuleOption[];
  /** The policy that holds it, lower case: a domain and its Group Policy object. Absent: that of the machine. */
  readonly store?: string;
  /** A later statement of the script takes it back: disables, removes, blocks or narrows it. */
  readonly undone: boolean;
  /** Edits that limit who can reach it. */
  readonly fixes: readonly Fix[];
}

/** What a rule is called or selected by. */
export interface RuleName {
  /** Lower case; may hold wildcards. */
  readonly text: string;
  readonly span: Span;
  /** The parameter of the firewall cmdlets that takes it. */
  readonly by: 'Name' | 'DisplayName' | 'Group' | 'DisplayGroup';
  /** The literal that is all of it. */
  readonly literal?: Span;
  /** Of a display group: the edit that makes its parameter that of a resource. */
  readonly asGroup?: Edit;
}

/** A property of a rule that lets more through. */
export interface RuleOption {
  readonly what: 'edge traversal' | 'past block rules';
  /** As written: `True`, `bypass`. */
  readonly written: string;
  readonly at: Span;
  /** Takes it back. */
  readonly fix?: Fix;
}

/** What can be set for a whole profile. */
export type ProfileSwitch =
  /** The firewall itself. */
  | 'state'
  /** What happens to connections that no rule names. */
  | 'inbound'
  /** The firewall on single interfaces. */
  | 'interfaces'
  | 'log of blocked'
  | 'log of allowed'
  | 'log size'
  /** Answers by single machines to what was sent to many. */
  | 'multicast answers'
  /** Rules of the machine count beside those of the domain; the same of rules for IPsec. */
  | 'local rules'
  | 'local ipsec rules';

/** A default of a whole firewall profile is set. */
export interface FirewallProfile extends Fact {
  readonly what: ProfileSwitch;
  /** `inbound`: allow or block. `log size`: kilobytes. Else on or off. */
  readonly value: 'on' | 'off' | 'allow' | 'block' | number;
  /** The value as written: `False`, `0`, `off`. */
  readonly written: string;
  /** The profiles it is set for, lower case: `domain`, `private`, `public`, or `all`. */
  readonly profiles: readonly string[];
  /** The text that sets it. */
  readonly at: Span;
  /** Turns it around. */
  readonly mend?: { readonly title: string; readonly edit: Edit };
  /** The changes of the machine that do so. */
  readonly repairs: readonly Repair[];
}

/** All rules are removed or the firewall is put back to what Windows ships. */
export interface FirewallReset extends Fact {
  readonly what:
    | 'removes every rule'
    | 'switches every rule off'
    | 'removes every rule that blocks'
    | 'switches off every rule that blocks'
    | 'puts the shipped rules back';
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
