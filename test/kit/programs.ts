/** Programs of the operating system that tests hold our code against: signers, registries, certificate tools. */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, isAbsolute, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Whether a program is installed; by its path where another one of that name may come first. */
export const installed = (program: string): boolean =>
  [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'].some(folder => {
    try {
      accessSync(isAbsolute(program) ? program : join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Skips a test, and says why, where a program is missing: `before(function () { needs(this, 'notary'); })`. */
export function needs(test: Mocha.Context, ...programs: readonly string[]): void {
  const missing = programs.filter(program => !installed(program));
  if (missing.length === 0) return;
  console.log(`      skipped: ${missing.join(', ')} not installed (scripts/debian-packages.sh)`);
  test.skip();
}

/** Debian's own Python, which sees the modules that Debian's packages bring. */
export const python = '/usr/bin/python3';

/** Skips a test, and says why, where Python or one of its modules is missing. */
export async function needsPython(test: Mocha.Context, ...modules: readonly string[]): Promise<void> {
  needs(test, python);
  try {
    await run(python, ['-c', `import ${modules.join(', ')}`]);
  } catch {
    console.log(`      skipped: ${modules.join(', ')} not installed for Python (scripts/debian-packages.sh)`);
    test.skip();
  }
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly input?: string | Uint8Array;
}

/** Runs a program to its end: what it printed. Rejects, with all that it printed, when it fails. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Buffer> {
  const child = spawn(program, args, { cwd: options.folder, env: { ...process.env, ...options.env } });
  const out: Buffer[] = [];
  const all: Buffer[] = [];
  child.stdout.on('data', chunk => {
    out.push(chunk);
    all.push(chunk);
  });
  child.stderr.on('data', chunk => all.push(chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}:\n${Buffer.concat(all)}`);
  return Buffer.concat(out);
}

/** A port of the loopback interface that nothing listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });

/** A server of a test run, and the folder of its files. */
export interface Running extends AsyncDisposable {
  /** `127.0.0.1:40123` */
  readonly host: string;
  /** What it logged so far. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port, and waits until `path` answers. Another port is tried when somebody else took the first.
 * @param arguments_ writes the configuration for the address, and gives the arguments
 * @param folder removed when it is stopped
 */
export async function startServer(
  program: string,
  arguments_: (host: string) => Promise<readonly string[]>,
  path: string,
  folder: string,
  attempts = 3,
): Promise<Running> {
  const host = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, await arguments_(host), { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (log += String(chunk)));
  let failed: Error | undefined;
  child.on('error', error => (failed = error));
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const stop = async (): Promise<void> => {
    process.removeListener('exit', end);
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (let wait = 0; wait < 200 && child.exitCode === null && !failed; wait += 1) {
    if (await answers(`http://${host}${path}`)) return { host, log: () => log, stop, [Symbol.asyncDispose]: stop };
    await sleep(25);
  }
  process.removeListener('exit', end);
  await ended(child);
  if (attempts > 1 && !failed) return startServer(program, arguments_, path, folder, attempts - 1);
  throw failed ?? new Error(`${program} did not start:\n${log}`);
}

async function answers(address: string): Promise<boolean> {
  try {
    await (await fetch(address)).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exit = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exit;
}
