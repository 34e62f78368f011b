import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ImageStatuses } from '../engine/ports';
import { mayHoldObjects } from '../engine/project/carriers';
import type { ProjectData } from '../engine/project/load';
import { type BatchResult, type FileImages, type Job, Runner, type Tasks } from './batch';

/** Fewer files than this are done before a second thread is up. */
const worthThreads = 64;
/** Small enough to end evenly, large enough that messages cost nothing. */
const batchSize = 24;

export interface PoolOptions {
  /** How many threads at most; as many as there are cores when absent. */
  readonly jobs?: number | undefined;
  /** Told after each batch how many files are done. */
  readonly progress: (done: number) => void;
  /** Asked when all files are analysed; those that name images are then analysed anew with what it knows. */
  readonly verify?: ((files: readonly FileImages[]) => Promise<ImageStatuses>) | undefined;
}

/** What a worker thread is told. */
export type ToWorker =
  | { readonly know: ProjectData['files'] }
  | { readonly images: ImageStatuses }
  | { readonly task: keyof Tasks; readonly paths: readonly string[] };

/** Whoever does the work. */
interface Crew extends Tasks {
  /** How many lists it works on at a time. */
  readonly size: number;
  know(files: ProjectData['files']): void;
  knowImages(statuses: ImageStatuses): void;
  end(): Promise<void>;
}

export interface PoolResult {
  readonly results: readonly BatchResult[];
  /** The Kubernetes objects of all files. */
  readonly objects: ProjectData['files'];
}

/** Analyses files, on several threads where that pays. The results come in no particular order. */
export async function runAll(
  paths: readonly string[],
  job: Job,
  { jobs = availableParallelism(), progress, verify }: PoolOptions,
): Promise<PoolResult> {
  const script = join(__dirname, 'worker.js');
  const threads = Math.min(jobs, Math.ceil(paths.length / batchSize));
  const alone = threads < 2 || paths.length < worthThreads || !existsSync(script);
  const crew = alone ? localCrew(job) : threadCrew(script, threads, job);
  try {
    const documents = paths.filter(mayHoldObjects);
    const objects = (await all(crew, documents, batch => crew.read(batch))).flat();
    crew.know(objects);
    let done = 0;
    const results = await all(crew, paths, async batch => {
      const result = await crew.scan(batch);
      done += batch.length;
      progress(done);
      return result;
    });
    const files = results.flatMap(it => it.images);
    if (!verify) return { results, objects };
    const statuses = await verify(files);
    crew.knowImages(statuses);
    const named = files.map(it => it.path);
    const again = await all(crew, named, batch => crew.scan(batch));
    return { results: replaced(results, again, new Set(named)), objects };
  } finally {
    await crew.end();
  }
}

/** The results, those of files that were analysed anew in place of what was said of them before. */
function replaced(
  before: readonly BatchResult[],
  again: readonly BatchResult[],
  paths: ReadonlySet<string>,
): readonly BatchResult[] {
  return [
    ...before.map(it => ({ ...it, files: it.files.filter(own => !paths.has(own.path)) })),
    ...again.map(it => ({ ...it, analysed: 0, images: [] })),
  ];
}

/** Hands out lists of paths until there are none. Ends early when one fails. */
async function all<R>(
  { size }: Crew,
  paths: readonly string[],
  work: (batch: readonly string[]) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < paths.length && !failed) {
      const batch = paths.slice(next, (next += batchSize));
      try {
        results.push(await work(batch));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: size }, lane));
  return results;
}

function localCrew(job: Job): Crew {
  const runner = new Runner(job);
  return {
    size: 1,
    know: files => runner.know(files),
    knowImages: statuses => runner.knowImages(statuses),
    read: paths => runner.read(paths),
    scan: paths => runner.scan(paths),
    end: async () => {},
  };
}

function threadCrew(script: string, size: number, job: Job): Crew {
  const workers = Array.from({ length: size }, () => new Worker(script, { workerData: job }));
  const idle = [...workers];
  const ask = async <R>(task: keyof Tasks, paths: readonly string[]): Promise<R> => {
    const worker = idle.pop()!;
    const result = await answerOf<R>(worker, { task, paths });
    idle.push(worker);
    return result;
  };
  return {
    size,
    know: files => {
      for (const it of workers) it.postMessage({ know: files } satisfies ToWorker);
    },
    knowImages: images => {
      for (const it of workers) it.postMessage({ images } satisfies ToWorker);
    },
    read: paths => ask('read', paths),
    scan: paths => ask('scan', paths),
    end: async () => {
      await Promise.all(workers.map(it => it.terminate()));
    },
  };
}

/** One answer of a worker. Rejects when the thread reports an error or dies. */
function answerOf<R>(worker: Worker, message: ToWorker): Promise<R> {
  return new Promise<R>((resolve, reject) => {
    const settle = (act: () => void): void => {
      worker.off('message', answered).off('error', failed).off('exit', ended);
      act();
    };
    const answered = ({ result, error }: { result?: R; error?: string }): void =>
      settle(() => (result === undefined ? reject(new Error(error)) : resolve(result)));
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (code: number): void => settle(() => reject(new Error(`a worker thread ended with code ${code}`)));
    worker.on('message', answered).on('error', failed).on('exit', ended);
    worker.postMessage(message);
  });
}
