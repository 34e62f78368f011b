import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { retiredName } from './catalog';
import { currentDotnet, currentWindows, dotnetReleaseOf, windowsReleaseOf } from './lifecycle';
import type { ImageReference } from './reference';

/** Repositories of the base images that have a tag for every release. */
const bare = /^windows\/(?:servercore|nanoserver|server)$/;
const dotnet = /^dotnet\/(?:core\/)?(sdk|aspnet|runtime|runtime-deps)$/;
const framework = /^dotnet\/framework\/|^windows\/servercore\/iis$/;

/** Name and tag of the image to move to. */
interface Target {
  readonly name: string;
  readonly tag: string;
}

/** The image of today that replaces one that has ended, or whose name has; `undefined` where none is certain to fit. */
export function successorOf(image: ImageReference): Target | undefined {
  const retired = retiredName(image);
  const name = retired ? retired.successor : `${image.registry}/${image.repository}`;
  if (!name?.startsWith('mcr.microsoft.com/')) return undefined;
  const repository = name.slice('mcr.microsoft.com/'.length);
  const tag = image.tag === 'latest' ? '' : (image.tag ?? '');
  if (repository === 'windows') return { name: `${name}/server`, tag: currentWindows };
  if (bare.test(repository))
    return { name, tag: /-amd64$/.test(tag) ? `${currentWindows}-amd64` : bareTag(image, tag) };
  const part = dotnet.exec(repository)?.[1];
  if (part) return { name: `mcr.microsoft.com/dotnet/${part}`, tag: dotnetTag(image, tag) };
  return framework.test(repository) ? frameworkTarget(name, tag) : undefined;
}

/** Releases still supported keep their tag. */
function bareTag(image: ImageReference, tag: string): string {
  const found = windowsReleaseOf(image);
  const isKept = found?.release.extendedEnd !== undefined && found.text === found.release.tag && found.text === tag;
  return isKept && !/2016$/.test(tag) ? tag : currentWindows;
}

function dotnetTag(image: ImageReference, tag: string): string {
  const words = tag.replace(/(?:^|-)(?:sdk|aspnetcore-runtime|runtime-deps|runtime)(?=-|$)/g, '').replace(/^-/, '');
  const version = dotnetReleaseOf({ ...image, tag: words, registry: 'mcr.microsoft.com', repository: 'dotnet/sdk' });
  const moved = version ? currentDotnet + words.slice(version.end) : words || currentDotnet;
  const windows = windowsReleaseOf({ ...image, tag: moved });
  return windows && windows.release.tag !== 'ltsc2025' ? moved.slice(0, windows.start) + currentWindows : moved;
}

/** .NET Framework 4.8.1 runs what was built for any 4.x; what needs 3.5 stays where it is. */
function frameworkTarget(name: string, tag: string): Target | undefined {
  if (name.endsWith('/iis')) return { name, tag: `windowsservercore-${currentWindows}` };
  return /^3\.5(?:-|$)/.test(tag) ? undefined : { name, tag: `4.8.1-windowsservercore-${currentWindows}` };
}

/** Writes another name and tag where the reference has its own; `undefined` when they stand elsewhere or not whole. */
export function renaming(image: ImageReference, target: Target): readonly Edit[] | undefined {
  const { nameSpan, tagSpan, tag } = image;
  const written = image.registry === 'docker.io' ? undefined : `${image.registry}/${image.repository}`;
  const edits: Edit[] = [];
  if (target.name !== written) {
    if (!nameSpan) return undefined;
    edits.push(replace(nameSpan, target.name));
  }
  if (target.tag === tag) return edits.length > 0 ? edits : undefined;
  if (tag !== undefined) return tagSpan ? [...edits, replace(tagSpan, target.tag)] : undefined;
  const end: Span | undefined = nameSpan && { start: nameSpan.end, end: nameSpan.end };
  if (!end) return undefined;
  return edits.length > 0 ? [replace(nameSpan!, `${target.name}:${target.tag}`)] : [replace(end, `:${target.tag}`)];
}
