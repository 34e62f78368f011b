import type { ImageName } from './catalog';
import { type Day, dotnetReleaseOf, windowsReleaseOf } from './lifecycle';

/** What a tag names and how long it is looked after. Offsets are those of the tag. */
export interface Support {
  readonly name: string;
  readonly end: Day;
  /** The day after which nothing but security fixes comes; absent where support ends as a whole. */
  readonly mainstreamEnd?: Day;
  readonly start: number;
  readonly stop: number;
}

/** `soon`: security fixes end within half a year; `extended`: nothing else comes any more. */
export type Phase = 'ended' | 'soon' | 'extended' | 'full';

/** The part of the tag whose support ends first. */
export function supportOf(image: ImageName): Support | undefined {
  return supportsOf(image).sort((a, b) => (a.end < b.end ? -1 : 1))[0];
}

/** All releases that a tag names: that of Windows, and that of what is on it. */
export function supportsOf(image: ImageName): Support[] {
  const windows = windowsReleaseOf(image);
  const dotnet = dotnetReleaseOf(image);
  const found: Support[] = [];
  if (windows) {
    const { name, mainstreamEnd, extendedEnd, nanoserverEnd } = windows.release;
    const isNano = nanoserverEnd !== undefined && `${image.repository}:${image.tag}`.includes('nanoserver');
    const end = isNano ? nanoserverEnd : (extendedEnd ?? mainstreamEnd);
    const parts = end > mainstreamEnd ? { mainstreamEnd } : {};
    found.push({ name, end, ...parts, start: windows.start, stop: windows.end });
  }
  if (dotnet) {
    const { version, end } = dotnet.release;
    found.push({ name: `.NET ${version}`, end, start: dotnet.start, stop: dotnet.end });
  }
  return found;
}

/** How a release is looked after on a day. */
export function phaseOf({ end, mainstreamEnd }: Support, today: Day): Phase {
  if (end <= today) return 'ended';
  if (end <= later(today, 6)) return 'soon';
  return mainstreamEnd !== undefined && mainstreamEnd <= today ? 'extended' : 'full';
}

/** The day some months later. */
export function later(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const total = year * 12 + (month - 1) + months;
  const two = (it: number): string => String(it).padStart(2, '0');
  return `${Math.floor(total / 12)}-${two((total % 12) + 1)}-${two(date)}`;
}
