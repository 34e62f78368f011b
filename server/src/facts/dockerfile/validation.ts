import { remove } from '../../base/edit';
import { expand, type Pairs } from '../../syntax/dockerfile';
import type { Place } from '../fact';
import { trustingPart } from '../tls/connection-string';
import type { ValidationOff } from '../tls/validation';
import { uncheckedBy } from '../tls/validation-reader';
import type { Variables } from './variables';

/** The variables of an ENV or ARG that switch the check of certificates off, for all that runs in the image. */
export function* uncheckedOf(
  { span, lines, pairs }: Pairs,
  variables: Variables,
  place: Place,
): Iterable<ValidationOff> {
  for (const pair of pairs) {
    const value = pair.value && expand(pair.value.mapped, variables);
    const trusting = value?.known ? trustingPart(value.value) : undefined;
    if (trusting) yield { span, place, who: 'the SQL client', text: trusting.text, at: pair.span };
    const who = value?.known ? uncheckedBy(pair.name, value.value) : undefined;
    if (!who || !value?.known) continue;
    const mend = { title: `Leave ${pair.name} out`, edits: [remove(pairs.length === 1 ? lines : pair.gap)] };
    yield { span, place, who, text: `${pair.name}=${value.value}`, at: pair.span, mend };
  }
}
