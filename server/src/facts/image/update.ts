import { conflicts, type Edit, replace } from '../../base/edit';
import { retiredName, windowsImage } from './catalog';
import {
  currentDotnet,
  currentWindows,
  dotnetReleaseOf,
  lastingWindows,
  surveyed,
  type WindowsRelease,
  windowsReleaseOf,
} from './lifecycle';
import type { ImageReference } from './reference';
import type { Stage } from './stage';

const microsoft = 'mcr.microsoft.com/';

/** Name and tag of the image to move to. */
interface Target {
  readonly name: string;
  readonly tag: string;
}

/** How an image is brought up to date. */
export interface Move {
  /** In the imperative: `Move to ltsc2022`. */
  readonly title: string;
  readonly edits: readonly Edit[];
  /** Set when it leads to a larger image: the stage runs Windows PowerShell, which no Nano Server of today has. */
  readonly safety?: 'suggestion';
}

/**
 * The move from an image that has ended, or whose name has, to one of today; `undefined` where none is certain to fit.
 * Stages of one file stay on one Windows release: that of another stage when it will last, else all of them move.
 */
export function moveOf(image: ImageReference): Move | undefined {
  // What a digest names stays what it is, whatever the tag before it says.
  if (image.digest !== undefined) return undefined;
  const own = windowsReleaseOf(image)?.release;
  const others = siblingsOf(image);
  const theirs = others.flatMap(it => windowsReleaseOf(it.base)?.release ?? []);
  const wanted = [own, ...theirs.sort((a, b) => b.build - a.build), currentWindows];
  for (const release of new Set(wanted)) {
    if (!release || !lastingWindows.includes(release)) continue;
    const needs = image.use === 'from' && image.place.stage ? needsPowerShell(image.place.stage) : false;
    const target = successorOf(image, release, needs);
    const edits = target && renaming(image, target);
    const along = edits && companions(others, own, windowsReleaseOf(named(target))?.release);
    const all = along && together([...edits, ...along]);
    if (!target || !all) continue;
    const title = titled(image, target, needs, all.length > edits.length);
    return { title, edits: all, ...(needs && { safety: 'suggestion' }) };
  }
  return undefined;
}

function titled(image: ImageReference, { name, tag }: Target, swapped: boolean, along: boolean): string {
  const to = name === `${image.registry}/${image.repository}` ? `Move to ${tag}` : `Use ${name}:${tag}`;
  return `${to}${swapped ? ', which has Windows PowerShell' : ''}${along ? ', the other stages along' : ''}`;
}

/** The stages of the file that stand on images of their own, without the one that this image is named in. */
const siblingsOf = ({ use, place: { stage } }: ImageReference): readonly Stage[] =>
  use === 'from' && stage ? stage.stages.filter(it => it.index !== stage.index && it.base.names === 'image') : [];

/**
 * Moves the stages which were on the same Windows release, or may have been, to the new one; `undefined` where one
 * cannot follow.
 */
function companions(
  others: readonly Stage[],
  from: WindowsRelease | undefined,
  to: WindowsRelease | undefined,
): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const { base, ...stage } of to ? others : []) {
    const release = windowsReleaseOf(base)?.release;
    if (!release || release === to || (from && from !== release)) continue;
    const target = base.digest ? undefined : successorOf(base, to!, needsPowerShell({ base, ...stage }));
    const own = target && renaming(base, target);
    if (!own) return undefined;
    edits.push(...own);
  }
  return edits;
}

/** The edits, each once; `undefined` when two want the same place for themselves. */
function together(edits: readonly Edit[]): readonly Edit[] | undefined {
  const all: Edit[] = [];
  for (const edit of edits) {
    const rival = all.find(it => conflicts(it, edit));
    if (!rival) all.push(edit);
    else if (rival.span.start !== edit.span.start || rival.span.end !== edit.span.end || rival.text !== edit.text)
      return undefined;
  }
  return all;
}

/** Whether what stands on the image runs Windows PowerShell, as far as the image has it. */
function needsPowerShell({ base, stages }: Stage): boolean {
  const kind = windowsImage(base);
  if (kind?.family !== 'nanoserver' || kind.powershell !== true) return false;
  return stages.some(it => it.root.at.start === base.at.start && it.calls.has('powershell'));
}

