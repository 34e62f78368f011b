/** Runs the tests that drive a window (see `launchEditor`) in this process. */
import Mocha from 'mocha';
import { globSync } from 'tinyglobby';
import { printResult, reporter, type TestResult } from './results';

const TIMEOUT = 60_000;

/** @param only files whose name begins so; all when absent */
export async function runWindowTests(folder: string, only = ''): Promise<TestResult[]> {
  const files = globSync(`${only}*.test.ts`, { cwd: folder, absolute: true });
  if (!files.length) return [];
  console.log('\nIn the window of VS Code');
  const tests: TestResult[] = [];
  const take = (test: TestResult) => {
    tests.push(test);
    printResult(test);
  };
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT, reporter: reporter(take) });
  for (const file of files.sort()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise(done => mocha.run(done));
  return tests;
}
