import type * as ast from '../../syntax/powershell/ast';
import type { Command } from '../command/command';
import type { Run } from './run';

/** Runs the script that a command hands to another shell, or to `Invoke-Expression`, in place. */
export function runNested(_run: Run, _node: ast.Command, _command: Command): void {}
