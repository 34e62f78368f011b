import type { Span } from '../base/span';
import type { Origin } from './cluster/fact';
import type { ClusterObject } from './cluster/object';
import type { Surroundings } from './cluster/view';
import type { FactKind, Facts } from './facts';
import type { ChartValues } from './helm/values';
import type { ScriptRun } from './image/script-run';
import type { CheckedImages } from './image/status';
import type { ImageOverride } from './kustomize/override';

/**
 * What Boltseal reads. `registry` is a `.reg` file; `json` is read where its shape is known (daemon.json, HNS policies), so is `xml`;
 * `inf` is a security template or an inventory of Ansible, `lgpo` the text of LGPO.exe, `hcl` the language of Terraform and Packer, and of
 * SPIRE and Consul; `shell` is a script for `sh` or `bash`, of which only what it tells SPIRE is read.
 */
export const languages = [
  'dockerfile',
  'powershell',
  'cmd',
  'yaml',
  'json',
  'registry',
  'xml',
  'inf',
  'lgpo',
  'hcl',
  'bicep',
  'toml',
  'shell',
] as const;
export type Language = (typeof languages)[number];

/** A file to read. `path` is relative to the workspace, with forward slashes; only its names are looked at. */
export interface Source {
  readonly path: string;
  readonly language: Language;
  readonly text: string;
  /** What runs it, where it is a script that a Dockerfile of the workspace brings into an image and runs there. */
  readonly run?: ScriptRun;
  /** The objects of the other files of the workspace, of Kubernetes and SPIRE; absent when a file is judged alone. */
  readonly around?: Surroundings;
  /** The defaults of the chart, where the file is a template of one. */
  readonly values?: ChartValues;
  /** Images that kustomizations change, whichever of them the file is applied with. */
  readonly images?: readonly ImageOverride[];
  /** What is known of images beside the files that name them; absent when nobody looked. */
  readonly checked?: CheckedImages | undefined;
}

/** A place where the file does not follow its language's grammar. */
export interface Problem {
  readonly span: Span;
  readonly message: string;
}

/** A comment, markers included; suppressions are read off these. */
export interface CommentText {
  readonly span: Span;
  readonly text: string;
}

/** A fact with its kind. */
export type FactEntry = { readonly [K in FactKind]: { readonly kind: K; readonly fact: Facts[K] } }[FactKind];

/** All that is read off one file. Facts come in the order of the statements. */
export interface Reading {
  readonly facts: readonly FactEntry[];
  readonly problems: readonly Problem[];
  readonly comments: readonly CommentText[];
  /**
   * Statements that a comment before them speaks of as a whole, where these span lines: Dockerfile instructions,
   * PowerShell commands. Sorted, not overlapping.
   */
  readonly units: readonly Span[];
  /** Lines whose meaning stands in another file: no edit mends it there. */
  readonly kept?: readonly Span[];
  /** What is taken from another file, by which name, and where it stands there. */
  readonly taken?: readonly { readonly span: Span; readonly name: string; readonly from: Origin }[];
  /** The objects that other files may ask about. */
  readonly objects?: readonly ClusterObject[];
}

/** Reads one language. Never throws. */
export type FileReader = (source: Source) => Reading;
