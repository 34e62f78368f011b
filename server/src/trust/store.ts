import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from './sha256';

/** Bytes in a record stand in a file of their own, named by their digest. */
const bytesKey = '$sha256';
/** Raised when what is written means something else. */
const layout = 'v1';
const hour = 3_600_000;
/** Records that are held in memory too. */
const remembered = 200;

/**
 * Keeps records between runs: JSON under a name, bytes in them apart, by digest. Everything is written to a new file and renamed,
 * so several processes may share a folder; bytes whose digest is another by now are as good as gone. Never rejects: what cannot be
 * read or written is not there.
 */
export class Store {
  private readonly records: string;
  private readonly blobs: string;
  private readonly recent = new Map<string, unknown>();
  /** Bytes written since it was last looked how many there are; enough at first, so that it is looked once in a run. */
  private written = Number.POSITIVE_INFINITY;

  /**
   * @param folder for this alone; made when the first record is written
   * @param limit how many bytes are kept; the longest unused go first
   */
  constructor(
    folder: string,
    private readonly limit = 50_000_000,
  ) {
    this.records = join(folder, layout, 'records');
    this.blobs = join(folder, layout, 'sha256');
  }

  /** The record of that kind and name. */
  async read<T = unknown>(kind: string, name: string): Promise<T | undefined> {
    const path = this.pathOf(kind, name);
    if (this.recent.has(path)) return this.recent.get(path) as T;
    try {
      const record = JSON.parse(await readFile(path, 'utf8')) as { name: string; value: unknown };
      if (record.name !== name) return undefined;
      const value = await this.filled(record.value);
      this.remember(path, value);
      return value as T;
    } catch {
      return undefined;
    }
  }

  /** Keeps a value: JSON, in which `Uint8Array` may stand. */
  async write(kind: string, name: string, value: unknown): Promise<void> {
    const path = this.pathOf(kind, name);
    this.remember(path, value);
    try {
      const blobs = new Map<string, Uint8Array>();
      const text = JSON.stringify(
        { name, value },
        function (this: Record<string, unknown>, key: string, written: unknown) {
          // A `Buffer` has turned itself into something else before `written` is told.
          const it = this[key];
          if (!(it instanceof Uint8Array)) return written;
          const digest = sha256(it);
          blobs.set(digest, it);
          return { [bytesKey]: digest };
        },
      );
      await Promise.all([...blobs].map(([digest, bytes]) => this.put(join(this.blobs, digest), bytes)));
      await this.put(path, Buffer.from(text), true);
      await this.prune();
    } catch {
      // A full or read-only disk costs requests, and nothing else.
    }
  }

  private pathOf(kind: string, name: string): string {
    return join(this.records, `${kind}-${sha256(name)}.json`);
  }

  private remember(path: string, value: unknown): void {
    this.recent.delete(path);
    this.recent.set(path, value);
    const [oldest] = this.recent.keys();
    if (this.recent.size > remembered && oldest !== undefined) this.recent.delete(oldest);
  }

  /** The value with its bytes in place. Rejects when some are gone or are others. */
  private async filled(value: unknown): Promise<unknown> {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return Promise.all(value.map(it => this.filled(it)));
    const digest = (value as Record<string, unknown>)[bytesKey];
    if (typeof digest === 'string') return this.bytes(digest);
    const entries = Object.entries(value).map(async ([key, it]) => [key, await this.filled(it)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  private async bytes(digest: string): Promise<Uint8Array> {
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('no digest');
    const path = join(this.blobs, digest);
    const bytes = await readFile(path);
    if (sha256(bytes) !== digest) {
      await rm(path, { force: true });
      throw new Error('bytes have changed');
    }
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > hour) await utimes(path, new Date(), new Date());
    return new Uint8Array(bytes);
  }

  private async put(path: string, bytes: Uint8Array, replace = false): Promise<void> {
    if (!replace && (await sizeOf(path)) === bytes.length) return;
    // Of other stores too, which threads and processes have for the same folder.
    const draft = `${path}.${randomUUID()}`;
    const write = (): Promise<void> => writeFile(draft, bytes, { mode: 0o600, flag: 'wx' });
    await write().catch(async () => {
      await mkdir(dirname(path), { recursive: true });
      await write();
    });
    this.written += bytes.length;
    await rename(draft, path);
  }

  /** Takes out what was not used for longest, when there is more than the limit. */
  private async prune(): Promise<void> {
    if (this.written < this.limit / 4) return;
    this.written = 0;
    const files: { path: string; size: number; time: number }[] = [];
    for (const folder of [this.records, this.blobs]) {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name);
        const { size, mtimeMs } = await stat(path);
        files.push({ path, size, time: mtimeMs });
      }
    }
    let total = files.reduce((sum, it) => sum + it.size, 0);
    for (const { path, size } of files.sort((a, b) => a.time - b.time)) {
      if (total <= this.limit) return;
      await rm(path, { force: true });
      total -= size;
    }
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    it => it.size,
    () => undefined,
  );
