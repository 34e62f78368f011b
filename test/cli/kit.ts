import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const counter = fileURLToPath(new URL('sockets.cjs', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly input?: string | Buffer;
  /** Beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly started?: (child: ChildProcess) => void;
}

/** Runs the built command line for real. */
export function boltseal(args: readonly string[], { cwd, input, env, started }: RunOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: 60_000, env: { ...process.env, ...env } };
    const child = spawn(process.execPath, [program, ...args], options);
    const parts = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (it: string) => {
      parts.out += it;
    });
    child.stderr.setEncoding('utf8').on('data', (it: string) => {
      parts.err += it;
    });
    child.on('error', reject).on('close', code => resolve({ code, ...parts }));
    child.stdin.end(input ?? '');
    started?.(child);
  });
}

/** Has a run write down what it connects to and what it starts, and whether it loads what knows registries; `seen` tells. */
export function watchedSockets(folder: Folder): {
  readonly env: Readonly<Record<string, string>>;
  readonly seen: () => readonly string[];
} {
  const file = join(folder.path, '..', `${folder.path.split('/').at(-1)}.sockets`);
  rmSync(file, { force: true });
  return {
    env: { NODE_OPTIONS: `--require ${counter}`, BOLTSEAL_TEST_SOCKETS: file },
    seen: () => (existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []),
  };
}

/** A folder that goes when the test ends. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'boltseal-')));

  add(file: string, content: string | Uint8Array): this {
    const path = join(this.path, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return this;
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
    rmSync(`${this.path}.sockets`, { force: true });
  }
}
