import { type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver/node';
import type { Abilities } from './abilities';
import { checkImagesCommand, scanCommand } from './protocol';
import { codeActionKinds } from './requests/code-actions';

/** What the server tells a client of itself. */
export const serverInfo = ({ pull, pullRefresh }: Abilities, version: string): InitializeResult => ({
  serverInfo: { name: 'boltseal', version },
  capabilities: {
    positionEncoding: 'utf-16',
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: [...codeActionKinds] },
    codeLensProvider: { resolveProvider: true },
    completionProvider: { triggerCharacters: ['/', ' '] },
    executeCommandProvider: { commands: [scanCommand, checkImagesCommand], workDoneProgress: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    ...(pull
      ? {
          diagnosticProvider: {
            identifier: 'boltseal',
            interFileDependencies: !pullRefresh,
            workspaceDiagnostics: true,
          },
        }
      : {}),
  },
});
