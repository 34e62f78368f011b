import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BatchResult, batchRunner, type Job } from './batch';

/** Fewer files than this are done before a second thread is up. */
const worthThreads = 64;
/** Small enough to end evenly, large enough that messages cost nothing. */
const batchSize = 24;

export interface PoolOptions {
  /** How many threads at most; as many as there are cores when absent. */
  readonly jobs?: number | undefined;
  /** Told after each batch how many files are done. */
  readonly progress: (done: number) => void;
}

/** Analyses files, on several threads where that pays. The results come in no particular order. */
export async function runAll(
  paths: readonly string[],
  job: Job,
  { jobs = availableParallelism(), progress }: PoolOptions,
): Promise<readonly BatchResult[]> {
  const batches: (readonly string[])[] = [];
  for (let at = 0; at < paths.length; at += batchSize) batches.push(paths.slice(at, at + batchSize));
  const results: BatchResult[] = [];
  let done = 0;
  const finish = (batch: readonly string[], result: BatchResult): void => {
    results.push(result);
    done += batch.length;
    progress(done);
  };
  const script = join(__dirname, 'worker.js');
  const threads = Math.min(jobs, batches.length);
  if (threads < 2 || paths.length < worthThreads || !existsSync(script)) {
    const run = batchRunner(job);
    for (const batch of batches) finish(batch, await run(batch));
    return results;
  }
  await Promise.all(
    Array.from({ length: threads }, () => feed(new Worker(script, { workerData: job }), batches, finish)),
  );
  return results;
}

/** Hands one thread batch after batch until there are none. Ends early when the thread dies. */
function feed(
  worker: Worker,
  batches: (readonly string[])[],
  finish: (batch: readonly string[], result: BatchResult) => void,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    let current: readonly string[] = [];
    const next = (): void => {
      const batch = batches.shift();
      if (batch) {
        current = batch;
        worker.postMessage(batch);
      } else resolve();
    };
    worker.on('message', ({ result, error }: { result?: BatchResult; error?: string }) => {
      if (result) {
        finish(current, result);
        next();
      } else reject(new Error(error));
    });
    worker.once('error', reject);
    worker.once('exit', code => reject(new Error(`a worker thread ended with code ${code}`)));
    next();
  })
    .catch((error: unknown) => {
      // The others finish what they hold and get no more.
      batches.length = 0;
      throw error;
    })
    .finally(() => worker.terminate());
}
