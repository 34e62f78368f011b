import { type Edit, insert } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import type { ScriptEvent } from '../command/script';
import type { Fetch } from './fetch';

/**
 * The statement that compares the hash of what a PowerShell statement fetched: on a line of its own where the statement
 * has one, else behind it.
 * @param text holds the statement
 */
export function checkOf({ event, target }: Fetch, text: MappedText): Edit | undefined {
  if (event.kind === 'assignment' || (event.kind === 'command' && event.shell !== 'powershell')) return undefined;
  if (!target?.known || /[$`"%]/.test(target.value)) return undefined;
  const separator = separatorOf(event, text);
  if (separator === undefined) return undefined;
  const written =
    event.kind === 'command' ? event.args.find(it => it.span.start === target.span.start)?.text : undefined;
  // In a text inside quotes others would have to be escaped.
  const isSimple = written && simple.test(written) && event.place.encode(written) === written;
  return insert(event.span.end, separator + comparison(isSimple ? written : quoted(target.value)));
}

/** PowerShell that goes on only when a file has the hash that is to be filled in. @param file as an argument */
export const comparison = (file: string): string =>
  `if ((Get-FileHash ${file} -Algorithm SHA256).Hash -ne '<SHA256>') { throw 'hash mismatch' }`;

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** What may be written again as it stands: a bare word, a quoted text, a variable. */
const simple = /^(?:[\w.:\\/][\w.:\\/-]*|'[^']*'|"[^"`$]*"|\$(?:env:)?\w+)$/;

/** What parts a statement from one behind it; `undefined` where it may be a part of one. */
function separatorOf({ span, place }: ScriptEvent, mapped: MappedText): string | undefined {
  const { text } = mapped;
  const end = mapped.fromHost(span.end);
  if (end === undefined || !/^\s*(?:[;}"\r\n]|&|$)/.test(text.slice(end))) return undefined;
  if (place.encode('\n') !== '\n' || !/^[ \t]*(?:\r?\n|$)/.test(text.slice(end))) return '; ';
  const start = mapped.fromHost(span.start) ?? end;
  const [indent = ''] = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1)) ?? [];
  return (text.includes('\r\n') ? '\r\n' : '\n') + indent;
}
