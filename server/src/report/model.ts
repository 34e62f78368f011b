import type { Analysis } from '../engine/analyse';
import type { SkipReason } from '../engine/ports';
import type { SettingsProblem } from '../engine/settings/parse';
import type { ImageStatus } from '../facts/image/status';
import type { AnyRule } from '../rules/rule';

/** A file that was analysed. Files with nothing to say carry no text. */
export interface ReportedFile {
  /** As shown: relative to the working folder where it lies in it, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly analysis: Analysis;
}

/** What a run of the command line found, in the order of the paths. Everything a report is made of. */
export interface Report {
  readonly version: string;
  /** The working folder as a `file:` address that ends in a slash. */
  readonly base: string;
  /** How many files were analysed, those without a word to say included. */
  readonly analysed: number;
  readonly files: readonly ReportedFile[];
  readonly skipped: readonly { readonly path: string; readonly reason: SkipReason; readonly detail: string }[];
  readonly settings: readonly {
    readonly path: string;
    readonly text: string;
    readonly problems: readonly SettingsProblem[];
  }[];
  /** Rules by name, for what stands behind a finding. */
  readonly rules: readonly AnyRule[];
  /** Findings mended in this run. */
  readonly fixed: number;
  /** Findings that make the run fail. */
  readonly failing: number;
  /** The images that the files name, where registries or a lock file tell what they stand for. */
  readonly images?: readonly ReportedImage[];
}

/** An image of the files, bound to what it stands for. */
export interface ReportedImage {
  /** In full: `mcr.microsoft.com/windows/servercore:ltsc2022`. */
  readonly reference: string;
  /** The files that name it. */
  readonly paths: readonly string[];
  /** Absent where nobody looked. */
  readonly status?: ImageStatus;
  /** What lock files say that it stands for. */
  readonly locked?: string;
}
