/** A registry with an image, and the settings of a user who lets it be asked. */
import * as vscode from 'vscode';
import { type NotationSigner, notationSigner } from '../../kit/notation-signer';
import { startRegistry, type TestRegistry } from '../../kit/oci-registry';
import { set } from './kit';

export interface Registry {
  readonly registry: TestRegistry;
  /** `FROM 127.0.0.1:40321/base:1` */
  readonly from: string;
  /** The `trustpolicy.json` of a user who trusts its signer. */
  readonly policy: string;
  /** Makes an image of a build of Windows that of the tag, and signs it. Tells its digest. */
  publish(version: string): Promise<string>;
  stop(): Promise<void>;
}

const keys = ['mode', 'registries', 'privateRegistries', 'insecureRegistries', 'trustPolicy'] as const;

/** Sets settings of the user; those that are not named go back to their defaults. */
export async function setImages(values: Partial<Record<(typeof keys)[number], unknown>>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('boltseal.images');
  for (const key of keys) {
    if (settings.inspect(key)?.globalValue === values[key]) continue;
    await set(settings, key, values[key], vscode.ConfigurationTarget.Global);
  }
}

export async function openRegistry(): Promise<Registry> {
  const signer: NotationSigner = notationSigner('Contoso');
  const registry = await startRegistry();
  const repository = registry.repository('base');
  return {
    registry,
    from: `FROM ${registry.host}/base:1`,
    policy: signer.policy([`${registry.host}/base`]),
    async publish(version) {
      const { index } = repository.putWindowsIndex([version], '1');
      await signer.sign(repository, index);
      return index.digest;
    },
    async stop() {
      await registry.stop();
      signer.remove();
    },
  };
}

/** What allows that registry to be asked. */
export const allowed = ({ registry, policy }: Registry) => ({
  mode: 'online',
  registries: [registry.host],
  privateRegistries: [registry.host],
  insecureRegistries: [registry.host],
  trustPolicy: policy,
});

/** The words of the code lenses of a document. */
export async function lenses(uri: vscode.Uri): Promise<string[]> {
  const found: vscode.CodeLens[] = await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri, 20);
  return found.flatMap(it => it.command?.title ?? []);
}

/** Waits for a code lens. */
export async function lens(uri: vscode.Uri, wanted: RegExp): Promise<string> {
  let seen: string[] = [];
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    seen = await lenses(uri);
    const found = seen.find(it => wanted.test(it));
    if (found) return found;
    await new Promise(done => setTimeout(done, 100));
  }
  throw new Error(`no lens ${wanted}, but ${seen.join(' | ') || 'none'}`);
}
