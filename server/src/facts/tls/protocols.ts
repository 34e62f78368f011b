import { type Edit, replace } from '../../base/edit';
import { contains, type Span } from '../../base/span';
import { type Data, isList, isObject, itemsOf, type Known, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import { itemsOfText, literalOf, placeOf } from '../command/native';
import type { MemberAssignment, MethodInvocation, ScriptEvent } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import type { Emit } from '../facts';
import { isLegacy, type TlsVersion, type VersionSwitch, versionOfFlag } from './version';

/** Bits of `Net.SecurityProtocolType` and `SslProtocols`: those of the server and the client side together. */
const flags: readonly (readonly [number, TlsVersion])[] = [
  [12, 'SSL 2.0'],
  [48, 'SSL 3.0'],
  [192, 'TLS 1.0'],
  [768, 'TLS 1.1'],
  [3072, 'TLS 1.2'],
  [12288, 'TLS 1.3'],
];
const legacyBits = 12 | 48 | 192 | 768;
const tls12Bits = 3072;

type Flag = { readonly versions: readonly TlsVersion[]; readonly at: Span };

/** Reads which protocol versions a script lets its own connections speak. */
export function readProtocols(event: ScriptEvent, emit: Emit): void {
  if (event.kind === 'assignment') readAssignment(event, emit);
  else if (event.kind === 'invocation') readAuthenticate(event, emit);
  else readParameter(event, emit);
}

/** `[Net.ServicePointManager]::SecurityProtocol = ...`, `$handler.SslProtocols = ...` */
function readAssignment(event: MemberAssignment, emit: Emit): void {
  const isManager = /^Net\.ServicePointManager::SecurityProtocol$/i.test(event.target);
  if (!isManager && !/[.:]SslProtocols$/i.test(event.target)) return;
  if (isManager) {
    const { span, place, value, valueSpan: at } = event;
    emit('setting', { span, place, area: 'dotnet', name: 'SecurityProtocol', value, at });
  }
  emitUnresolved(emit, event, 'tls.version', [event.value]);
  const { start, end } = event.targetSpan;
  // Who writes `System.` in front of one type does so in front of the others.
  const system = isManager && end - start < '[System.]'.length + event.target.length ? '' : 'System.';
  const edit = rewritten(
    event,
    system,
    isManager ? 'Net.SecurityProtocolType' : 'Security.Authentication.SslProtocols',
  );
  for (const { versions, at } of flagsOf(event.words)) {
    emitAll(event, versions, at, edit && { title: 'Leave TLS 1.2 and later', edits: [edit] }, emit);
  }
}

const flagsOf = (words: MemberAssignment['words']): readonly Flag[] =>
  words.flatMap(({ text, span: at }): readonly Flag[] => {
    const versions = versionsOf(text);
    return versions.length > 0 ? [{ versions, at }] : [];
  });

/** The versions that a flag or a number stands for. `SslProtocols.Default` is SSL 3.0 and TLS 1.0. */
function versionsOf(text: string): readonly TlsVersion[] {
  if (/^Default$/i.test(text)) return ['SSL 3.0', 'TLS 1.0'];
  const version = versionOfFlag(text);
  if (version) return [version];
  const mask = /^\d+$/.test(text) ? Number(text) : 0;
  return flags.filter(([bit]) => mask & bit).map(([, it]) => it);
}

/** One fact for the old versions of a flag: one text, one finding. Of the newer ones only TLS 1.3 is not there everywhere. */
function emitAll(
  event: Pick<ScriptEvent, 'span' | 'place'>,
  versions: readonly TlsVersion[],
  at: Span,
  mend: VersionSwitch['mend'],
  emit: Emit,
  by: VersionSwitch['by'] = '.NET',
): void {
  const [oldest, ...others] = versions.filter(isLegacy);
  const { span, place } = event;
  if (versions.includes('TLS 1.3')) emit('tls.version', { span, place, version: 'TLS 1.3', state: 'on', by, at });
  if (!oldest) return;
  emit('tls.version', { span, place, version: oldest, others, state: 'on', by, at, ...(mend ? { mend } : {}) });
}

/** The right side without the old versions; absent when a part of it stands elsewhere or is not known. */
function rewritten({ value, valueSpan }: MemberAssignment, system: string, type: string): Edit | undefined {
  if (!value.known) return undefined;
  const inside = (span: Span | undefined): span is Span => span !== undefined && contains(valueSpan, span);
  if (typeof value.value === 'number') return numberEdit(value as Known<number>, inside);
  if (typeof value.value === 'string') {
    if (!inside(value.literal)) return undefined;
    const kept = value.value.split(',').filter(it => !isOld(it.trim()));
    return replace(value.literal, kept.join(',').trim() || 'Tls12');
  }
  if (!isList(value.value)) return undefined;
  const terms: string[] = [];
  for (const item of itemsOf(value)) {
    if (!contains(valueSpan, item.span)) return undefined;
    const term = termOf(item, system, type);
    if (term === undefined) return undefined;
    if (term !== '') terms.push(term);
  }
  return replace(valueSpan, terms.length > 0 ? terms.join(' -bor ') : `[${system}${type}]::Tls12`);
}

function numberEdit(value: Known<number>, inside: (span: Span | undefined) => span is Span): Edit | undefined {
  return inside(value.literal) ? replace(value.literal, String(value.value & ~legacyBits || tls12Bits)) : undefined;
}

const isOld = (flag: string): boolean => !/^\d/.test(flag) && versionsOf(flag).some(isLegacy);

/** An operand of `-bor` as it is to stay; empty for one that goes, `undefined` when it cannot be said. */
function termOf(item: Value<Data>, system: string, type: string): string | undefined {
  if (!item.known) return undefined;
  const data = item.value;
  if (typeof data === 'number') return data & ~legacyBits ? String(data & ~legacyBits) : '';
  if (typeof data === 'string') {
    const kept = data.split(',').filter(it => !isOld(it.trim()));
    if (kept.length === 0) return '';
    return kept.every(it => versionOfFlag(it.trim()) || /^SystemDefault$/i.test(it.trim()))
      ? kept.map(it => `[${system}${type}]::${it.trim()}`).join(' -bor ')
      : undefined;
  }
  const own = isObject(data) ? data.type : '';
  return /^Net\.ServicePointManager::SecurityProtocol$/i.test(own)
    ? `[${system}Net.ServicePointManager]::SecurityProtocol`
    : undefined;
}

/**
 * `$stream.AuthenticateAsClient('host', $certs, 'Tls11', $false)`. What a variable brings is most often one of all
 * versions, which a script tries on a server to see what it takes.
 */
function readAuthenticate(event: MethodInvocation, emit: Emit): void {
  if (!/^AuthenticateAs(Client|Server)(Async)?$/i.test(event.method)) return;
  for (const item of itemsOfText(event.args[2])) {
    if (!item.known || (item.literal && !contains(event.span, item.literal))) continue;
    const mask = /^\d/.test(item.value);
    const mend = item.literal && {
      title: 'Speak TLS 1.2',
      edits: [replace(item.literal, mask ? String(tls12Bits) : 'Tls12')],
    };
    emitAll(event, versionsOf(item.value), placeOf(item), mend, emit);
  }
}

/** `Invoke-WebRequest -SslProtocol Tls,Tls11`; curl's `--tlsv1.0` and `--tls-max`. */
function readParameter(command: Command, emit: Emit): void {
  if (/^invoke-(webrequest|restmethod)$/i.test(command.name)) {
    for (const item of itemsOfText(argumentOf(command, 'SslProtocol'))) {
      const version = item.known ? versionOfFlag(item.value) : undefined;
      const literal = literalOf(item);
      const mend = literal && { title: 'Speak TLS 1.2', edits: [replace(literal, 'Tls12')] };
      if (version) emitAll(command, [version], item.span, mend, emit);
    }
  }
  if (command.name !== 'curl') return;
  for (const argument of command.args) {
    const match = /^(?:--sslv([23])|--tlsv1\.([01])|-([23]))$/.exec(argument.text);
    if (!match) continue;
    const ssl = match[1] ?? match[3];
    const version: TlsVersion = ssl ? (ssl === '2' ? 'SSL 2.0' : 'SSL 3.0') : match[2] === '0' ? 'TLS 1.0' : 'TLS 1.1';
    const { span, place } = command;
    const mend = { title: 'Ask for TLS 1.2', edits: [replace(argument.span, '--tlsv1.2')] };
    emit('tls.version', {
      span,
      place,
      version,
      state: ssl ? 'on' : 'minimum',
      by: 'program',
      role: 'client',
      at: argument.span,
      mend,
    });
  }
}
