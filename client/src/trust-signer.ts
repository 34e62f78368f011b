import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type ExtensionContext, Uri, window, workspace } from 'vscode';
import { type AddSignerParams, requests, type TrustSignerParams } from '../../server/src/lsp/protocol';
import type { Client } from './client';
import { confirmed } from './confirmed';
import { addToImageSetting, imageSetting, tellImageSettings } from './images';
import { withStatement } from './policy-text';

/** Writes down in the user's own policies that a signer is trusted for a repository, once the user has seen who that is. */
export async function trustSigner(params: TrustSignerParams, client: Client, context: ExtensionContext): Promise<void> {
  const written =
    params.format === 'notation' ? await trustCertificate(params) : await trustCosign(params, client, context);
  if (written) await tellImageSettings(client, context);
}

/** A workload is known by its name; a key must be in the user's hands. */
async function trustCosign(
  { repository, signer, issuer }: TrustSignerParams,
  client: Client,
  context: ExtensionContext,
): Promise<boolean> {
  const who = issuer === undefined ? 'a key' : signer;
  const detail =
    issuer === undefined
      ? `The signature names the key ${signer}. Choose its public key, from a source other than the registry. It is taken only if it is this key.`
      : `Identity: ${signer}\nVouched for by: ${issuer}`;
  if (!(await confirmed(`Trust ${who} for ${repository}?`, detail, 'Trust'))) return false;
  const key = issuer === undefined ? await chosenFile('Public key of the signer') : undefined;
  if (issuer === undefined && !key) return false;
  if (key && keyId(await workspace.fs.readFile(key)) !== signer) {
    void window.showErrorMessage(`${key.fsPath} is not the key ${signer}.`);
    return false;
  }
  // Beside statements there may be public keys.
  const named = imageSetting('signerFiles')?.find(it => /\.ya?ml$/i.test(it));
  const file = named === undefined ? Uri.joinPath(context.globalStorageUri, 'signers.yaml') : ownFile(named);
  const about: AddSignerParams = {
    text: (await textOf(file)) ?? '',
    repository,
    signer: key ? { key: key.fsPath } : { issuer: issuer!, identity: signer },
  };
  const text = await client.request<string | null>(requests.addSigner, about);
  if (text === null) {
    void window.showWarningMessage(`Boltseal cannot add a statement to ${file.fsPath}. Add it by hand.`);
    return false;
  }
  await workspace.fs.writeFile(file, Buffer.from(text));
  if (named === undefined) await addToImageSetting('signerFiles', file.fsPath);
  return true;
}

/** The trust store needs the certificate itself: it must have the fingerprint that the signature's chain ends in. */
async function trustCertificate({ repository, signer, root }: TrustSignerParams): Promise<boolean> {
  if (!root) return false;
  const print = grouped(root.sha256);
  const detail = `Signer: ${signer}\nRoot: ${root.name}\nSHA-256: ${print}\n\nChoose the certificate of the root, from a source other than the registry. It is taken only if it has this fingerprint.`;
  if (!(await confirmed(`Trust this signer for ${repository}?`, detail, 'Choose Certificate'))) return false;
  const file = await chosenFile('Certificate of the root');
  if (!file) return false;
  const certificate = certificateOf(await workspace.fs.readFile(file));
  if (certificate?.fingerprint256.replaceAll(':', '').toLowerCase() !== root.sha256.toLowerCase()) {
    void window.showErrorMessage(`${file.fsPath} is not the certificate with the SHA-256 ${print}.`);
    return false;
  }
  const policy = policyFile();
  const store = `boltseal-${root.sha256.slice(0, 12).toLowerCase()}`;
  const text = withStatement(await textOf(policy), { repository, signer, store });
  if (text === undefined) {
    const message = `${policy.fsPath} has a statement about ${repository} already, or cannot be read. Edit it by hand.`;
    void window.showWarningMessage(message);
    return false;
  }
  const pem = Uri.joinPath(policy, '..', 'truststore', 'x509', 'ca', store, 'root.pem');
  await workspace.fs.writeFile(pem, Buffer.from(certificate.toString()));
  await workspace.fs.writeFile(policy, Buffer.from(text));
  return true;
}

/** The user's own trust policy: the one of the settings, else that of Notation's folder (notation-go `dir/path.go`). */
function policyFile(): Uri {
  const named = imageSetting('trustPolicy');
  if (named) return ownFile(named);
  const { env, platform } = process;
  const home = env.HOME ?? env.USERPROFILE ?? '';
  const base =
    platform === 'win32'
      ? (env.APPDATA ?? home)
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : env.XDG_CONFIG_HOME || join(home, '.config');
  return Uri.file(join(env.NOTATION_CONFIG || join(base, 'notation'), 'trustpolicy.json'));
}

/** A file that the user's settings name. */
const ownFile = (path: string): Uri => Uri.file(path.replace(/^~(?=[/\\])/, homedir()));

function certificateOf(bytes: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(bytes);
  } catch {
    return undefined;
  }
}

/** How signatures name a public key (PEM): by the SHA-256 of its SubjectPublicKeyInfo. */
function keyId(pem: Uint8Array): string | undefined {
  try {
    const der = createPublicKey(Buffer.from(pem)).export({ type: 'spki', format: 'der' });
    return `sha256:${createHash('sha256').update(der).digest('hex')}`;
  } catch {
    return undefined;
  }
}

async function chosenFile(title: string): Promise<Uri | undefined> {
  return (await window.showOpenDialog({ title, canSelectMany: false }))?.[0];
}

async function textOf(file: Uri): Promise<string | undefined> {
  try {
    return Buffer.from(await workspace.fs.readFile(file)).toString('utf8');
  } catch {
    return undefined;
  }
}

const grouped = (hex: string): string => hex.toUpperCase().replace(/(..)(?=.)/g, '$1:');
