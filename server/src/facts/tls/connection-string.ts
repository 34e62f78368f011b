import { remove } from '../../base/edit';
import { type Data, type Known, textOf, type Value } from '../../base/value';
import { argumentOf } from '../command/command';
import { piece, placeOf } from '../command/native';
import type { ScriptEvent } from '../command/script';
import type { Emit } from '../facts';

const server = /(?:^|;)\s*(?:server|data source|addr|address|network address)\s*=\s*(?:tcp:)?([^;,\\]*)/i;
const trust = /(^|;)\s*(trust\s?server\s?certificate\s*=\s*(?:true|yes))\s*(?=;|$)/i;
/** Nobody is on the way to the machine itself. */
const own = /^(?:localhost|127\.\d|::1|\.$|\(local\)|\(localdb\))/i;

/**
 * Where a connection string of SQL Server takes any certificate, as an index and the text; `undefined` when it does not,
 * or when the server is the machine itself. Microsoft.Data.SqlClient: SqlConnection.ConnectionString.
 */
export function trustingPart(text: string): { readonly at: number; readonly text: string } | undefined {
  const host = server.exec(text)?.[1]?.trim();
  const match = trust.exec(text);
  if (host === undefined || own.test(host) || !match) return undefined;
  return { at: match.index + match[0].indexOf(match[2]!), text: match[2]! };
}

/** Reads connection strings that a script assigns, hands to a cmdlet or makes a connection of. */
export function readConnectionString(event: ScriptEvent, emit: Emit): void {
  for (const value of stringsOf(event)) {
    const text = knownPartsOf(value);
    const found = text === undefined ? undefined : trustingPart(text);
    if (!found || !value) continue;
    const { span, place } = event;
    const fact = { span, place, who: 'the SQL client', text: found.text };
    if (!value.known) {
      emit('tls.validation-off', { ...fact, at: value.span });
      continue;
    }
    const end = found.at + found.text.length;
    const part = piece(value as Known<string>, found.at, end);
    const [, before = ''] = /(;?\s*)$/.exec(text!.slice(0, found.at)) ?? [];
    const [after = ''] = /^\s*;/.exec(text!.slice(end)) ?? [];
    // With the semicolon that parted it from the others.
    const start = after === '' ? found.at - before.length : found.at;
    const { literal } = piece(value as Known<string>, start, end + after.length);
    const edits = literal ? [remove(literal)] : undefined;
    const mend = edits ? { mend: { title: `Remove ${found.text}`, edits } } : {};
    emit('tls.validation-off', { ...fact, at: placeOf(part), ...mend });
  }
}

/** The text as far as it is known: the name of the server is often not. */
function knownPartsOf(value: Value<Data> | undefined): string | undefined {
  if (!value || value.known) return textOf(value);
  return value.suffix === undefined ? undefined : `${value.prefix ?? ''}?${value.suffix}`;
}

function stringsOf(event: ScriptEvent): readonly (Value<Data> | undefined)[] {
  if (event.kind === 'assignment') return /ConnectionString|^env:/i.test(event.target) ? [event.value] : [];
  if (event.kind === 'invocation')
    return /SqlConnection$/i.test(event.type) && /^new$/i.test(event.method) ? [event.args[0]] : [];
  if (/^new-object$/i.test(event.name)) {
    return /SqlConnection$/i.test(textOf(argumentOf(event, 'TypeName')) ?? '')
      ? [argumentOf(event, 'ArgumentList')]
      : [];
  }
  return [argumentOf(event, 'ConnectionString')];
}
