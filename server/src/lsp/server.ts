import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver/node';
import { catalog } from '../engine/all';
import { languageOf } from '../engine/languages';
import { diskFiles } from '../host/files';
import { type Abilities, abilitiesOf } from './abilities';
import { Analyst } from './analyst';
import { serverInfo } from './capabilities';
import { carryOutCommands } from './commands';
import { nameOf, pathOf } from './convert';
import type { DiagnosticContext } from './diagnostics/convert';
import { diagnosticsOf, isSettingsFile } from './diagnostics/of-document';
import { pullDiagnostics } from './diagnostics/pull';
import { type DiagnosticsSupport, pushDiagnostics } from './diagnostics/push';
import { type Document, Documents } from './documents';
import { Folders } from './folders';
import { safely } from './guard';
import { ImageFeature } from './images/feature';
import { WorkspaceProject } from './project';
import { type InitializationOptions, notifications, type RuleFailure, requests, type ServerStatus } from './protocol';
import { answerRequests } from './requests/answer';
import type { RequestContext } from './requests/context';
import { ScanResults } from './scan-results';
import { WorkspaceScriptRuns } from './script-runs';
import { type EditorSettings, SettingsStore } from './settings/store';
import { watched } from './watched';
import { WorkspaceScanner } from './workspace-scanner';

export interface ServerOptions {
  readonly version: string;
  /** The address of a rule's page, where there is one. */
  pageOf(rule: string): string | undefined;
}

/** Serves one client over a connection. All state of the session lies in what this makes. */
export function serve(connection: Connection, options: ServerOptions): void {
  const documents = new Documents();
  connection.onInitialize(params => {
    const session = new Session(connection, documents, params, options);
    return session.initialize();
  });
  documents.listen(connection);
  connection.listen();
}

class Session {
  private readonly abilities: Abilities;
  private readonly folders: Folders;
  private readonly settings: SettingsStore;
  private readonly runs: WorkspaceScriptRuns;
  private readonly project: WorkspaceProject;
  private readonly images: ImageFeature;
  private readonly analyst: Analyst;
  private readonly scanner: WorkspaceScanner;
  private readonly results: ScanResults;
  private readonly context: RequestContext;
  private readonly diagnosticContext: DiagnosticContext;
  private diagnostics: DiagnosticsSupport = { refresh() {} };
  /** What a client without `workspace/configuration` told of its settings. */
  private told: EditorSettings = {};

  constructor(
    private readonly connection: Connection,
    private readonly documents: Documents,
    params: InitializeParams,
    private readonly options: ServerOptions,
  ) {
    this.abilities = abilitiesOf(params);
    this.folders = new Folders(params);
    this.settings = new SettingsStore({
      catalog,
      editorSettings: folder => this.editorSettings(folder),
      folderOf: path => this.folders.of(path),
      complain: this.complain,
    });
    const list = () => this.scanner.included();
    const files = documents.over(diskFiles);
    this.runs = new WorkspaceScriptRuns({ list, files });
    this.project = new WorkspaceProject({
      list,
      files,
      changed: paths => this.surroundingsChanged(paths),
      complain: this.complain,
    });
    this.images = new ImageFeature({
      connection,
      documents,
      initial: (params.initializationOptions ?? {}) as InitializationOptions,
      refreshesLenses: this.abilities.lensRefresh,
      files,
      folderOf: path => this.folders.of(path),
      changed: owners => (owners ? this.surroundingsChanged(owners) : this.allChanged()),
      complain: this.complain,
    });
    this.analyst = new Analyst(this.settings, this.runs, this.project, this.images.images);
    this.diagnosticContext = {
      relatedInformation: this.abilities.relatedInformation,
      codeDescription: this.abilities.codeDescription,
      data: this.abilities.diagnosticData,
      pageOf: rule => this.options.pageOf(rule),
      failed: (rule, uri, error) => this.failed(rule, uri, error),
    };
    this.scanner = new WorkspaceScanner({
      folders: () => this.folders.paths,
      settings: this.settings,
      documents,
      analyst: this.analyst,
      context: this.diagnosticContext,
      runs: this.runs,
      project: this.project,
      images: this.images.images,
    });
    this.results = new ScanResults({
      connection,
      documents,
      scanner: this.scanner,
      pulled: this.abilities.pull,
      complain: this.complain,
    });
    this.context = { documents, analyst: this.analyst, abilities: this.abilities, images: this.images };
  }

  initialize(): InitializeResult {
    this.answerRequests();
    this.followDocuments();
    this.followWorkspace();
    return serverInfo(this.abilities, this.options.version);
  }

