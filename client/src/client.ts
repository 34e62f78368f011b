import { Disposable, EventEmitter, type ExtensionContext, Uri } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  explainCommand,
  type InitializationOptions,
  notifications,
  type RuleFailure,
} from '../../server/src/lsp/protocol';
import { imageCommandNames, imageOptions } from './images';

/** The documents that the server is told of. Those of a diff or of a source-control view are not. */
export const selector = ['file', 'untitled', 'vscode-vfs'].flatMap(scheme => [
  ...[
    'dockerfile',
    'powershell',
    'bat',
    'yaml',
    'dockercompose',
    'helm',
    'json',
    'xml',
    'terraform',
    'hcl',
    'bicep',
  ].map(language => ({
    scheme,
    language,
  })),
  {
    scheme,
    pattern: '**/*.{tf,tfvars,hcl,bicep,toml,reg,psd1,psm1,dockerfile,containerfile,boltseal.yaml,boltseal.yml}',
  },
  { scheme, pattern: '**/*.{config,inf,lgpo,PolicyRules}' },
  { scheme, pattern: '**/*{lgpo,LGPO}*.txt' },
  { scheme, pattern: '**/*{server,agent,spire}*.{conf,cfg}' },
  { scheme, pattern: '**/*.sh' },
  { scheme, pattern: '**/{[Dd]ockerfile,[Cc]ontainerfile}*' },
]);

/** The language server, as the rest of the client sees it. */
export class Client implements Disposable {
  private readonly language: LanguageClient;
  private readonly subscriptions: Disposable[] = [];
  private readonly changed = new EventEmitter<void>();
  private readonly failed = new EventEmitter<RuleFailure>();

  /** The server started or ended. */
  readonly onDidChangeState = this.changed.event;
  /** A rule threw. */
  readonly onDidFail = this.failed.event;

  constructor(context: ExtensionContext) {
    const module = context.asAbsolutePath('dist/server.js');
    const server: ServerOptions = {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
    };
    this.language = new LanguageClient('boltseal', 'Boltseal', server, options(context));
    this.subscriptions.push(
      this.changed,
      this.failed,
      this.language.onDidChangeState(() => this.changed.fire()),
      this.language.onNotification(notifications.failure, (failure: RuleFailure) => this.failed.fire(failure)),
    );
  }

  get running(): boolean {
    return this.language.state === State.Running;
  }

  get starting(): boolean {
    return this.language.state === State.Starting;
  }

  get protocol(): LanguageClient {
    return this.language;
  }

  /** Starts the server. When it cannot, the status says so. */
  async start(): Promise<void> {
    try {
      await this.language.start();
    } catch (error) {
      this.language.error('The language server did not start.', error, 'force');
      this.changed.fire();
    }
  }

  async restart(): Promise<void> {
    await this.language.restart();
  }

  showOutput(): void {
    this.language.outputChannel.show();
  }

  request<Result>(method: string, params: unknown = {}): Promise<Result> {
    return this.language.sendRequest<Result>(method, params);
  }

  async dispose(): Promise<void> {
    Disposable.from(...this.subscriptions).dispose();
    await this.language.dispose();
  }
}

function options(context: ExtensionContext): LanguageClientOptions {
  const initializationOptions = (): InitializationOptions => ({
    // Findings of the scan and of open documents live in one collection, so that none is shown twice.
    diagnostics: 'push',
    commands: [explainCommand, ...imageCommandNames],
    ...imageOptions(context),
  });
  return {
    documentSelector: selector,
    // Read at each start of the server, which may be one after a restart.
    initializationOptions,
    diagnosticCollectionName: 'boltseal',
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    middleware: {
      handleDiagnostics(uri, diagnostics, next) {
        for (const diagnostic of diagnostics) {
          const { code } = diagnostic;
          // The page of the rule opens in the editor rather than as a file.
          if (typeof code === 'object') diagnostic.code = { ...code, target: explainUri(String(code.value)) };
        }
        next(uri, diagnostics);
      },
    },
  };
}

const explainUri = (rule: string): Uri =>
  Uri.parse(`command:${explainCommand}?${encodeURIComponent(JSON.stringify([rule]))}`);
