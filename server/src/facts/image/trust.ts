import type { Edit } from '../../base/edit';
import { remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { textOf } from '../../base/value';
import { type Command, is, truth } from '../command/command';
import { lowerWords, wordOf } from '../command/native';
import type { ScriptEvent, ScriptReader } from '../command/script';
import type { Fact, Place } from '../fact';

/** Docker Content Trust is switched: by its variable or a flag of the client, or for a registry of Azure. */
export interface ContentTrust extends Fact {
  /** Who is told. */
  readonly of: 'client' | 'Azure';
  readonly on: boolean;
  /** As written: `DOCKER_CONTENT_TRUST=0`, `--disable-content-trust`. */
  readonly text: string;
  readonly at: Span;
  /** Whether a Notary server other than Docker's own is named beside it, or may be. */
  readonly hasServer: boolean;
  /** Takes it out, where that leaves the statement whole. */
  readonly removal?: Edit;
}

export const contentTrustVariable = 'DOCKER_CONTENT_TRUST';
export const contentTrustServerVariable = 'DOCKER_CONTENT_TRUST_SERVER';

/**
 * What a value of the variable says; `undefined` when it cannot be known. Any value that is no boolean switches it on.
 * Sources: docker/cli `cli/command/trust.go`, Go's `strconv.ParseBool`; `docs/deprecated.md`.
 */
export function contentTrust(
  statement: { readonly span: Span; readonly place: Place },
  value: string | undefined,
  at: Span,
  hasServer = false,
): ContentTrust | undefined {
  const written = value?.trim();
  if (written === undefined || /[$%{`]/.test(written)) return undefined;
  const on = !/^(?:0|[fF]|false|FALSE|False)?$/.test(written);
  const { span, place } = statement;
  return { span, place, of: 'client', on, text: `${contentTrustVariable}=${written}`, at, hasServer };
}

/** Whether a value of `DOCKER_CONTENT_TRUST_SERVER` is not Docker's own server; one that is not known may be any. */
export const isOwnServer = (value: string | undefined): boolean =>
  value === undefined || !/^(?:(?:https?:)?\/\/)?(?:notary\.docker\.io(?:[:/]|$)|$)/i.test(value.trim());

/** Reads switches of content trust off a script. */
export const readContentTrust: ScriptReader = ({ events }, emit) => {
  const set = events.flatMap(event => variablesOf(event).map(variable => ({ event, ...variable })));
  const hasServer = set.some(({ name, value }) => isNamed(name, contentTrustServerVariable) && isOwnServer(value));
  for (const { event, name, value, at } of set) {
    const found = isNamed(name, contentTrustVariable) && contentTrust(event, value, at, hasServer);
    if (found) emit('image.content-trust', found);
  }
  for (const event of events) {
    const found = event.kind === 'command' && (flagged(event, hasServer) ?? ofAzure(event));
    if (found) emit('image.content-trust', found);
  }
};

const isNamed = (name: string, variable: string): boolean => name.toUpperCase() === variable;

/** A variable of the environment; the value is `undefined` when it cannot be known. */
interface Variable {
  readonly name: string;
  readonly value: string | undefined;
  readonly at: Span;
}

/** Variables of the environment that an event sets, for itself or for what comes after it. */
function variablesOf(event: ScriptEvent): readonly Variable[] {
  if (event.kind === 'assignment') {
    const name = /^env:(.+)$/i.exec(event.target)?.[1];
    return name === undefined ? [] : [{ name, value: textOf(event.value), at: event.span }];
  }
  if (event.kind === 'invocation') {
    const sets = /^Environment$/i.test(event.type) && /^SetEnvironmentVariable$/i.test(event.method);
    const name = sets ? textOf(event.args[0]) : undefined;
    return name === undefined ? [] : [{ name, value: textOf(event.args[1]), at: event.span }];
  }
  if (is(event, 'setx')) return ofSetx(event);
  if (is(event, 'Set-Item', 'New-Item')) return ofItem(event);
  const words = is(event, 'export', 'env', 'declare') ? event.args : [];
  return [...(event.settings ?? []), ...words].flatMap(word => {
    const pair = /^(\w+)=(.*)$/s.exec(word.text);
    if (!pair) return [];
    const value = wordOf(word);
    return [{ name: pair[1]!, value: value.known ? value.value.slice(pair[1]!.length + 1) : undefined, at: word.span }];
  });
}

/** `setx DOCKER_CONTENT_TRUST 0` */
function ofSetx({ args: [name, value] }: Command): readonly Variable[] {
  const text = name && wordOf(name);
  if (!text?.known || !value) return [];
  const set = wordOf(value);
  const at = { start: name!.span.start, end: value.span.end };
  return [{ name: text.value, value: set.known ? set.value : undefined, at }];
}

/** `Set-Item env:DOCKER_CONTENT_TRUST 0` */
function ofItem({ parameters, span }: Command): readonly Variable[] {
  const name = /^env:[\\/]?(.+)$/i.exec(textOf(parameters.get('path')?.value) ?? '')?.[1];
  return name === undefined ? [] : [{ name, value: textOf(parameters.get('value')?.value), at: span }];
}

/** `docker pull --disable-content-trust=true` */
function flagged(command: Command, hasServer: boolean): ContentTrust | undefined {
  if (!is(command, 'docker')) return undefined;
  let before = command.nameSpan.end;
  for (const { text, span, value } of command.args) {
    const gap = { start: before === span.start - 1 ? before : span.start, end: span.end };
    before = span.end;
    const match = /^--disable-content-trust(?:=(.*))?$/i.exec(textOf(value) ?? text);
    const off = match && truth({ known: true, value: match[1] ?? 'true', span });
    if (!match || off === undefined || off === null) continue;
    const { place } = command;
    return { span: command.span, place, of: 'client', on: !off, text, at: span, hasServer, removal: remove(gap) };
  }
  return undefined;
}

/** `az acr config content-trust update --registry acme --status enabled`. Source: azure-cli `acr/_params.py`. */
function ofAzure(command: Command): ContentTrust | undefined {
  const words = is(command, 'az') ? lowerWords(command) : [];
  if (words.slice(0, 4).join(' ') !== 'acr config content-trust update') return undefined;
  const at = words.findIndex(word => /^--status(?:=|$)/.test(word));
  const [option, next] = [command.args[at], command.args[at + 1]];
  const status = /=(.*)/.exec(words[at] ?? '')?.[1] ?? words[at + 1];
  if (!option || (status !== 'enabled' && status !== 'disabled')) return undefined;
  const end = words[at] === '--status' && next ? next.span.end : option.span.end;
  const { span, place } = command;
  const own = { start: option.span.start, end };
  return { span, place, of: 'Azure', on: status === 'enabled', text: `--status ${status}`, at: own, hasServer: true };
}
