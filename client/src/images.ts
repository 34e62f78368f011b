import { join } from 'node:path';
import { ConfigurationTarget, Disposable, type ExtensionContext, workspace } from 'vscode';
import {
  type InitializationOptions,
  imageCommands,
  notifications,
  type RegistryAnswer,
  type SaidImageSettings,
} from '../../server/src/lsp/protocol';
import type { Client } from './client';

const section = 'boltseal.images';

/** The settings that go to the server as they are named. */
const keys = [
  'mode',
  'codeLens',
  'registries',
  'refusedRegistries',
  'privateRegistries',
  'insecureRegistries',
  'mirrors',
  'useDockerCredentials',
  'checkRevocation',
  'proxy',
  'certificateFiles',
  'presets',
  'trustPolicy',
  'signerFiles',
  'acceptedPolicies',
] as const satisfies readonly (keyof SaidImageSettings)[];
type Key = (typeof keys)[number];

/** What a user's own settings say, whatever a workspace sets: it must not decide who is asked and who is believed. */
function ofUser<Value>(name: string, key: string): Value | undefined {
  const said = workspace.getConfiguration(name).inspect<Value>(key);
  return said?.globalValue ?? said?.defaultValue;
}

export const imageSetting = <K extends Key>(key: K): SaidImageSettings[K] | undefined => ofUser(section, key);

/** What the server is to know. */
export function imageSettings(context: ExtensionContext): SaidImageSettings {
  const said = Object.fromEntries(keys.map(key => [key, imageSetting(key)])) as SaidImageSettings;
  const proxy = said.proxy || ofUser<string>('http', 'proxy');
  return {
    ...said,
    ...(proxy ? { proxy } : {}),
    trusted: workspace.isTrusted,
    cacheFolder: join(context.globalStorageUri.fsPath, 'images'),
  };
}

/** For the start of the server. */
export const imageOptions = (context: ExtensionContext): Partial<InitializationOptions> => ({
  images: imageSettings(context),
  registryAnswers: true,
});

export const imageCommandNames: readonly string[] = Object.values(imageCommands);

/** Writes a setting of the user. */
export async function setImageSetting<K extends Key>(key: K, value: SaidImageSettings[K]): Promise<void> {
  await workspace.getConfiguration(section).update(key, value, ConfigurationTarget.Global);
}

/** Adds to a list of the user's settings. */
export async function addToImageSetting(
  key: 'registries' | 'refusedRegistries' | 'presets' | 'acceptedPolicies' | 'signerFiles',
  value: string,
): Promise<void> {
  const list = imageSetting(key) ?? [];
  if (!list.includes(value)) await setImageSetting(key, [...list, value]);
}

/** Tells the server of the user's settings when they change, and keeps what the user says about registries. */
export function followImageSettings(client: Client, context: ExtensionContext): Disposable {
  const tell = (): void => void tellImageSettings(client, context);
  return Disposable.from(
    workspace.onDidGrantWorkspaceTrust(tell),
    workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(section) || event.affectsConfiguration('http.proxy')) tell();
    }),
    client.protocol.onNotification(notifications.registryAnswer, async ({ registry, answer }: RegistryAnswer) => {
      if (answer === 'always') await addToImageSetting('registries', registry);
      if (answer === 'never') await addToImageSetting('refusedRegistries', registry);
    }),
  );
}

/** The server reads policies and settings anew. */
export async function tellImageSettings(client: Client, context: ExtensionContext): Promise<void> {
  if (client.running) await client.protocol.sendNotification(notifications.imageSettings, imageSettings(context));
}
