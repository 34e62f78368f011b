import { dirname, resolve } from 'node:path';
import type { PolicyProblem } from '../../engine/ports';
import type { PolicyOrigin } from '../../facts/image/status';
import { checkSigners, readSigners, type SignerStatement, soundSigners } from '../../facts/trust-policy/signers';
import { readIdentityPattern } from '../cosign/identity-pattern';
import { readPublicKey } from '../cosign/key';
import { readTrustedRoot, type TrustedRoot } from '../cosign/root';
import type { PolicyStatement, SigstoreSigner } from '../policy';
import { canonicalJson } from './canonical';
import { isUnreadable, type PolicyFiles } from './files';
import type { Found, Scoped } from './scoped';

const mostBytes = 1_000_000;

/** A public key that the user named without saying for which images: presets take those that they know. */
export interface BareKey {
  /** SHA-256 of its SubjectPublicKeyInfo. */
  readonly id: string;
  readonly pem: string;
}

/** Loads a file of the user about signers: YAML with `signers:`, or public keys in PEM for presets. */
export async function loadSignerFile(
  path: string,
  files: PolicyFiles,
): Promise<Found & { readonly keys: readonly BareKey[] }> {
  const nothing = { statements: [], content: [], keys: [] };
  const bytes = await files.read(path, mostBytes);
  if (isUnreadable(bytes))
    return { ...nothing, problems: [{ path, message: `The file about signers cannot be used: ${bytes.problem}.` }] };
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (text.trimStart().startsWith('-----BEGIN ')) {
    const read = keysOf(text);
    return typeof read === 'string'
      ? { ...nothing, problems: [{ path, message: `The key ${read}.` }] }
      : { ...nothing, problems: [], keys: read, content: read.map(it => `key ${it.id}`) };
  }
  const { signers, issues } = readSigners(text);
  const problems = issues.map(({ path: at, message }) => ({
    path,
    message: `${typeof at[1] === 'number' ? `Signer ${at[1] + 1}: ` : ''}${message}`,
  }));
  const found = await loadSigners(signers, {
    origin: 'user',
    file: path,
    files,
    keyPath: it => resolve(dirname(path), it),
  });
  return { ...found, problems: [...problems, ...found.problems], keys: [] };
}

export interface SignerOptions {
  readonly origin: PolicyOrigin;
  /** The file that the statements stand in. */
  readonly file: string;
  readonly files: PolicyFiles;
  /** The full path of a key file; `undefined` where it must not be read. */
  readonly keyPath: (path: string) => string | undefined | Promise<string | undefined>;
}

/** Loads what settings say of signers: what is wrong is told of and left out. */
export async function loadSignerList(list: readonly unknown[], options: SignerOptions): Promise<Found> {
  const problems = checkSigners(list).map(({ path, message }) => ({
    path: options.file,
    message: `${typeof path[0] === 'number' ? `Signer ${path[0] + 1}: ` : ''}${message}`,
  }));
  const found = await loadSigners(soundSigners(list), options);
  return { ...found, problems: [...problems, ...found.problems] };
}

