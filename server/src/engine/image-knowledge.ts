import type { CheckedImages } from '../facts/image/status';
import { type LockFile, lockFor } from './lock-file';
import type { ImageStatuses } from './ports';
import type { ResolvedSettings, Settings } from './settings/settings';

/** What is known of images beside the files that name them: what registries said, lock files, exceptions of the settings. */
export class ImageKnowledge {
  constructor(
    private readonly settings: Pick<Settings, 'for'>,
    private readonly locks: readonly LockFile[],
    readonly statuses: ImageStatuses = {},
  ) {}

  /** What a file is judged with. */
  of(path: string): CheckedImages | undefined {
    return checkedFor(this.settings.for(path), lockFor(path, this.locks), this.statuses);
  }
}

/** What a file is judged with; `undefined` where nothing is known. A lock file that is broken does not hold. */
export function checkedFor(
  { keepsLock, imageExceptions: exceptions }: Pick<ResolvedSettings, 'keepsLock' | 'imageExceptions'>,
  lock: LockFile | undefined,
  statuses: ImageStatuses,
): CheckedImages | undefined {
  const holds = keepsLock && lock?.problems.length === 0;
  if (!holds && Object.keys(statuses).length === 0) return undefined;
  return {
    statuses,
    exceptions,
    ...(holds ? { lock: { path: lock.path, entries: lock.entries, enforce: true } } : {}),
  };
}
