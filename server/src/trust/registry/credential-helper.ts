/** The one file of this floor that starts programs: credential helpers, which the user's Docker configuration names. */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { type Credential, parseHelperAnswer } from './docker-config';
import type { Environment } from './proxies';

const usualTimeout = 5000;
const longestAnswer = 64 * 1024;

/**
 * `docker-credential-<name> get`, as docker/docker-credential-helpers describes it: the server on standard input, JSON on
 * standard output, exit status 1 when there is no credential. What it writes is kept nowhere.
 */
export function askHelper(
  name: string,
  server: string,
  environment: Environment,
  timeout = usualTimeout,
): Promise<Credential | undefined> {
  const program = /^[\w.-]+$/.test(name) ? find(`docker-credential-${name}`, environment) : undefined;
  if (program === undefined) return Promise.resolve(undefined);
  return new Promise(done => {
    const child = spawn(program, ['get'], {
      cwd: homedir(),
      env: { ...environment },
      shell: false,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const pieces: Buffer[] = [];
    let size = 0;
    const end = (credential?: Credential) => {
      clearTimeout(clock);
      done(credential);
    };
    // What a helper starts may hold its output open after it was killed itself.
    const kill = () => {
      child.kill('SIGKILL');
      child.stdout.destroy();
      end();
    };
    const clock = setTimeout(kill, timeout);
    child.stdout.on('data', (piece: Buffer) => {
      size += piece.length;
      pieces.push(piece);
      if (size > longestAnswer) kill();
    });
    child.on('error', () => end());
    child.on('close', code => end(code === 0 ? parseHelperAnswer(Buffer.concat(pieces).toString()) : undefined));
    child.stdin.on('error', () => {});
    child.stdin.end(`${server}\n`);
  });
}

/**
 * Where a program is, by absolute folders of `PATH` only. Windows would look in the working folder first, and that may be one
 * that somebody else has filled.
 */
function find(program: string, environment: Environment): string | undefined {
  const path = environment.PATH ?? environment.Path ?? '';
  const file = process.platform === 'win32' ? `${program}.exe` : program;
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .map(folder => join(folder, file))
    .find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
