import type { ExtensionContext } from 'vscode';
import { Client } from './client';
import { registerCommands } from './commands';
import { followImageSettings } from './images';
import { registerRulePages } from './rule-pages';
import { showStatus } from './status';

let client: Client | undefined;

/** Called by VS Code when a file of ours is there. */
export async function activate(context: ExtensionContext): Promise<void> {
  client = new Client(context);
  const status = showStatus(client);
  context.subscriptions.push(
    status,
    registerRulePages(client),
    followImageSettings(client, context),
    ...registerCommands(client, status, context),
  );
  await client.start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}
