import { replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { type Data, known, textOf, type Value } from '../../base/value';
import type { Command } from '../command/command';
import { literalOf } from '../command/native';
import type { Fact } from '../fact';
import { typeOf } from './key';
import { setterOf } from './number';
import type { RegistryWrite } from './write';

/** Where a write goes to. */
export interface Target {
  readonly hive: RegistryWrite['hive'];
  readonly key: string;
  readonly keySpan: Span;
  readonly torn?: string;
}

/** A `set`, with the number setter that its data allows. */
export function setting(
  fact: Fact & Pick<Command, 'give'>,
  target: Target,
  name: string,
  data: Value<Data>,
  type?: Value<Data> | string,
): RegistryWrite {
  const setTo = setterOf(data);
  const typeName = typeof type === 'string' ? type : typeOf(textOf(type) ?? '');
  const written = typeof type === 'object' ? textOf(type) : undefined;
  const typeSpan = typeof type === 'object' && type.known ? (type.literal ?? type.span) : undefined;
  const isText = typeName === 'String' || typeName === 'ExpandString';
  const literal = typeof type === 'object' ? literalOf(type) : undefined;
  // Where no type is written, the author of a task took what its module does without one.
  const toDWord = !isText ? undefined : literal ? replace(literal, dword(written ?? '')) : fact.give?.('Type', 'dword');
  return {
    span: fact.span,
    place: fact.place,
    action: 'set',
    ...target,
    name,
    data,
    ...(typeName ? { type: typeName } : {}),
    ...(typeName && typeSpan ? { typeSpan } : {}),
    ...(setTo ? { setTo } : {}),
    ...(toDWord ? { toDWord } : {}),
  };
}

/** The type in the spelling of another. */
const dword = (written: string): string =>
  /^reg_/i.test(written) ? 'REG_DWORD' : written === written.toLowerCase() ? 'dword' : 'DWord';

/** A `delete` of a value, or of a key as a whole when `name` is empty. */
export const deletion = (fact: Fact, target: Target, name: string): RegistryWrite => bare(fact, target, 'delete', name);

/** A key is made. */
export const creation = (fact: Fact, target: Target): RegistryWrite => bare(fact, target, 'create', '');

const bare = ({ span, place }: Fact, target: Target, action: RegistryWrite['action'], name: string): RegistryWrite => ({
  span,
  place,
  action,
  ...target,
  name,
  data: known(null, span),
});
