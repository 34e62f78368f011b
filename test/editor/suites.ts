/** Bundles the suites of a folder and runs them inside the extension host, in both states of trust. */
import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { runInElectron } from './electron';
import { type EditorOptions, runInEditor } from './host';
import { printResult, type TestResult } from './results';

const INSIDE = fileURLToPath(new URL('./inside.ts', import.meta.url));

/** So many lines of an extension host that failed are shown. */
const LAST = 40;

export interface SuiteOptions extends Pick<EditorOptions, 'workspace' | 'extension' | 'settings'> {
  /** Folder with the `*.test.ts` files. */
  suites: string;
  /** Folder for the bundles. It must lie inside the project, whence mocha is loaded. */
  out: string;
  /** Only files whose name begins so. */
  only?: string;
  /** Run in the desktop VS Code, where a download is possible. */
  electron?: boolean;
}

export async function runSuites(options: SuiteOptions): Promise<TestResult[]> {
  const files = globSync(`${options.only ?? ''}*.test.ts`, { cwd: options.suites, absolute: true });
  const restricted = files.filter(file => file.endsWith('.restricted.test.ts'));
  const results: TestResult[] = [];
  await bundle(files, options.out);
  if (files.length > restricted.length) results.push(...(await runState(options, true)));
  if (restricted.length && options.electron) console.log('Skipped, as Electron trusts all: *.restricted.test.ts');
  else if (restricted.length) results.push(...(await runState(options, false)));
  return results;
}

async function bundle(files: string[], out: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  const suites = files.map(file => ({ in: file, out: join('suite', basename(file, '.ts')) }));
  await build({
    entryPoints: [{ in: INSIDE, out: 'inside' }, ...suites],
    outdir: out,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** One launch. A run that ends badly without a failed test to show for it is itself a failure. */
async function runState(options: SuiteOptions, trusted: boolean): Promise<TestResult[]> {
  const state = trusted ? 'trusted' : 'restricted';
  const launch = options.electron ? runInElectron : runInEditor;
  console.log(`\nIn VS Code, ${state} workspace`);
  const run = await launch({
    ...options,
    tests: join(options.out, 'inside.js'),
    trust: trusted,
    env: { BOLTSEAL_TEST_TRUST: state },
  });
  const failed = run.tests.some(test => test.state === 'failed');
  if (!failed && (run.code !== 0 || !run.tests.length)) {
    run.tests.push({
      title: `runs ${state}`,
      state: 'failed',
      milliseconds: 0,
      error: run.lines.slice(-LAST).join('\n'),
    });
  }
  for (const test of run.tests) printResult(test);
  return run.tests;
}
