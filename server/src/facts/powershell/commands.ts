import { type Data, enumerate, isScript, isTable, textOf, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { isAway } from '../command/away';
import { type Command, switchState, textArgument } from '../command/command';
import { type Bound, bind, programArguments } from './bind';
import { callFunction, runBlock, runElsewhere } from './calls';
import { type Cmdlet, canonicalName, cmdletOf, parameterOf } from './cmdlets';
import { together } from './control';
import { noteDrive, onDrives } from './drives';
import { appliedText, noteFile } from './files';
import { memberOfEach } from './filters';
import { locationOf, move } from './location';
import { makerOf, noteMaker } from './makers';
import { runFile, runNested } from './nested';
import { type Input, output } from './output';
import { invokedResource, resourceCommand } from './resources';
import type { Run } from './run';
import { serviceInvocation } from './service-objects';
import { conditionsOf } from './where';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a command leaves: its value, and itself as input of the next. */
export interface Ran {
  readonly value: Value<Data> | undefined;
  readonly command?: Command;
}

/** Runs one command: records it, follows functions, blocks and nested shells, and returns what it puts out, if known. */
export function runCommand(run: Run, node: ast.Command, input: Input): Ran {
  const named = run.evaluate(node.name);
  if (named.known && isScript(named.value)) return { value: runBlock(run, node, named, input) };
  const stated = textOf(named) ?? fileName(named);
  const written = stated === undefined ? undefined : (run.aliases.get(stated.toLowerCase()) ?? stated);
  if (written === undefined) {
    bind(run, node, undefined);
    return { value: undefined };
  }
  const local = run.functions.has(written.toLowerCase());
  if (local) return { value: callFunction(run, node, written, input) };
  const name = canonicalName(written, () => looksLikeProgram(written, node));
  const cmdlet = cmdletOf(name);
  const isLoop = cmdlet?.name === 'ForEach-Object';
  const runsApart = startsBlock.test(name);
  const isProgram = !cmdlet && !/^[a-z]+-\w/i.test(name);
  const bound = isProgram
    ? { args: programArguments(run, node), parameters: new Map(), rest: [], incomplete: false }
    : bind(run, node, cmdlet, isLoop || runsApart || isFilter.test(name) ? it => it.kind === 'ScriptBlock' : undefined);
  if (runsApart) runElsewhere(run, bound, isAway({ name, shell: 'powershell', ...bound }));
  const location = isProgram ? undefined : locationOf(run);
  const conditions = cmdlet?.name === 'Where-Object' ? conditionsOf(run, node) : undefined;
  const made: Mutable<Command> = {
    kind: 'command',
    span: run.at(node),
    place: run.place,
    shell: 'powershell',
    name,
    nameSpan: run.at(node.name),
    args: bound.args,
    parameters: bound.parameters,
    incomplete: bound.incomplete,
  };
  const fed = input ?? makerOf(run, bound.parameters.get('inputobject')?.value) ?? serviceGiven(run, name, bound);
  if (fed) made.input = fed;
  if (location !== undefined) made.location = location;
  if (conditions) made.conditions = conditions;
  if (run.within !== undefined) made.within = run.within;
  const command = onDrives(run, made);
  if (isLoop) return { value: loop(run, node, command, input) };
  // With -WhatIf it only says what it would do.
  if (switchState(command, 'WhatIf')) return { value: undefined };
  const applied = appliedText(run, node, command, input);
  run.events.push(...(fedByName(command, cmdlet) ?? [applied ? { ...command, applied } : command]));
  const invoked = invokedResource(command);
  if (invoked) run.events.push(invoked);
  const resource = isProgram || invoked ? resourceCommand(invoked ?? command) : undefined;
  if (resource) run.events.push(resource);
  noteDrive(run, command);
  serviceInvocation(run, command);
  noteFile(run, node, command, input);
  runNested(run, node, command, input);
  runFile(run, stated);
  move(run, command);
  if (name === 'Set-Item' || name === 'New-Item') setEnvironment(run, command);
  if (name === 'Set-Alias' || name === 'New-Alias') nameAlias(run, command);
  const value = output(run, node, command, bound.rest, input);
  if (value) noteMaker(run, command, value);
  return value ? { value, command } : { value: undefined, command };
}

/** `Stop-Service $service`, where the variable holds what `Get-Service` found. */
function serviceGiven(run: Run, name: string, { parameters }: Bound): Command | undefined {
  const maker = name.endsWith('-Service') ? makerOf(run, parameters.get('name')?.value) : undefined;
  return maker?.name === 'Get-Service' ? maker : undefined;
}

/** The file name at the end of a path whose beginning is unknown: `"$env:SystemRoot\\System32\\netsh.exe"`. */
function fileName(value: Value<Data>): string | undefined {
  const name = value.known ? undefined : /[\\/]([^\\/]+)$/.exec(value.suffix ?? '')?.[1];
  return name?.toLowerCase().endsWith('.exe') ? name : undefined;
}

/** Cmdlets that run a block elsewhere, with `-ArgumentList` for its parameters. */
const startsBlock = /^(?:Invoke-Command|Start-Job|Start-ThreadJob)$/i;

/** Cmdlets whose blocks ask something of each object. */
const isFilter = /^(?:Where|Select|Sort|Group)-Object$/i;

/**
 * The command once for each object that the pipeline hands it, when these carry its parameters by name:
 * `[pscustomobject]@{ Path = ..; Name = ..; Value = .. } | Set-ItemProperty`.
 */
function fedByName(command: Command, cmdlet: Cmdlet | undefined): readonly Command[] | undefined {
  const { input } = command;
  if (
    !cmdlet ||
    !input ||
    !('known' in input) ||
    !/^(?:Set|New|Add|Enable|Disable)-Item|-Net|-Smb|-Service/i.test(cmdlet.name)
  )
    return undefined;
  const made = enumerate(input).map(item => {
    if (!item.known || !isTable(item.value)) return undefined;
    const parameters = new Map(command.parameters);
    for (const { key, keySpan, value } of item.value.entries) {
      const name = parameterOf(cmdlet, key)?.name;
      if (name === undefined || parameters.has(name.toLowerCase())) continue;
      const span = { start: Math.min(keySpan.start, value.span.start), end: Math.max(keySpan.end, value.span.end) };
      parameters.set(name.toLowerCase(), { name, nameSpan: keySpan, span, gap: span, value });
    }
    return parameters.size > command.parameters.size ? { ...command, parameters } : undefined;
  });
  const given = made.filter(it => it !== undefined);
  return given.length === made.length && given.length > 0 ? given : undefined;
}

/** `Set-Item env:NAME value` */
function setEnvironment(run: Run, command: Command): void {
  const name = /^env:[\\/]?(.+)$/i.exec(textArgument(command, 'Path') ?? '')?.[1];
  const value = command.parameters.get('value')?.value;
  if (name !== undefined && value) run.scope.set(`env:${name.toLowerCase()}`, value);
}

/** `Set-Alias n netsh` */
function nameAlias(run: Run, command: Command): void {
  const name = textArgument(command, 'Name');
  const value = textArgument(command, 'Value');
  if (name !== undefined && value !== undefined) run.aliases.set(name.toLowerCase(), value);
}

/** `... | ForEach-Object { }`: once for each item, when these are known; `ForEach-Object Name`. */
function loop(run: Run, node: ast.Command, command: Command, input: Input): Value<Data> | undefined {
  const items = input && 'known' in input ? input : run.piped;
  const blocks = new Map<string, ast.ScriptBlock>();
  let name = '';
  const free: ast.ScriptBlock[] = [];
  for (const it of node.elements) {
    if (it.kind === 'ScriptBlock') {
      if (name === '') free.push(it);
      else blocks.set(name, it);
    }
    name = it.kind === 'CommandParameter' ? it.name.toLowerCase().slice(0, 2) : '';
  }
  // Of several blocks without a name the first is `-Begin`, the last of three `-End`.
  if (free.length > 1 && !blocks.has('be')) blocks.set('be', free.shift()!);
  if (free.length > 1 && !blocks.has('en')) blocks.set('en', free.pop()!);
  const member = textArgument(command, 'MemberName') ?? textArgument(command, 'Process');
  if (blocks.size + free.length === 0)
    return member === undefined ? undefined : memberOfEach(member, items, command.span);
  const out: Value<Data>[] = [];
  const take = (value: Value<Data> | undefined): void => {
    if (value) out.push(value);
  };
  const [begin, end] = [blocks.get('be'), blocks.get('en')];
  if (begin) take(run.invoke(run.keep(begin), {}, true));
  for (const [key, it] of blocks) if (key !== 'be' && key !== 'en') free.push(it);
  for (const it of free) take(run.each(it.body, '_', items));
  if (end) take(run.invoke(run.keep(end), {}, true));
  return together(out);
}

/** In Windows PowerShell `curl`, `wget` and `sc` are aliases; who writes them so means the programs. */
function looksLikeProgram(written: string, node: ast.Command): boolean {
  if (written.toLowerCase() === 'sc') {
    const first = node.elements[0];
    const verb = first?.kind === 'String' ? first.value.toLowerCase() : '';
    return /^(config|create|delete|start|stop|query|queryex|failure|sdset|sdshow|description|qc|sidtype|triggerinfo)$/.test(
      verb,
    );
  }
  return node.elements.some(it =>
    it.kind === 'CommandParameter'
      ? it.name.length === 1 ||
        (/^[a-zA-Z]{2,5}$/.test(it.name) && !/^(uri|body|form)$/i.test(it.name)) ||
        it.name.startsWith('-')
      : it.kind === 'String' && it.value.startsWith('--'),
  );
}
