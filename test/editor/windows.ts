/** Runs the tests that drive a window (see `launchEditor`) in this process. */
import Mocha from 'mocha';
import { globSync } from 'tinyglobby';
import { collectInto, printResult, type TestResult } from './results';

const TIMEOUT = 60_000;

export async function runWindowTests(folder: string): Promise<TestResult[]> {
  const files = globSync('*.test.ts', { cwd: folder, absolute: true });
  if (!files.length) return [];
  console.log('\nIn the window of VS Code');
  const tests: TestResult[] = [];
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT, reporter: collectInto(tests) });
  for (const file of files.sort()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  await new Promise(done => mocha.run(done));
  for (const test of tests) printResult(test);
  return tests;
}
