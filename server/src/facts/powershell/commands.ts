import { type Data, itemsOf, known, textOf, unknown, type Value } from '../../base/value';
import type * as ast from '../../syntax/powershell/ast';
import { argumentOf, type Command, textArgument } from '../command/command';
import { bind, programArguments } from './bind';
import { canonicalName, cmdletOf } from './cmdlets';
import { runNested } from './nested';
import { list } from './operators';
import type { Run } from './run';

/** What a command of a pipeline gets from the one before. */
export type Input = Command | Value<Data> | undefined;

/** What a command leaves: its value, and itself as input of the next. */
export interface Ran {
  readonly value: Value<Data> | undefined;
  readonly command?: Command;
}

/** Runs one command: records it, follows functions, blocks and nested shells, and returns what it puts out, if known. */
export function runCommand(run: Run, node: ast.Command, input: Input): Ran {
  if (node.name.kind === 'ScriptBlock') return { value: runBlock(run, node, node.name) };
  const named = run.evaluate(node.name);
  const written = textOf(named) ?? fileName(named);
  if (written === undefined) {
    for (const it of node.elements) if (it.kind !== 'CommandParameter' && it.kind !== 'Verbatim') run.evaluate(it);
    return { value: undefined };
  }
  const local = run.functions.has(written.toLowerCase());
  if (local) return { value: callFunction(run, node, written) };
  const name = canonicalName(written, () => looksLikeProgram(written, node));
  const cmdlet = cmdletOf(name);
  const isLoop = cmdlet?.name === 'ForEach-Object';
  const isProgram = !cmdlet && !/^[a-z]+-\w/i.test(name);
  const bound = isProgram
    ? { args: programArguments(run, node), parameters: new Map(), rest: [], incomplete: false }
    : bind(run, node, cmdlet, isLoop ? it => it.kind === 'ScriptBlock' : undefined);
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
    ...(run.within === undefined ? {} : { within: run.within }),
  };
  if (isLoop) {
    loop(run, node, input);
    return { value: undefined };
  }
  run.events.push(command);
  if (isProgram || name === 'Invoke-Expression' || name === 'Start-Process') runNested(run, node, command);
  const value = output(run, command, bound.rest, input);
  return value ? { value, command } : { value: undefined, command };
}

/** The file name at the end of a path whose beginning is unknown: `"$env:SystemRoot\\System32\\netsh.exe"`. */
function fileName(value: Value<Data>): string | undefined {
  const name = value.known ? undefined : /[\\/]([^\\/]+)$/.exec(value.suffix ?? '')?.[1];
  return name?.toLowerCase().endsWith('.exe') ? name : undefined;
}

/** `& { ... }` and `. { ... }` with arguments for its parameters. */
function runBlock(run: Run, node: ast.Command, block: ast.ScriptBlock): Value<Data> | undefined {
  const { rest, parameters } = bind(run, node, undefined);
  (block.body.param?.parameters ?? []).forEach((it, index) => {
    const value = parameters.get(it.name.name.toLowerCase())?.value ?? rest[index];
    if (value) run.scope.set(it.name.name.toLowerCase(), value);
  });
  return run.block(block.body);
}

function callFunction(run: Run, node: ast.Command, name: string): Value<Data> | undefined {
  const { parameters, rest } = bind(run, node, undefined);
  const named = new Map<string, Value<Data>>();
  for (const [key, it] of parameters) named.set(key, it.value ?? known(true, it.span));
  return run.call(name, named, rest);
}

/** `... | ForEach-Object { }`: once for each item, when these are known. */
function loop(run: Run, node: ast.Command, input: Input): void {
  const items = input && 'known' in input ? input : undefined;
  for (const it of node.elements) if (it.kind === 'ScriptBlock') run.each(it.body, '_', items);
}

/** Commands whose output configuration is built from. */
function output(run: Run, command: Command, rest: readonly Value<Data>[], input: Input): Value<Data> | undefined {
  const no = (why: string): Value<Data> => unknown(run.text.text === '' ? '' : command.name, command.span, why);
  switch (command.name) {
    case 'New-Object': {
      const type = textArgument(command, 'TypeName');
      const com = textArgument(command, 'ComObject');
      if (com !== undefined) return known({ kind: 'object', type: `COM:${com}` }, command.span);
      if (type === undefined) return no('the type is unknown');
      if (/^(System\.Management\.Automation\.)?PSObject$/i.test(type)) return argumentOf(command, 'Property');
      if (/^(System\.)?Collections\.(ArrayList|Generic\.List.*)$/i.test(type)) return known(list([]), command.span);
      return known({ kind: 'object', type: type.replace(/^System\./i, '') }, command.span);
    }
    case 'Join-Path': {
      const parts = [
        argumentOf(command, 'Path'),
        argumentOf(command, 'ChildPath'),
        argumentOf(command, 'AdditionalChildPath'),
      ]
        .flatMap(itemsOf)
        .map(textOf);
      if (parts.length < 2 || parts.includes(undefined)) return no('a part of the path is unknown');
      const path = parts.map((it, i) => (i === 0 ? it!.replace(/[\\/]+$/, '') : it!.replace(/^[\\/]+/, ''))).join('\\');
      return known(path, command.span);
    }
    case 'Write-Output':
      return rest.length > 0
        ? known(list([argumentOf(command, 'InputObject')!, ...rest]), command.span)
        : argumentOf(command, 'InputObject');
    case 'ConvertTo-SecureString':
      return known({ kind: 'object', type: 'Security.SecureString' }, command.span);
    case 'Set-Variable':
    case 'New-Variable': {
      const name = textArgument(command, 'Name');
      const value = argumentOf(command, 'Value');
      if (name !== undefined && value) run.scope.set(name.toLowerCase(), value);
      return undefined;
    }
    case 'Where-Object':
    case 'Select-Object':
      return no('a selection');
    case 'Out-Null':
      return undefined;
    default:
      return input === undefined || command.shell ? no(`the output of ${command.name}`) : undefined;
  }
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
