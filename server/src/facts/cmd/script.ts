import type { MappedText } from '../../base/mapped-text';
import { known, possible, textOf, unknown, type Value } from '../../base/value';
import {
  type CmdScript,
  type For,
  type If,
  nestedShell,
  parseCmd,
  type Step,
  undoQuotes,
  type Word,
  type Command as Written,
} from '../../syntax/cmd';
import type { Argument, Command } from '../command/command';
import { type Environment, noEnvironment } from '../command/environment';
import { launchOf } from '../command/launchers';
import { lineEvents } from '../command/line';
import { nestedEvents } from '../command/nested';
import { programName } from '../command/program';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { evaluate, type Variables, withVariables } from './words';

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
  const reader = new Reader(text, place, new Map(environment), batch, parsed.steps);
  reader.steps(parsed.steps);
  return { parsed, events: reader.events };
}

/** Longer loops are read once, with an unknown variable. */
const maximumTurns = 64;
const maximumEvents = 20_000;
/** A variable that has more values by the way taken is unknown. */
const maximumWays = 8;
/** Subroutines that call each other are followed this deep. */
const maximumCalls = 6;

class Reader implements Variables {
  readonly events: ScriptEvent[] = [];
  readonly loops = new Map<string, Value<string>>();
  given: ReadonlyMap<string, Value<string>> = new Map();
  private readonly called = new Set<string>();
  private depth = 0;

  constructor(
    private readonly text: MappedText,
    private place: Place,
    readonly environment: Map<string, Value<string>>,
    private readonly batch: boolean,
    private readonly whole: readonly Step[],
  ) {}

  steps(steps: readonly Step[]): void {
    let before: Command | undefined;
    let left = false;
    for (const { separator, node } of steps) {
      if (this.events.length > maximumEvents) return;
      // What only calls reach was read at the calls.
      if (node.kind === 'label') left = left && this.called.has(node.name.toLowerCase());
      else if (!left) left = steps === this.whole && leaves(node);
      if (left) continue;
      const input = separator === '|' ? before : undefined;
      before = undefined;
      if (node.kind === 'command') before = this.command(node, input);
      else if (node.kind === 'group') this.steps(node.steps);
      else if (node.kind === 'for') this.loop(node);
      else if (node.kind === 'if') this.conditional(node);
    }
  }

  /** A condition; `if not defined X set X=1` gives X a default, as a parameter has one. */
  private conditional({ condition, not, then, otherwise }: If): void {
    const name = condition.test === 'defined' ? condition.operands[0]?.text.toLowerCase() : undefined;
    const unset = name !== undefined && !this.environment.has(name);
    const values = this.branch([then, otherwise]);
    const value = unset ? values[not ? 0 : 1]?.get(name) : undefined;
    if (unset && value) this.environment.set(name, value);
  }

  /** Reads the lines behind a label, up to where they return. */
  private callLabel(label: string, args: readonly Argument[]): void {
    const start = this.whole.findIndex(({ node }) => node.kind === 'label' && node.name.toLowerCase() === label);
    if (start < 0 || this.depth >= maximumCalls) return;
    const body = this.whole.slice(start + 1);
    const end = body.findIndex(({ node }) => leaves(node));
    const { given } = this;
    this.given = new Map(args.map((it, index) => [String(index + 1), textValue(it)]));
    this.called.add(label);
    this.depth++;
    this.steps(end < 0 ? body : body.slice(0, end));
    this.depth--;
    this.given = given;
  }

