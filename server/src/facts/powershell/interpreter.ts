import type { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import { type Data, enumerate, isList, known, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { ScriptEvent } from '../command/script';
import type { Place } from '../fact';
import { assign } from './assignments';
import { runCommand } from './commands';
import { evaluate } from './expressions';
import { list } from './operators';
import type { Input } from './output';
import { bindParameters } from './parameters';
import type { Run } from './run';
import { Scope } from './scope';
import { assignedNames, definedFunctions } from './survey';

/**
 * Bounds of the work on one script: steps in all beyond one for each character, of these kept for a function that nothing
 * calls, turns of one loop, calls inside calls.
 */
const limits = { steps: 10_000, own: 2_000, turns: 256, depth: 6 } as const;

/**
 * Runs a script in the abstract: statements in order, both arms of every condition, loops over known collections turn
 * by turn, functions of the script at their calls. It records what has an effect outside and computes what values can
 * be known. Never throws; work is bounded.
 */
export class Interpreter implements Run {
  readonly functions: Map<string, ast.FunctionDefinition>;
  readonly locations: (Value<Data> | undefined)[] = [];
  readonly aliases = new Map<string, string>();
  within: string | undefined;
  private steps = 0;
  private readonly called = new Set<string>();
  /** The functions being run, the outermost first: none is run inside itself. */
  private readonly running: string[] = [];

  constructor(
    readonly text: MappedText,
    public place: Place,
    readonly events: ScriptEvent[],
    public scope: Scope = new Scope(),
    functions: ReadonlyMap<string, ast.FunctionDefinition> = new Map(),
  ) {
    this.functions = new Map(functions);
  }

  /** Runs a whole script, then once each function that it defines but never calls, for whoever loads it. */
  run(script: ast.Script): void {
    for (const [name, it] of definedFunctions(script)) this.functions.set(name, it);
    bindParameters(this, script.body.param?.parameters ?? [], new Map(), []);
    this.block(script.body);
    for (const [name, it] of definedFunctions(script)) {
      if (this.called.has(name)) continue;
      // One that takes all the steps there are leaves some to the others.
      const kept = limits.own + it.end - it.start;
      this.steps = Math.min(this.steps, limits.steps + this.text.text.length - kept);
      this.onWay(() => this.call(name, new Map(), []));
    }
  }

  at(node: ast.NodeBase): Span {
    return this.text.span(node.start, node.end);
  }

  written(node: ast.NodeBase): string {
    return this.text.text.slice(node.start, node.end);
  }

  spend(steps: number): boolean {
    this.steps += steps;
    return this.steps < limits.steps + this.text.text.length;
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
    }
    if (out.length < 2) return out[0];
    return known(list(out.flatMap(enumerate)), { start: out[0]!.span.start, end: out[out.length - 1]!.span.end });
  }

  statement(node: ast.Statement): Value<Data> | undefined {
    this.spend(1);
    switch (node.kind) {
      case 'Pipeline':
        return this.pipeline(node);
      case 'PipelineChain': {
        this.pipeline(node.first);
        for (const it of node.rest) this.pipeline(it.pipeline);
        return undefined;
      }
      case 'Assignment':
        return assign(this, node);
      case 'If':
        return this.conditional(node);
      case 'While':
      case 'DoWhile':
      case 'DoUntil':
        this.scope.forget(assignedNames(node.body));
        this.statement(node.condition);
        this.scope.branch([this.arm(node.body), () => {}]);
        return undefined;
      case 'For':
        if (node.initializer) this.statement(node.initializer);
        this.scope.forget([
          ...assignedNames(node.body),
          ...(node.iterator ? assignedNames({ ...node.body, statements: [node.iterator] }) : []),
        ]);
        if (node.condition) this.statement(node.condition);
        this.block(node.body);
        return undefined;
      case 'ForEach':
        this.each(node.body, node.variable.name.toLowerCase(), this.statement(node.collection));
        return undefined;
      case 'Switch': {
        this.statement(node.condition);
        this.scope.branch([...node.clauses.map(it => this.arm(it.body)), () => {}]);
        return undefined;
      }
      case 'Try': {
        const value = this.block(node.body);
        this.scope.branch([() => {}, ...node.catches.map(it => this.arm(it.body))]);
        if (node.finallyBody) this.block(node.finallyBody);
        return value;
      }
      case 'Trap':
      case 'Data':
      case 'NamedBlock':
        return this.block(node.body);
      case 'Configuration':
        bindParameters(this, node.body.param?.parameters ?? [], new Map(), []);
        return this.block(node.body);
      case 'Class':
        for (const it of node.methods) {
          this.scope.branch([this.arm(it.body)]);
        }
        return undefined;
      case 'Return':
        return node.value ? this.statement(node.value) : undefined;
      case 'Throw':
      case 'Exit':
      case 'Break':
      case 'Continue':
        if (node.value) this.statement(node.value);
        return undefined;
      case 'Function':
      case 'Enum':
      case 'Using':
      case 'Missing':
        return undefined;
    }
  }

  each(body: ast.ScriptBody | ast.Block, variable: string, items: Value<Data> | undefined): void {
    const turns = items?.known ? enumerate(items) : undefined;
    // What is empty here is filled by what is not understood.
    if (turns && turns.length > 0 && turns.length <= limits.turns && this.spend(turns.length)) {
      for (const item of turns) {
        if (!this.spend(1)) break;
        this.scope.set(variable, item);
        if (variable === '_') this.scope.set('psitem', item);
        this.block(body);
      }
      return;
    }
    this.scope.forget(assignedNames(body));
    const why = items && !items.known ? items.why : 'one of many';
    this.scope.set(variable, unknown(`$${variable}`, this.at(body), why));
    this.block(body);
  }

  call(
    name: string,
    named: ReadonlyMap<string, Value<Data>>,
    positional: readonly Value<Data>[],
    item?: Value<Data>,
  ): Value<Data> | undefined {
    const key = name.toLowerCase().replace(/^(global|script|local|private):/, '');
    const found = this.functions.get(key);
    if (!found || this.running.includes(key) || this.scope.depth >= limits.depth || !this.spend(1)) return undefined;
    // A call that tells the body nothing does what such a call did before.
    const says = item !== undefined || [...named.values(), ...positional].some(it => it.known);
    if (this.called.has(key) && !says) return unknown(name, this.at(found), `the output of ${name}`);
    this.called.add(key);
    const [scope, within] = [this.scope, this.within];
    this.scope = new Scope(scope);
    this.within = key;
    if (item) this.scope.set('_', item);
    bindParameters(this, found.parameters ?? found.body.param?.parameters ?? [], named, positional, item);
    this.running.push(key);
    const value = this.block(found.body);
    this.running.pop();
    [this.scope, this.within] = [scope, within];
    return value ?? unknown(name, this.at(found), `the output of ${name}`);
  }

  private arm(body: ast.Block | ast.ScriptBody): () => void {
    return () => this.onWay(() => this.block(body));
  }

  /** Runs what may not run, or not together with what stands beside it. */
  private onWay(run: () => unknown): void {
    const { place } = this;
    this.place = { ...place, way: place.way ? { outer: place.way } : {} };
    run();
    this.place = place;
  }

  private pipeline(node: ast.Pipeline): Value<Data> | undefined {
    let input: Input;
    let value: Value<Data> | undefined;
    for (const element of node.elements) {
      if (element.kind === 'CommandExpression') {
        value = this.evaluate(element.expression);
        input = value;
      } else {
        const ran = runCommand(this, element, input);
        value = ran.value;
        input = ran.value?.known ? ran.value : (ran.command ?? ran.value);
      }
    }
    return value;
  }

  private conditional(node: ast.IfStatement): Value<Data> | undefined {
    const values: (Value<Data> | undefined)[] = [];
    const ways: (() => void)[] = [];
    for (const { condition, body } of node.clauses) {
      const test = this.statement(condition);
      if (test?.known && test.literal && (test.value === false || test.value === 0)) continue;
      ways.push(() => this.onWay(() => values.push(this.block(body))));
    }
    const otherwise = node.otherwise;
    ways.push(otherwise ? () => this.onWay(() => values.push(this.block(otherwise))) : () => {});
    this.scope.branch(ways);
    const [first, ...others] = values;
    if (!first || !otherwise) return first ? unknown('', this.at(node), 'only under a condition') : undefined;
    const alike = others.every(it => it?.known && first.known && !isList(it.value) && it.value === first.value);
    return alike ? first : unknown('', this.at(node), 'differs by the way taken');
  }
}
