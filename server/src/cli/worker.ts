import { parentPort, workerData } from 'node:worker_threads';
import { type Job, Runner } from './batch';
import type { ToWorker } from './pool';

/** A thread of the pool: is told what there is to know, gets lists of paths, answers with what came of them. */
const runner = new Runner(workerData as Job);
parentPort?.on('message', (message: ToWorker) => {
  if ('know' in message) return runner.know(message.know);
  if ('images' in message) return runner.knowImages(message.images);
  runner[message.task](message.paths).then(
    result => parentPort?.postMessage({ result }),
    (error: unknown) => parentPort?.postMessage({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
