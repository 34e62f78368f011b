/** Runs inside the extension host: the compiled suites that lie beside this file, and their results as JSON. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reporter, type TestResult } from './results';

/** Suites that need Restricted Mode are named so; all others run in a trusted workspace. */
const RESTRICTED = '.restricted.test.js';
const TIMEOUT = 20_000;

/** Called by VS Code. Rejects when a test failed, which makes the exit code. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const tests: TestResult[] = [];
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT, reporter: reporter(test => write(tests, test)) });
  for (const file of suites()) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>(done => mocha.run(done));
  if (failures) throw new Error(`${failures} failed`);
}

/** After each test, so that a run that hangs shows what went before. */
function write(tests: TestResult[], test: TestResult): void {
  tests.push(test);
  writeFileSync(process.env.BOLTSEAL_TEST_RESULTS!, JSON.stringify(tests));
}

function suites(): string[] {
  const restricted = process.env.BOLTSEAL_TEST_TRUST === 'restricted';
  const folder = join(__dirname, 'suite');
  const files = readdirSync(folder).filter(name => name.endsWith('.test.js'));
  return files.filter(name => name.endsWith(RESTRICTED) === restricted).map(name => join(folder, name));
}
