import type { Confidence, Severity } from '../base/severity';
import type { Span } from '../base/span';
import type { Repair } from '../facts/repair';
import type { Fix, Related, Safety } from '../rules/rule';

/** A fix as it is applied: host texts, safety settled. */
export interface FindingFix extends Fix {
  readonly safety: Safety;
}

/** One thing that is wrong. Plain data: it crosses threads and protocols unchanged. */
export interface Finding {
  readonly rule: string;
  /** Which of the rule's messages. */
  readonly messageId: string;
  readonly message: string;
  readonly span: Span;
  /** The statement of the script that it stands in: a comment before it speaks of all of it. */
  readonly statement: Span;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly related: readonly Related[];
  readonly fixes: readonly FindingFix[];
  /** Changes of the machine that mend it; none for what becomes part of an image. */
  readonly repairs: readonly Repair[];
}

/** A rule that threw. The others went on. */
export interface Failure {
  readonly rule: string;
  readonly error: string;
}
