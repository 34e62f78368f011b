/**
 * The editor tests. `suite/*.test.ts` run inside the extension host of a real VS Code, in a trusted workspace;
 * `suite/*.restricted.test.ts` in a restricted one; `window/*.test.ts` run here and drive a window.
 *
 * With a word as argument only the files run whose name begins so.
 *
 * The last line printed is `{"passed":n,"failed":n}`. With BOLTSEAL_TEST_ELECTRON=1 the suites run in the desktop
 * VS Code instead, which is downloaded.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runSuites } from './suites';
import { runWindowTests } from './windows';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = join(ROOT, 'test/editor');

async function main(only: string | undefined): Promise<void> {
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (built.status !== 0) throw new Error('The build failed.');
  const electron = process.env.BOLTSEAL_TEST_ELECTRON === '1';
  const results = await runSuites({
    workspace: join(HERE, 'workspace'),
    extension: ROOT,
    suites: join(HERE, 'suite'),
    out: join(ROOT, 'out/test/editor'),
    electron,
    ...(only === undefined ? {} : { only }),
  });
  if (!electron) results.push(...(await runWindowTests(join(HERE, 'window'), only)));
  const count = (state: string) => results.filter(test => test.state === state).length;
  console.log(JSON.stringify({ passed: count('passed'), failed: count('failed') }));
  process.exitCode = count('failed') ? 1 : 0;
}

main(process.argv[2]).catch(error => {
  console.error(error instanceof Error ? error.message : error);
  console.log(JSON.stringify({ passed: 0, failed: 1 }));
  process.exitCode = 1;
});
