import { lookUp } from '../../base/look-up';
import { MappedText } from '../../base/mapped-text';
import { type Data, itemsOf, textOf, type Value } from '../../base/value';
import { type NestedShell, nestedShellOf, nestedShellOfLine, shellName } from '../../syntax/cmd';
import { parsePowerShell } from '../../syntax/powershell';
import type * as ast from '../../syntax/powershell/ast';
import { readCmd } from '../cmd/script';
import { argumentOf, type Command, textArgument } from '../command/command';
import { launchOf } from '../command/launchers';
import { nestedEvents } from '../command/nested';
import { carriedBy } from './carriers';
import { contentOf, embedded } from './embedded';
import { fileKey } from './files';
import { Interpreter } from './interpreter';
import type { Input } from './output';
import type { Run } from './run';

/** Texts inside texts are followed this deep. */
const maximumNesting = 8;

/** Runs the script that a command hands to another shell, or to `Invoke-Expression`, in place. */
export function runNested(run: Run, node: ast.Command, command: Command, input: Input): void {
  if ((run.place.nesting ?? 0) >= maximumNesting) return;
  if (command.name === 'Invoke-Expression') evaluateText(run, node, command, input);
  const started = lookUp(starters, command.name);
  if (started) start(run, node, command, started);
  if (command.name === 'schtasks') schedule(run, node, command);
  carry(run, node, command);
  if (shellName(command.name)) {
    const shell = run.text.slice(node.name.start, node.name.end);
    follow(run, nestedShellOf([shell, ...node.elements.flatMap(it => wordsOf(run, it))]));
  } else if (command.parameters.size === 0 && node.elements.length > 1) launch(run, node, command);
}

/** Runs what is handed to another machine. */
function carry(run: Run, node: ast.Command, command: Command): void {
  for (const { value, read } of carriedBy(command)) {
    const leaf = leafAt(run, node.elements, value);
    const text = contentOf(run, value, leaf, leaf ?? node);
    if (text) follow(run, read(text), { ...run.place, away: true });
  }
  if (/^(?:Invoke-Command|Start-Job)$/.test(command.name)) runFile(run, textArgument(command, 'FilePath'));
}

/** What a program runs that stands behind its own options: `psexec -s netsh ...`, `docker exec X powershell ...`. */
function launch(run: Run, node: ast.Command, { name, args }: Command): void {
  const given = launchOf(
    name,
    args.map(it => textOf(it.value) ?? it.text),
  );
  if (!given) return;
  const words = node.elements.flatMap(it => wordsOf(run, it)).slice(given.from);
  const [first] = words;
  if (!first) return;
  const place = given.away ? { ...run.place, away: true } : run.place;
  const isShell = shellName(first.text.split(/\s/, 1)[0]!) !== undefined;
  if (given.line) runLine(run, first, isShell, place);
  else if (isShell) follow(run, nestedShellOf(words), place);
  else runLine(run, MappedText.join(words.map(asWord), ' '), false, place);
}

/** A word as it stands on a command line. */
function asWord(word: MappedText): MappedText {
  const size = word.text.length;
  if (!/\s/.test(word.text) || word.text.includes('"')) return word;
  return MappedText.builder(word).put('"', 0, 0).copy(0, size).put('"', size, size).build(size);
}

/** Runs a script that the script has written, when this is its path. */
export function runFile(run: Run, path: string | undefined): void {
  const text = path === undefined ? undefined : run.files.get(fileKey(path));
  if (!text || (run.place.nesting ?? 0) >= maximumNesting) return;
  const place = { ...run.place, encode: text.encode, nesting: (run.place.nesting ?? 0) + 1 };
  if (!/\.ps1$/i.test(path!)) run.events.push(...readCmd(text, place, run.scope.environment(), true).events);
  else new Interpreter(text, place, run.events, run.scope, run).run(parsePowerShell(text.text).script);
}

/** What a shell that is started does: a text, or a script that was written before. */
function follow(run: Run, nested: NestedShell | undefined, place = run.place): void {
  if (!nested) return;
  const script = nested.kind === 'encoded' && nested.script ? run.encoded.get(nested.script.text) : undefined;
  run.events.push(
    ...nestedEvents(script ? { ...nested, kind: 'command', script } : nested, place, run.scope.environment()),
  );
  if (nested.kind === 'file') runFile(run, nested.file?.text);
}

