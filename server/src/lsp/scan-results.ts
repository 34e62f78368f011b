import { setImmediate as turn } from 'node:timers/promises';
import {
  type CancellationToken,
  CancellationTokenSource,
  type Connection,
  FileChangeType,
  type FileEvent,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver/node';
import { atLeast } from '../base/severity';
import { pathOf } from './convert';
import type { Document, Documents } from './documents';
import { type Complain, safely } from './guard';
import type { ScanResult } from './protocol';
import type { Visited, WorkspaceScanner } from './workspace-scanner';

export interface ScanResultsOptions {
  readonly connection: Connection;
  readonly documents: Documents;
  readonly scanner: WorkspaceScanner;
  /** Whether open documents are shown by what the client asks for, so that what was published must give way. */
  readonly pulled: boolean;
  readonly complain: Complain;
}

/**
 * What a workspace scan found in files that are not open. It stays shown until the file changes or the next scan; an open
 * document is shown by its own diagnostics.
 */
export class ScanResults {
  /** The files of the last scan: the address of each, and whether there is anything to show. */
  private readonly shown = new Map<string, { readonly uri: string; readonly clean: boolean }>();
  private scanned = false;
  private refreshing = new CancellationTokenSource();
  /** Files that are to be looked at again, when there is time. */
  private readonly waiting = new Set<string>();
  private looking = false;

  constructor(private readonly options: ScanResultsOptions) {}

  /** Scans the workspace and shows what is found. */
  async scan(token: CancellationToken, progress?: WorkDoneProgressReporter): Promise<ScanResult> {
    let files = 0;
    let findings = 0;
    let grave = 0;
    let filesWithFindings = 0;
    const skipped: { path: string; detail: string }[] = [];
    const before = new Map(this.shown);
    this.scanned = true;
    await this.options.scanner.visit({
      token,
      visited: file => {
        files++;
        findings += file.findings.length;
        grave += file.findings.filter(it => atLeast(it.severity, 'high')).length;
        if (file.findings.length > 0) filesWithFindings++;
        before.delete(file.path);
        this.show(file);
      },
      skipped: it => skipped.push(it),
      progress: reporting(progress),
    });
    const cancelled = token.isCancellationRequested;
    // What was not visited is gone or left out now; after a cancelled scan nobody knows.
    if (!cancelled) for (const [path, { uri }] of before) this.clear(path, uri);
    return { files, findings, grave, filesWithFindings, skipped, cancelled };
  }

  /** The settings changed: what is shown is scanned again, quietly. */
  async refresh(): Promise<void> {
    if (!this.scanned) return;
    this.refreshing.cancel();
    this.refreshing = new CancellationTokenSource();
    await this.scan(this.refreshing.token);
  }

  opened({ uri, path }: Document): void {
    if (this.options.pulled && path !== undefined && this.shown.has(path)) this.publish(uri, []);
  }

  /** A document was closed: what the scan knows of the file is shown again, as it is on the disk. */
  async closed({ uri, path }: Document): Promise<void> {
    this.publish(uri, []);
    if (path === undefined || !this.shown.has(path)) return;
    this.shown.set(path, { uri, clean: true });
    await this.look(path);
  }

  /** Files changed on the disk. Only those of a scan matter. */
  async changed(events: readonly FileEvent[]): Promise<void> {
    if (!this.scanned) return;
    const created: string[] = [];
    for (const { uri, type } of events) {
      const path = pathOf(uri);
      if (path === undefined || this.options.documents.atPath(path)) continue;
      if (type === FileChangeType.Deleted) this.clear(path, this.shown.get(path)?.uri ?? uri);
      else if (this.shown.has(path)) await this.look(path);
      else created.push(path);
    }
    if (created.length === 0) return;
    // Whether a new file is one to read at all, the ignore files say.
    const { files, settings } = await this.options.scanner.list(new AbortController().signal);
    const listed = new Set([...files, ...settings]);
    for (const path of created) if (listed.has(path)) await this.look(path);
  }

  /** What was shown of files, or of all, may be another thing now. They are looked at one by one, each once. */
  stale(paths: Iterable<string> = this.shown.keys()): void {
    for (const path of paths) {
      if (this.shown.has(path) && !this.options.documents.atPath(path)) this.waiting.add(path);
    }
    if (!this.looking) void this.lookAtWaiting();
  }

  private async lookAtWaiting(): Promise<void> {
    const look = safely<string>(this.options.complain, 'stale file', path => this.look(path));
    this.looking = true;
    for (const path of this.waiting) {
      await turn();
      // It may become stale again while it is looked at.
      this.waiting.delete(path);
      await look(path);
    }
    this.looking = false;
  }

  private async look(path: string): Promise<void> {
    const file = await this.options.scanner.look(path);
    if (file && !('detail' in file)) this.show(file);
    else this.clear(path, this.shown.get(path)?.uri);
  }

  private show({ path, uri, diagnostics }: Visited): void {
    const clean = diagnostics.length === 0;
    // Most files of most workspaces are clean, and were before.
    const news = !(clean && (this.shown.get(path)?.clean ?? true));
    this.shown.set(path, { uri, clean });
    if (news && !this.options.documents.atPath(path)) this.publish(uri, diagnostics);
  }

  private clear(path: string, uri: string | undefined): void {
    this.shown.delete(path);
    if (uri !== undefined && !this.options.documents.atPath(path)) this.publish(uri, []);
  }

  private publish(uri: string, diagnostics: Visited['diagnostics']): void {
    void this.options.connection.sendDiagnostics({ uri, diagnostics });
  }
}

/** Says how far a scan is, at most a hundred times. */
function reporting(
  progress: WorkDoneProgressReporter | undefined,
): ((done: number, total: number) => void) | undefined {
  if (!progress) return undefined;
  let last = -1;
  return (done, total) => {
    const percentage = total === 0 ? 100 : Math.floor((done / total) * 100);
    if (percentage === last) return;
    last = percentage;
    progress.report(percentage, `${done} of ${total} files`);
  };
}
