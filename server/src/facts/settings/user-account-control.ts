import { known } from '../../base/value';
import { type Command, is } from '../command/command';
import type { Setting } from './setting';

/** Boxstarter's switches of User Account Control (boxstarter.org/winconfig): what they write is `EnableLUA`. */
export function controlSettings(command: Command): readonly Setting[] {
  if (!is(command, 'Disable-UAC', 'Enable-UAC')) return [];
  const { span, place, nameSpan } = command;
  const value = known(is(command, 'Enable-UAC') ? 1 : 0, nameSpan);
  const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
  const machine = { kind: 'registry', key, name: 'EnableLUA' } as const;
  return [{ span, place, area: 'lsa', name: 'EnableLUA', value, at: nameSpan, machine }];
}
