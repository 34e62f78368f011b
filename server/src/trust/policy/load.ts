import { join, resolve } from 'node:path';
import type { PolicyProblem } from '../../engine/ports';
import type { TrustPolicies } from '../policy';
import type { TrustSettings } from '../settings';
import { sha256 } from '../sha256';
import { canonicalJson } from './canonical';
import { diskPolicyFiles, inside, notationFolder, type PolicyFiles } from './files';
import { loadDocument } from './notation-document';
import { LoadedPolicies } from './policies';
import { loadPreset, type PresetOptions } from './presets';
import type { Found, LoadedDocument } from './scoped';
import { type BareKey, loadSignerFile, loadSignerList } from './signers';
import { summaryOf } from './summary';

/** What the settings file of a project says about whose images are trusted. */
export interface ProjectPolicies {
  /** That of its settings file. */
  readonly folder: string;
  readonly presets: readonly string[];
  /** Its trust policy, relative to the folder; `.notation/trustpolicy.json` when absent, where there is one. */
  readonly trustPolicy?: string;
  /** Statements about signers, not checked yet. */
  readonly signers: readonly unknown[];
}

export interface LoadOptions {
  readonly settings: Pick<TrustSettings, 'presets' | 'trustPolicy' | 'signerFiles' | 'acceptedPolicies' | 'revocation'>;
  readonly projects?: readonly ProjectPolicies[];
  /** The files of the machine when absent. */
  readonly files?: PolicyFiles;
  /** Where Notation's folder is told; the environment of the process when absent. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Loaded {
  readonly policies: TrustPolicies;
  /** What is wrong with policies. Those with a `fingerprint` are of a project, and wait for the user to accept them. */
  readonly problems: readonly PolicyProblem[];
}

/**
 * Loads the policies of the user (Notation's own files, files about signers, presets) and of projects. Whom a project trusts counts
 * only when the user accepted exactly that content; presets bring nothing unknown, so a project may choose them. Never rejects.
 */
export async function loadPolicies({
  settings,
  projects = [],
  files = diskPolicyFiles,
  env = process.env,
}: LoadOptions): Promise<Loaded> {
  const documents: LoadedDocument[] = [];
  const problems: PolicyProblem[] = [];
  const add = (origin: LoadedDocument['origin'], { statements, problems: more }: Omit<Found, 'content'>): void => {
    if (statements.length > 0) documents.push({ origin, statements });
    problems.push(...more);
  };
  add('user', await userDocument(settings, files, env));
  const keys: BareKey[] = [];
  for (const path of settings.signerFiles) {
    const found = await loadSignerFile(resolve(path), files);
    keys.push(...found.keys);
    add('user', found);
  }
  const options: PresetOptions = { keys, revocation: settings.revocation };
  for (const name of new Set([...settings.presets, ...projects.flatMap(it => it.presets)])) {
    const found = loadPreset(name, options);
    // A preset that only a project chose is no more than the project's word: its own statements stand beside it.
    const origin = settings.presets.includes(name) ? 'preset' : 'workspace';
    if ('message' in found) problems.push(found);
    else add(origin, { statements: found, problems: [] });
  }
  for (const project of projects) {
    const found = await projectPolicies(project, settings, files);
    for (const it of found) add('workspace', it);
  }
  const content = documents.map(it => canonicalJson(it));
  return { policies: new LoadedPolicies(documents, sha256(content.join('\n'))), problems };
}

/** The user's `trustpolicy.oci.json` or `trustpolicy.json`; the one that settings name must be there. */
async function userDocument(
  settings: LoadOptions['settings'],
  files: PolicyFiles,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Found> {
  const options = { origin: 'user', files, revocation: settings.revocation } as const;
  const nothing: Found = { statements: [], problems: [], content: [] };
  if (settings.trustPolicy !== undefined) {
    const path = resolve(settings.trustPolicy);
    const problems = [{ path, message: 'The trust policy that the settings name does not exist.' }];
    return (await loadDocument(path, options)) ?? { ...nothing, problems };
  }
  const folder = notationFolder(env, process.platform);
  if (folder === undefined) return nothing;
  return (
    (await loadDocument(join(folder, 'trustpolicy.oci.json'), options)) ??
    (await loadDocument(join(folder, 'trustpolicy.json'), options)) ??
    nothing
  );
}

/** What a project says, as far as the user accepted it: statements that name nobody need no consent. */
async function projectPolicies(
  project: ProjectPolicies,
  settings: LoadOptions['settings'],
  files: PolicyFiles,
): Promise<readonly Omit<Found, 'content'>[]> {
  const folder = resolve(project.folder);
  const within = async (path: string): Promise<string | undefined> => {
    const full = inside(folder, path);
    return full === undefined || (await files.leadsOut(folder, full)) ? undefined : full;
  };
  const file = join(folder, '.boltseal.yaml');
  const document = await projectDocument(project, await within(project.trustPolicy ?? '.notation/trustpolicy.json'), {
    origin: 'workspace',
    files,
    within: folder,
    revocation: settings.revocation,
  });
  const signers = await loadSignerList(project.signers, { origin: 'workspace', file, files, keyPath: within });
  const all = [document, signers];
  const statements = all.flatMap(it => it.statements);
  if (statements.length === 0) return all;
  const content = all.flatMap(it => it.content).sort();
  const fingerprint = sha256(`workspace policy 1\n${content.join('\n')}`);
  if (settings.acceptedPolicies.includes(fingerprint)) return all;
  const waiting: PolicyProblem = {
    path: document.statements.length > 0 ? document.path : file,
    message: `The policies of this project bring ${summaryOf(statements)}. They count once you accept them.`,
    fingerprint,
  };
  return [...all.map(it => ({ ...it, statements: [] })), { statements: [], problems: [waiting] }];
}

async function projectDocument(
  { folder, trustPolicy }: ProjectPolicies,
  path: string | undefined,
  options: Parameters<typeof loadDocument>[1],
): Promise<Found & { readonly path: string }> {
  const nothing = { statements: [], problems: [], content: [] };
  if (path === undefined) {
    const written = join(resolve(folder), '.boltseal.yaml');
    const message = `The trust policy \`${trustPolicy}\` is not inside of the folder.`;
    return { ...nothing, path: written, problems: trustPolicy === undefined ? [] : [{ path: written, message }] };
  }
  const found = await loadDocument(path, options);
  if (found) return { ...found, path };
  const message = `The trust policy \`${trustPolicy}\` does not exist.`;
  return { ...nothing, path, problems: trustPolicy === undefined ? [] : [{ path, message }] };
}
