import { MappedText } from '../../server/src/base/mapped-text';
import { type Data, isList, isObject, isScript, isTable, type Value } from '../../server/src/base/value';
import type { ScriptEvent } from '../../server/src/facts/command/script';
import { readPowerShell } from '../../server/src/facts/powershell/script';

/** A value for comparison in tests: `?` where it is unknown, with what is known of its ends. */
export function show(value: Value<Data> | undefined): string {
  if (!value) return '-';
  if (!value.known && value.either) return value.either.map(show).join('|');
  if (!value.known) return value.prefix ? `${value.prefix}?${value.suffix ?? ''}` : '?';
  return showData(value.value);
}

function showData(data: Data): string {
  if (isList(data)) return `[${data.items.map(show).join(', ')}]`;
  if (isTable(data)) return `{${data.entries.map(it => `${it.key}: ${show(it.value)}`).join(', ')}}`;
  if (isScript(data)) return `{ ${data.text.trim()} }`;
  if (isObject(data)) return `<${data.type}>`;
  return String(data);
}

/** One event a line: a command with its parameters, an assignment, a method call. */
export function showEvent(event: ScriptEvent): string {
  switch (event.kind) {
    case 'command': {
      const parameters = [...event.parameters.values()].map(it =>
        it.value ? `${it.name}=${show(it.value)}` : it.name,
      );
      const words = event.parameters.size > 0 ? parameters : event.args.map(it => show(it.value));
      return [event.name, ...words, ...(event.incomplete ? ['...'] : [])].join(' ');
    }
    case 'assignment':
      return `${event.target} ${event.operator} ${show(event.value)}${event.words.length > 1 ? ` (${event.words.map(it => it.text).join(' ')})` : ''}`;
    case 'invocation':
      return `${event.type}.${event.method}(${event.args.map(show).join(', ')})`;
  }
}

/** What a PowerShell text does, one event a line. */
export function eventsOf(source: string): string[] {
  const text = MappedText.whole(source);
  return readPowerShell(text, { os: 'windows', runs: 'script', encode: text.encode }).events.map(showEvent);
}
