/** Bundles what ships into `dist`. `--production` minifies. */
import { chmodSync, cpSync, existsSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** Who knows registries and signatures: a bundle of its own, loaded when it is needed. */
const TRUST = 'server/src/trust/open.ts';
const ENTRIES = {
  client: 'client/src/extension.ts',
  server: 'server/src/lsp/main.ts',
  cli: 'server/src/cli/main.ts',
  worker: 'server/src/cli/worker.ts',
  trust: TRUST,
};
/** The `bin` programs of package.json. */
const PROGRAMS = ['server', 'cli'];
/** Some libraries ask where they are, which CommonJS says in another way. */
const HERE = "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;";

const trustApart = {
  name: 'trust-apart',
  setup: build =>
    build.onResolve({ filter: /\/trust\/open$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './trust.js', external: true } : undefined,
    ),
};

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
await Promise.all(Object.entries(ENTRIES).map(([name, source]) => bundle(name, source)));
rmSync('dist/docs', { recursive: true, force: true });
if (existsSync('docs/rules')) cpSync('docs/rules', 'dist/docs/rules', { recursive: true });

async function bundle(name, source) {
  if (!existsSync(source)) return console.log(` skipped  ${source}: not there yet`);
  const program = PROGRAMS.includes(name);
  const outfile = `dist/${name}.js`;
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['vscode'],
    // Else esbuild takes the UMD builds of some libraries, whose `require` it cannot follow.
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': 'importMetaUrl' },
    plugins: source === TRUST ? [] : [trustApart],
    minify: process.argv.includes('--production'),
    banner: { js: program ? `#!/usr/bin/env node\n${HERE}` : HERE },
    logLevel: 'warning',
  });
  if (program) chmodSync(outfile, 0o755);
  console.log(`${String(Math.ceil(statSync(outfile).size / 1024)).padStart(5)} kB  ${outfile}`);
}
