import type { Edit } from '../../base/edit';
import { remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { textOf } from '../../base/value';
import { type Command, is, truth } from '../command/command';
import { wordOf } from '../command/native';
import type { ScriptReader } from '../command/script';
import type { Fact, Place } from '../fact';

/** Docker Content Trust is switched: by its variable or by a flag of the client. */
export interface ContentTrust extends Fact {
  readonly on: boolean;
  /** As written: `DOCKER_CONTENT_TRUST=0`, `--disable-content-trust`. */
  readonly text: string;
  readonly at: Span;
  /** Takes it out, where that leaves the statement whole. */
  readonly removal?: Edit;
}

export const contentTrustVariable = 'DOCKER_CONTENT_TRUST';

/** What a value of the variable says; `undefined` when it cannot be known. Sources: docker/cli `docs/deprecated.md`. */
export function contentTrust(
  statement: { readonly span: Span; readonly place: Place },
  value: string | undefined,
  at: Span,
): ContentTrust | undefined {
  if (value === undefined || !/^(?:[01tf]|true|false)?$/i.test(value.trim())) return undefined;
  const on = /^(?:1|t|true)$/i.test(value.trim());
  const { span, place } = statement;
  return { span, place, on, text: `${contentTrustVariable}=${value.trim()}`, at };
}

/** Reads switches of content trust off a script. */
export const readContentTrust: ScriptReader = (script, emit) => {
  for (const event of script.events) {
    const found =
      event.kind === 'assignment'
        ? isVariable(event.target) && contentTrust(event, textOf(event.value), event.span)
        : event.kind === 'command' && (flagged(event) ?? exported(event));
    if (found) emit('image.content-trust', found);
  }
};

const isVariable = (target: string): boolean => target.toLowerCase() === `env:${contentTrustVariable.toLowerCase()}`;

/** `docker pull --disable-content-trust=true` */
function flagged(command: Command): ContentTrust | undefined {
  if (!is(command, 'docker')) return undefined;
  let before = command.nameSpan.end;
  for (const { text, span, value } of command.args) {
    const gap = { start: before === span.start - 1 ? before : span.start, end: span.end };
    before = span.end;
    const match = /^--disable-content-trust(?:=(.*))?$/i.exec(textOf(value) ?? text);
    const off = match && truth({ known: true, value: match[1] ?? 'true', span });
    if (!match || off === undefined || off === null) continue;
    return { span: command.span, place: command.place, on: !off, text, at: span, removal: remove(gap) };
  }
  return undefined;
}

/** `setx DOCKER_CONTENT_TRUST 0`, `export DOCKER_CONTENT_TRUST=0` */
function exported(command: Command): ContentTrust | undefined {
  const [name, value] = command.args;
  if (!name) return undefined;
  const text = wordOf(name);
  if (!text.known) return undefined;
  if (is(command, 'setx') && text.value === contentTrustVariable && value) {
    const set = wordOf(value);
    return contentTrust(command, set.known ? set.value : undefined, { start: name.span.start, end: value.span.end });
  }
  const match = /^DOCKER_CONTENT_TRUST=(.*)$/s.exec(text.value);
  return is(command, 'export') && match ? contentTrust(command, match[1], name.span) : undefined;
}
