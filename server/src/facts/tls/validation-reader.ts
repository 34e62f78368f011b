import { type Edit, remove } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { contains, type Span } from '../../base/span';
import { type Data, isObject, isScript, textOf, type Value } from '../../base/value';
import {
  type Argument,
  argumentOf,
  type Command,
  listArgument,
  switchState,
  textArgument,
  truth,
} from '../command/command';
import { asText, lowerWords, wordOf } from '../command/native';
import type { MemberAssignment, ScriptEvent } from '../command/script';
import { addressOf, isLocalHost } from '../download/address';
import { readOptions } from '../download/curl';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { mendBy } from '../fix';
import type { ValidationOff } from './validation';
import { VALIDATION_OPTIONS, VALIDATION_SWITCHES, VALIDATION_VARIABLES } from './validation-names.data';

/** Reads what in a script switches the check of certificates off. */
export function readValidation(event: ScriptEvent, emit: Emit): void {
  if (event.kind === 'assignment') readAssignment(event, emit);
  else if (event.kind === 'command') {
    readSwitches(event, emit);
    readOption(event, emit);
    readVariableCommand(event, emit);
    readConfiguration(event, emit);
    readAddedType(event, emit);
  } else if (/^Environment$/i.test(event.type) && /^SetEnvironmentVariable$/i.test(event.method)) {
    readVariable(event, textOf(event.args[0]), event.args[1], event.span, emit);
  }
}

/**
 * What a variable of the environment stops from checking certificates: `every Node.js process` for
 * `NODE_TLS_REJECT_UNAUTHORIZED` = `0`; `undefined` when it does not. For readers of ENV and of pods as well.
 */
export function uncheckedBy(name: string, value: string): string | undefined {
  const variable = lookUp(VALIDATION_VARIABLES, name.toLowerCase());
  if (!variable || value === '') return undefined;
  return !variable.values || variable.values.includes(value.toLowerCase()) ? variable.who : undefined;
}

function readVariable(
  event: { readonly span: Span; readonly place: Place },
  name: string | undefined,
  value: Value<Data> | undefined,
  at: Span,
  emit: Emit,
): void {
  const text = textOf(value);
  const who = name === undefined || text === undefined ? undefined : uncheckedBy(name, text);
  if (who) emit('tls.validation-off', { span: event.span, place: event.place, who, text: `${name}=${text}`, at });
}

/** Callbacks that say yes, and variables of the environment. */
function readAssignment(event: MemberAssignment, emit: Emit): void {
  const { target, span, place } = event;
  if (/^env:/i.test(target)) {
    readVariable(event, target.slice(4), event.value, event.span, emit);
    return;
  }
  const preset = /^PSDefaultParameterValues:(.+):(\w+)$/i.exec(target);
  if (preset) {
    const weight = lookUp(VALIDATION_SWITCHES, preset[2]!.toLowerCase());
    const who = preset[1]!.includes('*') ? 'every command' : preset[1]!;
    if (weight && truth(event.value)) {
      emit('tls.validation-off', { span, place, who, text: preset[2]!, at: event.targetSpan, weight });
    }
    return;
  }
  const property = /(?:^|[.:])(\w+)$/.exec(target)?.[1]?.toLowerCase() ?? '';
  const callback = /^server(certificate(validation|customvalidation)|certificatecustomvalidation)callback$/.test(
    property,
  );
  const isOff = callback
    ? saysYes(event.value)
    : property === 'certificatepolicy' && /ServicePointManager/i.test(target) && isOwnPolicy(event.value);
  if (!isOff) return;
  const who = /ServicePointManager/i.test(target) ? 'this process' : 'the client';
  const fact = { span, place, who, text: target.replace(/^.*[.:](?=\w+$)/, ''), at: event.span };
  emit('tls.validation-off', fact);
}

/** `{ $true }` in all its spellings, and the delegate that .NET has for it. */
function saysYes(value: Value<Data>): boolean {
  if (!value.known) return /\bDangerousAcceptAnyServerCertificateValidator\b/i.test(value.text);
  const data = value.value;
  if (isObject(data)) return /\bDangerousAcceptAnyServerCertificateValidator$/i.test(data.type);
  if (data === true) return true;
  if (!isScript(data)) return false;
  const body = data.text
    .replace(/<#[\s\S]*?#>|#[^\n]*/g, '')
    .replace(/^\s*param\s*\([^)]*\)/i, '')
    .replace(/[\s;()]/g, '')
    .toLowerCase();
  return body === '$true' || body === 'return$true' || body === '1' || body === '[bool]$true';
}

