import { commands, type ExtensionContext, Position, Range, Selection, Uri, window, workspace } from 'vscode';
import { ExecuteCommandRequest } from 'vscode-languageclient/node';
import {
  type AcceptPolicyParams,
  type CheckImagesParams,
  checkImagesCommand,
  imageCommands,
  type ShowImageParams,
  type ShowTextParams,
} from '../../server/src/lsp/protocol';
import type { Client } from './client';
import { confirmed } from './confirmed';
import { addToImageSetting, imageSetting, setImageSetting } from './images';
import { trustSigner } from './trust-signer';

/** The commands about images. Those that change what is trusted or asked show what they do, and ask first. */
export function imageHandlers(
  client: Client,
  context: ExtensionContext,
): Record<string, (...args: never[]) => Promise<unknown>> {
  return {
    'boltseal.checkImagesOfFile': () => checkFile(client),
    [imageCommands.show]: showImage,
    [imageCommands.fillIn]: fillIn,
    [imageCommands.allowRegistry]: allowRegistry,
    [imageCommands.useLogins]: useLogins,
    [imageCommands.applyPreset]: applyPreset,
    [imageCommands.acceptPolicy]: acceptPolicy,
    [imageCommands.trustSigner]: params => trustSigner(params, client, context),
  };
}

/** Has all images of the file at hand checked again. */
async function checkFile(client: Client): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (!document || !(await mayAsk())) return;
  if (imageSetting('mode') !== 'online' && !(await switchOn())) return;
  const about: CheckImagesParams = { uri: client.protocol.code2ProtocolConverter.asUri(document.uri) };
  await client.protocol.sendRequest(ExecuteCommandRequest.type, { command: checkImagesCommand, arguments: [about] });
}

async function switchOn(): Promise<boolean> {
  const detail = 'Registries learn which images you name. You are asked about each of them.';
  if (!(await confirmed('Look up who signed images?', detail, 'Switch On'))) return false;
  await setImageSetting('mode', 'online');
  return true;
}

/** Puts the cursor at the image, and shows the hover there. */
async function showImage({ uri, line, character }: ShowImageParams): Promise<void> {
  const editor = await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)));
  const at = new Position(line, character);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at));
  await commands.executeCommand('editor.action.showHover');
}

/** Shows a file that was just edited, with what is to be written over selected. */
async function fillIn({ uri, text }: ShowTextParams): Promise<void> {
  const editor = await window.showTextDocument(await workspace.openTextDocument(Uri.parse(uri)));
  const { document } = editor;
  const start = document.getText().lastIndexOf(text);
  if (start < 0) return;
  editor.selection = new Selection(document.positionAt(start), document.positionAt(start + text.length));
  editor.revealRange(editor.selection);
}

async function allowRegistry(registry: string): Promise<void> {
  if (!(await mayAsk())) return;
  const detail = `${registry} learns which of its images you name. The answers are kept, so that they can be used offline.`;
  if (!(await confirmed(`Ask ${registry} who signed its images?`, detail, 'Enable'))) return;
  const refused = imageSetting('refusedRegistries') ?? [];
  if (refused.includes(registry)) {
    await setImageSetting(
      'refusedRegistries',
      refused.filter(it => it !== registry),
    );
  }
  await addToImageSetting('registries', registry);
  await setImageSetting('mode', 'online');
}

async function useLogins(registry: string): Promise<void> {
  const detail = `The login of \`docker login ${registry}\` is read from your Docker configuration, or asked of the credential helper that it names, and goes to ${registry} alone. So it is for every registry that you let be asked.`;
  if (await confirmed('Use the logins of your Docker configuration?', detail, 'Use')) {
    await setImageSetting('useDockerCredentials', true);
  }
}

async function applyPreset(preset: string): Promise<void> {
  const detail =
    'Signatures of its images are verified with what its publisher documents, in all folders that you trust.';
  if (await confirmed(`Apply the built-in policy \`${preset}\`?`, detail, 'Apply')) {
    await addToImageSetting('presets', preset);
  }
}

async function acceptPolicy({ path, message, fingerprint }: AcceptPolicyParams): Promise<void> {
  const detail = `${path}\n\n${message}\n\nOnly exactly this content is accepted: ${fingerprint}`;
  if (await confirmed('Let the policy of this workspace decide whose images are trusted?', detail, 'Accept')) {
    await addToImageSetting('acceptedPolicies', fingerprint);
  }
}

/** Nothing is looked up for a folder whose authors the user does not trust. */
async function mayAsk(): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = 'Manage Workspace Trust';
  const chosen = await window.showWarningMessage(
    'Images are not looked up while the workspace is in Restricted Mode.',
    manage,
  );
  if (chosen === manage) await commands.executeCommand('workbench.trust.manage');
  return false;
}
