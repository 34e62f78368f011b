import { type ImageName, retiredName } from './catalog';
import { endedImageOf } from './ended';
import { type Day, type WindowsRelease, windowsReleaseOf } from './lifecycle';
import { buildNumber, buildTag, patchLag, patchTuesdaysBetween, updateOf } from './patch-day';
import type { ImageStatus } from './status';
import { phaseOf, type Support, supportsOf } from './support';

/**
 * What is known of the life of an image, as sentences for a person: which Windows it is, until when it is looked after, and
 * how many monthly updates it lacks. Empty where its name tells nothing.
 * @param status what a registry told of it, where one was asked
 */
export function lifeOf(image: ImageName, today: Day, status?: ImageStatus): readonly string[] {
  const retired = retiredName(image);
  const ended = endedImageOf(image);
  const windows = windowsReleaseOf(image)?.release;
  return [
    ...(retired ? [givenUp(retired.successor)] : []),
    ...(ended && ended.last <= today
      ? [`This is ${ended.name}; its publisher gave it up on ${ended.last}${instead(ended.successor)}.`]
      : []),
    ...(windows ? [`It is built on ${windows.name}, build ${buildOf(image, windows, status)}.`] : builtOn(status)),
    ...supportsOf(image).map(it => sentence(it, today)),
    ...(status?.endOfLife ? [attached(status.endOfLife, today)] : []),
    ...patches(image, today, status),
  ];
}

const instead = (successor: string | undefined): string => (successor ? `, for \`${successor}\`` : '');

const givenUp = (successor: string | undefined): string =>
  successor
    ? `Microsoft gave up this name; it went on as \`${successor}\`.`
    : 'Microsoft gave up this name, and nothing took its place.';

const buildOf = (image: ImageName, { build }: WindowsRelease, status: ImageStatus | undefined): string =>
  status?.windows?.version ?? buildNumberIn(image) ?? `10.0.${build}`;

const buildNumberIn = (image: ImageName): string | undefined => {
  const text = windowsReleaseOf(image)?.text;
  return text !== undefined && buildNumber(text) ? text : undefined;
};

/** The release is in the image alone: its tag does not name it. */
function builtOn(status: ImageStatus | undefined): readonly string[] {
  const version = status?.windows?.version;
  if (version === undefined) return [];
  const release = windowsReleaseOf({ registry: '', repository: '', tag: version })?.release;
  return [`It is built on ${release?.name ?? 'Windows'}, build ${version}.`];
}

function sentence(support: Support, today: Day): string {
  const { name, end, mainstreamEnd } = support;
  switch (phaseOf(support, today)) {
    case 'ended':
      return `Support of ${name} ended on ${end}: no security fix comes any more.`;
    case 'soon':
      return `Support of ${name} ends on ${end}, within half a year.`;
    case 'extended':
      return `${name} gets security fixes only, and these until ${end}.`;
    case 'full':
      return mainstreamEnd === undefined
        ? `${name} is supported until ${end}.`
        : `${name} is supported until ${mainstreamEnd}, with security fixes until ${end}.`;
  }
}

const attached = (end: Day, today: Day): string =>
  end <= today
    ? `Its publisher ended support of this digest on ${end}.`
    : `Its publisher ends support of this digest on ${end}.`;

/** How many updates it lacks: against what its tag stands for now, else against the calendar. */
function patches(image: ImageName, today: Day, status: ImageStatus | undefined): readonly string[] {
  const { windows, newest } = status ?? {};
  if (windows && newest) {
    const lag = patchLag(windows, newest);
    if (!lag) return [`Its tag stands for build ${newest.version} now.`];
    if (lag.updates > 0) return [`It lacks ${updates(lag.updates)}: its tag stands for build ${newest.version} now.`];
    return ['It has the newest monthly update of its tag.'];
  }
  const number = windows && buildNumber(windows.version);
  const day = number && updateOf(number);
  if (day !== undefined) return [told(day, patchTuesdaysBetween(day, today))];
  const tag = windows ? undefined : buildTag(image, today);
  return tag ? [told(tag.update, tag.updates)] : [];
}

const told = (update: Day, count: number): string =>
  count === 0
    ? `It has the monthly update of ${update}, the last one.`
    : `It has the monthly update of ${update}; ${updates(count)} came out since.`;

const updates = (count: number): string => `${count} monthly update${count === 1 ? '' : 's'}`;
