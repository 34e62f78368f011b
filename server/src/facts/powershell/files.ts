import { textOf } from '../../base/value';
import type { Command as Node } from '../../syntax/powershell/ast';
import { argumentOf, type Command } from '../command/command';
import { contentOf } from './embedded';
import type { Input } from './output';
import type { Run } from './run';

const writers = /^(?:Set|Add)-Content$|^Out-File$/;

/** A path by which a script is found again: what is not known of its beginning counts as the same. */
export const fileKey = (path: string): string => path.toLowerCase().replace(/^.*[$)}?][\w:]*(?=[\\/])/, '?');

/** Notes a script that the script writes: `$text | Out-File x.ps1`. It is followed where it is run. */
export function noteFile(run: Run, node: Node, command: Command, input: Input): void {
  if (!writers.test(command.name)) return;
  const at = argumentOf(command, 'Path') ?? argumentOf(command, 'FilePath') ?? argumentOf(command, 'LiteralPath');
  const path = textOf(at) ?? (at && !at.known && at.suffix ? `?${at.suffix}` : undefined);
  if (path === undefined || !/[^?]\.(?:ps1|cmd|bat)$/i.test(path)) return;
  const value =
    argumentOf(command, 'Value') ??
    argumentOf(command, 'InputObject') ??
    (input && 'known' in input ? input : run.piped);
  const own = value && contentOf(run, value, written(run, node, value.span.start), node);
  if (own) run.files.set(fileKey(path), own);
}

/** The text as it is written here: an argument, or what the pipeline begins with. */
function written(run: Run, node: Node, start: number): Node['elements'][number] | undefined {
  const all = run.feeding ? [...node.elements, run.feeding] : node.elements;
  return all.find(it => run.at(it).start === start);
}
