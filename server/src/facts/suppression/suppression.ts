import type { Span } from '../../base/span';
import type { Fact } from '../fact';

/** A rule named by a suppression: `tls/legacy-protocol`, or `tls/*` for a family. */
export interface SuppressedRule {
  readonly name: string;
  readonly span: Span;
  /** The name with the comma that goes when the name goes. */
  readonly withComma: Span;
  /** Whether there is such a rule. */
  readonly known: boolean;
  /** The rule that was probably meant, or the new name of a renamed one. */
  readonly suggestion?: string;
  /** Whether a finding was silenced by it; `undefined` where that cannot be said: the rule is off, or unknown. */
  readonly used?: boolean;
}

/** A comment that silences findings: `# boltseal-disable-next-line tls/legacy-protocol until 2027-01-31 -- reason`. */
export interface Suppression extends Fact {
  /** The comment with its line where it stands alone there, else with the gap before it. */
  readonly whole: Span;
  /** What it silences; `undefined` when the word after `boltseal-` is none that is known. */
  readonly scope: 'next-line' | 'line' | 'file' | undefined;
  /** The keyword that was probably meant, where it is none. */
  readonly suggestion?: string;
  /** The word that says so. */
  readonly keyword: { readonly text: string; readonly span: Span };
  readonly rules: readonly SuppressedRule[];
  readonly reason?: string;
  /** Whether this project lets a suppression count only with a reason. */
  readonly reasonRequired: boolean;
  readonly until?: { readonly text: string; readonly span: Span; readonly state: 'valid' | 'expired' | 'malformed' };
}