async function loadSigners(signers: readonly SignerStatement[], options: SignerOptions): Promise<Found> {
  const statements: Scoped[] = [];
  const problems: PolicyProblem[] = [];
  const content: string[] = [];
  for (const signer of signers) {
    const state = (message: string): void => {
      problems.push({ path: options.file, message: `Signer \`${signer.name}\`: ${message}` });
    };
    const accepted: SigstoreSigner[] = [];
    const ids: string[] = [];
    for (const key of signer.keys ?? []) {
      const read = await keysAt(key, options);
      if (typeof read === 'string') state(read);
      else
        for (const it of read) {
          accepted.push({ key: it.pem, requireLog: signer.requireLog ?? true });
          ids.push(it.id);
        }
    }
    for (const { issuer, identity, identityPattern } of signer.keyless ?? []) {
      const pattern = identityPattern === undefined ? undefined : readIdentityPattern(identityPattern);
      if (typeof pattern === 'string') state(`the pattern \`${identityPattern}\` ${pattern}.`);
      else accepted.push({ issuer, identity: identity ?? { pattern: identityPattern! } });
    }
    const root = signer.trustedRoot === undefined ? undefined : await rootAt(signer.trustedRoot, options);
    if (typeof root === 'string') state(root);
    // Without the root that it asks for, nobody whom another root knows must count.
    const own = typeof root === 'string' ? [] : accepted;
    for (const statement of statementsOf(signer, own, options.origin, typeof root === 'string' ? undefined : root))
      statements.push({ scopes: signer.scopes, statement });
    const ofRoot = typeof root === 'object' ? { trustedRoot: root.sha256 } : {};
    content.push(`signer ${canonicalJson({ ...signer, keys: ids.sort(), ...ofRoot })}`);
  }
  return { statements, problems, content };
}

/** A signer's statements. One whose keys cannot be read still speaks for its images: it trusts nobody. */
function statementsOf(
  { name, level = 'strict', contentTrust }: SignerStatement,
  signers: readonly SigstoreSigner[],
  origin: PolicyOrigin,
  trustedRoot: TrustedRoot | undefined,
): readonly PolicyStatement[] {
  const common = { name, origin, level };
  const server: PolicyStatement[] = contentTrust
    ? [
        {
          ...common,
          kind: 'docker-content-trust',
          server: contentTrust.server.replace(/\/+$/, ''),
          rootKeys: contentTrust.rootKeys.map(it => it.toLowerCase()),
        },
      ]
    : [];
  return signers.length > 0 || server.length === 0
    ? [{ ...common, kind: 'sigstore', signers, ...(trustedRoot ? { trustedRoot } : {}) }, ...server]
    : server;
}

/** The keys that an entry of `keys` stands for; a text says why there are none. */
async function keysAt(key: string, { files, keyPath }: SignerOptions): Promise<readonly BareKey[] | string> {
  if (key.includes('-----BEGIN ')) {
    const read = keysOf(key);
    return typeof read === 'string' ? `a key ${read}.` : read;
  }
  if (/^[a-z0-9+.-]+:\/\//i.test(key))
    return `the key \`${key}\` is not in a file; export its public part and name that.`;
  const path = await keyPath(key);
  if (path === undefined) return `the key \`${key}\` is not inside of the folder.`;
  const bytes = await files.read(path, mostBytes);
  if (isUnreadable(bytes)) return `the key \`${key}\` cannot be used: ${bytes.problem}.`;
  const read = keysOf(Buffer.from(bytes).toString('utf8'));
  return typeof read === 'string' ? `the key \`${key}\` ${read}.` : read;
}

/** The trusted root in a file; a text says why there is none. */
async function rootAt(path: string, { files, keyPath }: SignerOptions): Promise<TrustedRoot | string> {
  const full = await keyPath(path);
  if (full === undefined) return `the trusted root \`${path}\` is not inside of the folder.`;
  const bytes = await files.read(full, mostBytes);
  if (isUnreadable(bytes)) return `the trusted root \`${path}\` cannot be used: ${bytes.problem}.`;
  const root = readTrustedRoot(bytes, path);
  return typeof root === 'string' ? `${root.charAt(0).toLowerCase()}${root.slice(1)}` : root;
}

/** The public keys of a PEM text; a text says what is wrong with it. */
function keysOf(text: string): readonly BareKey[] | string {
  if (text.includes('PRIVATE KEY-----')) return 'is a private one; name its public part, and keep this one to yourself';
  const keys: BareKey[] = [];
  for (const block of text.split(/(?=-----BEGIN )/).filter(it => it.trim() !== '')) {
    const key = readPublicKey(block);
    if (typeof key === 'string') return key;
    keys.push({ id: key.id, pem: key.key.export({ type: 'spki', format: 'pem' }).toString() });
  }
  return keys;
}
