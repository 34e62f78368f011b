import type { Command } from '../command/command';
import type { ScriptEvent } from '../command/script';
import type { Download } from './download';
import { type Check, checkIn, checks, evaluationOf, filesOf, mayEvaluate, mayUse, programOf, useOf } from './use';

/** Events from the first index to before the second. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What becomes of files. Each event is looked at once, however many downloads come before it. */
export class Aftermath {
  private readonly checked: number[] = [];
  private readonly checks: Check[] = [];
  private readonly evaluating: number[] = [];
  private readonly using: number[] = [];
  private readonly programs = new Map<string, number[]>();
  private readonly files = new Map<Command, ReadonlySet<string>>();

  constructor(private readonly events: readonly ScriptEvent[]) {
    events.forEach((event, index) => {
      const check = checkIn(event);
      if (check) {
        this.checked.push(index);
        this.checks.push(check);
      }
      if (mayEvaluate(event)) this.evaluating.push(index);
      if (mayUse(event)) this.using.push(index);
      if (event.kind !== 'command') return;
      const name = event.name.toLowerCase();
      const same = this.programs.get(name);
      if (same) same.push(index);
      else this.programs.set(name, [index]);
    });
  }

  /** Who evaluates what an event has fetched. */
  evaluation(fetched: ScriptEvent, { from, to }: Stretch): Download['evaluated'] {
    return first(this.evaluating, from, to, index => evaluationOf(this.events[index]!, fetched));
  }

  /** What happens to the file of that key. */
  use(key: string, { from, to }: Stretch): Download['used'] {
    const program = programOf(key);
    const run = first(this.programs.get(program ?? '') ?? [], from, to, index => index) ?? to;
    const used = first(this.using, from, run, index => useOf(this.events[index]!, key, it => this.filesOf(it)));
    return used ?? (run < to ? { how: 'run', span: this.events[run]!.span } : undefined);
  }

  /** Whether the file of that key is checked, or, should `others` be given, one that cannot be told and is none of them. */
  isChecked(key: string | undefined, { from, to }: Stretch, others?: ReadonlySet<string>): boolean {
    for (let at = lowest(this.checked, from); at < this.checked.length && this.checked[at]! < to; at++) {
      if (checks(this.checks[at]!, key, others)) return true;
    }
    return false;
  }

  private filesOf(command: Command): ReadonlySet<string> {
    const files = this.files.get(command) ?? new Set(filesOf(command));
    this.files.set(command, files);
    return files;
  }
}

/** The first result for one of the sorted numbers. */
function first<T>(
  sorted: readonly number[],
  from: number,
  to: number,
  read: (value: number) => T | undefined,
): T | undefined {
  for (let at = lowest(sorted, from); at < sorted.length && sorted[at]! < to; at++) {
    const result = read(sorted[at]!);
    if (result !== undefined) return result;
  }
  return undefined;
}

/** The index of the first of the sorted numbers that is not below `bound`. */
function lowest(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
