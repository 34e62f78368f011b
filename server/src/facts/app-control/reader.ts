import { insert, replace } from '../../base/edit';
import { contains } from '../../base/span';
import { textOf, type Value } from '../../base/value';
import { type Command, integer, is, listArgument, parameter, switchState, textArgument } from '../command/command';
import { asText, endOf, itemsOfText, literalOf, placeOf } from '../command/native';
import type { Script, ScriptReader } from '../command/script';
import { emitUnresolved } from '../command/unresolved';
import type { Emit } from '../facts';
import { standing } from '../settings/last';
import { optionNames, type PolicyAllow, type PolicyOption } from './policy';

const cmdlets: ReadonlySet<string> = new Set(
  'set-ruleoption new-cipolicy new-cipolicyrule merge-cipolicy convertfrom-cipolicy'.split(' '),
);

/** Reads what a script makes of App Control policies (windows-powershell-docs: ConfigCI). */
export const readAppControl: ScriptReader = (script: Script, emit: Emit) => {
  if (script.place.os === 'linux') return;
  const options: (PolicyOption & { readonly file: string })[] = [];
  for (const event of script.events) {
    if (event.kind !== 'command' || !cmdlets.has(event.name.toLowerCase())) continue;
    options.push(...optionsOf(event));
    if (is(event, 'Set-RuleOption')) emitUnresolved(emit, event, 'app-control.option', listArgument(event, 'Option'));
    for (const fact of samplesOf(event)) {
      if ('option' in fact) emit('app-control.option', fact);
      else emit('app-control.allow', fact);
    }
    for (const fact of levelsOf(event)) emit('app-control.allow', fact);
  }
  const last = standing(
    options,
    it => `${it.option} ${it.file}`,
    it => it.set,
  );
  for (const { file, ...fact } of last) emit('app-control.option', fact);
};

const about = ({ span, place }: Command): Pick<Command, 'span' | 'place'> => ({ span, place });

/** `Set-RuleOption -FilePath p.xml -Option 3 [-Delete]`; a list of options comes through the pipeline. */
function optionsOf(command: Command): readonly (PolicyOption & { readonly file: string })[] {
  if (!is(command, 'Set-RuleOption') || command.incomplete) return [];
  const file = (
    textArgument(command, 'FilePath') ??
    parameter(command, 'FilePath')?.value?.span.start ??
    ''
  ).toString();
  // `$AuditPolicyFile` is meant to audit.
  const given = parameter(command, 'FilePath')?.value;
  const declared = /audit/i.test(given?.known ? file : (given?.text ?? '')) ? { declared: true as const } : {};
  const deletes = parameter(command, 'Delete');
  const set = deletes ? switchState(command, 'Delete') === false : true;
  return listArgument(command, 'Option').flatMap(value => {
    const option = integer(value);
    if (option === undefined) return [];
    const own = literalOf(value);
    // One of several options in a loop cannot be turned round alone.
    const isHere = own && contains(command.span, own);
    const mend =
      deletes || !isHere ? {} : { mend: { title: 'Append -Delete', edit: insert(endOf(command), ' -Delete') } };
    return [
      {
        ...about(command),
        option,
        name: optionNames[option] ?? `option ${option}`,
        set,
        at: placeOf(value),
        file: file.toLowerCase(),
        ...mend,
        ...declared,
      },
    ];
  });
}

/** Example policies of Windows that are made to be tried, or to be merged with others: what one of them gives. */
function samplesOf(command: Command): readonly (PolicyAllow | PolicyOption)[] {
  if (!is(command, 'Merge-CIPolicy', 'ConvertFrom-CIPolicy')) return [];
  const files = [
    ...itemsOfText(parameter(command, 'PolicyPaths')?.value),
    ...listArgument(command, 'XmlFilePath').map(asText),
  ];
  // Its last policy is not the only one: a policy of denials is merged with one that allows all.
  const single = files.length === 1;
  return files.flatMap((file): readonly (PolicyAllow | PolicyOption)[] => {
    const path = file.known ? file.value : `${file.prefix ?? ''}${file.suffix ?? ''}`;
    const at = placeOf(file);
    if (single && /\bAllowAll(?:_EnableHVCI)?\.xml$/i.test(path)) {
      return [{ ...about(command), by: 'sample', value: path.slice(path.search(/AllowAll/i)), at }];
    }
    if (!/\bDefaultWindows_Audit\.xml$/i.test(path)) return [];
    return [{ ...about(command), option: 3, name: 'DefaultWindows_Audit.xml', set: true, at, ...enforced(file) }];
  });
}

function enforced(file: Value<string>): Pick<PolicyOption, 'mend'> {
  const literal = literalOf(file);
  const written = file.known && literal && literal.end - literal.start === file.value.length;
  if (!written) return {};
  const edit = replace({ start: literal.end - 'Audit.xml'.length, end: literal.end }, 'Enforced.xml');
  return { mend: { title: 'Take DefaultWindows_Enforced.xml', edit } };
}

/** `New-CIPolicy -Level FileName`, `-Fallback ...`, `New-CIPolicyRule -FilePathRule 'C:\Users\*'`: what code is known by. */
function levelsOf(command: Command): readonly PolicyAllow[] {
  if (!is(command, 'New-CIPolicy', 'New-CIPolicyRule') || switchState(command, 'Deny')) return [];
  const levels = [...listArgument(command, 'Level'), ...listArgument(command, 'Fallback')].flatMap(
    (it): PolicyAllow[] => {
      const level = textOf(it);
      if (level === undefined || !/^filename$/i.test(level)) return [];
      const literal = literalOf(it);
      const mend = literal
        ? { mend: { title: 'Take the publisher instead', edit: replace(literal, 'FilePublisher') } }
        : {};
      return [{ ...about(command), by: 'name', value: level, at: placeOf(it), ...mend }];
    },
  );
  const paths = listArgument(command, 'FilePathRule').flatMap((it): PolicyAllow[] => {
    const path = textOf(it);
    return path === undefined ? [] : [{ ...about(command), by: 'path', value: path, at: placeOf(it) }];
  });
  return [...levels, ...paths];
}
