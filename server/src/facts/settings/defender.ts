import type { Span } from '../../base/span';
import { itemsOf, known } from '../../base/value';
import { type Command, is } from '../command/command';
import { lowerWords, placeOf } from '../command/native';
import type { Setting } from './setting';
import { writer } from './writer';

/** Parameters that say how the cmdlet runs, not what it sets. */
const aside = new Set(['force', 'cimsession', 'throttlelimit', 'asjob', 'erroraction', 'verbose', 'warningaction']);

/**
 * Reads what a command sets in Microsoft Defender: every parameter of `Set-MpPreference` and `Add-MpPreference`, an
 * exclusion for each of its items (windows-powershell-docs: Defender).
 */
export function defenderSettings(command: Command): readonly Setting[] {
  const base = { span: command.span, place: command.place, area: 'defender' as const };
  const definitions = (present: boolean, at: Span): readonly Setting[] => [
    { ...base, name: 'Definitions', value: known(present, at), at },
  ];
  if (is(command, 'Update-MpSignature')) return definitions(true, command.nameSpan);
  if (is(command, 'mpcmdrun')) {
    const words = lowerWords(command);
    if (words.includes('-signatureupdate')) return definitions(true, command.nameSpan);
    const at = command.args[words.indexOf('-removedefinitions')]?.span;
    return at && words.includes('-all') ? definitions(false, at) : [];
  }
  if (!is(command, 'Set-MpPreference', 'Add-MpPreference')) return [];
  const result: Setting[] = [];
  for (const [key, parameter] of command.parameters) {
    if (aside.has(key)) continue;
    const { name, value, span } = parameter;
    if (!value) {
      result.push({ ...base, name, value: known(true, span), at: span });
    } else if (/^Exclusion/i.test(name)) {
      for (const item of itemsOf(value)) result.push({ ...base, name, value: item, at: placeOf(item) });
    } else {
      result.push({ ...base, name, value, at: placeOf(value), ...writer(value) });
    }
  }
  return result;
}
