/** The real language server in a process of its own, and a client that speaks to it as an editor does. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  type CodeLens,
  CodeLensRequest,
  CodeLensResolveRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  type InitializeParams,
  InitializeRequest,
  type InitializeResult,
  LogMessageNotification,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  RegistrationRequest,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = `${root}out/test/lsp/server.js`;
let built: Promise<unknown> | undefined;

/** Who knows registries and signatures is loaded from a bundle of its own, as it ships. */
const trustApart: Plugin = {
  name: 'trust-apart',
  setup: it =>
    it.onResolve({ filter: /\/trust\/open$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './trust.js', external: true } : undefined,
    ),
};

/** Bundles the server as it ships, once a test run. */
export function buildServer(): Promise<string> {
  const bundled = (source: string, outfile: string, plugins: Plugin[] = []) =>
    build({
      entryPoints: [`${root}server/src/${source}`],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
      define: { 'import.meta.url': 'importMetaUrl' },
      logLevel: 'warning',
      plugins,
    });
  built ??= Promise.all([
    bundled('lsp/main.ts', bundle, [trustApart]),
    bundled('trust/open.ts', join(dirname(bundle), 'trust.js')),
  ]);
  return built.then(() => bundle);
}

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  /** Paths of the folders that are open. */
  readonly folders?: readonly string[];
  /** The answer to `workspace/configuration`. */
  readonly settings?: Record<string, unknown>;
}

/** What an editor of today can do, diagnostics published. */
export const modern: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
  },
  workspace: {
    workspaceEdit: { documentChanges: true },
    configuration: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
  },
};

/** The same, diagnostics asked for. */
export const pulling: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, diagnostic: { dataSupport: true } },
  workspace: { ...modern.workspace, diagnostics: { refreshSupport: true } },
};

export class LanguageServer {
  /** The diagnostics last published, by address. */
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly log: string[] = [];
  settings: Record<string, unknown> = {};
  /** Questions that were asked of the user. */
  readonly questions: string[] = [];
  /** What the user answers: the title of an action. */
  answer: string | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly texts = new Map<string, TextDocument>();

  private constructor(
    readonly process: ChildProcess,
    readonly connection: ProtocolConnection,
    public initialized: InitializeResult,
  ) {}

  static async start(options: StartOptions = {}): Promise<LanguageServer> {
    const child = spawn(process.execPath, [await buildServer(), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    const server = new LanguageServer(child, connection, { capabilities: {} });
    server.settings = options.settings ?? {};
    connection.onNotification(PublishDiagnosticsNotification.type, params => {
      server.published.set(params.uri, params);
      for (const listener of [...server.listeners]) listener();
    });
    connection.onNotification(LogMessageNotification.type, ({ message }) => void server.log.push(message));
    connection.onRequest(RegistrationRequest.type, () => {});
    connection.onRequest(ShowMessageRequest.type, ({ message, actions = [] }) => {
      server.questions.push(message);
      return actions.find(it => it.title === server.answer) ?? null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => server.settings),
    );
    connection.listen();
    const params: InitializeParams = {
      processId: process.pid,
      rootUri: null,
      capabilities: options.capabilities ?? modern,
      initializationOptions: options.initializationOptions,
      workspaceFolders: (options.folders ?? []).map(path => ({ uri: pathToFileURL(path).href, name: path })),
    };
    server.initialized = await connection.sendRequest(InitializeRequest.type, params);
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const [code] = await exited;
    this.connection.dispose();
    if (code !== 0) throw new Error(`the server ended with ${code}`);
  }

  async open(uri: string, languageId: string, text: string): Promise<void> {
    this.texts.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  async change(uri: string, changes: TextDocumentContentChangeEvent[]): Promise<void> {
    const document = this.texts.get(uri)!;
    const version = document.version + 1;
    TextDocument.update(document, changes, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: changes,
    });
  }

  async close(uri: string): Promise<void> {
    this.texts.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** The open document as the client holds it. */
  document(uri: string): TextDocument {
    return this.texts.get(uri)!;
  }

  /** The diagnostics of a document's present version, or of a file once published that are as wanted. */
  async diagnostics(uri: string, wanted: (items: Diagnostic[]) => boolean = () => true): Promise<Diagnostic[]> {
    const settled = (): Diagnostic[] | undefined => {
      const params = this.published.get(uri);
      const version = this.texts.get(uri)?.version;
      if (!params || (version !== undefined && params.version !== version)) return undefined;
      return wanted(params.diagnostics) ? params.diagnostics : undefined;
    };
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = settled();
        if (!found) return;
        clearTimeout(timer);
        this.listeners.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.listeners.delete(check);
        reject(new Error(`no such diagnostics of ${uri}: ${JSON.stringify(this.published.get(uri))}`));
      }, 8000);
      this.listeners.add(check);
      check();
    });
  }

  async actions(uri: string, range: Range, diagnostics: Diagnostic[], only?: string[]): Promise<CodeAction[]> {
    const context = only ? { diagnostics, only } : { diagnostics };
    const found = await this.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context });
    return (found ?? []) as CodeAction[];
  }

  /** The words of all code lenses of a document, from top to bottom. */
  async lenses(uri: string): Promise<CodeLens[]> {
    const found = (await this.connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    return Promise.all(found.map(it => this.connection.sendRequest(CodeLensResolveRequest.type, it)));
  }

  /** Waits until something holds. */
  async until<T>(look: () => Promise<T | undefined | false>, what: string): Promise<T> {
    const end = Date.now() + 8000;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`in vain: ${what}; log: ${this.log.join('\n')}`);
      await sleep(50);
    }
  }

  /** Applies an edit to the open document, as an editor does. */
  async apply(uri: string, edit: WorkspaceEdit): Promise<string> {
    const document = this.texts.get(uri)!;
    const edits = edit.documentChanges
      ? edit.documentChanges.flatMap(it => ('edits' in it ? (it.edits as TextEdit[]) : []))
      : (edit.changes?.[uri] ?? []);
    const text = TextDocument.applyEdits(document, edits);
    await this.change(uri, [{ text }]);
    return text;
  }
}

/** A diagnostic as one short line: the text it marks, and its rule. */
export const brief = (document: TextDocument, { code, range }: Diagnostic): string =>
  `${document.getText(range)} ${code}`;
