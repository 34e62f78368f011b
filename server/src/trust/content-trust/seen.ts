import { anchorOf, type Root, readable } from './root';

/** What was accepted of a repository before: nothing older is accepted again. Plain data: it is kept as it is. */
export interface SeenVersions {
  readonly gun: string;
  /** The key of the statement that vouched for it, maybe through rotations that are no longer served. */
  readonly anchor: string;
  /** The root that was accepted last, as it was served, in base64: the next one must be signed by its keys. */
  readonly root: string;
  /** By role: `timestamp`, `snapshot`, `targets`, `targets/releases`. */
  readonly versions: Readonly<Record<string, number>>;
  /** When it was fetched, in milliseconds since the epoch. */
  readonly at: number;
}

/** What was seen, ready to be compared with. */
export interface Accepted extends Pick<SeenVersions, 'anchor' | 'versions' | 'at'> {
  readonly root: Root;
}

/** What was seen of a repository, as far as keys of today's policy vouch for it: with other keys, all begins anew. */
export function acceptedBefore(
  seen: SeenVersions | undefined,
  gun: string,
  rootKeys: readonly string[],
): Accepted | undefined {
  if (seen?.gun !== gun) return undefined;
  const root = readable(Buffer.from(seen.root, 'base64'), gun);
  const isNamed = rootKeys.some(key => key.toLowerCase() === seen.anchor);
  const anchor = root && (isNamed ? seen.anchor : anchorOf(root, rootKeys));
  return root && anchor !== undefined ? { anchor, versions: seen.versions, at: seen.at, root } : undefined;
}
