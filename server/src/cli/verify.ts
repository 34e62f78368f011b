import pc from 'picocolors';
import { LineIndex } from '../base/lines';
import { readReference } from '../facts/image/parse';
import { fullReference, type ImageStatus, type NamedImage } from '../facts/image/status';
import { settingsAbove } from '../host/walk';
import { imagesJson, imagesText } from '../report/images';
import type { Report } from '../report/model';
import { visible } from '../report/visible';
import { settingsFor } from './collect';
import { UsageError, write } from './output';
import { absolute, shown } from './paths';
import { type Asked, askTrust, isBroken } from './trust';
import type { TrustFlags } from './trust-flags';
import { version } from './version';

export interface VerifyFlags extends TrustFlags {
  readonly json?: boolean;
  readonly offline?: boolean;
  readonly config?: string;
  readonly output?: string;
  /** False for `--no-color`. */
  readonly color: boolean;
}

/**
 * Verifies images by name. Answers with the exit code: 0 all trusted or skipped, 1 one that is not, 2 something that is not
 * known, or went wrong.
 */
export async function runVerify(names: readonly string[], flags: VerifyFlags): Promise<number> {
  const images = new Map(names.map(namedImage).map(it => [fullReference(it), it]));
  const here = absolute('.');
  const { settings, layers } = await settingsFor(await settingsAbove(here, here), flags.config);
  const wrong = tellSettings(settings);
  const asked = await askTrust([...images.values()], flags, flags.offline ? 'cache' : 'online', {
    layers,
    roots: [here],
  });
  const statuses = [...images.keys()].map(it => statusOf(it, asked));
  const problems = asked.problems.map(it => ({ ...it, path: shown(it.path) }));
  const report = { version, images: statuses, problems, requests: asked.requests };
  const coloured = flags.color && !flags.output && process.stdout.isTTY === true && pc.isColorSupported;
  const text = flags.json ? imagesJson(report) : imagesText(report, pc.createColors(coloured), new Date());
  await write(text, flags.output);
  return wrong || asked.problems.some(isBroken) ? 2 : exitCode(statuses);
}

function exitCode(statuses: readonly ImageStatus[]): number {
  const open = statuses.filter(it => it.state !== 'signed-trusted' && it.state !== 'skipped');
  return open.some(it => it.state !== 'unknown') ? 1 : open.length > 0 ? 2 : 0;
}

/** What came of an image; nothing is concluded where there is no answer. */
const statusOf = (reference: string, { statuses }: Pick<Asked, 'statuses'>): ImageStatus =>
  (Object.hasOwn(statuses, reference) ? statuses[reference] : undefined) ?? {
    reference,
    state: 'unknown',
    reason: 'not-asked',
    detail: 'Nobody asked its registry.',
    signatures: [],
    looked: [],
  };

/** The image that a text names. */
function namedImage(text: string): NamedImage {
  const read = readReference(text);
  if (text === 'scratch') throw new UsageError('`scratch` stands for an empty image, which no registry has');
  if (!('part' in read)) return read;
  const part = text.slice(read.at.start, read.at.end);
  const which = part === text ? '' : `: \`${part}\` cannot be its ${read.part}`;
  const hint = /^[a-z-]+:\/\//.test(text) ? ', which is written without `://`' : '';
  throw new UsageError(visible(`\`${text}\` is not an image reference${hint || which}`));
}

/** Tells what is wrong with settings and lock files on standard error; whether something has no effect. */
export function tellSettings(settings: Report['settings']): boolean {
  let wrong = false;
  for (const { path, text, problems } of settings) {
    const lines = new LineIndex(text);
    for (const { span, message, severity } of problems) {
      const { line, column } = lines.positionOf(span.start);
      process.stderr.write(`boltseal: ${visible(`${shown(path)}:${line + 1}:${column + 1}: ${message}`)}\n`);
      wrong ||= severity === 'error';
    }
  }
  return wrong;
}
