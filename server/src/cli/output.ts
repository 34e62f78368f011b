import { writeFile } from 'node:fs/promises';
import { reasonOf } from '../host/files';

/** The command line was used wrongly; the message says how. Exit code 2. */
export class UsageError extends Error {}

/** The user pressed Ctrl-C. Exit code 130, as of any program that the signal ends. */
export class Interrupted extends UsageError {}

/** Writes to a file, or to a stream and waits until it is out. */
export async function write(text: string, file?: string, stream: NodeJS.WriteStream = process.stdout): Promise<void> {
  if (file !== undefined) {
    await writeFile(file, text).catch((error: unknown) => {
      throw new UsageError(`${file}: ${reasonOf(error)}`);
    });
    return;
  }
  await new Promise<void>(resolve => stream.write(text, () => resolve()));
}

/** A reader that closes the pipe early (`| head`) ends the output, not the program. */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
