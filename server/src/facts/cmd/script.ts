import type { MappedText } from '../../base/mapped-text';
import { unknown, type Value } from '../../base/value';
import { type CmdScript, type For, nestedShell, parseCmd, type Step, type Command as Written } from '../../syntax/cmd';
import type { Argument, Command } from '../command/command';
import { type Environment, noEnvironment } from '../command/environment';
import { nestedEvents } from '../command/nested';
import { programName } from '../command/program';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { evaluate, type Variables } from './words';

/** A cmd text with what it does. */
export interface CmdReading {
  readonly parsed: CmdScript;
  readonly events: readonly ScriptEvent[];
}

/**
 * Reads what `cmd.exe` is given: commands in order, both arms of conditions, loops over words turn by turn, shells that
 * it starts in place. Never throws.
 * @param batch it is a batch file
 */
export function readCmd(
  text: MappedText,
  place: Place,
  environment: Environment = noEnvironment,
  batch = false,
): CmdReading {
  const parsed = parseCmd(text.text);
  const reader = new Reader(text, place, new Map(environment), batch);
  reader.steps(parsed.steps);
  return { parsed, events: reader.events };
}

/** Longer loops are read once, with an unknown variable. */
const maximumTurns = 64;
const maximumEvents = 20_000;

class Reader implements Variables {
  readonly events: ScriptEvent[] = [];
  readonly loops = new Map<string, Value<string>>();

  constructor(
    private readonly text: MappedText,
    private place: Place,
    readonly environment: Map<string, Value<string>>,
    private readonly batch: boolean,
  ) {}

  steps(steps: readonly Step[]): void {
    let before: Command | undefined;
    for (const { separator, node } of steps) {
      if (this.events.length > maximumEvents) return;
      const input = separator === '|' ? before : undefined;
      before = undefined;
      if (node.kind === 'command') before = this.command(node, input);
      else if (node.kind === 'group') this.steps(node.steps);
      else if (node.kind === 'for') this.loop(node);
      else if (node.kind === 'if') this.branch([node.then, node.otherwise]);
    }
  }

  /** Runs each arm on a copy of the variables; what they set differently is unknown behind them. */
  private branch(arms: readonly (readonly Step[])[]): void {
    const before = new Map(this.environment);
    const after = arms.map(arm => {
      const { place } = this;
      this.restore(before);
      this.place = { ...place, way: place.way ? { outer: place.way } : {} };
      this.steps(arm);
      this.place = place;
      return new Map(this.environment);
    });
    this.restore(before);
    for (const name of new Set(after.flatMap(it => [...it.keys()]))) {
      const values = after.map(it => it.get(name));
      const [first] = values;
      const agree = values.every(it => it?.known && first?.known && it.value === first.value);
      const span = values.find(it => it)!.span;
      this.environment.set(name, agree && first ? first : unknown(`%${name}%`, span, 'differs by the way taken'));
    }
  }

  private restore(values: ReadonlyMap<string, Value<string>>): void {
    this.environment.clear();
    for (const [name, value] of values) this.environment.set(name, value);
  }

  private loop(node: For): void {
    const items = node.mode === '' ? node.set.map(word => evaluate(this.text, word, this)) : [];
    const listed = items.every(it => it.known && !/[*?]/.test(it.value)) && items.length <= maximumTurns;
    const turns = listed && items.length > 0 ? items : [undefined];
    const name = node.variable.toLowerCase();
    for (const item of turns) {
      if (item) this.loops.set(name, item);
      else this.loops.delete(name);
      this.steps(node.body);
    }
    this.loops.delete(name);
  }

  private command(node: Written, input: Command | undefined): Command | undefined {
    if (node.assignment) {
      this.assign(node, node.assignment);
      return undefined;
    }
    this.forgetComputed(node);
    const words = node.words.slice(launcherWords(node));
    const [name, ...others] = words;
    if (!name) return undefined;
    const called = evaluate(this.text, name, this);
    const command: Command = {
      kind: 'command',
      span: this.text.span(node.start, node.end),
      place: this.place,
      shell: 'cmd',
      name: programName(called.known ? called.value : name.text),
      nameSpan: this.text.span(name.start, name.end),
      args: others.map(
        (word): Argument => ({
          text: this.text.text.slice(word.start, word.end),
          span: this.text.span(word.start, word.end),
          value: evaluate(this.text, word, this),
          at: (from, to) => this.text.span(word.start + from, word.start + to),
        }),
      ),
      parameters: new Map(),
      incomplete: false,
      ...(input && { input }),
    };
    this.events.push(command);
    const nested = nestedShell(this.text, node, this.batch);
    if (nested) this.events.push(...nestedEvents(nested, this.place, this.environment));
    return command;
  }

  /** `set /a N=1+2` and `set /p N=question` set what cannot be known. */
  private forgetComputed({ words, start, end }: Written): void {
    const [name, flag, ...others] = words;
    if (name?.text.toLowerCase() !== 'set' || !flag || !/^\/[ap]$/i.test(flag.text)) return;
    for (const [, variable = ''] of others
      .map(it => it.text)
      .join(' ')
      .matchAll(/(\w+)\s*[-+*/%&^|]?=/g)) {
      const span = this.text.span(start, end);
      this.environment.set(variable.toLowerCase(), unknown(`%${variable}%`, span, 'is computed'));
    }
  }

  private assign(node: Written, { name, value }: NonNullable<Written['assignment']>): void {
    const target = this.text.span(node.start, node.end);
    const set = evaluate(this.text, value, this);
    this.environment.set(name.toLowerCase(), set);
    this.events.push({
      kind: 'assignment',
      span: target,
      place: this.place,
      target: `env:${name}`,
      targetSpan: target,
      operator: '=',
      value: set,
      valueSpan: this.text.span(value.start, value.end),
      words: set.known ? [{ text: set.value, span: set.span, ...(set.literal && { literal: set.literal }) }] : [],
    });
  }
}

/** How many words `call` and `start` with its title and switches take before the program that they run. */
function launcherWords({ words }: Written): number {
  const launcher = words[0]?.text.toLowerCase();
  if (launcher === 'call') return words.length > 1 && !words[1]!.text.startsWith(':') ? 1 : 0;
  if (launcher !== 'start') return 0;
  let at = 1;
  let titled = false;
  for (let word = words[at]; word; word = words[at]) {
    if (word.text.startsWith('/')) at += /^\/(?:d|node|affinity)$/i.test(word.text) ? 2 : 1;
    else if (word.quoted && !titled && words[at + 1]) {
      titled = true;
      at++;
    } else break;
  }
  return words[at] ? at : 0;
}
