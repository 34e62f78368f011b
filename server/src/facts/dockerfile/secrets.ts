import { remove } from '../../base/edit';
import type { Span } from '../../base/span';
import { known, type Value } from '../../base/value';
import { expand, type Pair, type Pairs } from '../../syntax/dockerfile';
import type { Credential } from '../credential/credential';
import { isGuessable, isSecret, secretsIn } from '../credential/secret';
import type { Place } from '../fact';
import type { Fix } from '../fix';
import type { Variables } from './variables';

/** The secrets that an ENV, ARG or LABEL writes into the image. */
export function* secretsOf(instruction: Pairs, variables: Variables, place: Place): Iterable<Credential> {
  for (const pair of instruction.pairs) yield* secretsOfPair(instruction, pair, variables, place);
}

function* secretsOfPair(
  { kind, span, lines, pairs }: Pairs,
  pair: Pair,
  variables: Variables,
  place: Place,
): Iterable<Credential> {
  if (!pair.value) return;
  const only = pairs.length === 1 ? lines : undefined;
  const written = pair.value.text;
  const value = expand(pair.value.mapped, variables);
  if (kind === 'ENV' && isKept(pair, value)) {
    const at = pair.value.span;
    const argument = written.replace(/\W/g, '');
    yield { span, place, form: 'environment', name: pair.name, at, guessable: false, argument };
  }
  // Any other reference is no secret: where the variable is set, it was judged.
  if (!value.known || /(?<!\\)\$\w|\$\{/.test(written)) return;
  const { literal } = value.literal ? value : known(value.value, value.span, pair.value.span);
  const exact = literal && literal.end - literal.start === value.value.length;
  const form = kind === 'ARG' ? 'build argument' : 'environment';
  if (kind !== 'LABEL' && isSecret(pair.name, value.value)) {
    const fixes = [without(kind, pair, only)];
    yield { span, place, form, name: pair.name, at: literal!, guessable: isGuessable(value.value), fixes };
    return;
  }
  for (const it of secretsIn(value.value)) {
    const secret = value.value.slice(it.start, it.end);
    const at = exact ? { start: literal.start + it.start, end: literal.start + it.end } : literal!;
    const name = it.form === 'url' || it.form === 'connection string' ? pair.name : it.name;
    yield { span, place, form: it.form, name, at, guessable: isGuessable(secret) };
  }
}

/** `ENV TOKEN=$TOKEN` keeps what `ARG TOKEN` is given, although nobody wrote it down. */
const isKept = ({ name, value }: Pair, given: Value<string>): boolean =>
  /^\$\w+$|^\$\{\w+\}$/.test(value?.text ?? '') &&
  (given.known ? given.value === '' : /^ARG \w+ has no default$/.test(given.why)) &&
  isSecret(name, anySecret);

/** A text that no name is needed for to be one. */
const anySecret = 'a8f5f167f44f4964e6c998dee827110c';

/** Takes the value out of an ARG, which then has to be given, and a variable out of an ENV. */
function without(kind: Pairs['kind'], pair: Pair, line: Span | undefined): Fix {
  return kind === 'ARG'
    ? { title: `Drop the default of ${pair.name}`, edits: [remove({ start: pair.nameSpan.end, end: pair.span.end })] }
    : { title: `Leave ${pair.name} out of the image`, edits: [remove(line ?? pair.gap)] };
}
