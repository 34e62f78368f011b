/**
 * Real VS Code for tests: `launchEditor` gives a workbench to drive like a user, `runInEditor` runs a compiled
 * test suite inside the extension host. Both work on a copy of the workspace and always clean up.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { installEditor } from '../../scripts/install-editor.mjs';
import type { TestResult } from './results';
import { type ServerOptions, startServer } from './server';
import { Workbench } from './workbench';

export interface EditorOptions extends Omit<ServerOptions, 'server'> {
  /** Folder to open; the editor gets a copy, so tests may edit and save. */
  workspace: string;
  /** Folder of the extension's package.json. */
  extension: string;
  /** Device pixels for one CSS pixel: 2 for pictures in documents. */
  scale?: 1 | 2;
}

export interface TestOptions extends EditorOptions {
  /** A CommonJS file, or a folder with an index.js, that exports `run(): Promise<void>`. */
  tests: string;
  timeout?: number;
  /** Receives what the extension host prints, line by line. */
  log?: (line: string) => void;
}

export interface TestRun {
  /** 0 when the suite's `run` fulfilled; 1 when it rejected or took too long. */
  code: number;
  tests: TestResult[];
  /** Everything the extension host printed. */
  lines: string[];
}

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const RUN_TIMEOUT = 120_000;

/** Opens the workbench and waits until it stands. Call `close()` when done. */
export async function launchEditor(options: EditorOptions): Promise<Workbench> {
  const session = await openSession(options);
  try {
    await session.page.goto(session.url());
    const workbench = new Workbench(session.page, session.workspace, session.close);
    await workbench.ready();
    return workbench;
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** Runs a suite inside the extension host, in a fresh editor, and says how each of its tests went. */
export async function runInEditor(options: TestOptions): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'boltseal-results-'));
  const results = join(folder, 'results.json');
  const lines: string[] = [];
  const log = (line: string) => {
    lines.push(line);
    options.log?.(line);
  };
  try {
    const session = await openSession({ ...options, env: { ...options.env, BOLTSEAL_TEST_RESULTS: results } });
    const code = await runSession(session, options, log).finally(session.close);
    return { code, lines, tests: readResults(results) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The workbench calls these two functions in test mode, if its window has them. */
async function runSession(session: Session, options: TestOptions, log: (line: string) => void): Promise<number> {
  const { page } = session;
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => log(printed(args)));
  const exited = new Promise<number>(done => page.exposeFunction('codeAutomationExit', done));
  await page.goto(session.url(options.tests));
  const limit = options.timeout ?? RUN_TIMEOUT;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<number>(done => {
    timer = setTimeout(() => done(1), limit);
  });
  late.then(() => log(`The tests in the editor took over ${limit} ms`));
  return Promise.race([exited, late]).finally(() => clearTimeout(timer));
}

/** Written by `inside.ts`, which runs inside the extension host. A suite that could not load leaves no file. */
export function readResults(path: string): TestResult[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

interface Session {
  page: Page;
  /** The copy that is open in the editor. */
  workspace: string;
  url(tests?: string): string;
  close(): Promise<void>;
}

async function openSession(options: EditorOptions): Promise<Session> {
  const installed = installEditor();
  const cleanups: (() => unknown)[] = [];
  const close = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    const parent = mkdtempSync(join(tmpdir(), 'boltseal-workspace-'));
    cleanups.push(() => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }));
    const workspace = copyWorkspace(options.workspace, parent);
    const server = await startServer({ ...options, server: installed.server });
    cleanups.push(server.stop);
    const browser = await chromium.launch({ executablePath: installed.browser, args: CHROMIUM_FLAGS });
    cleanups.push(() => browser.close());
    const page = await openPage(browser, options.scale ?? 1);
    return { page, workspace, close, url: tests => server.url(workspace, options.extension, tests) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The copy keeps the folder's name, which the window shows. */
export function copyWorkspace(source: string, parent: string): string {
  const copy = join(parent, basename(resolve(source)));
  cpSync(source, copy, { recursive: true });
  return copy;
}

async function openPage(browser: Browser, scale: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, deviceScaleFactor: scale });
  return context.newPage();
}

/** Strings as they are; anything else as JSON. The workbench passes styled console arguments through. */
function printed(args: unknown[]): string {
  return args.map(arg => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' ');
}
