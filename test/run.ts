/**
 * All tests, in order: types, style, the build, the unit and process tests, the tests in a real editor. Installs what the
 * editor tests need. The last line printed is `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { globSync } from 'tinyglobby';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the counts off what the command printed; without it the step is one test that its exit code decides. */
  readonly count?: (output: string) => Count | undefined;
}

const last = (output: string, pattern: RegExp): number =>
  Number([...output.matchAll(pattern)].at(-1)?.[1] ?? Number.NaN);

/** Mocha's closing lines: `12 passing (3s)`, `1 failing`. */
function mochaCount(output: string): Count | undefined {
  const passed = last(output, /^\s+(\d+) passing/gm);
  return Number.isNaN(passed) ? undefined : { passed, failed: last(output, /^\s+(\d+) failing/gm) || 0 };
}

function editorCount(output: string): Count | undefined {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  return line.startsWith('{"passed"') ? (JSON.parse(line) as Count) : undefined;
}

const bin = (name: string): string => `node_modules/.bin/${name}`;
const units = globSync(
  'test/{base,syntax,facts,rules,engine,trust,report,host,cli,lsp,client,scripts,house}/**/*.test.ts',
);

const steps: readonly Step[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'style', command: [bin('biome'), 'check', '--error-on-warnings'] },
  { name: 'build', command: ['node', 'scripts/build.mjs'] },
  { name: 'unit', command: [bin('mocha'), '--reporter', 'dot', ...units.sort()], count: mochaCount },
  { name: 'editor', command: [bin('tsx'), 'test/editor/run.ts'], count: editorCount },
];

/** Runs a step, its output shown as it comes. A command that fails has at least one failed test. */
function run({ name, command, count }: Step): Promise<Count> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  return new Promise(resolve => {
    let output = '';
    const child = spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      process.stdout.write(chunk);
    });
    child.on('error', error => console.error(error.message));
    child.on('close', code => {
      const found = count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
      const result = code === 0 ? found : { ...found, failed: Math.max(1, found.failed) };
      const seconds = Math.round((performance.now() - started) / 1000);
      console.log(`-- ${name}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
      resolve(result);
    });
  });
}

/** What the tests use from the system. Where it cannot be had, those that need it say so. */
function installTools(): void {
  const { status } = spawnSync('bash', ['scripts/debian-packages.sh'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0)
    console.log('Not everything could be installed; tests that need it are skipped or fail, and say so.');
}

async function main(): Promise<void> {
  installTools();
  const total = { passed: 0, failed: 0 };
  for (const step of steps) {
    const { passed, failed } = await run(step);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

void main();
