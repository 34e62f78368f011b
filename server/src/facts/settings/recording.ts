import { lookUp } from '../../base/look-up';
import type { Data, Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument } from '../command/command';
import { asText, lowerWords, pairOf, placeOf, unquoted, wordOf } from '../command/native';
import { under } from '../registry/key';
import { control, policies, services } from '../registry/keys.data';
import type { RegistryWrite } from '../registry/write';
import { quoted } from '../repair';
import type { Setting } from './setting';
import { writer } from './writer';

/**
 * Reads what a command sets for what is written down: `channel/<log>` on or off, `size/<log>` in bytes, `overflow/<log>`,
 * `autologger/<session>` (windowsserverdocs: wevtutil; windows-powershell-docs: EventTracingManagement).
 */
export function recordingSettings(command: Command): readonly Setting[] {
  if (is(command, 'wevtutil')) return fromWevtutil(command);
  if (is(command, 'Limit-EventLog')) {
    return listArgument(command, 'LogName').flatMap(it => {
      const log = asText(it);
      if (!log.known) return [];
      return [
        ...given(command, `size/${log.value}`, 'MaximumSize'),
        ...given(command, `overflow/${log.value}`, 'OverflowAction'),
      ];
    });
  }
  if (!is(command, 'Set-AutologgerConfig', 'Update-AutologgerConfig')) return [];
  return listArgument(command, 'Name').flatMap(it => {
    const session = asText(it);
    return session.known ? given(command, `autologger/${session.value}`, 'Start') : [];
  });
}

function given(command: Command, name: string, parameter: string): readonly Setting[] {
  const value = argumentOf(command, parameter);
  return value ? [setting(command, name, value)] : [];
}

const setting = ({ span, place }: Command, name: string, value: Value<Data>): Setting => ({
  span,
  place,
  area: 'logging',
  name,
  value,
  at: placeOf(value),
  ...writer(value),
  ...machineOf(name),
});

/** The property of `Get-WinEvent -ListLog` and the switch of `wevtutil` that hold a setting of a log. */
const properties: Readonly<Record<string, readonly [property: string, option: string]>> = {
  channel: ['IsEnabled', 'e'],
  size: ['MaximumSizeInBytes', 'ms'],
};

function machineOf(name: string): Pick<Setting, 'machine'> {
  const [, kind = '', log = ''] = /^(\w+)\/(.+)$/.exec(name) ?? [];
  const [property, option] = lookUp(properties, kind) ?? [];
  if (!property) return {};
  return {
    machine: {
      kind: 'command',
      subject: `Event log ${log}, ${property}`,
      read: `(Get-WinEvent -ListLog ${quoted(log)}).${property}`,
      write: `wevtutil.exe set-log ${quoted(log)} ("/${option}:$Value").ToLower()`,
    },
  };
}

function fromWevtutil(command: Command): readonly Setting[] {
  const verb = lowerWords(command)[0];
  const log = command.args[1] && wordOf(command.args[1]);
  if ((verb !== 'sl' && verb !== 'set-log') || !log?.known) return [];
  const name = unquoted(log.value);
  return command.args.slice(2).flatMap((argument): Setting[] => {
    const pair = pairOf(argument, ':');
    if (!pair || (pair.value.known && pair.value.value === '')) return [];
    if (pair.key === '/ca' || pair.key === '/channelaccess') return [setting(command, `access/${name}`, pair.value)];
    if (pair.key === '/e' || pair.key === '/enabled') return [setting(command, `channel/${name}`, pair.value)];
    return pair.key === '/ms' || pair.key === '/maxsize' ? [setting(command, `size/${name}`, pair.value)] : [];
  });
}

/** Keys below which each log, or each session, has a key of its own. */
const keys: readonly { readonly key: string; readonly names: Readonly<Record<string, string>> }[] = [
  {
    key: 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WINEVT\\Channels',
    names: { enabled: 'channel', maxsize: 'size', channelaccess: 'access' },
  },
  { key: `${services}\\EventLog`, names: { maxsize: 'size' } },
  { key: `${policies}\\Windows\\EventLog`, names: { channelaccess: 'access' } },
  { key: `${control}\\WMI\\Autologger`, names: { start: 'autologger', enabled: 'autologger' } },
  { key: 'SOFTWARE\\Microsoft\\.NETFramework', names: { etwenabled: 'dotnet' } },
  {
    key: `${control}\\Session Manager\\Environment`,
    names: { complus_etwenabled: 'dotnet', dotnet_etwenabled: 'dotnet' },
  },
];

/** What a registry write sets for what is written down. */
export function recordingOfWrite(write: RegistryWrite): readonly Setting[] {
  return keys.flatMap(({ key, names }): readonly Setting[] => {
    const below = under(write.key, key);
    const kind = names[write.name.toLowerCase()];
    if (below === undefined || !kind || (below === '') !== (kind === 'dotnet')) return [];
    const { span, place, data, setTo } = write;
    // A name such as `Microsoft-Windows-X/Operational` is one key, which PowerShell's provider takes for two.
    const name = below === '' ? kind : `${kind}/${below.replaceAll('\\', '/')}`;
    return [
      {
        span,
        place,
        area: 'logging',
        name,
        value: data,
        at: placeOf(data),
        ...(setTo ? { setTo: value => (typeof value === 'string' ? undefined : setTo(Number(value))) } : {}),
        machine: {
          kind: 'registry',
          key: `HKLM\\${write.key}`,
          name: write.name,
          ...(write.type === 'String' ? { type: 'String' } : {}),
        },
      },
    ];
  });
}
