import { MappedText } from '../../base/mapped-text';
import { nestedShellOf, nestedShellOfLine, shellName } from '../../syntax/cmd';
import { parsePowerShell } from '../../syntax/powershell';
import type * as ast from '../../syntax/powershell/ast';
import { readCmd } from '../cmd/script';
import type { Command } from '../command/command';
import { nestedEvents } from '../command/nested';
import { embedded, embeddedValue } from './embedded';
import { Interpreter } from './interpreter';
import type { Run } from './run';

/** Texts inside texts are followed this deep. */
const maximumNesting = 8;

/** Runs the script that a command hands to another shell, or to `Invoke-Expression`, in place. */
export function runNested(run: Run, node: ast.Command, command: Command): void {
  if ((run.place.nesting ?? 0) >= maximumNesting) return;
  if (command.name === 'Invoke-Expression') evaluateText(run, node);
  const started = starters[command.name];
  if (started) start(run, node, started);
  const shell = shellName(command.name) ? [run.text.slice(node.name.start, node.name.end)] : [];
  if (shell.length === 0 && !launchers.test(command.name)) return;
  const words = [...shell, ...node.elements.map(it => word(run, it))];
  const first = words.findIndex(it => shellName(it.text));
  const nested = first < 0 ? undefined : nestedShellOf(words.slice(first));
  if (nested) run.events.push(...nestedEvents(nested, run.place, run.scope.environment()));
}

/** Programs that run the command line behind their own options. */
const launchers = /^(?:wt|psexec(?:64)?|paexec|gsudo|sudo|runas|nsudo)$/i;

/** Cmdlets that make a command line of a file and its arguments, by the names of these parameters. */
const starters: Readonly<Record<string, RegExp>> = {
  'Start-Process': /^(f|file|filepath|a|ar|args?|argu.*)$/i,
  'New-ScheduledTaskAction': /^(e|exec.*|a|arg.*)$/i,
};

/** An argument as the word that the other shell gets. Variables stay as written: their values may not be known. */
function word(run: Run, node: ast.CommandElement): MappedText {
  return textOf(run, node) ?? run.text.slice(node.start, node.end);
}

function textOf(run: Run, node: ast.CommandElement): MappedText | undefined {
  if (node.kind === 'CommandParameter' || node.kind === 'Verbatim') return undefined;
  if (node.kind !== 'Variable') return embedded(run.text, node);
  return embeddedValue(run, run.evaluate(node));
}

/** `Invoke-Expression 'text'` runs in the scope that it stands in. */
function evaluateText(run: Run, node: ast.Command): void {
  const [text] = node.elements.flatMap(it => textOf(run, it) ?? []);
  if (!text) return;
  const place = { ...run.place, encode: text.encode, nesting: (run.place.nesting ?? 0) + 1 };
  new Interpreter(text, place, run.events, run.scope, run.functions).run(parsePowerShell(text.text).script);
}

/** `Start-Process netsh -ArgumentList '...'`: the file and its arguments as the command line that they make. */
function start(run: Run, node: ast.Command, parameters: RegExp): void {
  const words: MappedText[] = [];
  for (const it of node.elements) {
    if (it.kind === 'CommandParameter') {
      if (!parameters.test(it.name) && words.length > 0) break;
      if (it.argument) words.push(...wordsOf(run, it.argument));
    } else if (it.kind !== 'Verbatim') words.push(...wordsOf(run, it));
  }
  if (words.length < 2) return;
  const line = MappedText.join(words, ' ');
  const nested = nestedShellOfLine(line);
  if (nested) run.events.push(...nestedEvents(nested, run.place, run.scope.environment()));
  if (shellName(words[0]!.text)) return;
  const place = { ...run.place, encode: line.encode, nesting: (run.place.nesting ?? 0) + 1 };
  run.events.push(...readCmd(line, place, run.scope.environment()).events);
}

function wordsOf(run: Run, node: ast.Expression): readonly MappedText[] {
  if (node.kind === 'ArrayLiteral') return node.elements.flatMap(it => wordsOf(run, it));
  if (node.kind === 'Parenthesised' || node.kind === 'ArrayExpression') {
    const statements = node.kind === 'Parenthesised' ? [node.statement] : node.statements;
    return statements.flatMap(it => {
      const [only] = it.kind === 'Pipeline' ? it.elements : [];
      return only?.kind === 'CommandExpression' ? wordsOf(run, only.expression) : [];
    });
  }
  const text = textOf(run, node);
  return text ? [text] : [];
}
