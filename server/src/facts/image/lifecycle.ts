import type { ParsedReference } from './parse';

/** Dates as `2029-01-09`, so that they compare as text. */
export type Day = string;

/** The day on which the tables of this file were last compared with their sources. */
export const surveyed: Day = '2026-11-21';

/** A release of Windows that container images are built of. */
export interface WindowsRelease {
  readonly name: string;
  /** The tag that names it; other words of tags for the same release are in `words`. */
  readonly tag: string;
  readonly words: readonly string[];
  readonly build: number;
  readonly mainstreamEnd: Day;
  /** Releases of the former semi-annual channel have no extended support. */
  readonly extendedEnd?: Day;
  /** Nano Server, where it ended before the others. */
  readonly nanoserverEnd?: Day;
}

/**
 * Windows releases of container images.
 * Source: Virtualization-Documentation `deploy-containers/base-image-lifecycle.md` (2026-08-07), for the semi-annual
 * channel its history.
 */
export const windowsReleases: readonly WindowsRelease[] = [
  lts('2025', 26100, '2029-10-09', '2034-10-10'),
  lts('2022', 20348, '2026-10-13', '2031-10-14'),
  { ...lts('2019', 17763, '2024-01-09', '2029-01-09'), words: ['ltsc2019', '1809'] },
  {
    ...lts('2016', 14393, '2022-01-11', '2027-01-11'),
    words: ['ltsc2016', 'sac2016', '1607'],
    nanoserverEnd: '2018-10-09',
  },
  semiAnnual('1709', 16299, '2019-04-09'),
  semiAnnual('1803', 17134, '2019-11-12'),
  semiAnnual('1903', 18362, '2020-12-08'),
  semiAnnual('1909', 18363, '2021-05-11'),
  semiAnnual('2004', 19041, '2021-12-14'),
  { ...semiAnnual('20H2', 19042, '2022-08-09'), words: ['20h2', '2009'] },
];

function lts(year: string, build: number, mainstreamEnd: Day, extendedEnd: Day): WindowsRelease {
  const tag = `ltsc${year}`;
  return { name: `Windows Server ${year}`, tag, words: [tag], build, mainstreamEnd, extendedEnd };
}

function semiAnnual(version: string, build: number, mainstreamEnd: Day): WindowsRelease {
  return {
    name: `Windows Server, version ${version}`,
    tag: version,
    words: [version.toLowerCase()],
    build,
    mainstreamEnd,
  };
}

/** A release of .NET, by `major.minor`. */
export interface DotnetRelease {
  readonly version: string;
  readonly end: Day;
}

/**
 * Ends of support of .NET and .NET Core.
 * Source: dotnet.microsoft.com/platform/support/policy/dotnet-core; dotnet/core `release-notes/releases-index.json`
 * (2026-07-24). Releases of odd numbers are supported for two years since .NET 9: devblogs.microsoft.com/dotnet,
 * "STS releases supported for 24 months". The end of .NET 11 is not announced.
 */
export const dotnetReleases: readonly DotnetRelease[] = [
  { version: '1.0', end: '2019-06-27' },
  { version: '1.1', end: '2019-06-27' },
  { version: '2.0', end: '2018-10-01' },
  { version: '2.1', end: '2021-08-21' },
  { version: '2.2', end: '2019-12-23' },
  { version: '3.0', end: '2020-03-03' },
  { version: '3.1', end: '2022-12-13' },
  { version: '5.0', end: '2022-05-10' },
  { version: '6.0', end: '2024-11-12' },
  { version: '7.0', end: '2024-05-14' },
  { version: '8.0', end: '2026-11-10' },
  { version: '9.0', end: '2026-11-10' },
  { version: '10.0', end: '2028-11-14' },
];

/** Releases that one can still build on: their support does not end within a year. */
export const lastingWindows: readonly WindowsRelease[] = windowsReleases.filter(
  it => it.extendedEnd !== undefined && it.extendedEnd.slice(0, 4) > String(Number(surveyed.slice(0, 4)) + 1),
);

/** What to move to from a release that has ended. */
export const currentWindows: WindowsRelease = windowsReleases.find(it => it.tag === 'ltsc2022')!;
export const currentDotnet = '10.0';

/** A part of a tag that names a release; offsets are those of the tag. */
export interface TagWord<T> {
  readonly release: T;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const windowsWord = /(?:^|[-_./])(?:windows|windowsservercore|servercore|nanoserver|netfx)(?:$|[-_./\d])/i;

/**
 * The Windows release that a tag names: by a word such as `ltsc2019`, or by the build in `10.0.17763.5329`. Numbers such
 * as `1909` count only where name or tag say that it is a Windows image.
 */
export function windowsReleaseOf({
  repository,
  tag,
}: Pick<ParsedReference, 'registry' | 'repository' | 'tag'>): TagWord<WindowsRelease> | undefined {
  if (!tag) return undefined;
  const build = /(?:^|[-_])(10\.0\.(\d{5})(?:\.\d+)?)(?=$|[-_])/.exec(tag);
  if (build) {
    const release = windowsReleases.find(it => it.build === Number(build[2]));
    const end = build.index + build[0].length;
    if (release) return { release, text: build[1]!, start: end - build[1]!.length, end };
  }
  for (const match of tag.matchAll(/[^-_]+/g)) {
    const word = match[0].toLowerCase();
    const release = windowsReleases.find(it => it.words.includes(word));
    if (!release) continue;
    if (/^\d/.test(word) && !windowsWord.test(`${repository}/${tag}`)) continue;
    return { release, text: match[0], start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

const dotnetRepository = /^(?:dotnet\/(?:core\/|nightly\/)?(?:sdk|aspnet|runtime|runtime-deps)|microsoft\/dotnet)$/;

/** The .NET release that the tag of one of Microsoft's .NET images names. */
export function dotnetReleaseOf({
  registry,
  repository,
  tag,
}: Pick<ParsedReference, 'registry' | 'repository' | 'tag'>): TagWord<DotnetRelease> | undefined {
  if (!tag || !dotnetRepository.test(repository)) return undefined;
  if (registry !== 'mcr.microsoft.com' && registry !== 'docker.io') return undefined;
  const match = /^(\d+\.\d+)(?:\.\d+)?(?=$|-)/.exec(tag);
  const release = match && dotnetReleases.find(it => it.version === match[1]);
  return release ? { release, text: match[0], start: 0, end: match[0].length } : undefined;
}
