/** A VS Code server of its own: free loopback port, fresh data folder, one process group, nothing left behind. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServerOptions {
  /** Path of VS Code's `server-main.js`. */
  server: string;
  /** User settings, over the quiet ones below. */
  settings?: Record<string, unknown>;
  /** Settings of the machine, where those stand whose scope is `machine`. */
  machine?: Record<string, unknown>;
  /** `true`: every workspace is trusted. `false`: restricted, never asks. `'ask'`: as a user sees it. */
  trust?: boolean | 'ask';
  /** Seen by extensions and by the processes that they start. */
  env?: Record<string, string>;
}

export interface VsCodeServer {
  port: number;
  /** Address of a folder in the editor, with an extension in development mode and, if given, its test runner. */
  url(folder: string, extension: string, tests?: string): string;
  stop(): Promise<void>;
}

/** No tips, no telemetry, no saving by itself: nothing moves but what the test moves. */
const QUIET = {
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};
/** The server of code-server reads this: no gallery, so nothing is asked of the network. */
const NO_GALLERY = { EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
const TIED = fileURLToPath(new URL('./tied.mjs', import.meta.url));
const START_TIMEOUT = 30_000;
const STOP_TIMEOUT = 3_000;

export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const data = mkdtempSync(join(tmpdir(), 'boltseal-editor-'));
  writeSettings(data, 'User', { ...QUIET, ...trustSettings(options.trust ?? true), ...options.settings });
  if (options.machine) writeSettings(data, 'Machine', options.machine);
  const child = spawn(process.execPath, [TIED, options.server, ...flags(data)], {
    detached: true,
    stdio: 'pipe',
    env: { ...process.env, ...NO_GALLERY, ...options.env },
  });
  const killAtExit = () => killGroup(child, 'SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    process.off('exit', killAtExit);
    await stopGroup(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const port = await listening(child);
    return { port, stop, url: (folder, extension, tests) => address(port, folder, extension, tests) };
  } catch (error) {
    await stop();
    throw error;
  }
}

function flags(data: string): string[] {
  return [
    ...['--host', '127.0.0.1', '--port', '0'],
    ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', data, '--extensions-dir', join(data, 'extensions')],
  ];
}

function trustSettings(trust: boolean | 'ask'): Record<string, unknown> {
  if (trust === 'ask') return { 'security.workspace.trust.startupPrompt': 'always' };
  if (trust) return { 'security.workspace.trust.enabled': false };
  return { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
}

function writeSettings(data: string, whose: 'User' | 'Machine', settings: Record<string, unknown>): void {
  const folder = join(data, 'data', whose);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings, undefined, 2));
}

/** The port, once the server answers. It keeps draining the output afterwards, or the server would block on it. */
function listening(child: ChildProcess): Promise<number> {
  return new Promise((done, fail) => {
    let output = '';
    const timer = setTimeout(() => fail(new Error(`VS Code did not start in time:\n${output}`)), START_TIMEOUT);
    const read = (chunk: Buffer) => {
      if (output.includes('Extension host agent started')) return;
      output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (!port || !output.includes('Extension host agent started')) return;
      clearTimeout(timer);
      done(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', fail);
    child.once('exit', code => fail(new Error(`VS Code ended with code ${code}:\n${output}`)));
  });
}

async function stopGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise(done => child.once('exit', done));
    killGroup(child, 'SIGTERM');
    await Promise.race([gone, new Promise(done => setTimeout(done, STOP_TIMEOUT).unref())]);
  }
  killGroup(child, 'SIGKILL');
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function address(port: number, folder: string, extension: string, tests?: string): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${resolve(path)}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ folder: resolve(folder), payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}
