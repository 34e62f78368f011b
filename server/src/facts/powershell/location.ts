import { type Data, known, textOf, unknown, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { resolvePath } from '../command/location';
import type { Run } from './run';

/** The variable that holds the location, `$PWD`. */
const variable = 'pwd';

/** The location that relative paths begin at; `undefined` while the script has not moved, or where it cannot be known. */
export const locationOf = (run: Run): string | undefined => textOf(run.scope.get(variable));

/** Follows `Set-Location`, `Push-Location` and `Pop-Location`. */
export function move(run: Run, command: Command): void {
  const name = command.name.toLowerCase();
  if (name !== 'set-location' && name !== 'push-location' && name !== 'pop-location') return;
  const here = run.scope.get(variable);
  if (name === 'pop-location') {
    run.scope.setGlobal(variable, run.locations.pop() ?? nowhere(command));
    return;
  }
  if (name === 'push-location') run.locations.push(here);
  const path = argumentOf(command, 'Path') ?? argumentOf(command, 'LiteralPath');
  if (!path) return;
  const text = textOf(path);
  run.scope.setGlobal(
    variable,
    text === undefined ? nowhere(command) : known(resolvePath(textOf(here), text), path.span),
  );
}

const nowhere = (command: Command): Value<Data> => unknown('$PWD', command.span, 'the location is not known');
