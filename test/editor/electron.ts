/**
 * The other launcher: the desktop VS Code that @vscode/test-electron downloads. It takes the same suites as
 * `runInEditor`; it has no page to drive, and it always trusts the workspace.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { copyWorkspace, readResults, type TestOptions, type TestRun } from './host';

/** Beside the other editor, in the git-ignored folder. */
const CACHE = fileURLToPath(new URL('../../.editor/electron', import.meta.url));

export async function runInElectron(options: TestOptions): Promise<TestRun> {
  const folder = mkdtempSync(join(tmpdir(), 'boltseal-electron-'));
  const results = join(folder, 'results.json');
  mkdirSync(join(folder, 'User'));
  writeFileSync(join(folder, 'User', 'settings.json'), JSON.stringify(options.settings ?? {}));
  try {
    const code = await runTests({
      cachePath: CACHE,
      extensionDevelopmentPath: options.extension,
      extensionTestsPath: options.tests,
      extensionTestsEnv: { ...options.env, BOLTSEAL_TEST_RESULTS: results },
      launchArgs: [copyWorkspace(options.workspace, folder), '--user-data-dir', folder],
    }).catch(error => {
      console.error(error);
      return 1;
    });
    return { code, tests: readResults(results), lines: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