/** An object of a class that the script brings: .NET itself has none that anyone assigns. */
const isOwnPolicy = (value: Value<Data>): boolean => value.known && isObject(value.value);

/** `-SkipCertificateCheck` and its like on any PowerShell command. */
function readSwitches(command: Command, emit: Emit): void {
  if (command.shell !== 'powershell') return;
  for (const [name, { span: at, gap, value }] of command.parameters) {
    const weight = lookUp(VALIDATION_SWITCHES, name);
    if (!weight || switchState(command, name) !== true) continue;
    // Other commands check what they check of other certificates: of those that sign.
    if (weight === 'part' && !/^New-(?:PS|Cim|WSMan)SessionOption$/i.test(command.name)) continue;
    const inside = contains(command.span, at);
    const parameter = command.parameters.get(name)!.name;
    off(
      command,
      { who: command.name, text: inside || !value ? `-${parameter}` : parameter, at, weight },
      emit,
      inside ? remove(gap) : undefined,
    );
  }
}

/** `curl -k`, `wget --no-check-certificate`, `pip --trusted-host x`. */
function readOption(command: Command, emit: Emit): void {
  if (command.name.includes('-')) return;
  for (const { programs, options, takesValue } of VALIDATION_OPTIONS) {
    if (!programs.includes(command.name)) continue;
    if (command.name === 'curl' || command.name === 'wget') {
      const { given } = readOptions(command);
      for (const name of options) {
        const found = given.get(name);
        if (!found) continue;
        const weight = name === '--ssl-no-revoke' ? 'part' : 'all';
        const gap = found.alone ? withGap(command, found.argument) : found.at;
        off(command, { who: command.name, text: name, at: found.at, weight }, emit, gap && remove(gap));
      }
      continue;
    }
    command.args.forEach((argument, index) => {
      const text = textOf(wordOf(argument)) ?? argument.text;
      const name = options.find(it => it === text || (takesValue && text.startsWith(`${it}=`)));
      if (name === undefined) return;
      const last = takesValue && text === name ? (command.args[index + 1] ?? argument) : argument;
      const at = { start: argument.span.start, end: last.span.end };
      const gap = withGap(command, argument, last);
      off(command, { who: command.name, text: name, at, weight: 'all' }, emit, gap && remove(gap));
    });
  }
}

/** The words from one to another with the white space before them; in a list, with what parts them from the next. */
function withGap(command: Command, first: Argument, last: Argument = first): Span | undefined {
  const index = command.args.indexOf(first);
  if (index > 0) return { start: command.args[index - 1]!.span.end, end: last.span.end };
  if (command.shell !== 'none') return { start: command.nameSpan.end, end: last.span.end };
  const next = command.args[command.args.indexOf(last) + 1];
  return next && { start: first.span.start, end: next.span.start };
}

