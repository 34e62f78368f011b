import { type Data, enumerate, isScript, isTable, known, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { certain, compared } from './compare';
import { list } from './operators';
import type { Run } from './run';
import { assignedNames } from './survey';
import { oneOf } from './ways';

/** Most turns of one loop. */
const maximumTurns = 256;

/** What several statements put out, as one value. */
export function together(out: readonly Value<Data>[]): Value<Data> | undefined {
  if (out.length < 2) return out[0];
  return known(list(out.flatMap(enumerate)), { start: out[0]!.span.start, end: out[out.length - 1]!.span.end });
}

/** The value of a condition, and what it certainly is: not by a default that a caller may replace. */
function decided(run: Run, node: ast.Statement): boolean | undefined {
  const { doubts } = run.scope;
  const truth = certain(run.statement(node));
  return run.scope.doubts === doubts ? truth : undefined;
}

/** Takes the arm that is certain, or each that is possible apart from the others. */
export function conditional(run: Run, node: ast.IfStatement): Value<Data> | undefined {
  const values: (Value<Data> | undefined)[] = [];
  const ways: (() => void)[] = [];
  // What an arm returns is not put out behind it.
  const arm = (body: ast.Block): void => {
    const value = run.block(body);
    if (run.flow !== 'return') values.push(value);
  };
  let otherwise = node.otherwise;
  for (const { condition, body } of node.clauses) {
    const truth = decided(run, condition);
    if (truth === false) continue;
    if (truth === true) {
      otherwise = body;
      break;
    }
    ways.push(() => run.onWay(() => arm(body)));
  }
  if (ways.length === 0) return otherwise && run.block(otherwise);
  const last = otherwise;
  ways.push(last ? () => run.onWay(() => arm(last)) : () => {});
  run.fork(ways);
  return merged(run, node, values, last !== undefined);
}

/** What arms put out, if that is the same on all ways. */
function merged(
  run: Run,
  node: ast.NodeBase,
  values: readonly (Value<Data> | undefined)[],
  complete: boolean,
): Value<Data> | undefined {
  const [first, ...others] = values;
  if (values.every(it => it === undefined)) return undefined;
  if (!first || !complete) return unknown('', run.at(node), 'it is set only under a condition');
  const { known: isKnown } = first;
  const alike = others.every(it => it?.known && isKnown && typeof first.value !== 'object' && it.value === first.value);
  return alike ? first : oneOf(values, '', run.at(node), 'it differs by the way taken');
}

/** `for`, `while`, `do`: turn by turn as long as the condition is certain, else once with what it changes unknown. */
export function loop(run: Run, node: ast.ForStatement | ast.LoopStatement): Value<Data> | undefined {
  const out: Value<Data>[] = [];
  const isFor = node.kind === 'For';
  if (isFor && node.initializer) run.statement(node.initializer);
  const wanted = node.kind !== 'DoUntil';
  let atEnd = node.kind === 'DoWhile' || node.kind === 'DoUntil';
  const { condition } = node;
  // A condition of constants says nothing about the number of turns.
  if (condition && readsVariable(condition)) {
    for (let turn = 0; ; turn++) {
      const truth = atEnd ? wanted : decided(run, condition);
      atEnd = false;
      if (truth === !wanted) return together(out);
      if (truth === undefined || turn >= maximumTurns || !run.spend(1)) break;
      const value = run.block(node.body);
      if (value) out.push(value);
      if (leaves(run)) return together(out);
      if (isFor && node.iterator) run.statement(node.iterator);
    }
  }
  run.scope.forget([
    ...assignedNames(node.body),
    ...(isFor && node.iterator ? assignedNames({ statements: [node.iterator] }) : []),
  ]);
  if (condition) run.statement(condition);
  const once = (): void => {
    run.block(node.body);
    leaves(run);
  };
  if (isFor) once();
  else run.fork([() => run.onWay(once), () => {}]);
  return out.length > 0 ? unknown('', run.at(node), run.reason('it is put out by a loop')) : undefined;
}

/** Whether a loop ends behind a turn; its own `continue` and `break` are dealt with. */
function leaves(run: Run): boolean {
  if (run.flow === 'continue') run.flow = undefined;
  if (run.flow === 'break') {
    run.flow = undefined;
    return true;
  }
  return run.flow !== undefined;
}

/** Whether a condition compares a variable, so that it comes to an end. */
function readsVariable(node: ast.Statement): boolean {
  const [element] = node.kind === 'Pipeline' ? node.elements : [];
  const within = (it: ast.Expression): boolean => {
    switch (it.kind) {
      case 'Variable':
        return !/^(?:true|false|null)$/i.test(it.name);
      case 'Binary':
        return within(it.left) || within(it.right);
      case 'Unary':
        return within(it.operand);
      case 'Parenthesised':
        return readsVariable(it.statement);
      case 'Member':
      case 'MethodCall':
        return within(it.target);
      default:
        return false;
    }
  };
  return element?.kind === 'CommandExpression' && within(element.expression);
}

/** @property piped the body is a block of a pipeline, where `return` ends the turn */
interface Turns {
  readonly piped?: boolean;
  /** The collection may be another when the script runs. */
  readonly doubtful?: boolean;
}

/** The items of a loop; of tables that have not the same keys, with those that one lacks. */
function rows(items: readonly Value<Data>[]): readonly Value<Data>[] {
  const tables = items.flatMap(it => (it.known && isTable(it.value) ? [it.value] : []));
  const [first] = tables;
  if (!first || tables.length < items.length || tables.every(it => it.entries.length === first.entries.length))
    return items;
  const keys = new Set(tables.flatMap(it => it.entries.map(({ key }) => key.toLowerCase())));
  return items.map((item, i) => {
    const own = new Set(tables[i]!.entries.map(({ key }) => key.toLowerCase()));
    const absent = new Set([...keys].filter(key => !own.has(key)));
    return absent.size === 0 ? item : ({ ...item, value: { ...tables[i]!, absent } } as Value<Data>);
  });
}

/** `foreach` and its like: turn by turn over a known collection, else once for any item. */
export function each(
  run: Run,
  body: ast.ScriptBody | ast.Block,
  variable: string,
  items: Value<Data> | undefined,
  { piped = false, doubtful = false }: Turns = {},
): Value<Data> | undefined {
  const turns = items?.known ? enumerate(items) : undefined;
  const set = (item: Value<Data>): void => {
    run.scope.set(variable, item, doubtful);
    if (variable === '_') run.scope.set('psitem', item, doubtful);
  };
  const over = (): boolean => {
    if (piped && run.flow === 'return') run.flow = undefined;
    return leaves(run);
  };
  // What is empty here is filled by what is not understood.
  if (turns && turns.length > 0 && turns.length <= maximumTurns && run.spend(turns.length)) {
    const out: Value<Data>[] = [];
    let left = turns.length;
    for (const item of rows(turns)) {
      if (!run.spend(1)) break;
      left--;
      set(item);
      const value = run.block(body);
      if (value) out.push(value);
      if (over()) return together(out);
    }
    if (left === 0) return together(out);
  }
  run.scope.forget(assignedNames(body));
  const why = items && !items.known ? items.why : run.reason('it is one of many');
  const one = unknown(`$${variable}`, run.at(body), why);
  set(items && !items.known ? { ...items, ...one, origin: items.origin ?? items.span, part: 'item' } : one);
  let value: Value<Data> | undefined;
  // It may have no turn at all.
  run.fork([
    () => {
      value = run.block(body);
      over();
    },
    () => {},
  ]);
  return value?.known ? unknown('', value.span, why) : value;
}

type Clause = ast.SwitchStatement['clauses'][number];

/** `switch`: the arms that fit what is known, else each that may. */
export function choose(run: Run, node: ast.SwitchStatement): Value<Data> | undefined {
  const { doubts } = run.scope;
  const given = run.statement(node.condition);
  const isFile = node.flags.some(it => /^file$/i.test(it));
  const sure = given?.known && !isFile && run.scope.doubts === doubts;
  const out: Value<Data>[] = [];
  const items = given?.known && !isFile ? enumerate(given) : [];
  const plans = sure ? items.map(item => fitting(run, node, item)) : [];
  if (sure && plans.length > 0 && plans.every(it => it !== undefined)) {
    const outer = run.scope.get('_');
    for (const [index, plan] of plans.entries()) {
      run.scope.set('_', items[index]!);
      for (const clause of plan!) {
        const value = run.block(clause.body);
        if (value) out.push(value);
        if (run.flow === 'break' || run.flow === 'continue') break;
        if (run.flow) return together(out);
      }
      const ends = run.flow === 'break';
      run.flow = undefined;
      if (ends) break;
    }
    if (outer) run.scope.set('_', outer);
    return together(out);
  }
  const values: (Value<Data> | undefined)[] = [];
  const hasDefault = node.clauses.some(it => it.isDefault);
  const item = given && !given.known ? given : unknown('$_', run.at(node.condition), 'it is one of many');
  const ways = node.clauses.map(clause => () => {
    run.onWay(() => {
      run.scope.set('_', clause.pattern.kind === 'String' && !clause.isDefault ? run.evaluate(clause.pattern) : item);
      const value = run.block(clause.body);
      if (run.flow !== 'return') values.push(value);
      leaves(run);
    });
  });
  run.fork(hasDefault ? ways : [...ways, () => {}]);
  return merged(run, node, values, hasDefault);
}

/** The clauses that run for an item; `undefined` where that is not certain. */
function fitting(run: Run, node: ast.SwitchStatement, item: Value<Data>): readonly Clause[] | undefined {
  const flag = (name: string): boolean => node.flags.some(it => it.toLowerCase() === name);
  const sensitive = flag('casesensitive') ? 'c' : 'i';
  const operator = flag('regex') ? 'match' : flag('wildcard') ? 'like' : 'eq';
  const found: Clause[] = [];
  for (const clause of node.clauses) {
    if (clause.isDefault) continue;
    let holds: boolean | undefined;
    if (clause.pattern.kind === 'ScriptBlock') {
      const outer = run.scope.get('_');
      run.scope.set('_', item);
      holds = certain(run.block(clause.pattern.body));
      if (outer) run.scope.set('_', outer);
    } else {
      const pattern = run.evaluate(clause.pattern);
      const { span } = pattern;
      // `switch ($true) { ($x -eq 1) { } }`
      if (item.known && typeof item.value === 'boolean' && !pattern.known) return undefined;
      holds = isScript(pattern.known ? pattern.value : undefined)
        ? undefined
        : certain(compared(`-${sensitive}${operator}`, item, pattern, span, ''));
    }
    if (holds === undefined) return undefined;
    if (holds) found.push(clause);
  }
  return found.length > 0 ? found : node.clauses.filter(it => it.isDefault);
}

/** `try`: what is caught is a way of its own, which sees nothing of the body. */
export function attempt(run: Run, node: ast.TryStatement): Value<Data> | undefined {
  const value = run.block(node.body);
  const body = run.flow;
  run.flow = undefined;
  run.fork([
    () => {
      run.flow = body;
    },
    ...node.catches.map(it => () => run.onWay(() => run.block(it.body))),
  ]);
  if (node.finallyBody) {
    const { flow } = run;
    run.flow = undefined;
    run.block(node.finallyBody);
    run.flow ??= flow;
  }
  return value;
}
