import type { CmdScript, Command, Step } from './model';

/** All simple commands of a script in the order written, those in groups, conditions and loops included. */
export function commandsOf(script: CmdScript): readonly Command[] {
  const commands: Command[] = [];
  const visit = (steps: readonly Step[]): void => {
    for (const { node } of steps) {
      if (node.kind === 'command') commands.push(node);
      else if (node.kind === 'group') visit(node.steps);
      else if (node.kind === 'for') {
        visit(node.command);
        visit(node.body);
      } else if (node.kind === 'if') {
        visit(node.then);
        visit(node.otherwise);
      }
    }
  };
  visit(script.steps);
  return commands;
}
