import { textOf } from '../base/value';
import { weaknessOf } from '../facts/settings/baseline';
import { mending } from '../facts/settings/repair';
import type { Setting } from '../facts/settings/setting';
import type { OptionSpecs, RuleContext } from './rule';

/** Messages of rules about settings that the tables of `facts/settings/baseline` judge, by grade. */
export const baselineMessages = {
  high: { severity: 'high', text: '`{name}` set to {value} {does}.' },
  medium: { severity: 'medium', text: '`{name}` set to {value} {does}.' },
  low: { severity: 'low', text: '`{name}` set to {value} {does}.' },
  info: { severity: 'info', text: '`{name}` set to {value} {does}.' },
} as const;

type Context = RuleContext<typeof baselineMessages, OptionSpecs>;

/** Reports a setting whose value the tables call weak, with the fix and the repair that they ask for. */
export function reportWeakness(setting: Setting, report: Context['report'], written = false): void {
  const weakness = weaknessOf(setting);
  if (!weakness) return;
  const { grade, does, good } = weakness;
  const name = setting.called ?? setting.name.split('/').at(-1)!;
  const value = (written ? textOf(setting.value) : undefined) ?? `${weakness.value}`;
  report(grade, setting.at, { name, value, does }, mending(setting, good));
}
