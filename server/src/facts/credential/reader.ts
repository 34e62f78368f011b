import type { Span } from '../../base/span';
import { contains } from '../../base/span';
import { type Data, isList, itemsOf, type Known, known, textOf, type Value } from '../../base/value';
import { type Argument, argumentOf, type Command, parameter } from '../command/command';
import { lowerWords, pairOf, spanIn, unquoted, wordOf } from '../command/native';
import type { MethodInvocation, ScriptEvent, ScriptReader } from '../command/script';
import type { Emit } from '../facts';
import type { Credential } from './credential';
import { SECRET_OPTIONS } from './options.data';
import { type EmbeddedSecret, isGuessable, isLiteralSecret, isSecret, isStandIn, secretsIn } from './secret';

/** Reads the secrets that a script has as text. */
export const readCredentials: ScriptReader = ({ events }, emit) => {
  const seen = new Set<string>();
  const judged = new Map<string, readonly EmbeddedSecret[]>();
  const once: Emit = (kind, fact) => {
    const { start, end } = (fact as unknown as Credential).at;
    if (seen.has(`${start} ${end}`)) return;
    seen.add(`${start} ${end}`);
    emit(kind, fact);
  };
  for (const event of events) {
    const state = (form: Credential['form'], name: string, value: Value<Data> | undefined, from = 0): void =>
      stated(event, form, name, value, from, once);
    if (event.kind === 'command') readCommand(event, state);
    else if (event.kind === 'invocation') readInvocation(event, state);
    else if (/^env:/i.test(event.target)) {
      const name = event.target.slice(4);
      const text = textOf(event.value);
      if (text !== undefined && isSecret(name, text)) state('environment', name, event.value);
    }
    readTexts(event, judged, once);
  }
  // What a variable holds is told of where it is used, when that says more.
  for (const event of events) {
    if (event.kind !== 'assignment' || !event.target.startsWith(variable)) continue;
    const name = event.target.slice(variable.length);
    const text = textOf(event.value) ?? '';
    // `AzureCredential = 'backup'` names one; sentences speak of one.
    if (/credentials?$/i.test(name) || /\s/.test(text) || text.toLowerCase() === name.toLowerCase()) continue;
    if (isSecret(name, text)) stated(event, 'environment', name, event.value, 0, once);
  }
};

/** The targets of assignments to variables of the script, of those that may hold a secret. */
const variable = 'variable:';

type State = (form: Credential['form'], name: string, value: Value<Data> | undefined, from?: number) => void;

/** Emits a secret that is written out; `from` is where it begins in the text. */
function stated(
  event: ScriptEvent,
  form: Credential['form'],
  name: string,
  value: Value<Data> | undefined,
  from: number,
  emit: Emit,
): void {
  const text = textOf(value)?.slice(from);
  if (!value?.known || !text || typeof value.value === 'boolean') return;
  if (!isLiteralSecret(text) || isStandIn(text)) return;
  emit('credential', {
    span: event.span,
    place: event.place,
    form,
    name,
    at: placeIn(value, from, from + text.length),
    guessable: isGuessable(text),
  });
}

/** Where the part `[from, to)` of a text stands: in its literal when that is written one to one. */
function placeIn(value: Known<Data>, from: number, to: number): Span {
  const { literal } = value;
  if (!literal) return value.span;
  const size = typeof value.value === 'string' ? value.value.length : -1;
  if (literal.end - literal.start !== size) return literal;
  return { start: literal.start + from, end: literal.start + to };
}

function readCommand(command: Command, state: State): void {
  const name = command.name.toLowerCase();
  if (name === 'convertto-securestring') {
    if (!parameter(command, 'AsPlainText')) return;
    const own = argumentOf(command, 'String');
    const fed = command.input && 'known' in command.input ? command.input : undefined;
    state('secure string', command.name, own ?? fed);
    return;
  }
  if (name === 'new-object' && /NetworkCredential$/i.test(textOf(argumentOf(command, 'TypeName')) ?? '')) {
    state('account', 'NetworkCredential', itemsOf(argumentOf(command, 'ArgumentList'))[1]);
    return;
  }
  if (name === 'net') readNet(command, state);
  if (name === 'sc' || name === 'nssm') {
    for (const argument of command.args) {
      const pair = pairOf(argument);
      if (pair?.key === 'password') state('account', 'password', pair.value);
    }
    const at = command.args.findIndex(it => /^password=$/i.test(it.text));
    const next = command.args[at + 1];
    if (at >= 0 && next) state('account', 'password', wordOf(next));
  }
  if (name === 'setx') {
    const [variable, value] = command.args.filter(it => !/^[/-][a-z]+$/i.test(it.text));
    const called = variable && textOf(wordOf(variable));
    const word = value && wordOf(value);
    if (called && word?.known && isSecret(called, word.value)) state('environment', called, word);
  }
  if (command.shell === 'powershell') readParameters(command, state);
  readOptions(command, state);
  readNamedOptions(command, state);
}

