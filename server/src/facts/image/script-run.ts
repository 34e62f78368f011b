import type { Environment } from '../command/environment';
import type { Fact } from '../fact';

/**
 * A stage runs a script that COPY or ADD brought from the build context: `COPY setup.ps1 C:/` and `RUN C:/setup.ps1`. Its
 * place is that of what the script does.
 */
export interface ScriptRun extends Fact {
  /** Paths that the script may have in the build context, with forward slashes and without `.` and `..`, likeliest first. */
  readonly sources: readonly string[];
  /** The environment that the script sees. Nothing in it can be edited from the script: no literal is kept. */
  readonly environment: Environment;
}
