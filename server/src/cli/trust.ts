import type { ImageStatuses, PolicyProblem } from '../engine/ports';
import type { Layer } from '../engine/settings/configuration';
import type { NamedImage } from '../facts/image/status';
import { visible } from '../report/visible';
import type { TrustProject } from '../trust/open';
import type { TrustSettings } from '../trust/settings';
import { Interrupted } from './output';
import { absolute, shown } from './paths';
import { type TrustFlags, trustSettings } from './trust-flags';

/** What came of asking registries. */
export interface Asked {
  readonly statuses: ImageStatuses;
  readonly problems: readonly PolicyProblem[];
  readonly requests: number;
}

/** Verifies images: from what is kept, or by asking their registries. Tells of policies that do not count on standard error. */
export async function askTrust(
  images: readonly NamedImage[],
  flags: TrustFlags,
  mode: Exclude<TrustSettings['mode'], 'off'>,
  layers: readonly Layer[],
): Promise<Asked> {
  const settings = trustSettings(flags, mode);
  const projects = projectsOf(layers);
  const { openImageTrust } = await import('../trust/open');
  let trust = await openImageTrust({ settings, projects });
  const aborting = new AbortController();
  const interrupt = (): void => aborting.abort();
  process.once('SIGINT', interrupt);
  const progress = progressOn(process.stderr, images.length);
  try {
    const offered = trust.problems.flatMap(it => it.fingerprint ?? []);
    if (flags.acceptWorkspacePolicy && offered.length > 0) {
      await trust.close();
      const acceptedPolicies = [...settings.acceptedPolicies, ...offered];
      trust = await openImageTrust({ settings: { ...settings, acceptedPolicies }, projects });
    }
    const statuses =
      mode === 'cache'
        ? await trust.known(images)
        : await inTurn(images, image =>
            trust.check([image], { signal: aborting.signal, again: flags.again === true, progress: progress.tell }),
          );
    if (aborting.signal.aborted) throw new Interrupted('interrupted');
    progress.clear();
    for (const it of trust.problems) tellProblem(it);
    return { statuses, problems: trust.problems, requests: trust.requests };
  } finally {
    progress.clear();
    process.off('SIGINT', interrupt);
    await trust.close();
  }
}

/** So many images are asked for at a time: each has its time from when its turn comes. */
const atOnce = 40;

async function inTurn(
  images: readonly NamedImage[],
  check: (image: NamedImage) => Promise<ImageStatuses>,
): Promise<ImageStatuses> {
  const left = [...images];
  const statuses: ImageStatuses[] = [];
  const lane = async (): Promise<void> => {
    for (let image = left.shift(); image; image = left.shift()) statuses.push(await check(image));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return Object.assign({}, ...statuses);
}

/** Whether a policy cannot be used at all, rather than wait for the user to accept it. */
export const isBroken = ({ fingerprint }: PolicyProblem): boolean => fingerprint === undefined;

function tellProblem({ path, message, fingerprint }: PolicyProblem): void {
  const hint =
    fingerprint === undefined
      ? ''
      : ` Accept it with --accept-policy ${fingerprint}, or with --accept-workspace-policy.`;
  process.stderr.write(`boltseal: ${visible(`${shown(path)}: ${message}${hint}`)}\n`);
}

/** The folders that may hold policies: those of the settings files, and the working folder. */
function projectsOf(layers: readonly Layer[]): readonly TrustProject[] {
  const nothing = { presets: [], lock: true, signers: [], exceptions: [] };
  const projects = layers.map(({ folder, configuration }) => ({ ...nothing, ...configuration.images, folder }));
  const here = absolute('.');
  return projects.some(it => it.folder === here) ? projects : [{ ...nothing, folder: here }, ...projects];
}

/** Counts on one line of a terminal; silent elsewhere. */
function progressOn(stream: NodeJS.WriteStream, total: number): { tell: () => void; clear: () => void } {
  if (!stream.isTTY) return { tell: () => {}, clear: () => {} };
  let done = 0;
  return {
    tell: () => stream.write(`\r${++done} of ${total} images`),
    clear: () => stream.write('\r\u001B[K'),
  };
}
