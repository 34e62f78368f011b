import { contains } from '../../base/span';
import { type Data, known, type Unknown, type Value } from '../../base/value';
import { argumentOf, type Command } from '../command/command';
import type { Run } from './run';

/** Remembers which command put out what is not known, for those that are given it: `$r = Get-NetFirewallRule -Name X`. */
export function noteMaker(run: Run, command: Command, value: Value<Data>): void {
  if (!value.known && value.span === command.span) run.makers.set(command.span.start, command);
}

/**
 * The command that made what a value stands for. Of the items of a loop only services count: of rules and the like not all
 * that were found may be meant.
 */
export function makerOf(run: Run, value: Value<Data> | undefined): Command | undefined {
  if (!value || value.known) return undefined;
  const found = run.makers.get((value.origin ?? value.span).start);
  if (!found || value.part === 'property') return undefined;
  return value.part === undefined || found.name === 'Get-Service' ? found : undefined;
}

const newProperty = /^New-(?!Object$|ItemProperty$|Item$)/;
const foundByName = /^Get-(?:Service|NetFirewallRule|NetNat|VMSwitch|VM|LocalUser|LocalGroup)$/;

/** A property that what was made or found has by the parameter of that name: `(New-NetNat -Name N ...).Name`. */
export function propertyOf(run: Run, target: Unknown, name: string): Value<Data> | undefined {
  const maker = makerOf(run, target);
  if (!maker || !contains(target.origin ?? target.span, maker.span)) return undefined;
  const isNew = newProperty.test(maker.name);
  if (!isNew && !(foundByName.test(maker.name) && /^(?:Display)?Name$/i.test(name))) return undefined;
  const given = argumentOf(maker, name);
  if (!given?.known || typeof given.value === 'object' || /[*?]/.test(String(given.value))) return undefined;
  // Whether there is such a thing is not known.
  if (!isNew) run.scope.doubt();
  return given.literal ? known(given.value, given.span, given.literal) : given;
}
