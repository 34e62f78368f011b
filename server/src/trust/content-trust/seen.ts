import { anchorOf, type Root, readable, succeeds } from './root';

/** What was accepted of a repository before: nothing older is accepted again. Plain data: it is kept as it is. */
export interface SeenVersions {
  readonly gun: string;
  /** The key of the statement that vouched for it. */
  readonly anchor: string;
  /** The roots that lead from that key to the root, in base64: they prove it, and may be served no longer. */
  readonly via: readonly string[];
  /** The root that was accepted last, as it was served, in base64: the next one must be signed by its keys. */
  readonly root: string;
  /** By role: `timestamp`, `snapshot`, `targets`, `targets/releases`. */
  readonly versions: Readonly<Record<string, number>>;
  /** When it was fetched, in milliseconds since the epoch. */
  readonly at: number;
}

/** What was seen, ready to be compared with. */
export interface Accepted extends Pick<SeenVersions, 'anchor' | 'versions' | 'at'> {
  readonly via: readonly Root[];
  readonly root: Root;
}

/**
 * What was seen of a repository, as far as keys of today's policy vouch for it: with other keys, all begins anew. It is not taken at its
 * word, or whoever can write to where it is kept could name any root.
 */
export function acceptedBefore(
  seen: SeenVersions | undefined,
  gun: string,
  rootKeys: readonly string[],
): Accepted | undefined {
  if (seen?.gun !== gun) return undefined;
  const all = [...seen.via, seen.root].map(it => readable(Buffer.from(it, 'base64'), gun));
  const begin = all.findLastIndex(it => it !== undefined && anchorOf(it, rootKeys) !== undefined);
  const chain = all.slice(begin).filter(it => it !== undefined);
  const [first] = chain;
  if (begin < 0 || !first || chain.length < all.length - begin) return undefined;
  if (!chain.every((it, at) => at === 0 || succeeds(it, chain[at - 1]!))) return undefined;
  const { versions, at } = seen;
  return { anchor: anchorOf(first, rootKeys)!, via: chain.slice(0, -1), root: chain.at(-1)!, versions, at };
}
