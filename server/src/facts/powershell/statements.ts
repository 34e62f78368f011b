import type { Data, Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { assign } from './assignments';
import { runGiven } from './bind';
import { runCommand } from './commands';
import { attempt, choose, conditional, each, loop } from './control';
import { makerOf } from './makers';
import type { Input } from './output';
import { bindParameters } from './parameters';
import type { Flow, Run } from './run';

/** Runs a statement; the value is what it puts out. */
export function runStatement(run: Run, node: ast.Statement): Value<Data> | undefined {
  switch (node.kind) {
    case 'Pipeline':
      return pipeline(run, node);
    case 'PipelineChain': {
      pipeline(run, node.first);
      for (const it of node.rest) pipeline(run, it.pipeline);
      return undefined;
    }
    case 'Assignment':
      return assign(run, node);
    case 'If':
      return conditional(run, node);
    case 'While':
    case 'DoWhile':
    case 'DoUntil':
    case 'For':
      return loop(run, node);
    case 'ForEach': {
      const { doubts } = run.scope;
      const items = run.statement(node.collection);
      return each(run, node.body, node.variable.name.toLowerCase(), items, {
        doubtful: run.scope.doubts !== doubts,
      });
    }
    case 'Switch':
      return choose(run, node);
    case 'Try':
      return attempt(run, node);
    case 'Trap':
      run.fork([() => run.onWay(() => run.block(node.body)), () => {}]);
      return undefined;
    case 'Data':
    case 'NamedBlock':
      return run.block(node.body);
    case 'Configuration':
      bindParameters(run, node.body.param?.parameters ?? [], { incomplete: true, doubtful: true });
      return run.block(node.body);
    case 'Class':
      run.classes.set(node.name.toLowerCase(), { node, text: run.text });
      return undefined;
    case 'Return': {
      const value = node.value ? run.statement(node.value) : undefined;
      run.returns(value);
      return value;
    }
    case 'Throw':
    case 'Exit':
    case 'Break':
    case 'Continue':
      if (node.value) run.statement(node.value);
      run.flow = node.kind.toLowerCase() as Flow;
      return undefined;
    case 'Function':
    case 'Enum':
    case 'Using':
    case 'Missing':
      return undefined;
  }
}

function pipeline(run: Run, node: ast.Pipeline): Value<Data> | undefined {
  const { feeding } = run;
  run.feeding = undefined;
  let input: Input;
  let value: Value<Data> | undefined;
  for (const element of node.elements) {
    if (element.kind === 'CommandExpression') {
      const { expression } = element;
      value = run.evaluate(expression);
      // `{ ... } | Should -Throw`
      if (expression.kind === 'ScriptBlock' && node.elements.length > 1) runGiven(run, expression.body, value);
      input = makerOf(run, value) ?? value;
      run.feeding = expression;
    } else {
      run.piped = value;
      const ran = runCommand(run, element, input);
      value = ran.value;
      input = ran.value?.known ? ran.value : (ran.command ?? ran.value);
    }
  }
  run.feeding = feeding;
  return value;
}
