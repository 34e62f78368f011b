import { MappedText } from '../../base/mapped-text';
import { nestedShellOf, shellName } from '../../syntax/cmd';
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
  if (command.name === 'Start-Process') startProcess(run, node);
  if (!shellName(command.name)) return;
  const nested = nestedShellOf([
    run.text.slice(node.name.start, node.name.end),
    ...node.elements.map(it => word(run, it)),
  ]);
  if (nested) run.events.push(...nestedEvents(nested, run.place, run.scope.environment()));
}

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
function startProcess(run: Run, node: ast.Command): void {
  const words: MappedText[] = [];
  for (const it of node.elements) {
    if (it.kind === 'CommandParameter') {
      if (!/^(f|file|filepath|a|ar|args?|argu.*)$/i.test(it.name) && words.length > 0) break;
      if (it.argument) words.push(...wordsOf(run, it.argument));
    } else if (it.kind !== 'Verbatim') words.push(...wordsOf(run, it));
  }
  if (words.length < 2) return;
  const line = MappedText.join(words, ' ');
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
