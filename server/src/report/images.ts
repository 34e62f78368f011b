import type { PolicyProblem } from '../engine/ports';
import { lifeOf } from '../facts/image/describe';
import { parseReference } from '../facts/image/parse';
import type { ImageStatus, TrustState } from '../facts/image/status';
import { describeTrust, type StatusLine, stateName } from './image-status';
import type { ReportedImage } from './model';
import { wrapped } from './prose';
import type { Palette } from './text';
import { visible } from './visible';

/** What came of verifying images. */
export interface ImagesReport {
  readonly version: string;
  /** In the order in which they were named. */
  readonly images: readonly ImageStatus[];
  readonly problems: readonly PolicyProblem[];
  /** How many requests were sent. */
  readonly requests: number;
}

/** Changes when a field goes or changes its meaning; new fields come without a change. */
const jsonVersion = 1;

/** What is known of images, for programs. `docs/IMAGE-TRUST.md` describes every field. */
export const imagesJson = ({ version, images, problems, requests }: ImagesReport): string =>
  `${JSON.stringify(
    {
      version: jsonVersion,
      tool: { name: 'boltseal', version },
      summary: { images: images.length, byState: countByState(images), requests },
      images,
      problems,
    },
    undefined,
    2,
  )}\n`;

/** What is known of images, for a person at a terminal: a block each, and a line about all. */
export function imagesText({ images }: ImagesReport, palette: Palette, now: Date): string {
  const blocks = images.map(it => block(it, palette, now));
  return `${[...blocks, palette.bold(`${imageSummary(images)}.`)].join('\n\n')}\n`;
}

/** `3 images: 1 not signed, 2 signed, and trusted` */
export function imageSummary(images: readonly Pick<ImageStatus, 'state'>[]): string {
  const counts = Object.entries(countByState(images)).filter(([, count]) => count > 0);
  const parts = counts.map(([state, count]) => `${count} ${shortNames[state as TrustState]}`);
  return `${images.length} ${images.length === 1 ? 'image' : 'images'}: ${parts.join(', ')}`;
}

/** The digest that an image of a file stands for: by what a registry said, by the file itself, by a lock file, in this order. */
export const boundTo = ({ reference, status, locked }: ReportedImage): string | undefined =>
  status?.digest ?? (reference.includes('@') ? reference.slice(reference.indexOf('@') + 1) : locked);

/** How many images there are of each state. */
function countByState(images: readonly Pick<ImageStatus, 'state'>[]): Record<TrustState, number> {
  const counts: Record<TrustState, number> = {
    'signed-trusted': 0,
    skipped: 0,
    'signed-untrusted': 0,
    'signature-invalid': 0,
    unsigned: 0,
    unknown: 0,
  };
  for (const { state } of images) counts[state]++;
  return counts;
}

const shortNames: Readonly<Record<TrustState, string>> = {
  'signed-trusted': 'trusted',
  skipped: 'skipped',
  'signed-untrusted': 'signed but not trusted',
  'signature-invalid': 'with a signature that is not valid',
  unsigned: 'not signed',
  unknown: 'unknown',
};

const width = 100;

function block(status: ImageStatus, palette: Palette, now: Date): string {
  const lines = [...describeTrust(status, now), ...life(status, now)];
  const labels = Math.max(...lines.map(it => it.label.length));
  const { mark, colour } = marks(palette)[status.state];
  return [
    `${colour(mark)} ${palette.bold(visible(status.reference))}  ${colour(stateName(status.state))}`,
    ...lines.flatMap(({ label, text }) =>
      wrapped(text, width - labels).map(
        (line, at) => `  ${palette.dim((at === 0 ? label : '').padEnd(labels))}  ${line}`,
      ),
    ),
  ].join('\n');
}

/** Until when it is looked after, and how many updates it lacks. */
function life(status: ImageStatus, now: Date): readonly StatusLine[] {
  const image = parseReference(status.reference);
  const sentences = image ? lifeOf(image, now.toISOString().slice(0, 10), status) : [];
  return sentences.map((text, at) => ({ label: at === 0 ? 'Life' : '', text: visible(text) }));
}

const marks = ({
  bold,
  red,
  yellow,
  cyan,
  dim,
}: Palette): Readonly<Record<TrustState, { readonly mark: string; readonly colour: Palette['bold'] }>> => ({
  'signed-trusted': { mark: '✓', colour: cyan },
  skipped: { mark: '–', colour: dim },
  'signed-untrusted': { mark: '!', colour: yellow },
  'signature-invalid': { mark: '✗', colour: red },
  unsigned: { mark: '!', colour: yellow },
  unknown: { mark: '?', colour: bold },
});
