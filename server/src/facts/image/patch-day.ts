import type { ImageName } from './catalog';
import { type Day, type TagWord, type WindowsRelease, windowsReleaseOf } from './lifecycle';
import type { WindowsBuild } from './status';
import { windowsArticles } from './windows-articles.data';
import { windowsUpdates } from './windows-updates.data';

/** A build of Windows in its parts: `10.0.20348.2700`. */
export interface BuildNumber {
  readonly build: number;
  readonly revision: number;
}

/** How far one image is behind another of the same release. */
export interface PatchLag {
  /** How many monthly updates the older one lacks. */
  readonly updates: number;
  /** Whether the builds tell, or only the days on which the images were made. */
  readonly by: 'build' | 'day';
}

const two = (it: number): string => String(it).padStart(2, '0');

/** The day on which Windows is updated in a month, the second Tuesday. @param month 1 to 12 */
export function patchTuesday(year: number, month: number): Day {
  const weekday = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return `${year}-${two(month)}-${two(8 + ((9 - weekday) % 7))}`;
}

/** How many second Tuesdays lie after one day, up to another, which counts. */
export function patchTuesdaysBetween(from: Day, to: Day): number {
  const months = monthIndex(to) - monthIndex(from);
  const [year, month] = [Number(to.slice(0, 4)), Number(to.slice(5, 7))];
  if (Number.isNaN(months) || from >= to) return 0;
  const first = patchTuesday(Number(from.slice(0, 4)), Number(from.slice(5, 7)));
  return months - Number(from >= first) + Number(to >= patchTuesday(year, month));
}

const monthIndex = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

/** Reads `10.0.20348.2700`. */
export function buildNumber(text: string): BuildNumber | undefined {
  const match = /^10\.0\.(\d{5})\.(\d{1,6})$/.exec(text);
  return match ? { build: Number(match[1]), revision: Number(match[2]) } : undefined;
}

/**
 * The day of the last monthly update that a build has; `undefined` where the table does not tell: of what came after the
 * last update that it knows, nobody knows the month.
 */
export function updateOf({ build, revision }: BuildNumber): Day | undefined {
  let found: Day | undefined;
  for (const [first, revisions] of Object.entries(windowsUpdates[build] ?? {})) {
    const [year = 0, month = 0] = first.split('-').map(Number);
    for (const [index, own] of revisions.entries()) {
      // What is older than the first update came out with the month before.
      if (own > revision) return found ?? patchTuesday(year, month + index - 1);
      if (own > 0) found = patchTuesday(year, month + index);
      if (own === revision) return found;
    }
  }
  return undefined;
}

/** How many updates came out since that of a build, which is named in full; `undefined` where that is unknown. */
export function updatesSince(version: string, today: Day): number | undefined {
  const number = buildNumber(version);
  const update = number && updateOf(number);
  return update === undefined ? undefined : patchTuesdaysBetween(update, today);
}

/** A tag that names a build of Windows, by day of its last update. Offsets are those of the tag. */
export interface BuildTag {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly release: WindowsRelease;
  readonly update: Day;
  /** How many monthly updates came out since. */
  readonly updates: number;
}

/**
 * How old the build is that a tag names in full: by its number, `10.0.20348.2700`, by the article about its last update,
 * `ltsc2022-KB5034129`, or by the day on which it was made.
 */
export function buildTag(image: ImageName, today: Day): BuildTag | undefined {
  const word = windowsReleaseOf(image);
  if (!word) return undefined;
  const number = buildNumber(word.text);
  const update = number && updateOf(number);
  const found = update ? { ...word, update } : (articleIn(image, word) ?? dateIn(image));
  if (!found) return undefined;
  const { text, start, end } = found;
  const updates = patchTuesdaysBetween(found.update, today);
  return { text, start, end, release: word.release, update: found.update, updates };
}

/** The update whose article stands behind the release: `1809-KB5021237`. */
function articleIn({ tag = '' }: ImageName, { release, start, end }: TagWord<WindowsRelease>) {
  const match = /^-KB(\d{7})(?=$|-)/i.exec(tag.slice(end));
  if (!match) return undefined;
  const update = updateBy(Number(match[1]), release.build);
  const stop = end + match[0].length;
  return update && { text: tag.slice(start, stop), start, end: stop, update };
}

/** The day of the update of a build that an article is about; `undefined` where the table does not tell. */
function updateBy(article: number, build: number): Day | undefined {
  for (const [first, articles] of Object.entries(windowsArticles[build] ?? {})) {
    const index = articles.indexOf(article);
    const [year = 0, month = 0] = first.split('-').map(Number);
    if (index >= 0) return patchTuesday(year, month + index);
  }
  return undefined;
}

/** The day in a tag of .NET Framework: `4.8.1-20260714-windowsservercore-ltsc2022`. */
function dateIn({ registry, repository, tag = '' }: ImageName) {
  if (registry !== 'mcr.microsoft.com' || !repository.startsWith('dotnet/framework/')) return undefined;
  const match = /(?<=^[\d.]+-)(20\d\d)([01]\d)([0-3]\d)(?=-)/.exec(tag);
  if (!match) return undefined;
  const [text, year, month, day] = match;
  return { text, start: match.index, end: match.index + text.length, update: `${year}-${month}-${day}` };
}

/**
 * How many monthly updates an image is behind another one of the same tag. The builds tell, where both are known; else the
 * days on which the images were made. `undefined` where neither does.
 */
export function patchLag(have: WindowsBuild, newest: WindowsBuild): PatchLag | undefined {
  const [own, other] = [buildNumber(have.version), buildNumber(newest.version)];
  if (!own || !other || own.build !== other.build) return undefined;
  if (own.revision >= other.revision) return { updates: 0, by: 'build' };
  const [from, to] = [updateOf(own), updateOf(other)];
  if (from && to) return { updates: patchTuesdaysBetween(from, to), by: 'build' };
  const [made, remade] = [dayMade(have), dayMade(newest)];
  return made && remade && made <= remade ? { updates: patchTuesdaysBetween(made, remade), by: 'day' } : undefined;
}

/** The day on which an image was made. Builds that can be repeated write a day of long ago. */
function dayMade({ created }: WindowsBuild): Day | undefined {
  const day = created?.slice(0, 10) ?? '';
  return /^\d{4}-\d\d-\d\d$/.test(day) && day > '2016-09-26' ? day : undefined;
}
