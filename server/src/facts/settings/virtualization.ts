import { argumentOf, type Command, is } from '../command/command';
import { placeOf } from '../command/native';
import type { Setting } from './setting';
import { writer } from './writer';

/** Reads whether a command lets a virtual machine do without virtualization-based security (Hyper-V module). */
export function virtualMachineSettings(command: Command): readonly Setting[] {
  const value = is(command, 'Set-VMSecurity') ? argumentOf(command, 'VirtualizationBasedSecurityOptOut') : undefined;
  if (!value) return [];
  return [
    {
      span: command.span,
      place: command.place,
      area: 'guard',
      name: 'vm/VirtualizationBasedSecurityOptOut',
      value,
      at: placeOf(value),
      ...writer(value),
    },
  ];
}
