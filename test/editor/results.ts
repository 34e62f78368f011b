/** What became of a test: the same for suites inside the editor and for those that drive it from outside. */
export interface TestResult {
  title: string;
  state: 'passed' | 'failed' | 'pending';
  milliseconds: number;
  error?: string;
}

/** A mocha reporter that hands on each result as it comes. A hook that fails is no test, yet it must be seen. */
export function reporter(take: (test: TestResult) => void): Mocha.ReporterConstructor {
  return class {
    constructor(runner: Mocha.Runner) {
      runner.on('fail', (test: Mocha.Test | Mocha.Hook, error) => {
        Object.assign(test, { err: error });
        if (test.type === 'hook') take(result(test));
      });
      runner.on('test end', test => take(result(test)));
    }
  } as unknown as Mocha.ReporterConstructor;
}

function result(test: Mocha.Runnable): TestResult {
  const { state = 'pending', duration = 0, err } = test as Mocha.Test;
  const error = err && { error: err.stack ?? err.message };
  return { title: test.fullTitle(), state, milliseconds: duration, ...error };
}

const MARKS = { passed: 'ok  ', failed: 'FAIL', pending: 'skip' };

export function printResult(test: TestResult): void {
  console.log(`  ${MARKS[test.state]} ${test.title} (${test.milliseconds} ms)`);
  if (test.error) console.log(test.error.replace(/^/gm, '       '));
}
