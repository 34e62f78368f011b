import { insert } from '../../base/edit';
import { lookUp } from '../../base/look-up';
import { type Data, known, textOf, type Value } from '../../base/value';
import { argumentOf, type Command, is } from '../command/command';
import { concern } from '../command/concern';
import { asText, endOf, lowerWords, optionOf, wordOf } from '../command/native';
import { follows } from '../fact';
import type { Emit } from '../facts';
import type { Exposure } from './exposure';
import { portsOf } from './ports';
import { isMixed, scopeOf } from './scope';
import { groupExposures, isEverywhere, protocolOf, type SecurityRule, sourceFixes } from './security-rule';

/** What is known of a rule after some commands about it. */
interface Draft {
  readonly name: string | undefined;
  /** The command that opened it, or opened it wider. */
  readonly command: Command;
  readonly values: ReadonlyMap<Property, Value<Data>>;
  /** Whether what is omitted has the defaults of `az`. */
  readonly defaults: boolean;
}

type Property =
  | 'access'
  | 'direction'
  | 'protocol'
  | 'ports'
  | 'source'
  | 'sourcePorts'
  | 'destination'
  | 'groups'
  | 'priority';

/** One command about one rule of one group. */
interface Change {
  readonly verb: 'make' | 'change' | 'remove';
  readonly group: string;
  readonly draft: Draft;
}

/** Reads what network security groups let in, after all commands about their rules (azure-docs-powershell: Az.Network; Azure CLI reference: az network nsg). */
export function readSecurityGroups(commands: readonly Command[], emit: Emit): void {
  const ours = commands.filter(isOurs);
  const changes = ours.flatMap(it => changeOf(it) ?? []);
  const opened = ours.flatMap(fromOpenPort);
  // Rules that are made apart from their group belong together where there is but one.
  const together =
    commands.filter(it => is(it, 'New-AzNetworkSecurityGroup', 'New-AzureRmNetworkSecurityGroup')).length < 2;
  const groups = new Map<string, Draft[]>();
  changes.forEach((change, index) => {
    const key = change.group === '' ? (together ? '' : `${index}`) : change.group;
    const drafts = groups.get(key) ?? [];
    groups.set(key, drafts);
    apply(change, drafts);
  });
  const drafts = [...groups.values()];
  const exposures = drafts.flatMap(it => groupExposures(it.flatMap(draft => ruleOf(draft) ?? [])));
  for (const it of [...exposures, ...opened]) emit('network.exposure', it);
  for (const draft of drafts.flat()) {
    const { name, span, place } = draft.command;
    if (name !== 'az' || ruleOf(draft)) continue;
    const open = [...draft.values].find(([key, it]) => decisive.has(key) && !it.known)?.[1];
    if (open && !open.known) emit('unresolved', { span, place, what: 'network.exposure', why: open.why });
  }
}

const isOurs = concern(changeOf, fromOpenPort);

/** What must be known of a rule; `unresolved.ts` asks the same of the cmdlets. */
const decisive: ReadonlySet<Property> = new Set(['access', 'direction', 'protocol', 'ports']);

/** Writes a change into the rules of its group. A later command about a rule counts where it always follows. */
function apply({ verb, draft }: Change, drafts: Draft[]): void {
  const at = draft.name === undefined ? -1 : drafts.findIndex(it => it.name === draft.name);
  const old = drafts[at];
  const known = old && follows(draft.command.place, old.command.place);
  if (verb === 'remove') {
    if (known) drafts.splice(at, 1);
    return;
  }
  const merged: Draft =
    verb === 'change' && old
      ? { ...draft, defaults: old.defaults, values: new Map([...old.values, ...draft.values]) }
      : draft;
  if (known) drafts.splice(at, 1);
  drafts.push(merged);
}

const configurations = /^(new|add|set|remove)-az(?:urerm)?networksecurityruleconfig$/i;
const verbs: Readonly<Record<string, Change['verb']>> = {
  new: 'make',
  add: 'make',
  create: 'make',
  set: 'change',
  update: 'change',
  remove: 'remove',
  delete: 'remove',
};

function changeOf(command: Command): Change | undefined {
  const cmdlet = configurations.exec(command.name)?.[1];
  if (cmdlet) return fromCmdlet(command, verbs[cmdlet.toLowerCase()]!);
  if (!is(command, 'az')) return undefined;
  const [network, nsg, rule, verb = ''] = lowerWords(command);
  const known = lookUp(verbs, verb);
  return known && network === 'network' && nsg === 'nsg' && rule === 'rule' ? fromCli(command, known) : undefined;
}