/** `setx NODE_TLS_REJECT_UNAUTHORIZED 0`, `set X=0`, `export X=0`. */
function readVariableCommand(command: Command, emit: Emit): void {
  if (command.name === 'setx') {
    const [first, second] = command.args;
    if (first) readVariable(command, textOf(wordOf(first)), second && wordOf(second), command.span, emit);
    return;
  }
  if (command.name !== 'set' && command.name !== 'export' && command.name !== 'env') return;
  for (const argument of command.args) {
    const match = /^["']?(\w+)=(.*?)["']?$/s.exec(textOf(wordOf(argument)) ?? '');
    if (match) {
      readVariable(command, match[1], { known: true, value: match[2]!, span: argument.span }, argument.span, emit);
    }
  }
}

/** `git -c http.sslVerify=false`, `git config http.sslVerify false`, `npm config set strict-ssl false`. */
function readConfiguration(command: Command, emit: Emit): void {
  if (!/^(?:git|npm|pnpm|yarn)$/.test(command.name)) return;
  const words = lowerWords(command);
  if (command.name === 'git') {
    words.forEach((word, index) => {
      const argument = command.args[index]!;
      if (/^http\.(?:.*\.)?sslverify=(?:false|0|no|off)$/.test(word) && words[index - 1] === '-c') {
        const gap = withGap(command, command.args[index - 1]!, argument);
        off(command, { who: 'git', text: argument.text, at: argument.span, weight: 'all' }, emit, gap && remove(gap));
      }
      if (
        words.includes('config') &&
        /^http\.(?:.*\.)?sslverify$/.test(word) &&
        /^(?:false|0|no|off)$/.test(words[index + 1] ?? '')
      ) {
        const at = { start: argument.span.start, end: command.args[index + 1]!.span.end };
        off(command, { who: 'git', text: 'http.sslVerify', at, weight: 'all' }, emit);
      }
    });
  }
  if (/^(?:npm|pnpm|yarn)$/.test(command.name)) {
    const index = words.indexOf('strict-ssl');
    const joined = words.findIndex(word => /^strict-ssl=(?:false|0|no)$/.test(word));
    const found = joined >= 0 ? joined : /^(?:false|0|no)$/.test(words[index + 1] ?? '') ? index : -1;
    if (found < 0 || !words.some(word => word === 'set' || word === 'config')) return;
    const at = { start: command.args[found]!.span.start, end: command.args[joined >= 0 ? found : found + 1]!.span.end };
    off(command, { who: command.name, text: 'strict-ssl', at, weight: 'all' }, emit);
  }
}

/** C# of an `Add-Type` whose callback or policy says yes to every certificate. */
function readAddedType(command: Command, emit: Emit): void {
  if (!/^add-type$/i.test(command.name)) return;
  const source = argumentOf(command, 'TypeDefinition') ?? argumentOf(command, 'MemberDefinition');
  const text = textArgument(command, 'TypeDefinition') ?? textArgument(command, 'MemberDefinition');
  if (!source?.known || text === undefined) return;
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, it => ' '.repeat(it.length));
  const match =
    /\bServerCertificate(?:Custom)?ValidationCallback\s*\+?=[\s\S]{0,300}?(?:return\s+true\s*;|=>\s*true\b)/.exec(
      code,
    ) ?? /\bICertificatePolicy\b[\s\S]{0,400}?\breturn\s+true\s*;/.exec(code);
  if (!match) return;
  const { literal } = source;
  const isPlain = literal && literal.end - literal.start === text.length && literal.start >= command.span.start;
  const name = /^\w+/.exec(match[0])![0];
  const at = isPlain
    ? { start: literal.start + match.index, end: literal.start + match.index + name.length }
    : command.nameSpan;
  off(command, { who: 'this process', text: name, at, weight: 'all' }, emit);
}

function off(
  command: Command,
  fact: Pick<ValidationOff, 'who' | 'text' | 'at'> & { readonly weight: 'all' | 'part' },
  emit: Emit,
  edit?: Edit,
): void {
  const asked = partnersOf(command);
  if (asked.length > 0 && asked.every(isItself)) return;
  const isInside = fact.weight === 'all' && asked.length > 0 && asked.every(it => isInCluster(it, command.place));
  const mend = mendBy(`Remove ${fact.text}`, edit);
  const weight = isInside ? 'inside' : fact.weight;
  emit('tls.validation-off', { span: command.span, place: command.place, ...fact, weight, ...mend });
}

/** Parameters that name the machine to talk to. */
const partners = ['Uri', 'ServerInstance', 'SqlInstance', 'ComputerName'];

/** What a command talks to. */
function partnersOf(command: Command): readonly Value<Data>[] {
  const named = partners.flatMap(it => listArgument(command, it));
  return named.length > 0 ? named : command.args.map(wordOf).filter(it => addressOf(it) !== undefined);
}

/**
 * Whether it is a service of the cluster that the command runs in. In a container a bare name is one, and one with that of a
 * namespace: no domain of the internet has a hyphen in its last part.
 */
function isInCluster(value: Value<Data>, { runs }: Place): boolean {
  const host = addressOf(asText(value))?.host ?? '';
  const isService = /\.(?:svc(?:\.[\w.-]+)?|cluster\.local)$/i.test(host);
  return isService || (runs === 'start' && /^[\w-]+(?:\.(?!xn--)[a-z\d]+-[\w-]+)?$/.test(host));
}

/** `https://localhost:8443/x`, `localhost\SQLEXPRESS,1433`, `.`. */
function isItself(value: Value<Data>): boolean {
  const host =
    addressOf(asText(value))?.host ??
    textOf(value)
      ?.replace(/[\\,].*/s, '')
      .toLowerCase();
  return host !== undefined && (isLocalHost(host) || host === '(local)');
}
