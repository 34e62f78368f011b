/** What was accepted of a repository before: nothing older is accepted again. Plain data: it is kept as it is. */
export interface SeenVersions {
  readonly gun: string;
  /** The key of the statement that vouched for it. Where no statement names it any more, nothing was seen. */
  readonly anchor: string;
  /** The root that was accepted last, as it was served, in base64: the next one must be signed by its keys. */
  readonly root: string;
  /** By role: `timestamp`, `snapshot`, `targets`, `targets/releases`. */
  readonly versions: Readonly<Record<string, number>>;
}
