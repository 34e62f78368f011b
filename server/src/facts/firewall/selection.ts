import { type Edit, replace } from '../../base/edit';
import { itemsOf, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is, listArgument, parameter } from '../command/command';
import { asText, itemsOfText, literalOf, placeOf } from '../command/native';
import type { FirewallReset, FirewallRule, RuleName } from './rule';

/** A text with the parameter that it was given to. */
interface Asked {
  readonly by: RuleName['by'];
  readonly asGroup?: Edit;
  readonly value: Value<string>;
}

const selectors = { name: 'Name', displayname: 'DisplayName', group: 'Group', displaygroup: 'DisplayGroup' } as const;

/** Whether a parameter chooses rules by what they are called. */
export const isSelector = (key: string): boolean => key in selectors;

/** What chooses rules by what they do. */
const filters = ['action', 'direction', 'enabled'];
/** Parameters that leave the choice as wide as it is. */
const wide =
  /^(?:all|action|direction|enabled|policystore|gposession|tracepolicystore|passthru|cimsession|throttlelimit|asjob|whatif|confirm|verbose|debug|(?:error|warning|information)action|(?:error|warning|information|out)variable)$/;

const ownNames = (command: Command): readonly Asked[] =>
  Object.values(selectors).flatMap(by => {
    const asGroup = by === 'DisplayGroup' && renamed(command);
    return listArgument(command, by).map(it => ({ by, value: asText(it), ...(asGroup ? { asGroup } : {}) }));
  });

/** `-DisplayGroup` as `-Group`; a key of a table has no dash. */
function renamed(command: Command): Edit | undefined {
  const given = parameter(command, 'DisplayGroup');
  if (!given || listArgument(command, 'DisplayGroup').length !== 1 || command.resource) return undefined;
  const dashed = command.args.some(it => it.parameter !== undefined && it.span.start === given.nameSpan.start);
  return replace(given.nameSpan, dashed ? '-Group' : 'Group');
}

/** The names, display names and groups that a cmdlet gives or chooses by, or that the pipeline chose by. */
export function namesOf(command: Command): readonly RuleName[] {
  const own = ownNames(command);
  return (own.length > 0 ? own : fedBy(command)).flatMap(({ by, value, asGroup }) => {
    if (!value.known) return [];
    const literal = literalOf(value);
    return [
      {
        text: value.value.toLowerCase(),
        span: placeOf(value),
        by,
        ...(literal ? { literal } : {}),
        ...(asGroup ? { asGroup } : {}),
      },
    ];
  });
}

/** The rules that a pipeline beginning with Get-NetFirewallRule hands on, or one that was just made. */
function fedBy(command: Command): readonly Asked[] {
  let { input } = command;
  const asked: Asked[] = [];
  while (input && 'kind' in input && input.kind === 'command') {
    if (is(input, 'Get-NetFirewallRule', 'New-NetFirewallRule', 'Set-NetFirewallRule', 'Enable-NetFirewallRule')) {
      const own = ownNames(input);
      if (own.length > 0 || is(input, 'Get-NetFirewallRule')) return [...own, ...asked];
    }
    if (is(input, 'Where-Object')) {
      const names = namesAsked(input.conditions);
      if (!names) return [];
      asked.push(...names);
    }
    input = input.input;
  }
  return [];
}

/** The names that `Where-Object` lets through; `undefined` where it may leave out what the names before it meant. */
function namesAsked(conditions: Command['conditions']): readonly Asked[] | undefined {
  const names: Asked[] = [];
  for (const { property, operator, value } of conditions ?? [{ property: '', operator: '', value: undefined }]) {
    if (isSelector(property) && value) {
      if (!/^(?:eq|like|match|in)$/.test(operator)) return undefined;
      const by = selectors[property as keyof typeof selectors];
      names.push(...itemsOf(value).map(it => ({ by, value: pattern(asText(it), operator) })));
    } else if (property === 'direction') {
      if (/out/i.test(textOf(value) ?? '') === (operator === 'eq')) return undefined;
    } else if (property !== 'enabled') return undefined;
  }
  return names;
}

/** `*Remote Desktop*` and what `-match` looks for, as the name of a group with all that begins so. */
const pattern = (text: Value<string>, operator: string): Value<string> =>
  text.known && /^(?:like|match)$/.test(operator)
    ? { ...text, value: `${text.value.replace(/^[*^]+/, '').replace(/[*$]+$/, '')}*` }
    : text;

/** The cmdlet as one that does away with every rule, or with every rule that blocks. */
export function resetOf(command: Command, verb: FirewallRule['verb']): FirewallReset | undefined {
  if (verb !== 'remove' && verb !== 'disable') return undefined;
  const base = {
    span: command.span,
    place: command.place,
    command: command.called ?? command.name,
    at: command.nameSpan,
  };
  const chosen = choiceOf(command);
  return chosen && { ...base, what: whats[chosen][verb] };
}

const whats = {
  all: { remove: 'removes every rule', disable: 'switches every rule off' },
  blocking: { remove: 'removes every rule that blocks', disable: 'switches off every rule that blocks' },
} as const;

/** Which rules a cmdlet is about; `undefined` for some, or where that cannot be known. */
function choiceOf(command: Command): 'all' | 'blocking' | undefined {
  let blocks = false;
  for (let at: Command | undefined = command; at; ) {
    if (is(at, 'Where-Object')) {
      if (!at.conditions?.every(({ property }) => filters.includes(property))) return undefined;
      const action = at.conditions.find(it => it.property === 'action');
      if (action?.operator !== 'eq' || !/^block$/i.test(textOf(action.value) ?? '')) return undefined;
      blocks = true;
    } else if (at === command || is(at, 'Get-NetFirewallRule')) {
      const own = choiceBy(at);
      if (!own) return undefined;
      blocks ||= own === 'blocking';
    } else return undefined;
    const { input }: Command = at;
    if (input && (!('kind' in input) || input.kind !== 'command')) return undefined;
    if (at !== command && is(at, 'Get-NetFirewallRule') && input) return undefined;
    if (!input && is(at, 'Where-Object')) return undefined;
    at = input as Command | undefined;
  }
  return blocks ? 'blocking' : 'all';
}

function choiceBy(command: Command): 'all' | 'blocking' | undefined {
  const [first] = command.args;
  const position = first !== undefined && first.parameter === undefined;
  const named = Object.keys(selectors).some(name => parameter(command, name)) || position;
  if (named) {
    const names = ownNames(command);
    return names.length === 1 && names[0]!.value.known && names[0]!.value.value === '*' ? 'all' : undefined;
  }
  if (command.incomplete || [...command.parameters.keys()].some(key => !wide.test(key))) return undefined;
  const action = argumentOf(command, 'Action');
  if (!filters.some(name => parameter(command, name))) return 'all';
  const block = itemsOfText(action).length === 1 && /^block$/i.test(textOf(action) ?? '');
  return block ? 'blocking' : undefined;
}
