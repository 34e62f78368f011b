import { contains, type Span } from '../../base/span';
import { type Data, textOf, type Value } from '../../base/value';
import { type Command, is, listArgument } from '../command/command';
import { asText, lowerWords, placeOf, unquoted, wordOf } from '../command/native';
import type { MethodInvocation, Script, ScriptEvent, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import type { Emit } from '../facts';
import { changesOf } from '../services/reader';
import type { RecordLoss } from './loss';
import { isTelling, isWatched } from './sessions';

type Loss = Pick<RecordLoss, 'what' | 'name' | 'at' | 'text'>;

/**
 * Reads where a script throws records away (windowsserverdocs: wevtutil, logman; windows-powershell-docs:
 * EventTracingManagement; sysinternals docs: Sysmon).
 */
export const readRecordLoss: ScriptReader = (script: Script, emit: Emit) => {
  if (script.place.os === 'linux') return;
  const events = script.events.filter(concerns);
  if (events.length === 0) return;
  const lists = events.filter(listsLogs);
  const sealing = events.some(seals) ? { sealing: true as const } : {};
  const isBack = events.some(installs);
  for (const event of events) {
    emitUnresolved(emit, event, 'record.loss', lists.length > 0 ? [] : decidingOf(event));
    for (const loss of lossesOf(event, lists)) {
      if (loss.what !== 'sensor' || !isBack)
        emit('record.loss', { span: event.span, place: event.place, ...loss, ...sealing });
    }
  }
};

const sysmon = ['sysmon', 'sysmon64', 'sysmon64a'];
/** The capability of Windows that is the client of Defender for Endpoint. */
const sense = /^microsoft\.windows\.sense\.client(?:~|\*|$)/i;
const changers = ['sc', 'net', 'net1', 'Stop-Service', 'Set-Service', 'Start-Service', 'Remove-Service'];

/** Commands that throw records away, and those that say what such a command is for. */
const commands: ReadonlySet<string> = new Set(
  [
    ...sysmon,
    ...changers,
    ...['wevtutil', 'wmic', 'logman', 'fltmc', 'del', 'erase', 'sysprep', 'sdelete', 'sdelete64', 'dism'],
    ...['Clear-EventLog', 'Remove-EventLog', 'Remove-Item', 'Get-EventLog', 'Get-WinEvent', 'Get-WmiObject'],
    ...['Get-CimInstance', 'Start-Process', 'Invoke-Expression', 'Stop-EtwTraceSession', 'Remove-AutologgerConfig'],
    ...['Set-EtwTraceProvider', 'Remove-EtwTraceProvider', 'Remove-WindowsCapability'],
  ].map(name => name.toLowerCase()),
);

const concerns = (event: ScriptEvent): boolean =>
  event.kind === 'command'
    ? commands.has(event.name.toLowerCase())
    : event.kind === 'invocation' && /^(?:Clear(?:Event)?Log|Delete|GetEventLogs|GetLogNames)$/i.test(event.method);

type Events = readonly ScriptEvent[];

function lossesOf(event: ScriptEvent, lists: Events): readonly Loss[] {
  if (event.kind === 'invocation') return cleared(event, lists);
  if (event.kind !== 'command') return [];
  return [...clearedBy(event, lists), ...sessionsOf(event), ...sensorsOf(event)];
}

/** Names of logs that one command hands on to another. */
function listsLogs(event: ScriptEvent): boolean {
  if (event.kind === 'invocation') return /^GetEventLogs|^GetLogNames$/i.test(event.method);
  if (event.kind !== 'command') return false;
  if (is(event, 'wevtutil')) return /^(?:el|enum-logs)$/.test(lowerWords(event)[0] ?? '');
  if (is(event, 'Get-EventLog'))
    return event.parameters.has('list') || textOf(listArgument(event, 'LogName')[0]) === '*';
  if (is(event, 'Get-WmiObject', 'Get-CimInstance')) {
    return event.args.some(({ value }) => /^Win32_NTEventLogFile$/i.test(textOf(value) ?? ''));
  }
  return is(event, 'Get-WinEvent') && event.parameters.has('listlog');
}

/** Steps that only the making of an image has. */
const seals = (event: ScriptEvent): boolean =>
  event.kind === 'command' &&
  (is(event, 'sysprep', 'sdelete', 'sdelete64') ||
    (is(event, 'dism') && lowerWords(event).includes('/resetbase')) ||
    (is(event, 'Start-Process') && /sysprep/i.test(textOf(listArgument(event, 'FilePath')[0]) ?? '')));

function clearedBy(command: Command, lists: Events): readonly Loss[] {
  if (is(command, 'wevtutil')) {
    const [verb] = lowerWords(command);
    const log = command.args[1];
    if ((verb !== 'cl' && verb !== 'clear-log') || !log) return [];
    const word = wordOf(log);
    // A digit is no usual name for the variable of a loop: `%%1` comes as it stands.
    const isKnown = word.known && !word.value.startsWith('%');
    return isKnown
      ? [loss('log', unquoted(word.value), log.span)]
      : everyLog(lists, log.value ?? word, log.span, log.text);
  }
  // `wmic nteventlog where "LogFileName='Security'" call ClearEventLog`
  if (is(command, 'wmic')) {
    const words = lowerWords(command);
    const at = command.args[words.indexOf('cleareventlog')];
    if (!at || words[0] !== 'nteventlog') return [];
    const name = /logfilename='?([^'"]+)/i.exec(words.join(' '))?.[1];
    return [loss('log', name ?? 'every log', at.span, at.text)];
  }
  if (is(command, 'Remove-Item', 'del', 'erase')) return deletedBy(command);
  if (!is(command, 'Clear-EventLog', 'Remove-EventLog')) return [];
  return listArgument(command, 'LogName').flatMap(it => {
    const log = asText(it);
    if (!log.known) return everyLog(lists, it, it.span, log.text);
    return [loss('log', log.value === '*' ? 'every log' : log.value, placeOf(it), log.value)];
  });
}

/** Files of logs are deleted: `Remove-Item C:\\Windows\\System32\\winevt\\Logs\\*`. */
function deletedBy(command: Command): readonly Loss[] {
  const paths = is(command, 'Remove-Item')
    ? [...listArgument(command, 'Path'), ...listArgument(command, 'LiteralPath')]
    : command.args.map(wordOf);
  return paths.flatMap(path => {
    const text = path.known ? textOf(path) : path.suffix;
    const file = /[\\/]winevt[\\/]logs[\\/]([^\\/]+)$/i.exec(unquoted(text ?? ''))?.[1];
    if (!file) return [];
    // A slash of a name is written as `%4` in its file.
    const name = file.includes('*') ? 'every log' : file.replace(/\.evtx$/i, '').replaceAll('%4', '/');
    return [loss('log', name, placeOf(path), file)];
  });
}

/** `[Diagnostics.Eventing.Reader.EventLogSession]::GlobalSession.ClearLog($log)`, `[Diagnostics.EventLog]::Delete('x')`. */
function cleared({ type, method, args, methodSpan }: MethodInvocation, lists: Events): readonly Loss[] {
  if (/^ClearEventLog$/i.test(method)) return everyLog(lists, undefined, methodSpan, method);
  const isClear = /^ClearLog$/i.test(method) || (/^Diagnostics\.EventLog$/i.test(type) && /^Delete$/i.test(method));
  const log = isClear ? args[0] : undefined;
  if (!log) return [];
  const name = textOf(log);
  return name === undefined ? everyLog(lists, log, methodSpan, method) : [loss('log', name, placeOf(log))];
}

/** The logs and sessions that a command names. */
function decidingOf(event: ScriptEvent): readonly (Value<Data> | undefined)[] {
  if (event.kind !== 'command') return [];
  if (is(event, 'Clear-EventLog', 'Remove-EventLog')) return listArgument(event, 'LogName');
  if (is(event, 'wevtutil', 'logman')) {
    return /^(?:cl|clear-log|stop|delete)$/.test(lowerWords(event)[0] ?? '') ? [event.args[1]?.value] : [];
  }
  return is(event, 'Stop-EtwTraceSession', 'Remove-AutologgerConfig') ? listArgument(event, 'Name') : [];
}

const loss = (what: Loss['what'], name: string, at: Span, text = name): Loss => ({ what, name, at, text });

/** A log whose name is not known is any of those that the script lists, unless the name comes from elsewhere. */
function everyLog(lists: Events, log: Value<Data> | undefined, at: Span, text: string): readonly Loss[] {
  const origin = log && !log.known ? log.origin : undefined;
  const isListed = lists.some(({ span }) => !origin || contains(origin, span) || contains(span, origin));
  return isListed ? [loss('log', 'every log', at, text)] : [];
}

function sessionsOf(command: Command): readonly Loss[] {
  if (is(command, 'logman')) return fromLogman(command);
  if (is(command, 'Stop-EtwTraceSession', 'Remove-AutologgerConfig')) {
    return listArgument(command, 'Name').flatMap(it => named(it, isWatched));
  }
  const isOff = is(command, 'Set-EtwTraceProvider') && textOf(listArgument(command, 'Level')[0]) === '0';
  if (!isOff && !is(command, 'Remove-EtwTraceProvider')) return [];
  const sessions = [...listArgument(command, 'AutologgerName'), ...listArgument(command, 'SessionName')];
  const found = sessions.flatMap(it => named(it, isWatched));
  return found.length > 0 ? found : listArgument(command, 'Guid').flatMap(it => named(it, isTelling));
}

function named(value: Parameters<typeof asText>[0], fits: (name: string) => boolean): readonly Loss[] {
  const name = textOf(value);
  return name !== undefined && fits(name) ? [loss('session', name, placeOf(value))] : [];
}

/** `logman stop EventLog-Application -ets`, `logman update trace EventLog-Application --p Provider -ets`. */
function fromLogman(command: Command): readonly Loss[] {
  const words = lowerWords(command);
  const verb = words[0];
  const at = words.findIndex((it, index) => index > 0 && isWatched(it));
  const session = command.args[at];
  if (!session) return [];
  const takes = verb === 'update' && words.some(it => it === '--p');
  return verb === 'stop' || verb === 'delete' || takes ? [loss('session', unquoted(session.text), session.span)] : [];
}

function sensorsOf(command: Command): readonly Loss[] {
  if (is(command, ...sysmon)) {
    const at = command.args[lowerWords(command).findIndex(it => /^[-/]u$/.test(it))];
    return at ? [loss('sensor', 'Sysmon', at.span, at.text)] : [];
  }
  if (is(command, 'fltmc')) {
    const words = lowerWords(command);
    const at = command.args[1];
    const driver = { sysmondrv: 'Sysmon', wdfilter: 'Microsoft Defender' }[words[1] ?? ''];
    return words[0] === 'unload' && at && driver ? [loss('sensor', driver, at.span, at.text)] : [];
  }
  if (is(command, 'Remove-WindowsCapability'))
    return listArgument(command, 'Name').flatMap(it => {
      const name = textOf(it) ?? '';
      return sense.test(name) ? [loss('sensor', 'Defender for Endpoint', placeOf(it), name)] : [];
    });
  if (is(command, 'dism')) {
    const words = lowerWords(command);
    const at = command.args[words.findIndex(it => sense.test(it.replace(/^\/capabilityname:/, '')))];
    return at && words.includes('/remove-capability')
      ? [loss('sensor', 'Defender for Endpoint', at.span, at.text)]
      : [];
  }
  if (!is(command, ...changers)) return [];
  return changesOf(command).flatMap(({ service, change, at, text }) =>
    /^sysmon(?:64a?|drv)?$/.test(service) && /^(?:stop|disable|delete)$/.test(change)
      ? [loss('sensor', 'Sysmon', at, text)]
      : [],
  );
}

/** The script also puts Sysmon in place: what it removes is an older one, what it stops is to be configured. */
const installs = (event: ScriptEvent): boolean =>
  event.kind === 'command' &&
  ((is(event, ...sysmon) && lowerWords(event).some(it => /^[-/](?:i|c)$/.test(it))) ||
    (is(event, 'Start-Process') && /sysmon/i.test(textOf(listArgument(event, 'FilePath')[0]) ?? '')) ||
    // `Invoke-Expression "$folder\\Sysmon.exe -accepteula -i $config"`
    (is(event, 'Invoke-Expression') && /-accepteula\s.*-i\b/i.test(event.args[0]?.text ?? '')) ||
    (is(event, ...changers) &&
      changesOf(event).some(({ service, change }) => /^sysmon/.test(service) && change === 'start')));
