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
  /** `AddSignerParams` → the text of the file with the statement, or `null` when it cannot be added there. */
  addSigner: 'boltseal/addSigner',
} as const;

/** Notifications of the server, and of the client. */
export const notifications = {
  /** `RuleFailure`: a rule threw; the others went on. */
  failure: 'boltseal/failure',
  /** `RegistryAnswer`: what the user said about a registry, to be kept in the settings. */
  registryAnswer: 'boltseal/registryAnswer',
  /** Of the client, `SaidImageSettings`: the user's settings about images are others now. */
  imageSettings: 'boltseal/imageSettings',
} as const;

/** The source of our diagnostics. */
export const source = 'boltseal';

/** Commands that a client may carry out; code actions name them only for clients that declare them. */
export const explainCommand = 'boltseal.explainRule';

/** The command that the server carries out for editors without a client of ours. */
export const scanCommand = 'boltseal.scan';

/** `CheckImagesParams`. Asks registries about the images of a document; carried out by the server. */
export const checkImagesCommand = 'boltseal.checkImages';

/** Commands about images that a client may carry out. All but the first two change the user's settings, and ask before. */
export const imageCommands = {
  /** `ShowTextParams`: shows where something is to be filled in. */
  fillIn: 'boltseal.fillIn',
  /** `ShowImageParams`: shows all that is known of an image. */
  show: 'boltseal.showImage',
  /** A registry: switches online checks on for it. */
  allowRegistry: 'boltseal.allowRegistry',
  /** A registry: lets the logins of the Docker configuration be used. */
  useLogins: 'boltseal.useDockerLogins',
  /** A built-in policy: applies it. */
  applyPreset: 'boltseal.applyPreset',
  /** `TrustSignerParams`: writes a statement about a signer. */
  trustSigner: 'boltseal.trustSigner',
  /** `AcceptPolicyParams`: lets a policy of the workspace count. */
  acceptPolicy: 'boltseal.acceptPolicy',
} as const;

/** What a client says of itself, all optional: the server works without. */
export interface InitializationOptions {
  /** How diagnostics go to the client; by its capabilities when absent. */
  readonly diagnostics?: 'push' | 'pull';
  /** Commands that the client carries out. */
  readonly commands?: readonly string[];
  /** The user's settings about images. Without them nothing is looked up. */
  readonly images?: SaidImageSettings;
  /** Whether the client keeps a `RegistryAnswer`. */
  readonly registryAnswers?: boolean;
}

/**
 * What the user's own settings say about images, never those of a workspace: what is named `boltseal.images.*` in VS Code. All
 * optional; what is missing allows nothing.
 */
export interface SaidImageSettings {
  /** Whether the user trusts the authors of the workspace; where not, `mode` is `off`. */
  readonly trusted?: boolean;
  readonly mode?: 'off' | 'cache' | 'online';
  readonly codeLens?: 'off' | 'dockerfiles' | 'all';
  readonly registries?: readonly string[];
  readonly refusedRegistries?: readonly string[];
  readonly privateRegistries?: readonly string[];
  readonly insecureRegistries?: readonly string[];
  readonly mirrors?: Readonly<Record<string, readonly string[]>>;
  readonly useDockerCredentials?: boolean;
  readonly checkRevocation?: boolean;
  readonly proxy?: string;
  readonly certificateFiles?: readonly string[];
  readonly presets?: readonly string[];
  readonly trustPolicy?: string;
  readonly signerFiles?: readonly string[];
  readonly acceptedPolicies?: readonly string[];
  /** The folder for what is kept between sessions. */
  readonly cacheFolder?: string;
}

export interface RegistryAnswer {
  readonly registry: string;
  readonly answer: 'always' | 'session' | 'never';
}

export interface CheckImagesParams {
  readonly uri: string;
  /** References in full; all of the document when absent. */
  readonly references?: readonly string[];
}

export interface ShowTextParams {
  readonly uri: string;
  /** What is to be written over, where it stands last. */
  readonly text: string;
}

export interface ShowImageParams {
  readonly uri: string;
  /** Where the reference stands. */
  readonly line: number;
  readonly character: number;
}

/** Who signed an image that no policy accepts. */
export interface TrustSignerParams {
  /** In full: `mcr.microsoft.com/windows/servercore`. */
  readonly repository: string;
  readonly format: 'notation' | 'cosign' | 'docker-content-trust';
  readonly signer: string;
  /** Of a keyless signature: who vouches for the identity. */
  readonly issuer?: string;
  readonly root?: { readonly name: string; readonly sha256: string };
}

export interface AddSignerParams {
  /** Of the file about signers; empty when there is none. */
  readonly text: string;
  readonly repository: string;
  /** A workload that signs without a key, or the path of a public key. */
  readonly signer: { readonly issuer: string; readonly identity: string } | { readonly key: string };
}

export interface AcceptPolicyParams {
  readonly fingerprint: string;
  readonly path: string;
  /** What it brings, as a sentence. */
  readonly message: string;
}

export interface ServerStatus {
  /** How often an open document was analysed since the server was started. */
  readonly analyses: number;
  /** What was done about images: whether what knows signatures was loaded, and how many requests were sent. */
  readonly images: { readonly loaded: boolean; readonly requests: number };
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
