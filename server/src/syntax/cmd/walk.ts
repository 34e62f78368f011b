import type { CmdScript, Command, Step } from './model';

/** All simple commands of a script in the order written, those in groups, conditions and loops included. */
export function* commandsOf(script: CmdScript): Iterable<Command> {
  yield* within(script.steps);
}

function* within(steps: readonly Step[]): Iterable<Command> {
  for (const { node } of steps) {
    if (node.kind === 'command') yield node;
    else if (node.kind === 'group') yield* within(node.steps);
    else if (node.kind === 'for') yield* within(node.body);
    else if (node.kind === 'if') {
      yield* within(node.then);
      yield* within(node.otherwise);
    }
  }
}
