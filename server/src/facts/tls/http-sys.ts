import { replace } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { textOf } from '../../base/value';
import type { Command } from '../command/command';
import { endOf, literalOf, lowerWords, type Pair, pairOf, wordOf } from '../command/native';
import type { Emit } from '../facts';
import type { HttpBinding } from './http-binding';
import type { TlsVersion, VersionSwitch } from './version';

/** Reads `netsh http add`; windowsserverdocs: netsh-http.md. */
export function readHttpSys(command: Command, emit: Emit): void {
  if (command.name !== 'netsh') return;
  const [context, verb, what] = lowerWords(command);
  if (context !== 'http' || (verb !== 'add' && verb !== 'update')) return;
  const pairs = command.args.slice(3).flatMap(it => pairOf(it) ?? []);
  if (what === 'sslcert') readBinding(command, pairs, emit);
  else if (what === 'urlacl') readReservation(command, pairs, emit);
}

const isOn = (text: string): boolean => /^(enable|yes|1|true)$/i.test(text);

function readBinding(command: Command, pairs: readonly Pair[], emit: Emit): void {
  const { span, place } = command;
  const options: [string, NonNullable<ReturnType<HttpBinding['options']['get']>>][] = [];
  for (const { key, value, argument } of pairs) {
    const at = argument.span;
    const literal = literalOf(value);
    options.push([key, { ...(value.known ? { on: isOn(value.value) } : {}), at, ...(literal ? { literal } : {}) }]);
    if (!value.known) continue;
    const on = isOn(value.value);
    const mend = (title: string, text: string): Pick<VersionSwitch, 'mend'> =>
      literal ? { mend: { title, edits: [replace(literal, text)] } } : {};
    const version = lookUp(versions, key);
    if (version && on) {
      const fact = { span, place, version, state: 'off', by: 'http.sys', role: 'server', at } as const;
      emit('tls.version', { ...fact, ...mend(`Leave ${version} on`, 'disable') });
    }
    if (key === 'disablelegacytls' && !on) {
      const fact = { version: 'TLS 1.0', others: ['TLS 1.1'], state: 'on', by: 'http.sys', role: 'server' } as const;
      emit('tls.version', { span, place, ...fact, at, ...mend('Switch TLS 1.0 and 1.1 off', 'enable') });
    }
    if ((key === 'verifyclientcertrevocation' || key === 'usagecheck') && !on) {
      const text = textOf(wordOf(argument)) ?? argument.text;
      const fact = { span, place, who: 'http.sys', text, at, weight: 'part' } as const;
      emit('tls.validation-off', { ...fact, ...mend('Leave the check on', 'enable') });
    }
  }
  emit('http.binding', { span, place, options: new Map(options), at: command.nameSpan, end: endOf(command) });
}

const versions: Readonly<Record<string, TlsVersion>> = { disabletls12: 'TLS 1.2', disabletls13: 'TLS 1.3' };

/** `url=http://+:80/ user=Everyone`, or with rights as SDDL: `sddl=D:(A;;GX;;;WD)`. */
function readReservation(command: Command, pairs: readonly Pair[], emit: Emit): void {
  const { span, place } = command;
  const url = pairs.find(it => it.key === 'url')?.value;
  for (const { key, value, argument } of pairs) {
    if (!value.known || (key !== 'user' && key !== 'sddl')) continue;
    const granted = [...value.value.matchAll(/\(A;[^;]*;G[AX][^;]*;[^;]*;[^;]*;([^)]+)\)/gi)].map(it => it[1]!);
    for (const account of key === 'user' ? [value.value] : granted) {
      emit('http.reservation', { span, place, account, at: argument.span, ...(url?.known ? { url: url.value } : {}) });
    }
  }
}
