import type { Span } from '../../base/span';
import { type Data, isList, isTable, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import type { Argument, Parameter } from '../command/command';
import { type Cmdlet, isUsualSwitch, parameterOf } from './cmdlets';
import type { Run } from './run';
import { assignedNames } from './survey';

/** The arguments of a command, evaluated, and what its parameters are bound to. */
export interface Bound {
  readonly args: readonly Argument[];
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** Values that no parameter took. */
  readonly rest: readonly Value<Data>[];
  readonly incomplete: boolean;
}

interface Item {
  readonly node: ast.CommandElement;
  readonly argument: Argument;
  /** End of the element before, where the gap begins. */
  readonly before: number;
}

/**
 * Evaluates the arguments of a command and binds them as PowerShell would.
 * @param cmdlet what is known of the command; without it a parameter takes the value that follows it.
 * @param skip blocks that the caller runs itself
 * @param local the function of the script that is called
 */
export function bind(
  run: Run,
  node: ast.Command,
  cmdlet: Cmdlet | undefined,
  skip?: (it: ast.CommandElement) => boolean,
  local?: ast.FunctionDefinition,
): Bound {
  const items: Item[] = [];
  const parameters = new Map<string, Parameter>();
  const rest: Value<Data>[] = [];
  const positional: { value: Value<Data>; span: Span; gap: Span }[] = [];
  let incomplete = false;
  let before = node.name.end;
  for (const it of node.elements) {
    items.push({ node: it, argument: argumentOf(run, it, skip?.(it) ?? false), before });
    before = it.end;
  }
  const add = (name: string, parameter: Parameter): void => {
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), parameter);
  };
  for (let i = 0; i < items.length; i++) {
    const { node: it, argument, before } = items[i]!;
    if (it.kind === 'Variable' && it.splatted) {
      const value = argument.value;
      if (value.known && isTable(value.value)) {
        for (const { key, keySpan, value: given } of value.value.entries) {
          const name = (cmdlet && parameterOf(cmdlet, key)?.name) ?? key;
          const span = { start: Math.min(keySpan.start, given.span.start), end: Math.max(keySpan.end, given.span.end) };
          add(name, { name, nameSpan: keySpan, span, gap: span, value: given });
        }
      } else if (value.known && isList(value.value)) {
        for (const given of value.value.items) positional.push({ value: given, span: given.span, gap: given.span });
      } else incomplete = true;
      continue;
    }
    if (it.kind !== 'CommandParameter') {
      positional.push({ value: argument.value, span: argument.span, gap: run.text.span(before, it.end) });
      continue;
    }
    const found = cmdlet && parameterOf(cmdlet, it.name);
    const name = found?.name ?? it.name;
    const nameSpan = run.text.span(it.start, it.argument ? it.nameEnd : it.end);
    const takesNone = found ? found.isSwitch : (isSwitchOf(local, it.name) ?? isUsualSwitch(it.name));
    const next = items[i + 1];
    if (it.argument) {
      const value = run.evaluate(it.argument);
      add(name, { name, nameSpan, span: run.at(it), gap: run.text.span(before, it.end), value });
    } else if (!takesNone && next && next.node.kind !== 'CommandParameter' && !isSplat(next.node)) {
      const span = run.text.span(it.start, next.node.end);
      add(name, { name, nameSpan, span, gap: run.text.span(before, next.node.end), value: next.argument.value });
      i++;
    } else add(name, { name, nameSpan, span: run.at(it), gap: run.text.span(before, it.end) });
  }
  const free = (cmdlet?.positional ?? []).filter(it => !parameters.has(it.name.toLowerCase()));
  for (const { value, span, gap } of positional) {
    const parameter = free.shift();
    if (parameter) add(parameter.name, { name: parameter.name, nameSpan: span, span, gap, value });
    else rest.push(value);
  }
  return { args: items.map(it => it.argument), parameters, rest, incomplete };
}

/** Whether a function declares a parameter of that name as a switch; `undefined` where it declares none. */
function isSwitchOf(local: ast.FunctionDefinition | undefined, written: string): boolean | undefined {
  const name = written.toLowerCase();
  const declared = local?.parameters ?? local?.body.param?.parameters;
  const found =
    declared?.find(it => it.name.name.toLowerCase() === name) ??
    declared?.find(it => it.name.name.toLowerCase().startsWith(name));
  return found?.attributes.some(it => it.kind === 'Type' && /^(?:[\w.]+\.)?switch(?:Parameter)?$/i.test(it.name));
}

const isSplat = (node: ast.CommandElement): boolean => node.kind === 'Variable' && node.splatted;

function argumentOf(run: Run, node: ast.CommandElement, skip: boolean): Argument {
  const text = run.written(node);
  const span = run.at(node);
  if (node.kind === 'CommandParameter') {
    return { text, span, value: known(text, span, span), parameter: node.name.toLowerCase() };
  }
  if (node.kind === 'Verbatim') return { text, span, value: known(node.text, span, span) };
  const at = (from: number, to: number): Span => run.text.span(node.start + from, node.start + to);
  const value = run.evaluate(node);
  // A block that is handed to whatever command is run by it.
  if (node.kind === 'ScriptBlock' && !skip) runGiven(run, node.body, value);
  return { text, span, value, at };
}

/** Runs a block that a command or a method is given and does with what it does. */
export function runGiven(run: Run, body: ast.ScriptBody, block: Value<Data>): void {
  run.scope.forget(assignedNames(body));
  run.scope.set('_', unknown('$_', block.span, 'it is what the block is given'));
  run.invoke(block, { incomplete: true }, true);
  // Whether it throws or exits is up to the command that runs it.
  run.flow = undefined;
}

/**
 * The words that a program gets: a list written with commas is one word, as PowerShell passes it on, and a parameter
 * with its value too.
 */
export function programArguments(run: Run, node: ast.Command): readonly Argument[] {
  return node.elements.flatMap((it): Argument[] => {
    const argument = argumentOf(run, it, false);
    if (it.kind === 'ArrayLiteral') {
      const parts = itemsOf(argument.value).map(textOf);
      const whole = parts.includes(undefined)
        ? unknown(argument.text, argument.span, 'a part is unknown')
        : known<Data>(parts.join(','), argument.span, argument.span);
      return [{ ...argument, value: whole }];
    }
    if (it.kind === 'Variable' && it.splatted) {
      return itemsOf(argument.value).map(value => ({ text: argument.text, span: argument.span, value }));
    }
    // An array in a variable is spread over several words.
    if (argument.value.known && isList(argument.value.value)) {
      return itemsOf(argument.value).map(value => ({ text: argument.text, span: value.span, value }));
    }
    return [argument];
  });
}
