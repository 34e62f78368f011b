import type { PolicyProblem } from '../../engine/ports';
import type { PolicyOrigin } from '../../facts/image/status';
import type { PolicyStatement } from '../policy';

/** A statement, and the repositories that it speaks of: in full, all below a prefix (`dhi.io/*`), or all (`*`). */
export interface Scoped {
  readonly scopes: readonly string[];
  readonly statement: PolicyStatement;
}

/** The statements of one document; of each kind the most specific one speaks for a repository. */
export interface LoadedDocument {
  readonly origin: PolicyOrigin;
  readonly statements: readonly Scoped[];
}

/** A document as it was found, with what a user has to know before trusting it. */
export interface Found {
  readonly statements: readonly Scoped[];
  readonly problems: readonly PolicyProblem[];
  /** Everything that decides what is trusted, as text of stable order. Equal content has equal text. */
  readonly content: readonly string[];
}
