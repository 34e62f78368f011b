import type { Severity } from '../../base/severity';
import type { ImageException } from '../../facts/image/status';

/** `on` keeps the rule's own severity, and switches on a rule that is off by default. */
export type RuleLevel = Severity | 'on' | 'off';

/** What was said about a rule. */
export interface RuleSetting {
  readonly level?: RuleLevel;
  readonly options: Readonly<Record<string, unknown>>;
}

/** By rule name, `family/*` or `*`. A narrower name wins over a wider one, whatever their order. */
export type RuleSettings = Readonly<Record<string, RuleSetting>>;

/** What a project says of the trust in images. Plain data. */
export interface ImageSettings {
  /** Built-in policies that are applied to its images. */
  readonly presets: readonly string[];
  /** The project's `trustpolicy.json`, relative to the settings file. */
  readonly trustPolicy?: string;
  /** Whether `boltseal.lock.yaml` is kept to, where there is one. */
  readonly lock: boolean;
  /** Statements about signers, checked where they are used. */
  readonly signers: readonly unknown[];
  readonly exceptions: readonly ImageException[];
}

/** One settings file, checked. Plain data: it crosses threads. Patterns are those of `.gitignore`. */
export interface Configuration {
  readonly rules: RuleSettings;
  /** Settings for some of the files. Later ones win. */
  readonly overrides: readonly { readonly files: readonly string[]; readonly rules: RuleSettings }[];
  /** Only these files are read, when there are any. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly images?: ImageSettings;
  readonly requireReason?: boolean;
  readonly failOn?: Severity | 'never';
  /** In bytes. */
  readonly maxFileSize?: number;
}

/** A configuration and the folder it speaks for, with forward slashes. */
export interface Layer {
  readonly folder: string;
  readonly configuration: Configuration;
  /** Whether it holds outside of its folder too: settings of the editor, or named on the command line. */
  readonly everywhere?: boolean;
}

export const emptyConfiguration: Configuration = { rules: {}, overrides: [], include: [], exclude: [] };
