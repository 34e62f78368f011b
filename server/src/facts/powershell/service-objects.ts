import { lookUp } from '../../base/look-up';
import { contains, type Span } from '../../base/span';
import { type Data, entry, isTable, known, textOf, type Value } from '../../base/value';
import type { MethodCall } from '../../syntax/powershell/ast';
import { argumentOf, type Command, listArgument, type Parameter, textArgument } from '../command/command';
import type { Run } from './run';

/** Methods of the objects of `Get-Service` and of the class Win32_Service, by the cmdlet that does the same. */
const methods: Readonly<Record<string, string>> = {
  stop: 'Stop-Service',
  stopservice: 'Stop-Service',
  start: 'Start-Service',
  startservice: 'Start-Service',
  delete: 'Remove-Service',
  changestartmode: 'Set-Service',
};

/** So many events back the command is looked for that the object comes from. */
const recent = 30;

/** `(Get-Service X).Stop()`, `$service.ChangeStartMode('Disabled')`: records the cmdlet that does the same. */
export function serviceMethod(
  run: Run,
  node: MethodCall,
  method: string,
  args: readonly Value<Data>[],
  target: Value<Data>,
): void {
  const cmdlet = lookUp(methods, method.toLowerCase());
  if (!cmdlet || target.known) return;
  const origin = target.origin ?? target.span;
  const source = run.events
    .slice(-recent)
    .findLast((it): it is Command => it.kind === 'command' && contains(origin, it.span) && isSource(it));
  if (source) push(run, run.at(node), run.at(node.member), cmdlet, source, args[0]);
}

/** `... | Invoke-CimMethod -MethodName ChangeStartMode -Arguments @{ StartMode = 'Disabled' }`; also with `-Query`. */
export function serviceInvocation(run: Run, command: Command): void {
  if (!/^Invoke-(?:Cim|Wmi)Method$/.test(command.name)) return;
  const given = argumentOf(command, 'MethodName') ?? argumentOf(command, 'Name');
  const cmdlet = lookUp(methods, textOf(given)?.toLowerCase() ?? '');
  const input = command.input && 'kind' in command.input ? command.input : command;
  if (!cmdlet || !given || !isSource(input)) return;
  const list = argumentOf(command, 'Arguments') ?? argumentOf(command, 'ArgumentList');
  const mode = list?.known && isTable(list.value) ? entry(list.value, 'StartMode') : list;
  push(run, command.span, given.span, cmdlet, input, mode);
}

const isSource = (command: Command): boolean => command.name === 'Get-Service' || classOf(command) !== undefined;

/** The `where` of a command that gets services from WMI; empty without one. */
function classOf(command: Command): string | undefined {
  if (!/^(?:Get-WmiObject|Get-CimInstance|Invoke-CimMethod|Invoke-WmiMethod)$/i.test(command.name)) return undefined;
  const query = textArgument(command, 'Query');
  if (query !== undefined) return /\bfrom\s+win32_service\b(?:\s+where\s+(.*))?$/is.exec(query)?.[1];
  const name = textArgument(command, 'Class') ?? textArgument(command, 'ClassName') ?? textOf(command.args[0]?.value);
  return /^win32_service$/i.test(name ?? '') ? (textArgument(command, 'Filter') ?? '') : undefined;
}

function push(
  run: Run,
  span: Span,
  nameSpan: Span,
  name: string,
  source: Command,
  mode: Value<Data> | undefined,
): void {
  const names = source.name === 'Get-Service' ? listArgument(source, 'Name') : named(source);
  const shown = source.name === 'Get-Service' ? listArgument(source, 'DisplayName') : [];
  const [first] = [...names, ...shown];
  if (!first || (name === 'Set-Service' && !mode)) return;
  const parameters = new Map<string, Parameter>();
  const add = (key: string, value: Value<Data>): void => {
    const at = value.span;
    parameters.set(key.toLowerCase(), { name: key, nameSpan: at, span: at, gap: at, value });
  };
  const list = (values: readonly Value<Data>[]): Value<Data> =>
    values.length === 1 ? values[0]! : known({ kind: 'list', items: values }, first.span);
  if (names.length > 0) add('Name', list(names));
  if (shown.length > 0) add('DisplayName', list(shown));
  if (mode && name === 'Set-Service') add('StartupType', mode);
  const { place } = run;
  run.events.push({
    kind: 'command',
    span,
    place,
    shell: 'powershell',
    name,
    nameSpan,
    args: [],
    parameters,
    incomplete: false,
    resource: true,
    ...(run.within === undefined ? {} : { within: run.within }),
  });
}

/** The services that a filter of WMI names: `Name='X' or Name='Y'`. */
function named(source: Command): readonly Value<Data>[] {
  const filter = argumentOf(source, 'Filter') ?? argumentOf(source, 'Query');
  const text = classOf(source) ?? '';
  if (!filter) return [];
  return [...text.matchAll(/\bname\s*=\s*(["'])([\w.$ -]+)\1/gi)].map(it => known<Data>(it[2]!, filter.span));
}
