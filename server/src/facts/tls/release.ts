import type { Place } from '../fact';
import { windowsReleaseOf } from '../image/lifecycle';
import type { SchannelRelease } from './schannel-suites.data';

/** The release whose suites an image has, as far as the image it stands on says; releases between take the older list. */
export function schannelReleaseOf(place: Place): SchannelRelease | undefined {
  const root = place.stage?.root;
  const build = root && windowsReleaseOf(root)?.release.build;
  if (!build || build < 14393) return undefined;
  if (build < 17763) return '2016';
  if (build < 19042) return '2019';
  if (build < 20348) return '20H2';
  return build < 26100 ? '2022' : '2025';
}