/** `net user name secret /add`, `net use \\server secret /user:name`. */
function readNet(command: Command, state: State): void {
  const [verb] = lowerWords(command);
  if (verb !== 'user' && verb !== 'use') return;
  const plain = command.args.slice(1).filter(it => !/^\//.test(it.text));
  const account = plain[0] && textOf(wordOf(plain[0]));
  // A drive letter may stand before the share.
  const secret = verb === 'use' && /^[a-z*]:?$/i.test(account ?? '') ? plain[2] : plain[1];
  if (account !== undefined && secret && wordOf(secret).known && secret.text !== '*') {
    state('account', account, wordOf(secret));
  }
}

/** `-AdminPassword 'literal'` on any command that is no function of the script. */
function readParameters(command: Command, state: State): void {
  for (const it of command.parameters.values()) {
    if (!/pass|pwd|pword|secret|key|token|auth|cred/i.test(it.name)) continue;
    const text = textOf(it.value);
    if (typeof text !== 'string' || !it.value?.known || typeof it.value.value !== 'string') continue;
    // `-Credential` takes the name of one; a text that says what it stands for is a placeholder.
    if (/credential$/i.test(it.name) || text.toLowerCase() === it.name.toLowerCase()) continue;
    if (isSecret(it.name, text)) state('command argument', it.name, it.value);
  }
}

function readOptions(command: Command, state: State): void {
  // None of the programs has a hyphen in its name, all cmdlets have.
  if (command.name.includes('-')) return;
  for (const option of SECRET_OPTIONS) {
    if (!option.program.test(command.name)) continue;
    const words = lowerWords(command);
    if (option.with && !option.with.every(it => words.includes(it))) continue;
    command.args.forEach((argument, index) => {
      const found = secretOf(option, argument, command.args[index + 1]);
      if (!found) return;
      const text = textOf(found.value) ?? '';
      const from = option.pair ? text.indexOf(':') + 1 : found.from;
      if (option.pair && from === 0) return;
      state('command argument', found.name, found.value, from);
    });
  }
}

/** `/SAPWD=secret`, `--password=secret` on any program: the option's name says what it takes. */
function readNamedOptions(command: Command, state: State): void {
  if (command.name.includes('-') || /^(?:set|echo|rem|title|net|reg)$/.test(command.name)) return;
  for (const argument of command.args) {
    const word = wordOf(argument);
    const match = word.known ? /^["']?(?:\/|--?)?([a-z][\w-]*)=(.+)$/is.exec(word.value) : null;
    if (!match || !word.known) continue;
    const [, name = '', quoted = ''] = match;
    const value = quoted.replace(/^["']|["']$/g, '');
    // What a variable brings is told of where it is set.
    const start = argument.text.lastIndexOf(value);
    if (start < 0 || !isSecret(name, value)) continue;
    const at = spanIn(argument, start, start + value.length);
    state('command argument', name, known(value, argument.span, at));
  }
}

/** The secret that an argument gives, or announces for the next word. */
function secretOf(
  { options = [], prefixes = [], glued = [] }: (typeof SECRET_OPTIONS)[number],
  argument: Argument,
  next: Argument | undefined,
): { readonly name: string; readonly value: Value<string>; readonly from: number } | undefined {
  const word = wordOf(argument);
  const text = word.known ? unquoted(word.value) : argument.text;
  if (options.includes(text)) return next && { name: text, value: wordOf(next), from: 0 };
  const equals = text.indexOf('=');
  if (equals > 0 && options.includes(text.slice(0, equals)))
    return { name: text.slice(0, equals), value: word, from: equals + 1 };
  const prefix = prefixes.find(it => text.toLowerCase().startsWith(it));
  if (prefix !== undefined) return { name: text.slice(0, prefix.length - 1), value: word, from: prefix.length };
  const start = glued.find(it => text.startsWith(it) && text.length > it.length);
  return start === undefined ? undefined : { name: start, value: word, from: start.length };
}

/** `[Net.NetworkCredential]::new('name', 'secret')`, variables that are set for good. */
function readInvocation(event: MethodInvocation, state: State): void {
  if (/NetworkCredential$/i.test(event.type) && /^new$/i.test(event.method)) {
    state('account', 'NetworkCredential', event.args[1]);
  }
  // Directory entries: `([ADSI]'WinNT://./name,user').SetPassword('secret')`.
  if (/^SetPassword$/i.test(event.method) && event.args.length === 1) state('account', 'SetPassword', event.args[0]);
  if (/^Environment$/i.test(event.type) && /^SetEnvironmentVariable$/i.test(event.method)) {
    const name = textOf(event.args[0]) ?? '';
    if (isSecret(name, textOf(event.args[1]) ?? '')) state('environment', name, event.args[1]);
  }
}

/** Secrets that show by their own form, in any text that the event is given. */
function readTexts(event: ScriptEvent, judged: Map<string, readonly EmbeddedSecret[]>, emit: Emit): void {
  for (const value of textsOf(event)) {
    const text = value.value;
    if (typeof text !== 'string' || text.length < 12) continue;
    // Loops and calls bring the same texts again and again.
    const found = judged.get(text) ?? secretsIn(text);
    judged.set(text, found);
    for (const { form, name, start, end } of found) {
      const secret = text.slice(start, end);
      if (isStandIn(secret)) continue;
      const at = placeIn(value, start, end);
      emit('credential', { span: event.span, place: event.place, form, name, at, guessable: isGuessable(secret) });
    }
  }
}

function textsOf(event: ScriptEvent): readonly Known<Data>[] {
  const found: Known<Data>[] = [];
  const take = (value: Value<Data>): void => {
    if (!value.known) return;
    if (typeof value.value === 'string') found.push(value);
    else if (isList(value.value)) value.value.items.forEach(take);
  };
  if (event.kind === 'assignment') take(event.value);
  else if (event.kind === 'invocation') event.args.forEach(take);
  else {
    for (const it of event.args) take(it.value);
    for (const it of event.parameters.values()) {
      // What is written in the command is among its words; what a table splats in is not.
      if (it.value && !contains(event.span, it.value.span)) take(it.value);
    }
  }
  return found;
}
