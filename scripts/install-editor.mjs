/**
 * Puts a real VS Code on this machine from package registries alone: the npm package `code-server` carries a
 * whole VS Code server build, and the distribution's chromium is its window. Everything lands in the
 * git-ignored folder `.editor`, outside the project's own `node_modules`.
 *
 * Run it (`node scripts/install-editor.mjs`) or import `installEditor`; with all in place it does nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** 4.100.3 carries VS Code 1.100.3: the oldest editor `engines.vscode` allows, and it runs on Node 20. */
const VERSION = '4.100.3';
const HERE = dirname(fileURLToPath(import.meta.url));
const EDITOR = join(HERE, '..', '.editor');
/** This folder appears by one rename when all is inside, so its being there means that it is complete. */
const INSTALLED = join(EDITOR, `code-server-${VERSION}`);
const VSCODE = 'node_modules/code-server/lib/vscode';
const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Installs what is missing and says where it is; throws an Error whose message is fit for a user. */
export function installEditor(log = console.error) {
  return { server: installServer(log), browser: installBrowser(log) };
}

/** The VS Code server alone, for those who bring their own browser. */
export function installServer(log = console.error) {
  const server = join(INSTALLED, VSCODE, 'out', 'server-main.js');
  if (existsSync(server)) return server;
  log(`Installing VS Code (code-server ${VERSION}) into .editor: half a minute, once`);
  const incoming = join(EDITOR, `incoming-${process.pid}`);
  try {
    mkdirSync(incoming, { recursive: true });
    writeFileSync(join(incoming, 'package.json'), '{ "name": "editor", "private": true }\n');
    npmInstall(incoming, [`code-server@${VERSION}`]);
    npmInstall(join(incoming, VSCODE), ['--omit=dev']);
    npmInstall(join(incoming, VSCODE, 'extensions'), ['--omit=dev']);
    putInPlace(incoming);
  } finally {
    rmSync(incoming, { recursive: true, force: true });
  }
  return server;
}

/** A parallel run may have come first: then its copy stays. */
function putInPlace(incoming) {
  try {
    renameSync(incoming, INSTALLED);
  } catch (error) {
    if (!existsSync(INSTALLED)) throw error;
  }
}

function npmInstall(folder, args) {
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'];
  const { status, error, stderr } = spawnSync('npm', ['install', ...args, ...flags], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const why = error?.message ?? stderr.trim();
  throw new Error(`npm could not install ${args[0]} for the editor; is the package registry reachable?\n${why}`);
}

function installBrowser(log) {
  const found = findBrowser();
  if (found) return found;
  log('Installing chromium from the distribution');
  spawnSync('bash', [join(HERE, 'debian-packages.sh'), 'chromium'], { stdio: ['ignore', 2, 2] });
  const installed = findBrowser();
  if (installed) return installed;
  throw new Error('No chromium: install one, or set CHROME_PATH to the program of a Chromium or Chrome.');
}

/** `BROWSER` is also where people name a Firefox or a helper script, so it counts only when it is a Chromium. */
function findBrowser() {
  const { CHROME_PATH, BROWSER = '' } = process.env;
  const named = /chrom|edge/i.test(basename(BROWSER)) ? BROWSER : undefined;
  return [CHROME_PATH, named, ...BROWSERS].find(path => path && existsSync(path));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { server, browser } = installEditor();
    console.log(`server  ${server}\nbrowser ${browser}`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
