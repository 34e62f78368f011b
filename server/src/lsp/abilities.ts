import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from './protocol';
import type { ClientAbilities } from './requests/context';

/** What a client said it can do, as far as the server asks. */
export interface Abilities extends ClientAbilities {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  /** Whether diagnostics are asked for rather than published. */
  readonly pull: boolean;
  readonly pullRefresh: boolean;
  readonly configuration: boolean;
  readonly configurationChanges: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly serverProgress: boolean;
  readonly lensRefresh: boolean;
}

export function abilitiesOf({ capabilities, initializationOptions }: InitializeParams): Abilities {
  const { textDocument, workspace, window } = capabilities;
  const own = (initializationOptions ?? {}) as InitializationOptions;
  const canPull = textDocument?.diagnostic !== undefined;
  const published = textDocument?.publishDiagnostics;
  return {
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    commands: new Set(Array.isArray(own.commands) ? own.commands : []),
    relatedInformation: (published ?? textDocument?.diagnostic)?.relatedInformation === true,
    codeDescription: (published ?? textDocument?.diagnostic)?.codeDescriptionSupport === true,
    diagnosticData: (published ?? textDocument?.diagnostic)?.dataSupport === true,
    pull: canPull && own.diagnostics !== 'push',
    pullRefresh: workspace?.diagnostics?.refreshSupport === true,
    configuration: workspace?.configuration === true,
    configurationChanges: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    serverProgress: window?.workDoneProgress === true,
    lensRefresh: workspace?.codeLens?.refreshSupport === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
  };
}
