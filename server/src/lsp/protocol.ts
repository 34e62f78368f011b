/**
 * What the client and the server say to each other beyond the Language Server Protocol. The client imports this file and
 * nothing else of the server; it imports nothing itself.
 */

/** Requests of the client. Each names its parameters and its result. */
export const requests = {
  /** `ScanParams` → `ScanResult`. Tells of its progress by the work-done token, and ends early when cancelled. */
  scanWorkspace: 'boltseal/scanWorkspace',
  /** nothing → `RemediateResult`: one script that mends what a change of the machine can mend, for the whole workspace. */
  remediate: 'boltseal/remediate',
  /** `FixAllParams` → `FixAllResult`. Every safe fix of a file, and on demand those that may change behaviour. */
  fixAll: 'boltseal/fixAll',
  /** nothing → `ServerStatus`: what the server has done, for whoever looks into its speed. */
  status: 'boltseal/status',
  /** nothing → `RuleSummary[]`, by name. */
  rules: 'boltseal/rules',
  /** `ExplainParams` → Markdown, or `null` when there is no such rule. */
  explainRule: 'boltseal/explainRule',
} as const;

/** Notifications of the server. */
export const notifications = {
  /** `RuleFailure`: a rule threw; the others went on. */
  failure: 'boltseal/failure',
} as const;

/** The source of our diagnostics. */
export const source = 'boltseal';

/** Commands that a client may carry out; code actions name them only for clients that declare them. */
export const explainCommand = 'boltseal.explainRule';

/** The command that the server carries out for editors without a client of ours. */
export const scanCommand = 'boltseal.scan';

/** What a client says of itself, all optional: the server works without. */
export interface InitializationOptions {
  /** How diagnostics go to the client; by its capabilities when absent. */
  readonly diagnostics?: 'push' | 'pull';
  /** Commands that the client carries out. */
  readonly commands?: readonly string[];
}

export interface ServerStatus {
  /** How often an open document was analysed since the server was started. */
  readonly analyses: number;
  /** The Kubernetes objects of the workspace; `null` until it is read. */
  readonly project: { readonly files: number; readonly objects: number } | null;
}

export interface ScanParams {
  readonly workDoneToken?: string | number;
}

export interface ScanResult {
  /** Files that were read. */
  readonly files: number;
  readonly findings: number;
  /** Findings of severity high or critical. */
  readonly grave: number;
  /** Files with at least one finding. */
  readonly filesWithFindings: number;
  /** Files that could not be read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly detail: string }[];
  readonly cancelled: boolean;
}

export interface RemediateResult {
  /** PowerShell; empty when there is nothing to set. */
  readonly script: string;
  readonly settings: number;
  /** Findings that the script mends. */
  readonly findings: number;
  /** Findings that need an edit of the text. */
  readonly left: number;
}

export interface FixAllParams {
  readonly uri: string;
  /** Also make fixes that may change behaviour. */
  readonly unsafe?: boolean;
}

export interface FixAllResult {
  /** How many findings were mended. */
  readonly fixed: number;
  /** How many are left whose fix may change behaviour. */
  readonly unsafe: number;
}

export interface ExplainParams {
  readonly rule: string;
}

export interface RuleSummary {
  readonly name: string;
  readonly title: string;
  readonly severity: string;
}

export interface RuleFailure {
  readonly rule: string;
  readonly uri: string;
}

/** A scan in a line. */
export function summaryOf({ files, findings, grave, filesWithFindings, skipped, cancelled }: ScanResult): string {
  const severe = grave > 0 ? `, ${grave} of them severe` : '';
  const found =
    findings === 0 ? 'No problems' : `${many(findings, 'problem')} in ${many(filesWithFindings, 'file')}${severe}`;
  const read = `${many(files, 'file')} read${cancelled ? ' before the scan was cancelled' : ''}`;
  const unread = skipped.length > 0 ? `, ${skipped.length} not readable` : '';
  return `Boltseal: ${found}. ${read}${unread}.`;
}

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
