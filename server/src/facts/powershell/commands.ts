import { type Data, enumerate, isTable, textOf, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { type Command, switchState, textArgument } from '../command/command';
import { bind, programArguments } from './bind';
import { callFunction, giveArguments, runBlock } from './calls';
import { type Cmdlet, canonicalName, cmdletOf, parameterOf } from './cmdlets';
import { locationOf, move } from './location';
import { runNested } from './nested';
import { type Input, output } from './output';
import { resourceCommand } from './resources';
import type { Run } from './run';
import { conditionsOf } from './where';

/** What a command leaves: its value, and itself as input of the next. */
export interface Ran {
  readonly value: Value<Data> | undefined;
  readonly command?: Command;
}

/** Runs one command: records it, follows functions, blocks and nested shells, and returns what it puts out, if known. */
export function runCommand(run: Run, node: ast.Command, input: Input): Ran {
  if (node.name.kind === 'ScriptBlock') return { value: runBlock(run, node, node.name) };
  const named = run.evaluate(node.name);
  const stated = textOf(named) ?? fileName(named);
  const written = stated === undefined ? undefined : (run.aliases.get(stated.toLowerCase()) ?? stated);
  if (written === undefined) {
    for (const it of node.elements) if (it.kind !== 'CommandParameter' && it.kind !== 'Verbatim') run.evaluate(it);
    return { value: undefined };
  }
  const local = run.functions.has(written.toLowerCase());
  if (local) return { value: callFunction(run, node, written, input) };
  const name = canonicalName(written, () => looksLikeProgram(written, node));
  const cmdlet = cmdletOf(name);
  const isLoop = cmdlet?.name === 'ForEach-Object';
  const isProgram = !cmdlet && !/^[a-z]+-\w/i.test(name);
  if (startsBlock.test(name)) giveArguments(run, node);
  const bound = isProgram
    ? { args: programArguments(run, node), parameters: new Map(), rest: [], incomplete: false }
    : bind(run, node, cmdlet, isLoop ? it => it.kind === 'ScriptBlock' : undefined);
  const location = isProgram ? undefined : locationOf(run);
  const conditions = cmdlet?.name === 'Where-Object' ? conditionsOf(run, node) : undefined;
  const command: Command = {
    kind: 'command',
    span: run.at(node),
    place: run.place,
    shell: 'powershell',
    name,
    nameSpan: run.at(node.name),
    args: bound.args,
    parameters: bound.parameters,
    incomplete: bound.incomplete,
    ...(input ? { input } : {}),
    ...(location === undefined ? {} : { location }),
    ...(conditions ? { conditions } : {}),
    ...(run.within === undefined ? {} : { within: run.within }),
  };
  if (isLoop) {
    loop(run, node, input);
    return { value: undefined };
  }
  // With -WhatIf it only says what it would do.
  if (switchState(command, 'WhatIf')) return { value: undefined };
  run.events.push(...(fedByName(command, cmdlet) ?? [command]));
  const resource = isProgram ? resourceCommand(command) : undefined;
  if (resource) run.events.push(resource);
  runNested(run, node, command);
  move(run, command);
  if (name === 'Set-Alias' || name === 'New-Alias') nameAlias(run, command);
  const value = output(run, command, bound.rest, input);
  return value ? { value, command } : { value: undefined, command };
}

/** The file name at the end of a path whose beginning is unknown: `"$env:SystemRoot\\System32\\netsh.exe"`. */
function fileName(value: Value<Data>): string | undefined {
  const name = value.known ? undefined : /[\\/]([^\\/]+)$/.exec(value.suffix ?? '')?.[1];
  return name?.toLowerCase().endsWith('.exe') ? name : undefined;
}

/** Cmdlets that run a block elsewhere, with `-ArgumentList` for its parameters. */
const startsBlock = /^(?:Invoke-Command|Start-Job|Start-ThreadJob)$/i;

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

/** `Set-Alias n netsh` */
function nameAlias(run: Run, command: Command): void {
  const name = textArgument(command, 'Name');
  const value = textArgument(command, 'Value');
  if (name !== undefined && value !== undefined) run.aliases.set(name.toLowerCase(), value);
}

/** `... | ForEach-Object { }`: once for each item, when these are known. */
function loop(run: Run, node: ast.Command, input: Input): void {
  const items = input && 'known' in input ? input : undefined;
  for (const it of node.elements) if (it.kind === 'ScriptBlock') run.each(it.body, '_', items);
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