/** Cmdlets that make a command line of a file and its arguments: the names of these parameters. */
const starters: Readonly<Record<string, readonly [file: string, list: string]>> = {
  'Start-Process': ['FilePath', 'ArgumentList'],
  'New-ScheduledTaskAction': ['Execute', 'Argument'],
};

/** An argument as the words that the other shell gets. What cannot be known stays as written. */
function wordsOf(run: Run, node: ast.CommandElement): readonly MappedText[] {
  const written = run.text.slice(node.start, node.end);
  if (node.kind === 'CommandParameter' || node.kind === 'Verbatim') return [written];
  const direct = embedded(run, node);
  if (direct) return [direct];
  const values = itemsOf(run.evaluate(node));
  return values.length === 0
    ? [written]
    : values.map(it => contentOf(run, it, leafAt(run, [node], it) ?? node) ?? written);
}

/** `Invoke-Expression 'text'` runs in the scope that it stands in. */
function evaluateText(run: Run, node: ast.Command, command: Command, input: Input): void {
  const value = argumentOf(command, 'Command') ?? (input && 'known' in input ? input : undefined);
  const own = value && leafAt(run, run.feeding ? [...node.elements, run.feeding] : node.elements, value);
  const text = value && contentOf(run, value, own ?? node.elements[0] ?? run.feeding);
  if (!text) return;
  const place = { ...run.place, encode: text.encode, nesting: (run.place.nesting ?? 0) + 1 };
  new Interpreter(text, place, run.events, run.scope, run).run(parsePowerShell(text.text).script);
}

/** `Start-Process netsh -ArgumentList '...'`: the file and its arguments as the command line that they make. */
function start(run: Run, node: ast.Command, command: Command, [file, list]: readonly [string, string]): void {
  const given = [argumentOf(command, file), argumentOf(command, list)].flatMap(itemsOf);
  const words = given.flatMap(value => {
    const leaf = leafAt(run, node.elements, value);
    return contentOf(run, value, leaf, leaf ?? node) ?? (leaf ? run.text.slice(leaf.start, leaf.end) : []);
  });
  if (words.length >= 2) runLine(run, MappedText.join(words, ' '), shellName(words[0]!.text) !== undefined);
}

/** `schtasks /create /tr "powershell -Command ..."` */
function schedule(run: Run, node: ast.Command, command: Command): void {
  const at = command.args.findIndex(it => /^\/tr$/i.test(it.text));
  const [value, leaf] = [command.args[at + 1]?.value, node.elements[at + 1]];
  const line = at < 0 || !value || !leaf ? undefined : contentOf(run, value, leaf);
  if (line) runLine(run, line, shellName(line.text.trim().split(/\s/)[0]!) !== undefined);
}

function runLine(run: Run, line: MappedText, isShell: boolean, place = run.place): void {
  follow(run, nestedShellOfLine(line), place);
  if (isShell) return;
  const inner = { ...place, encode: line.encode, nesting: (place.nesting ?? 0) + 1 };
  run.events.push(...readCmd(line, inner, run.scope.environment()).events);
}

/** The expression among these, inside lists too, that is written where a value stands. */
function leafAt(run: Run, nodes: readonly ast.CommandElement[], value: Value<Data>): ast.Expression | undefined {
  for (const node of nodes) {
    if (node.kind === 'Verbatim') continue;
    if (node.kind === 'CommandParameter') {
      const found = node.argument && leafAt(run, [node.argument], value);
      if (found) return found;
    } else {
      const inner = leavesOf(node);
      if (inner) {
        const found = leafAt(run, inner, value);
        if (found) return found;
      }
      if (run.at(node).start === value.span.start) return node;
    }
  }
  return undefined;
}

function leavesOf(node: ast.Expression): readonly ast.Expression[] | undefined {
  if (node.kind === 'ArrayLiteral') return node.elements;
  if (node.kind !== 'Parenthesised' && node.kind !== 'ArrayExpression') return undefined;
  return (node.kind === 'Parenthesised' ? [node.statement] : node.statements).flatMap(it => {
    const [only] = it.kind === 'Pipeline' ? it.elements : [];
    return only?.kind === 'CommandExpression' ? [only.expression] : [];
  });
}
