import { type Edit, remove } from '../../base/edit';
import type { MappedText } from '../../base/mapped-text';
import { type Data, entry, itemsOf, known, textOf, type Value } from '../../base/value';
import { fieldsOf, type InfLine } from '../../syntax/inf/parse';
import { argumentOf, type Command, is, listArgument } from '../command/command';
import { asText, lowerWords, placeOf, wordOf } from '../command/native';
import { bodyOf, isAbsent } from '../command/resource';
import type { ScriptReader } from '../command/script';
import type { Place } from '../fact';
import { rightNamed, type UserRight } from './right';

/** Reads who is given which right. Sources: ntrights of the Resource Kit; Carbon: Grant-CPrivilege; SecurityPolicyDsc. */
export const readRights: ScriptReader = (script, emit) => {
  if (script.place.os === 'linux') return;
  for (const event of script.events) {
    if (event.kind === 'command') for (const it of rightsOf(event)) emit('user.right', it);
  }
};

function rightsOf(command: Command): readonly UserRight[] {
  if (is(command, 'ntrights')) return fromProgram(command);
  if (is(command, 'Grant-Privilege', 'Grant-CPrivilege')) {
    return pairs(command, argumentOf(command, 'Privilege'), itemsOf(argumentOf(command, 'Identity')));
  }
  if (is(command, 'Grant-UserRight', 'Add-UserRight', 'Grant-TokenPrivilege')) {
    const right = argumentOf(command, 'Right') ?? argumentOf(command, 'Privilege');
    return pairs(command, right, [...listArgument(command, 'Account'), ...listArgument(command, 'Name')]);
  }
  if (!is(command, 'UserRightsAssignment', 'xUserRightsAssignment', 'cUserRight')) return [];
  const body = bodyOf(command);
  if (!body || isAbsent(body)) return [];
  const right = entry(body, 'Policy') ?? entry(body, 'Constant');
  return pairs(command, right, itemsOf(entry(body, 'Identity') ?? entry(body, 'Principal')));
}

const pairs = (
  { span, place }: Command,
  rights: Value<Data> | undefined,
  accounts: readonly Value<Data>[],
): readonly UserRight[] =>
  itemsOf(rights).flatMap(it => {
    const right = textOf(it);
    if (right === undefined) return [];
    return accounts.map(account => ({
      span,
      place,
      right: rightNamed(right),
      account: asText(account),
      at: placeOf(account),
    }));
  });

/** `ntrights +r SeServiceLogonRight -u Everyone` */
function fromProgram(command: Command): readonly UserRight[] {
  const words = lowerWords(command);
  const right = command.args[words.indexOf('+r') + 1];
  const account = command.args[words.indexOf('-u') + 1];
  if (!words.includes('+r') || !words.includes('-u') || !right || !account) return [];
  return pairs(command, wordOf(right), [wordOf(account)]);
}

/** `SeDebugPrivilege = *S-1-5-32-544,*S-1-1-0` in the section `[Privilege Rights]` of a security template. */
export function templateRights(
  { start, end, key, value }: InfLine,
  text: MappedText,
  place: Place,
): readonly UserRight[] {
  const fields = value ? fieldsOf(value) : [];
  return fields.flatMap((field, index): readonly UserRight[] => {
    if (field.text === '') return [];
    const at = text.span(field.start, field.end);
    const before = fields[index - 1];
    const after = fields[index + 1];
    const removal: Edit | undefined = before
      ? remove(text.span(before.end, field.end))
      : after && remove(text.span(field.start, after.start));
    const account = known(field.text.replace(/^\*/, ''), at);
    const base = { span: text.span(start, end), place, right: key.text.trim(), account, at };
    return [removal ? { ...base, removal } : base];
  });
}
