import type { Edit } from '../../base/edit';
import type { Value } from '../../base/value';
import type { Copy } from '../../syntax/dockerfile';
import { comparison, quoted } from '../download/check';
import { windowsImage } from '../image/catalog';
import type { Stage } from '../image/stage';
import type { ShellInForce } from './programs';
import { instructionAt } from './stages';

/**
 * The RUN behind an `ADD https://...` that compares the hash of what came. `--checksum` is BuildKit's, which does not
 * build Windows images by default (docker/cli docs/deprecated.md).
 */
export function checkOfAdded(
  { sources, destination, lines }: Copy,
  url: Value<string>,
  stage: Stage,
  shell: ShellInForce,
  text: string,
): Edit | undefined {
  const to = destination?.text ?? '';
  if (sources.length !== 1 || !url.known || to === '' || /[$`"%]/.test(to)) return undefined;
  const name = /([^/\\?#]+)(?:[?#].*)?$/.exec(url.value)?.[1] ?? '';
  const check = comparison(quoted(/[\\/]$/.test(to) ? to + name : to));
  const isPowerShell = shell.name === 'powershell' || shell.name === 'pwsh';
  const kind = windowsImage(stage.root);
  // The Nano Server that had PowerShell is to be left soon.
  const hasPowerShell = kind?.powershell === true && kind.family !== 'nanoserver';
  if (!isPowerShell && (shell.name !== 'cmd' || !hasPowerShell)) return undefined;
  const run = isPowerShell ? `RUN ${check}` : `RUN powershell -Command "${check}"`;
  return instructionAt(lines.end, run, text);
}
