import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { textOf } from '../../base/value';
import { argumentOf, type Command, is, switchState } from '../command/command';
import { literalOf, placeOf } from '../command/native';
import type { Fact } from '../fact';
import type { Fix } from '../fix';

/** A guard of a virtual network adapter is set (windows-powershell-docs: Set-VMNetworkAdapter.md). */
export interface AdapterSwitch extends Fact {
  readonly name: 'MacAddressSpoofing' | 'PortMirroring' | 'DhcpGuard' | 'RouterGuard';
  /** As written: `On`, `Off`, `Source`. */
  readonly value: string;
  readonly at: Span;
  /** The script also lets machines be hosts of virtual machines, which need addresses of their own. */
  readonly nested: boolean;
  /** Writes what guards. */
  readonly fix?: Fix;
}

const guarded = { MacAddressSpoofing: 'Off', PortMirroring: 'None', DhcpGuard: 'On', RouterGuard: 'On' } as const;

/** Whether a command lets a virtual machine be a host of others. */
export const isNesting = (command: Command): boolean =>
  is(command, 'Set-VMProcessor', 'New-VM') && switchState(command, 'ExposeVirtualizationExtensions') !== undefined;

/** The guards that a command sets. */
export function adapterSwitches(command: Command, nested: boolean): readonly AdapterSwitch[] {
  if (!is(command, 'Set-VMNetworkAdapter')) return [];
  const { span, place } = command;
  return (Object.keys(guarded) as (keyof typeof guarded)[]).flatMap((name): AdapterSwitch[] => {
    const value = argumentOf(command, name);
    const text = textOf(value);
    if (!value || text === undefined) return [];
    const literal = literalOf(value);
    const good = guarded[name];
    const fix = literal && { title: `Set ${name} to ${good}`, edits: [replace(literal, good)] };
    return [{ span, place, name, value: text, at: placeOf(value), nested, ...(fix ? { fix } : {}) }];
  });
}
