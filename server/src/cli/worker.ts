import { parentPort, workerData } from 'node:worker_threads';
import { batchRunner, type Job } from './batch';

/** A thread of the pool: gets lists of paths, answers with what came of them. */
const run = batchRunner(workerData as Job);
parentPort?.on('message', (paths: readonly string[]) => {
  run(paths).then(
    result => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