function fromCmdlet(command: Command, verb: Change['verb']): Change {
  const given = (name: string, ...more: readonly string[]): Value<Data> | undefined =>
    [name, ...more].map(it => argumentOf(command, it)).find(it => it);
  const group = argumentOf(command, 'NetworkSecurityGroup');
  return {
    verb,
    group: group ? (textOf(group) ?? (group.known ? '' : group.text)).toLowerCase() : '',
    draft: {
      name: textOf(argumentOf(command, 'Name'))?.toLowerCase(),
      command,
      defaults: false,
      values: present({
        access: given('Access'),
        direction: given('Direction'),
        protocol: given('Protocol'),
        ports: given('DestinationPortRange'),
        source: given('SourceAddressPrefix'),
        sourcePorts: given('SourcePortRange'),
        destination: given('DestinationAddressPrefix'),
        groups: given('SourceApplicationSecurityGroup', 'SourceApplicationSecurityGroupId'),
        priority: given('Priority'),
      }),
    },
  };
}

const present = (values: Readonly<Record<Property, Value<Data> | undefined>>): ReadonlyMap<Property, Value<Data>> =>
  new Map(Object.entries(values).flatMap(([key, value]) => (value ? [[key as Property, value] as const] : [])));

/** The words of an option as one list. */
function listOf(command: Command, ...names: readonly string[]): Value<Data> | undefined {
  const words = optionOf(command, ...names);
  if (!words || words.length === 0) return undefined;
  const items = words.map(wordOf);
  return items.length === 1
    ? items[0]!
    : known({ kind: 'list', items }, { start: items[0]!.span.start, end: items.at(-1)!.span.end });
}

const one = (value: Value<Data> | undefined): string | undefined => {
  const text = value && asText(value);
  return text?.known ? text.value.toLowerCase() : undefined;
};

function fromCli(command: Command, verb: Change['verb']): Change {
  const group = listOf(command, '--nsg-name');
  return {
    verb,
    group: one(group) ?? (group?.known === false ? group.text : ''),
    draft: {
      name: one(listOf(command, '--name', '-n')),
      command,
      defaults: verb === 'make',
      values: present({
        access: listOf(command, '--access'),
        direction: listOf(command, '--direction'),
        protocol: listOf(command, '--protocol'),
        ports: listOf(command, '--destination-port-ranges', '--destination-port-range'),
        source: listOf(command, '--source-address-prefixes', '--source-address-prefix'),
        sourcePorts: listOf(command, '--source-port-ranges', '--source-port-range'),
        destination: listOf(command, '--destination-address-prefixes', '--destination-address-prefix'),
        groups: listOf(command, '--source-asgs'),
        priority: listOf(command, '--priority'),
      }),
    },
  };
}

function ruleOf({ command, values, defaults }: Draft): SecurityRule | undefined {
  const text = (property: Property, otherwise?: string): string | undefined =>
    values.has(property) ? one(values.get(property)) : defaults ? otherwise : undefined;
  const access = text('access', 'allow');
  if ((access !== 'allow' && access !== 'deny') || text('direction', 'inbound') !== 'inbound') return undefined;
  if (values.has('protocol') && text('protocol') === undefined) return undefined;
  const protocol = protocolOf(text('protocol'));
  const ports = portsOf(values.get('ports'));
  if (!protocol || ports.length === 0) return undefined;
  const source = values.get('source');
  const isOmitted = !source && !values.has('groups') && defaults && !command.incomplete;
  if (isMixed(source, [...values.values()])) return undefined;
  const scope = scopeOf(source, { from: isOmitted ? 'anyone' : values.has('groups') ? 'limited' : 'unknown' });
  const priority = Number(text('priority') ?? Number.NaN);
  const edits = [insert(endOf(command), ' --source-address-prefixes VirtualNetwork')];
  return {
    span: command.span,
    place: command.place,
    access,
    protocol,
    ports,
    scope,
    everywhere: isEverywhere(values.get('destination'), values.get('sourcePorts')),
    ...(Number.isNaN(priority) ? {} : { priority }),
    fixes: isOmitted ? [{ title: 'Let in only the virtual network', edits }] : sourceFixes(source, scope, ''),
  };
}

/** `az vm open-port --port 3389` makes a rule that admits anyone. */
function fromOpenPort(command: Command): readonly Exposure[] {
  if (!is(command, 'az')) return [];
  const [vm, verb] = lowerWords(command);
  const ports = vm === 'vm' && verb === 'open-port' ? portsOf(listOf(command, '--port')) : [];
  if (ports.length === 0) return [];
  return [{ span: command.span, place: command.place, via: 'nsg', protocol: 'any', ports, from: 'anyone', fixes: [] }];
}
