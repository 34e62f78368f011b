/** Takes the pictures of the README anew: the window tests, their pictures written to `pictures`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { runWindowTests } from '../test/editor/windows';
import { root } from './lib/tree';

async function main(): Promise<void> {
  const built = spawnSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed.');
  process.env.BOLTSEAL_PICTURES = '1';
  const results = await runWindowTests(join(root, 'test/editor/window'));
  process.exitCode = results.some(it => it.state === 'failed') ? 1 : 0;
}

void main();