/** The image of today that replaces one, of a given Windows release; on Server Core where Windows PowerShell is needed. */
function successorOf(image: ImageReference, release: WindowsRelease, core: boolean): Target | undefined {
  const retired = retiredName(image);
  const name = retired ? retired.successor : `${image.registry}/${image.repository}`;
  if (!name?.startsWith(microsoft)) return undefined;
  const repository = name.slice(microsoft.length);
  const tag = image.tag === 'latest' ? '' : (image.tag ?? '');
  const amd64 = /-amd64$/.test(tag) ? '-amd64' : '';
  const is2019 = release.tag === 'ltsc2019';
  switch (repository) {
    case 'windows':
    case 'windows/server':
      return is2019 ? undefined : { name: `${microsoft}windows/server`, tag: release.tag };
    case 'windows/nanoserver':
      if (!core) return { name, tag: (is2019 ? '1809' : release.tag) + amd64 };
      return { name: `${microsoft}windows/servercore`, tag: release.tag + amd64 };
    case 'windows/servercore':
      return { name, tag: release.tag + amd64 };
    case 'windows/servercore/iis':
      return { name, tag: `windowsservercore-${release.tag}` };
  }
  const part = /^dotnet\/(?:core\/)?(sdk|aspnet|runtime)$/.exec(repository)?.[1];
  if (part) return dotnetTarget(`${microsoft}dotnet/${part}`, image, tag, release, core);
  // .NET Framework 4.8 and 4.8.1 run what was built for any 4.x; what needs 3.5 stays where it is.
  if (!repository.startsWith('dotnet/framework/') || /^3\.5(?:-|$)/.test(tag)) return undefined;
  return { name, tag: `${is2019 ? '4.8' : '4.8.1'}-windowsservercore-${release.tag}` };
}

/** .NET 10 is published for Windows Server 2022 and 2025. Source: dotnet/dotnet-docker, `src/*`. */
function dotnetTarget(
  name: string,
  image: ImageReference,
  tag: string,
  release: WindowsRelease,
  core: boolean,
): Target | undefined {
  const words = tag.replace(/(?:^|-)(?:sdk|aspnetcore-runtime|runtime)(?=-|$)/g, '').replace(/^-/, '');
  const found = dotnetReleaseOf({ ...image, tag: words, registry: 'mcr.microsoft.com', repository: 'dotnet/sdk' });
  const version = found && found.release.end > surveyed ? found.text : currentDotnet;
  const system = /(?:^|-)(nanoserver|windowsservercore)(?:-|$)/.exec(words)?.[1];
  // A tag without a word for Windows stands for Nano Server there.
  if (!system && !core) return words.slice(found?.end ?? 0) === '' ? { name, tag: version } : undefined;
  if (release.tag === 'ltsc2019') return undefined;
  return { name, tag: `${version}-${core ? 'windowsservercore' : system}-${release.tag}` };
}

const named = ({ name, tag }: Target) => ({
  registry: 'mcr.microsoft.com',
  repository: name.slice(microsoft.length),
  tag,
});

/** Writes another name and tag where the reference has its own; `undefined` when they stand elsewhere or not whole. */
function renaming(image: ImageReference, target: Target): readonly Edit[] | undefined {
  const { nameSpan, tagSpan, tag } = image;
  const written = image.registry === 'docker.io' ? undefined : `${image.registry}/${image.repository}`;
  const isNamed = target.name === written;
  if (!isNamed && !nameSpan) return undefined;
  if (tag === undefined) {
    if (!nameSpan) return undefined;
    const { end } = nameSpan;
    return [
      isNamed ? replace({ start: end, end }, `:${target.tag}`) : replace(nameSpan, `${target.name}:${target.tag}`),
    ];
  }
  const edits = isNamed ? [] : [replace(nameSpan!, target.name)];
  if (target.tag === tag) return edits.length > 0 ? edits : undefined;
  return tagSpan ? [...edits, replace(tagSpan, target.tag)] : undefined;
}
