import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fullReference, type NamedImage } from '../../server/src/facts/image/status';
import { openImageTrust } from '../../server/src/trust/open';
import { notationSigner } from '../../test/kit/notation-signer';
import { settingsFor, startRegistry } from '../../test/kit/oci-registry';

const count = 20;
const rounds = 5;

/** Milliseconds, the best of a few rounds. */
export interface TrustCost {
  /** One signed image, nothing kept of it. */
  readonly one: number;
  /** Twenty others of the same registry together. */
  readonly twenty: number;
  /** The verdict about an image that is kept, one of twenty, on the disk and in memory. */
  readonly kept: number;
  readonly again: number;
  /** A run of the command line for one image, and for all of them. */
  readonly runOfOne: number;
  readonly runOfTwenty: number;
}

/** What it costs to verify images of a registry that takes so many milliseconds for an answer. */
export async function measureTrust(latency: number): Promise<TrustCost> {
  const registry = await startRegistry({ latency });
  const signer = notationSigner();
  const folders: string[] = [];
  try {
    const repository = registry.repository('base');
    const tags = Array.from({ length: count + 1 }, (_, at) => `${at}`);
    for (const tag of tags) {
      const image = repository.putImage({ tag, os: 'windows', osVersion: `10.0.20348.${tag}`, content: tag });
      await signer.sign(repository, image);
    }
    const trustPolicy = signer.policy([`${registry.host}/base`]);
    const [first, ...others] = tags.map(tag => ({ registry: registry.host, repository: 'base', tag }));
    const open = (cacheFolder: string) =>
      openImageTrust({ settings: settingsFor([registry], { cacheFolder, trustPolicy }), projects: [] });
    const costs: TrustCost[] = [];
    for (let round = 0; round < rounds; round++) {
      const folder = await mkdtemp(join(tmpdir(), 'boltseal-bench-'));
      folders.push(folder);
      const trust = await open(folder);
      const one = await taken(() => trust.check([first!]));
      const twenty = await taken(() => trust.check(others));
      await trust.close();
      const later = await open(folder);
      const kept = (await taken(() => later.known(others))) / count;
      const again = (await taken(() => later.known(others))) / count;
      await later.close();
      const run = (images: readonly NamedImage[], cache: string): Promise<number> =>
        taken(() =>
          promisify(execFile)(process.execPath, [
            ...['dist/cli.js', 'verify', '--policy', trustPolicy, '--cache-dir', join(folder, cache)],
            ...['--allow-registry', registry.host, '--insecure-registry', registry.host],
            ...images.map(fullReference),
          ]),
        );
      const runOfOne = await run([first!], 'one');
      const runOfTwenty = await run(others, 'twenty');
      costs.push({ one, twenty, kept, again, runOfOne, runOfTwenty });
    }
    const best = (of: keyof TrustCost): number => Math.min(...costs.map(it => it[of]));
    return {
      one: best('one'),
      twenty: best('twenty'),
      kept: best('kept'),
      again: best('again'),
      runOfOne: best('runOfOne'),
      runOfTwenty: best('runOfTwenty'),
    };
  } finally {
    signer.remove();
    await registry.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }
}

async function taken(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds to load the trust floor, and what the command line takes to start without it: each in a process of its own. */
export function measureLoading(): { readonly start: number; readonly trust: number } {
  const node = (...args: string[]): string => execFileSync(process.execPath, args, { encoding: 'utf8' });
  const best = (measured: () => number): number => Math.min(...Array.from({ length: rounds }, measured));
  const code = "const t = performance.now(); require('./dist/trust.js'); console.log(performance.now() - t);";
  const start = (): number => {
    const from = performance.now();
    node('dist/cli.js', '--version');
    return performance.now() - from;
  };
  return { start: best(start), trust: best(() => Number(node('-e', code))) };
}
