import { Interrupted, surviveClosedPipes, UsageError } from './output';
import { program } from './program';

surviveClosedPipes();
program()
  .parseAsync(process.argv)
  .catch((error: unknown) => {
    const usage = error instanceof UsageError;
    const message = error instanceof Error ? (usage ? error.message : (error.stack ?? error.message)) : String(error);
    process.stderr.write(`boltseal: ${message}\n`);
    process.exitCode = error instanceof Interrupted ? 130 : 2;
  });
