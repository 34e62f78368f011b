/**
 * `npm run editor [folder]`: opens Boltseal, in development mode, in a local VS Code that a browser shows. The
 * folder is `examples` unless given. Ctrl+C stops it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';
import { installServer } from './install-editor.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

async function main() {
  const folder = resolve(process.argv[2] ?? join(ROOT, 'examples'));
  if (!existsSync(folder)) throw new Error(`No such folder: ${folder}`);
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('The build failed.');
  const { startServer } = await tsImport('../test/editor/server.ts', import.meta.url);
  const server = await startServer({ server: installServer(), trust: 'ask' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => server.stop().then(() => process.exit()));
  console.log(`\nBoltseal is in the editor at\n\n${server.url(folder, ROOT)}\n\nCtrl+C stops it.`);
}

main().catch(error => {
  console.error(error.message);
  process.exitCode = 1;
});
