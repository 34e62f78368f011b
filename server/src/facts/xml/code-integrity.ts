import { type Edit, insert, remove, replace } from '../../base/edit';
import type { XmlElement } from '../../syntax/xml/model';
import { attribute, child, children, elements, valueAt } from '../../syntax/xml/read';
import { optionNames, type PolicyAllow } from '../app-control/policy';
import { isAnyUser, isEveryone } from '../rights/account';
import type { XmlContext, XmlReader } from './reader';

const numberOf = new Map(optionNames.map((name, index) => [name.toLowerCase(), index]));

/**
 * A policy of App Control: `<SiPolicy><Rules><Rule><Option>Enabled:UMCI</Option></Rule></Rules><FileRules>..`. Sources: the
 * example policies of Windows; windows-itpro-docs: understanding-appcontrol-policy-rules.
 */
export const readCodeIntegrity: XmlReader = (root, context) => {
  const { place, emit, path } = context;
  // What a supplement may do is up to the policy that it adds to.
  const isBase = !/^base/i.test(valueAt(root, 'PolicyType') ?? 'base') ? undefined : child(root, 'Rules');
  const rules = children(isBase, 'Rule');
  const denies = [...elements(root)].some(
    it => it.name === 'Deny' || (it.name === 'DeniedSigners' && it.children.length > 0),
  );
  const blocks = denies ? { blocks: true as const } : {};
  const declared = /audit/i.test(path.slice(path.lastIndexOf('/') + 1)) ? { declared: true as const } : {};
  const set = new Set<number>();
  for (const [index, rule] of rules.entries()) {
    const content = child(rule, 'Option')?.content();
    const name = content?.text.trim() ?? '';
    const option = numberOf.get(name.toLowerCase());
    if (!content || option === undefined) continue;
    set.add(option);
    const from = content.text.indexOf(name);
    const at = content.span(from, from + name.length);
    const mend = { title: `Remove ${name}`, edit: removal(rules, index) };
    emit('app-control.option', { span: rule.span, place, option, name, set: true, at, mend, ...blocks, ...declared });
  }
  // Without any option it is a part, made to be merged into a policy.
  if (isBase && rules.length > 0 && !set.has(0) && judgesPrograms(root)) {
    const at = isBase.nameSpan;
    const edit = insert(rules[0]!.span.start, '<Rule><Option>Enabled:UMCI</Option></Rule>');
    const mend = { title: 'Insert Enabled:UMCI', edit };
    emit('app-control.option', { span: isBase.span, place, option: 0, name: optionNames[0]!, set: false, at, mend });
  }
  if (!denies) for (const fact of allowed(root, context, set.has(18))) emit('app-control.allow', fact);
};

/** The rule with the blanks that part it from its neighbour. */
function removal(rules: readonly XmlElement[], index: number): Edit {
  const { span } = rules[index]!;
  const before = rules[index - 1];
  const after = rules[index + 1];
  if (before) return remove({ start: before.span.end, end: span.end });
  return remove(after ? { start: span.start, end: after.span.start } : span);
}

/** Whether the policy has rules for programs, as against drivers. */
const judgesPrograms = (root: XmlElement): boolean =>
  children(child(root, 'SigningScenarios'), 'SigningScenario').some(
    it =>
      valueAt(it, 'Value') === '12' &&
      [...elements(it)].some(below => /^(?:AllowedSigner|FileRuleRef)$/.test(below.name)),
  );

function allowed(root: XmlElement, { place }: XmlContext, isUnchecked: boolean): readonly PolicyAllow[] {
  return children(child(root, 'FileRules'), 'Allow').flatMap(rule =>
    (
      [
        ['FilePath', 'path'],
        ['FileName', 'name'],
        ['PackageFamilyName', 'package'],
      ] as const
    ).flatMap(([key, by]): PolicyAllow[] => {
      const found = attribute(rule, key);
      if (!found) return [];
      const unchecked = by === 'path' && isUnchecked ? { unchecked: true as const } : {};
      return [{ span: rule.span, place, by, value: found.value, at: found.valueSpan, ...unchecked }];
    }),
  );
}

/** A policy of AppLocker: paths that everyone may run programs from. */
export const readAppLocker: XmlReader = (root, { place, emit }) => {
  for (const collection of children(root, 'RuleCollection')) {
    const mode = attribute(collection, 'EnforcementMode');
    if (mode?.value === 'AuditOnly' && collection.children.length > 0) {
      const mend = { title: 'Enforce the rules', edit: replace(mode.valueSpan, 'Enabled') };
      const audit = { option: 3, name: 'AuditOnly', set: true, at: mode.valueSpan, mend, declared: true } as const;
      emit('app-control.option', { span: mode.span, place, ...audit });
    }
    for (const rule of children(collection, 'FilePathRule')) {
      const user = valueAt(rule, 'UserOrGroupSid') ?? '';
      if (!/^allow$/i.test(valueAt(rule, 'Action') ?? '') || !(isEveryone(user) || isAnyUser(user))) continue;
      for (const condition of children(child(rule, 'Conditions'), 'FilePathCondition')) {
        const path = attribute(condition, 'Path');
        if (!path || child(rule, 'Exceptions')) continue;
        emit('app-control.allow', {
          span: rule.span,
          place,
          by: 'path',
          value: path.value,
          at: path.valueSpan,
          unchecked: true,
        });
      }
    }
  }
};
