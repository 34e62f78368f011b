import {
  type CancellationToken,
  type Connection,
  type ExecuteCommandParams,
  MessageType,
  type ProgressToken,
  ShowMessageNotification,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver/node';
import { type Complain, guarded } from './guard';
import type { ImageFeature } from './images/feature';
import {
  type CheckImagesParams,
  checkImagesCommand,
  requests,
  type ScanParams,
  type ScanResult,
  scanCommand,
  summaryOf,
} from './protocol';
import type { ScanResults } from './scan-results';

export interface CommandsOptions {
  readonly connection: Connection;
  readonly results: ScanResults;
  readonly images: ImageFeature;
  /** Whether the client shows progress that the server begins. */
  readonly serverProgress: boolean;
  readonly complain: Complain;
}

/** Carries out what a user asks for by name: scanning the workspace, checking images. */
export function carryOutCommands({ connection, results, images, serverProgress, complain }: CommandsOptions): void {
  const { window } = connection;

  const scan = async (token: CancellationToken, progress: WorkDoneProgressReporter): Promise<ScanResult> => {
    progress.begin('Boltseal: scanning the workspace', 0, undefined, true);
    try {
      return await results.scan(token, progress);
    } finally {
      progress.done();
    }
  };

  /** For editors without a client of ours: they show the progress themselves, and are told what was found. */
  const scanForCommand = async (
    token: CancellationToken,
    workDoneToken: ProgressToken | undefined,
  ): Promise<ScanResult> => {
    const own = workDoneToken === undefined && serverProgress ? await window.createWorkDoneProgress() : undefined;
    const result = await scan(own?.token ?? token, own ?? window.attachWorkDoneProgress(workDoneToken));
    await connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Info,
      message: summaryOf(result),
    });
    return result;
  };

  connection.onRequest<ScanResult | null, never>(
    requests.scanWorkspace,
    guarded<ScanParams, ScanResult | null>(complain, 'scan workspace', null, ({ workDoneToken }, token) =>
      scan(token, window.attachWorkDoneProgress(workDoneToken)),
    ),
  );
  connection.onExecuteCommand(
    guarded<ExecuteCommandParams, ScanResult | null>(complain, 'execute command', null, async (params, token) => {
      if (params.command === scanCommand) return scanForCommand(token, params.workDoneToken);
      const [about] = params.arguments ?? [];
      if (params.command === checkImagesCommand && isCheck(about)) await images.check(about);
      return null;
    }),
  );
}

function isCheck(value: unknown): value is CheckImagesParams {
  const { uri, references } = (value ?? {}) as Partial<CheckImagesParams>;
  return typeof uri === 'string' && (references === undefined || Array.isArray(references));
}
