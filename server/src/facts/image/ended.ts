import type { ImageName } from './catalog';
import type { Day } from './lifecycle';

/** An image that its publisher gave up: as a whole, or by tag. */
export interface EndedImage {
  /** What it is, as a message names it. */
  readonly name: string;
  /** The day on which it was given up, or of the last one. */
  readonly last: Day;
  /** The name that took its place. */
  readonly successor?: string;
  /** The part of the tag that says so; absent where all tags have ended. Offsets are those of the tag. */
  readonly word?: { readonly text: string; readonly start: number; readonly end: number };
}

interface Entry {
  readonly repository: RegExp;
  /** The tags; the first group is the part to blame. Absent: all. */
  readonly tag?: RegExp;
  readonly name: (word: string) => string;
  readonly last: Day;
  readonly successor?: string;
}

/**
 * Images that are built no more, although their release of Windows may be looked after. Sources beside each.
 */
const ended: readonly Entry[] = [
  // envoyproxy/envoy, issues 28588 and 34324: v1.28.0 was the last.
  { repository: /^docker\.io\/envoyproxy\/envoy-windows(?:-|$)/, name: () => 'Envoy for Windows', last: '2023-10-19' },
  // PowerShell/Announcements, issue 75; PowerShell-Docs `install/powershell-in-docker.md`: dotnet/sdk took its place.
  {
    repository: /^mcr\.microsoft\.com\/powershell$/,
    name: () => 'the image of the PowerShell team',
    last: '2025-03-26',
    successor: 'mcr.microsoft.com/dotnet/sdk',
  },
  // microsoft/dotnet-framework-docker 7e6e683b "Remove .NET Framework 3.5 images and consolidate 4.8 images".
  {
    repository: /^mcr\.microsoft\.com\/dotnet\/framework\//,
    tag: /^(3\.5|4\.6\.2|4\.7(?:\.[12])?)(?=-|$)/,
    name: word => `the image of .NET Framework ${word}`,
    last: '2025-10-14',
  },
  {
    repository: /^mcr\.microsoft\.com\/dotnet\/framework\//,
    tag: /^(4\.8)-(?:\d{8}-)?windowsservercore-ltsc202[25]$/,
    name: () => 'the image of .NET Framework 4.8 on a Windows that has 4.8.1',
    last: '2025-10-14',
  },
  // docker-library/official-images, `library/openjdk`: 39c3fe8092 and ea0c68fc20; docker-library/docs `openjdk/deprecated.md`.
  {
    repository: /^docker\.io\/library\/openjdk$/,
    tag: /^((?:8|11)(?:[.u]\d+)*)(?=-|$)/,
    name: word => `the image of Java ${word} of the former OpenJDK repository`,
    last: '2022-08-19',
    successor: 'eclipse-temurin',
  },
  {
    repository: /^docker\.io\/library\/openjdk$/,
    tag: /^(17(?:\.\d+)*)(?=-|$)/,
    name: word => `the image of Java ${word} of the former OpenJDK repository`,
    last: '2022-05-02',
    successor: 'eclipse-temurin',
  },
];

/** What an image is, where its publisher builds it no more. */
export function endedImageOf({ registry, repository, tag = 'latest' }: ImageName): EndedImage | undefined {
  const full = `${registry}/${repository}`;
  for (const it of ended) {
    if (!it.repository.test(full)) continue;
    const match = it.tag?.exec(tag);
    if (it.tag && !match) continue;
    const text = match?.[1] ?? '';
    const word = match ? { word: { text, start: match.index, end: match.index + text.length } } : {};
    return { name: it.name(text), last: it.last, ...word, ...(it.successor ? { successor: it.successor } : {}) };
  }
  return undefined;
}
