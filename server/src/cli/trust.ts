import type { ImageStatuses, PolicyProblem } from '../engine/ports';
import type { Layer } from '../engine/settings/configuration';
import type { NamedImage } from '../facts/image/status';
import { visible } from '../report/visible';
import type { TrustProject } from '../trust/open';
import type { TrustSettings } from '../trust/settings';
import type { Collected } from './collect';
import { Interrupted } from './output';
import { shown } from './paths';
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
  { layers, roots }: Pick<Collected, 'layers' | 'roots'>,
): Promise<Asked> {
  const settings = trustSettings(flags, mode);
  const projects = projectsOf(layers, roots);
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
    return { statuses, problems: trust.problems, requests: trust.requests };
  } finally {
    progress.clear();
    for (const it of trust.problems) tellProblem(it);
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

/** What may hold policies: the folders of settings files, and those of the command line. */
function projectsOf(layers: readonly Layer[], roots: readonly string[]): readonly TrustProject[] {
  const nothing = { presets: [], lock: true, signers: [], exceptions: [] };
  const projects = layers.map(({ folder, configuration }) => ({ ...nothing, ...configuration.images, folder }));
  const others = roots.filter(it => !projects.some(own => own.folder === it));
  return [...others.map(folder => ({ ...nothing, folder })), ...projects];
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