  private answerRequests(): void {
    const { connection, context, scanner, complain } = this;
    answerRequests({ connection, context, scanner, folderOf: path => this.folders.of(path), complain });
    carryOutCommands({
      connection,
      results: this.results,
      images: this.images,
      serverProgress: this.abilities.serverProgress,
      complain,
    });
    connection.onRequest(
      requests.status,
      (): ServerStatus => ({
        analyses: this.analyst.analyses,
        images: this.images.images.activity,
        project: this.project.size,
      }),
    );
  }

  private followDocuments(): void {
    const { connection, documents, complain, analyst, results } = this;
    const compute = (document: Document) => diagnosticsOf(document, analyst, this.diagnosticContext);
    this.diagnostics = this.abilities.pull
      ? pullDiagnostics({
          connection,
          documents,
          compute,
          complain,
          scanner: this.scanner,
          refreshable: this.abilities.pullRefresh,
        })
      : pushDiagnostics({ connection, documents, compute, complain });
    this.images.follow(analyst);
    documents.onDidOpen(document => results.opened(document));
    documents.onDidChange(safely(complain, 'scripts that it runs', ({ path }) => this.dockerfileChanged(path)));
    documents.onDidClose(
      safely(complain, 'close', async document => {
        analyst.forget(document.uri);
        if (document.path !== undefined) await this.project.reload([document.path]);
        await results.closed(document);
      }),
    );
  }

  private followWorkspace(): void {
    const { connection, complain } = this;
    connection.onInitialized(
      safely(complain, 'initialized', async () => {
        if (this.abilities.workspaceFolders) {
          connection.workspace.onDidChangeWorkspaceFolders(
            safely(complain, 'folders', async event => {
              this.folders.change(event);
              await this.settingsChanged();
            }),
          );
        }
        if (this.abilities.configurationChanges) {
          await connection.client.register(DidChangeConfigurationNotification.type, { section: 'boltseal' });
        }
        if (this.abilities.watchedFiles) {
          const watchers = watched.map(globPattern => ({ globPattern }));
          await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
        }
      }),
    );
    connection.onDidChangeConfiguration(
      safely(complain, 'configuration', async ({ settings }) => {
        this.told = (settings as { boltseal?: EditorSettings } | null)?.boltseal ?? {};
        await this.settingsChanged();
      }),
    );
    connection.onDidChangeWatchedFiles(
      safely(complain, 'watched files', async ({ changes }) => {
        const names = changes.map(({ uri }) => nameOf(uri));
        const isWide = names.some(it => isSettingsFile(it) || it.endsWith('/.gitignore'));
        if (this.images.filesChanged(names) || isWide) await this.settingsChanged();
        else {
          if (changes.some(it => it.type !== FileChangeType.Changed)) this.runs.forget();
          const paths = changes.flatMap(({ uri }) => pathOf(uri) ?? []);
          for (const path of paths) await this.dockerfileChanged(path);
          await this.project.reload(paths);
          await this.results.changed(changes);
        }
      }),
    );
  }

  /** What a Dockerfile says decides what is said of the scripts that it runs. */
  private async dockerfileChanged(path: string | undefined): Promise<void> {
    if (path === undefined || languageOf(path) !== 'dockerfile') return;
    const scripts = await this.runs.changed(path);
    if (scripts.length > 0) this.surroundingsChanged(new Set(scripts));
  }

  /** What stands around files is another thing now, of all where none is named: what is said of them is said anew. */
  private surroundingsChanged(paths?: ReadonlySet<string>): void {
    const open = this.documents.all().filter(it => paths?.has(it.path ?? it.uri) ?? it.path !== undefined);
    for (const { uri } of open) this.analyst.forget(uri);
    if (open.length > 0) this.diagnostics.refresh();
    this.results.stale(paths);
  }

  private async settingsChanged(): Promise<void> {
    this.settings.invalidate();
    this.runs.forget();
    this.project.forget();
    this.images.forget();
    this.allChanged();
  }

  /** What is said of files is said anew. */
  private allChanged(): void {
    this.analyst.forgetAll();
    this.diagnostics.refresh();
    void safely(this.complain, 'scan', () => this.results.refresh())(undefined);
  }

  private async editorSettings(folder: string | undefined): Promise<EditorSettings> {
    if (!this.abilities.configuration) return this.told;
    const scopeUri = folder === undefined ? undefined : this.folders.uriOf(folder);
    const item = { section: 'boltseal', ...(scopeUri === undefined ? {} : { scopeUri }) };
    return ((await this.connection.workspace.getConfiguration(item)) ?? {}) as EditorSettings;
  }

  private failed(rule: string, uri: string, error: string): void {
    this.complain(`${rule} failed on ${uri}; this is a bug of Boltseal\n${error}`);
    const failure: RuleFailure = { rule, uri };
    void this.connection.sendNotification(notifications.failure, failure);
  }

  private readonly complain = (message: string): void => this.connection.console.error(message);
}
