import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, isScript, known, type ScriptText, unknown, type Value } from '../../base/value';
import { parsePowerShell } from '../../syntax/powershell';
import type * as ast from '../../syntax/powershell/ast';
import type { Command } from '../command/command';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { method } from './classes';
import { each, together } from './control';
import { evaluate } from './expressions';
import { bindParameters } from './parameters';
import type { Defined, Flow, Given, Run } from './run';
import { Scope } from './scope';
import { runStatement } from './statements';
import { definedFunctions, isChoice, isUndoing } from './survey';
import { returned } from './ways';

/**
 * Bounds of the work on one script: steps in all beyond those for its text, of these kept for a function that nothing
 * calls, calls inside calls, calls with nothing known.
 */
const limits = { steps: 40_000, own: 2_000, depth: 8, blank: 2 } as const;

/** Texts up to this length get one step for each character; what is longer, one for each four. */
const longText = 60_000;

const stepsFor = (size: number): number => Math.min(size, longText) + Math.max(0, size - longText) / 4;

/** A block that is a value, with what it needs to be run once nothing else has. */
interface Kept extends Defined<ast.ScriptBody> {
  readonly scope: Scope;
}

/**
 * Runs a script in the abstract: statements in order, both arms of every condition that is not certain, loops over known
 * collections turn by turn, functions of the script at their calls. It records what has an effect outside and computes
 * what values can be known. Never throws; work is bounded.
 */
export class Interpreter implements Run {
  readonly locations: (Value<Data> | undefined)[] = [];
  readonly aliases = new Map<string, string>();
  readonly drives = new Map<string, string>();
  readonly files: Map<string, MappedText>;
  readonly encoded: Map<string, MappedText>;
  readonly partly: Map<number, Defined<ast.ExpandableString>>;
  readonly makers = new Map<number, Command>();
  readonly functions: Map<string, Defined<ast.FunctionDefinition>>;
  readonly classes: Map<string, Defined<ast.ClassDefinition>>;
  within: string | undefined;
  feeding: ast.Expression | undefined;
  flow: Flow | undefined;
  private steps = 0;
  readonly called = new Set<string>();
  piped: Value<Data> | undefined;
  /** How often a function was called with nothing that is known. */
  private readonly blank = new Map<string, number>();
  /** What is being run, the outermost first: nothing is run inside itself. */
  private readonly running: ast.ScriptBody[] = [];
  private readonly blocks = new WeakMap<ScriptText, Defined<ast.ScriptBody>>();
  private readonly kept = new Map<ast.ScriptBody, Kept>();
  private readonly ran = new Set<ast.ScriptBody>();
  /** How many ways deep this is inside the function that runs, and what it returned on one of them. */
  private arms = 0;
  private early: (Value<Data> | undefined)[] = [];

  constructor(
    public text: MappedText,
    public place: Place,
    readonly events: ScriptEvent[],
    public scope: Scope = new Scope(),
    outer?: Pick<Run, 'functions' | 'classes' | 'files' | 'encoded' | 'partly'>,
  ) {
    this.functions = outer?.functions ?? new Map();
    this.classes = outer?.classes ?? new Map();
    this.files = outer?.files ?? new Map();
    this.encoded = outer?.encoded ?? new Map();
    this.partly = outer?.partly ?? new Map();
  }

  /** Runs a whole script, then once each function that it defines but never calls, for whoever loads it. */
  run(script: ast.Script): void {
    const defined = definedFunctions(script);
    for (const [name, node] of defined) this.functions.set(name, { node, text: this.text });
    bindParameters(this, script.body.param?.parameters ?? [], { incomplete: true, doubtful: true });
    const out: Value<Data>[] = [];
    for (const it of script.body.statements) {
      const value = this.statement(it);
      if (value) out.push(value);
      // What stands behind an `exit` is there to be run by hand.
      this.flow = undefined;
    }
    this.finish(defined);
  }

  /** What nothing has run: blocks that are kept in variables, methods, functions. */
  private finish(defined: ReadonlyMap<string, ast.FunctionDefinition>): void {
    this.runKept();
    const calls = this.called.size > 0;
    for (const [name, { node }] of this.classes) {
      for (const it of node.methods) {
        if (this.called.has(`${name}.${it.name.toLowerCase()}`)) continue;
        this.apart(it.body, () => method(this, node, it.name, { incomplete: true }));
      }
    }
    for (const [name, it] of defined) {
      // What takes a hardening back is not done by a script that does something else.
      if (this.called.has(name) || (calls && isUndoing(name))) continue;
      const { place } = this;
      if (isChoice(name, defined)) this.place = { ...place, offered: true };
      this.apart(it, () => this.call(name, { incomplete: true, doubtful: true }, undefined));
      this.place = place;
    }
    this.runKept();
  }

  private runKept(): void {
    const { scope } = this;
    for (const [body, it] of this.kept) {
      this.scope = it.scope;
      if (!this.ran.has(body)) this.apart(body, () => this.enter(it, { incomplete: true }, true));
    }
    this.kept.clear();
    this.scope = scope;
  }

  /** Runs what nothing calls. One that takes all the steps there are leaves some to the others. */
  private apart({ start, end }: ast.NodeBase, run: () => unknown): void {
    const own = limits.own + stepsFor(end - start);
    this.steps = Math.min(this.steps, this.most - own);
    this.onWay(run);
    this.flow = undefined;
  }

  at(node: ast.NodeBase): Span {
    return this.text.span(node.start, node.end);
  }