  /** Runs each arm on a copy of the variables; what they set differently is unknown behind them. */
  private branch(arms: readonly (readonly Step[])[]): readonly ReadonlyMap<string, Value<string>>[] {
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
      const found = values.flatMap(it => (it?.known ? [it] : (it?.either ?? [])));
      const either = [...new Map(found.map(it => [it.value, it])).values()];
      const why = values.flatMap(it => (it && !it.known && !it.either ? [it.why] : []))[0];
      const open = unknown(`%${name}%`, span, why ?? 'differs by the way taken');
      const one = values.every(it => it?.known || it?.either) && either.length <= maximumWays;
      this.environment.set(name, agree && first ? first : one ? { ...open, either } : open);
    }
    return after;
  }

  private restore(values: ReadonlyMap<string, Value<string>>): void {
    this.environment.clear();
    for (const [name, value] of values) this.environment.set(name, value);
  }

  private loop(node: For): void {
    const items = node.mode === '' ? node.set.flatMap(word => this.itemsIn(word)) : [];
    const listed = items.every(it => it.known && !/[*?]/.test(it.value)) && items.length <= maximumTurns;
    const turns = listed && items.length > 0 ? items : [undefined];
    const name = node.variable.toLowerCase();
    this.steps(node.command);
    for (const item of turns) {
      if (item) this.loops.set(name, item);
      else this.loops.delete(name);
      this.steps(node.body);
    }
    this.loops.delete(name);
  }

  /** The words that a word of a set stands for: variables may hold several, or one of a few. */
  private itemsIn(word: Word): readonly Value<string>[] {
    return this.argumentsOf(word).flatMap(({ value }) =>
      possible(value).map(it => (it.known ? { ...it, value: `${it.value}` } : it)),
    );
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
      args: others.flatMap(word => this.argumentsOf(word)),
      parameters: new Map(),
      incomplete: false,
      ...(input && { input }),
    };
    const label = called.known && words.length < node.words.length ? '' : labelOf(node);
    if (label) {
      this.callLabel(label, command.args.slice(1));
      return undefined;
    }
    this.events.push(command);
    const nested = nestedShell(this.text, node, this.batch);
    if (nested?.script) {
      for (const script of withVariables(nested.script, this.environment))
        this.events.push(...nestedEvents({ ...nested, script }, this.place, this.environment));
    }
    if (command.name === 'schtasks') this.schedule(words);
    if (!nested) this.launch(node, command, words);
    return command;
  }

  /** What a program runs that stands behind its own options: `psexec -s netsh ...`, `docker exec X powershell ...`. */
  private launch(node: Written, command: Command, words: readonly Word[]): void {
    const launch = launchOf(
      command.name,
      words.slice(1).map(it => it.text),
    );
    const first = launch && words[launch.from + 1];
    if (!first) return;
    const { place } = this;
    if (launch.away) this.place = { ...place, away: true };
    if (launch.line) this.events.push(...lineEvents(undoQuotes(this.text.slice(first.start, first.end)), this.place));
    else this.command({ ...node, start: first.start, words: words.slice(launch.from + 1) }, undefined);
    this.place = place;
  }

  /** `schtasks /create /tr "powershell -Command ..."` */
  private schedule(words: readonly Word[]): void {
    const line = words[words.findIndex(it => /^\/tr$/i.test(it.text)) + 1];
    if (line && line !== words[0])
      this.events.push(...lineEvents(undoQuotes(this.text.slice(line.start, line.end)), this.place));
  }

  /** A word; where it is nothing but variables, without quotes, it is as many words as these hold. */
  private argumentsOf(word: Word): readonly Argument[] {
    const text = this.text.text.slice(word.start, word.end);
    const span = this.text.span(word.start, word.end);
    const value = evaluate(this.text, word, this);
    const spread = !word.quoted && word.parts.every(it => it.kind === 'variable' || it.kind === 'delayed');
    if (spread && value.known && /\S\s+\S/.test(value.value)) {
      return (value.value.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map(it => ({
        text: it,
        span,
        value: known(it.replaceAll('"', ''), span),
      }));
    }
    return [{ text, span, value, at: (from, to) => this.text.span(word.start + from, word.start + to) }];
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

/** Whether control leaves the lines here: `goto`, `exit`. */
const leaves = (node: Step['node']): boolean =>
  node.kind === 'command' && /^(?:goto|exit)$/i.test(node.words[0]?.text ?? '');

/** `name` of `call :name`, lower case. */
const labelOf = ({ words }: Written): string | undefined =>
  /^call$/i.test(words[0]?.text ?? '') ? /^:(\S+)$/.exec(words[1]?.text ?? '')?.[1]?.toLowerCase() : undefined;

const textValue = ({ value, text, span }: Argument): Value<string> => {
  const given = textOf(value);
  return given === undefined ? unknown(text, span, 'is not known at the call') : known(given, span);
};

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
