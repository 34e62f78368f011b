import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line for real. */
export function boltseal(
  args: readonly string[],
  more: { readonly cwd: string; readonly input?: string | Buffer },
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: more.cwd, timeout: 60_000 });
    const parts = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (it: string) => {
      parts.out += it;
    });
    child.stderr.setEncoding('utf8').on('data', (it: string) => {
      parts.err += it;
    });
    child.on('error', reject).on('close', code => resolve({ code, ...parts }));
    child.stdin.end(more.input ?? '');
  });
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

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