  written(node: ast.NodeBase): string {
    return this.text.text.slice(node.start, node.end);
  }

  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps < this.most;
  }

  /** The steps there are. */
  private get most(): number {
    return limits.steps + stepsFor(this.text.text.length);
  }

  reason(why: string): string {
    return this.spend(0) ? why : 'the script is too much work to be followed to its end';
  }

  evaluate(node: ast.Expression): Value<Data> {
    return evaluate(this, node);
  }

  block(node: ast.Block | ast.ScriptBody): Value<Data> | undefined {
    return this.statements(node.statements);
  }

  statements(nodes: readonly ast.Statement[]): Value<Data> | undefined {
    const out: Value<Data>[] = [];
    for (const node of nodes) {
      const value = this.statement(node);
      if (value) out.push(value);
      if (this.flow) break;
    }
    return together(out);
  }

  statement(node: ast.Statement): Value<Data> | undefined {
    this.spend(1);
    return runStatement(this, node);
  }

  returns(value: Value<Data> | undefined): void {
    if (this.arms > 0) this.early.push(value);
    this.flow = 'return';
  }

  fork(ways: readonly (() => unknown)[]): void {
    const flows: (Flow | undefined)[] = [];
    this.arms++;
    this.scope.branch(
      ways.map(way => () => {
        this.flow = undefined;
        way();
        const flow = this.flow as Flow | undefined;
        flows.push(flow);
        this.flow = undefined;
        return flow === 'return' || flow === 'throw' || flow === 'exit';
      }),
    );
    this.arms--;
    // Where all ways end, the one that ends least decides.
    const order: readonly (Flow | undefined)[] = [undefined, 'continue', 'break', 'return', 'throw', 'exit'];
    this.flow = order.find(it => flows.includes(it));
  }

  onWay<T>(run: () => T): T {
    const { place } = this;
    this.place = { ...place, way: place.way ? { outer: place.way } : {} };
    const value = run();
    this.place = place;
    return value;
  }

  each(body: ast.ScriptBody, variable: string, items: Value<Data> | undefined): Value<Data> | undefined {
    this.ran.add(body);
    return each(this, body, variable, items, { piped: true });
  }

  keep(node: ast.ScriptBlock): Value<Data> {
    const { body } = node;
    const data: ScriptText = { kind: 'script', text: this.text.text.slice(body.start, body.end) };
    this.blocks.set(data, { node: body, text: this.text });
    if (!this.ran.has(body)) this.kept.set(body, { node: body, text: this.text, scope: this.scope });
    return known<Data>(data, this.at(node));
  }

  compile(text: MappedText, span: Span): Value<Data> {
    const { body } = parsePowerShell(text.text).script;
    const data: ScriptText = { kind: 'script', text: text.text };
    this.blocks.set(data, { node: body, text });
    this.kept.set(body, { node: body, text, scope: this.scope });
    return known<Data>(data, span);
  }

  invoke(block: Value<Data> | undefined, given: Given, here = false): Value<Data> | undefined {
    const data = block?.known ? block.value : undefined;
    const found = isScript(data) ? this.blocks.get(data) : undefined;
    return found && this.enter(found, given, here);
  }

  call(name: string, given: Given, from: Span | undefined): Value<Data> | undefined {
    const key = name.toLowerCase().replace(/^(global|script|local|private):/, '');
    const found = this.functions.get(key);
    if (!found) return undefined;
    const { node, text } = found;
    const output = (why: string): Value<Data> => unknown(name, from ?? this.at(node), why);
    if (this.running.includes(node.body)) return output(`${name} calls itself`);
    if (this.scope.depth >= limits.depth || !this.spend(1))
      return output(this.reason('functions call each other too deep'));
    // A call that tells the body nothing does what such a call did before, most of the time.
    const { named, positional = [], item } = given;
    const says = item !== undefined || [...(named?.values() ?? []), ...positional].some(it => it.known);
    const blank = says ? 0 : (this.blank.get(key) ?? 0) + 1;
    if (blank > limits.blank) return output(`it is the output of ${name}`);
    if (!says) this.blank.set(key, blank);
    this.called.add(key);
    const { place, within } = this;
    if (from) this.place = { ...place, call: { name, span: from, ...(place.call ? { outer: place.call } : {}) } };
    this.within = key;
    const value = this.enter({ node: node.body, text }, given, false, node.parameters);
    this.place = place;
    this.within = within;
    return value ?? output(`it is the output of ${name}`);
  }

  enter(
    { node: body, text: own }: Defined<ast.ScriptBody>,
    given: Given,
    here: boolean,
    parameters: readonly ast.ParameterDeclaration[] = body.param?.parameters ?? [],
  ): Value<Data> | undefined {
    this.ran.add(body);
    if (this.running.includes(body) || this.scope.depth >= limits.depth || !this.spend(1)) return undefined;
    const { scope, text, arms, early, place } = this;
    if (own !== text) {
      this.text = own;
      this.place = { ...place, encode: own.encode };
    }
    if (given.away) this.place = { ...this.place, away: true };
    if (!here) this.scope = new Scope(scope);
    [this.arms, this.early] = [0, []];
    if (given.self) this.scope.set('this', given.self);
    if (given.item) {
      this.scope.set('_', given.item);
      this.scope.set('psitem', given.item);
    }
    bindParameters(this, parameters, given);
    this.running.push(body);
    let value = this.block(body);
    this.running.pop();
    // What a `return` on one way gave and what the end gives may differ.
    if (this.early.length > 0) value = returned(this.early, value, this.flow === 'return', this.at(body));
    if (this.flow !== 'throw' && this.flow !== 'exit') this.flow = undefined;
    if (given.made) given.made.self = this.scope.get('this');
    [this.scope, this.text, this.arms, this.early, this.place] = [scope, text, arms, early, place];
    return value;
  }
}
