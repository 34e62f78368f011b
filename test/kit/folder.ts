import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A folder with some files, gone when the test ends: `await using folder = await temporaryFolder({...})`. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  uri(file: string): string;
  write(file: string, content: string | Uint8Array): Promise<void>;
  remove(file: string): Promise<void>;
}

export async function temporaryFolder(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'boltseal-test-'));
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return {
    path,
    uri: file => pathToFileURL(join(path, file)).href,
    write,
    remove: file => rm(join(path, file)),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
