import { insert } from '../../base/edit';
import { span } from '../../base/span';
import type { Command } from '../command/command';
import { lowerWords } from '../command/native';
import type { Emit } from '../facts';
import { parseAnyKey, under } from '../registry/key';
import { SCHANNEL_KEY } from './schannel-names.data';

/** Reads `reg add HKLM\\..\\Protocols\\TLS 1.0\\Server`, whose key is not in quotes: reg.exe refuses its second word. */
export function readUnquotedKey(command: Command, emit: Emit): void {
  const { args } = command;
  const first = args[1];
  if (command.name !== 'reg' || lowerWords(command)[0] !== 'add' || !first) return;
  const option = args.findIndex((it, index) => index > 1 && /^[-/]/.test(it.text));
  const rest = args.slice(2, option < 0 ? undefined : option);
  const last = rest.at(-1);
  const key = parseAnyKey(first.text.replace(/^["']/, ''));
  if (!last || !key || !under(key.key, SCHANNEL_KEY) || rest.length > 2 || /["']/.test(first.text)) return;
  const at = span(first.span.start, last.span.end);
  const text = [first, ...rest].map(it => it.text).join(' ');
  const name = text.slice(text.lastIndexOf('\\', first.text.length) + 1);
  const edits = [insert(at.start, '"'), insert(at.end, '"')];
  const mend = { title: 'Put the key in quotes', edits };
  const { place } = command;
  emit('tls.ineffective', { span: command.span, place, reason: 'blank', text: name, at, instead: `"${name}"`, mend });
}
