import { interned } from '../../base/interned';
import type { Command } from './command';

/** Something that reads one command at a time, and keeps nothing from one to the next. */
type Reader = (command: Command, ...rest: never[]) => unknown;

/** Names that are remembered: far more than any workspace has. */
const maximumNames = 10_000;

/**
 * Picks the readers that a command may concern. Most commands are the business of no reader, and all of them see that by its
 * name. So each is asked once about a command of which nothing but the name can be seen: who does not ask for more says
 * the same of all commands of that name.
 */
export function concerned<F extends Reader>(readers: readonly F[]): (command: Command) => readonly F[] {
  const byName = new Map<string, readonly F[]>();
  return ({ name, applied }) => {
    if (applied) return readers;
    let found = byName.get(name);
    if (!found) {
      found = readers.filter(it => looksFurther(it, name));
      if (byName.size >= maximumNames) byName.clear();
      byName.set(interned(name), found);
    }
    return found;
  };
}

/** Whether a command concerns any of the readers, as far as its name tells. */
export function concern(...readers: readonly Reader[]): (command: Command) => boolean {
  const ofCommand = concerned(readers);
  return command => ofCommand(command).length > 0;
}

const looked = Symbol('looked');

function looksFurther(read: Reader, name: string): boolean {
  let further = false;
  const look = (): never => {
    further = true;
    throw looked;
  };
  const nothing: Partial<Command> = { kind: 'command', name };
  const bare = new Proxy(nothing, {
    get: (target, key) => (key in target || key === 'applied' ? target[key as keyof Command] : look()),
    has: look,
    ownKeys: look,
  }) as Command;
  try {
    (read as (command: Command, emit: unknown) => unknown)(bare, look);
  } catch (error) {
    if (error !== looked) throw error;
  }
  return further;
}
