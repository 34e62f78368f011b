import { replace } from '../../base/edit';
import { type Data, isTable, known, textOf, type Value } from '../../base/value';
import type { Block } from '../../syntax/hcl/model';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { parsePorts } from '../network/ports';
import { scopeOf } from '../network/scope';
import { groupExposures, type SecurityRule, securityRule } from '../network/security-rule';
import { innerTurns, type Module, type Turn, tableOf, turnsOf, valueAt } from './module';

/** Reads what the security groups of a module let in (terraform-provider-azurerm: network_security_group, network_security_rule; terraform-provider-aws: security_group). */
export function readNetworks(module: Module, place: Place, emit: Emit): void {
  const apart = new Map<string, SecurityRule[]>();
  for (const block of module.file.body.blocks) {
    if (block.type !== 'resource') continue;
    const [type = ''] = block.labels;
    if (type === 'azurerm_network_security_group') readGroup(module, block, place, emit);
    else if (type === 'azurerm_network_security_rule') {
      for (const turn of turnsOf(module, block)) {
        const rule = securityRule(tableOf(module, turn), { span: spanOf(block), place }, module.text);
        const group = valueAt(module, turn, 'network_security_group_name');
        const key = textOf(group) ?? (group?.known === false ? group.text : '');
        if (rule) apart.set(key, [...(apart.get(key) ?? []), rule]);
      }
    } else if (awsTypes.has(type)) readAws(module, block, place, emit);
  }
  for (const rules of apart.values()) for (const it of groupExposures(rules)) emit('network.exposure', it);
}

const spanOf = ({ start, end }: Block): { start: number; end: number } => ({ start, end });

function readGroup(module: Module, block: Block, place: Place, emit: Emit): void {
  for (const turn of turnsOf(module, block)) {
    const rules = innerTurns(module, turn, 'security_rule').flatMap(
      it => securityRule(tableOf(module, it), { span: spanOf(it.block), place }, module.text) ?? [],
    );
    const list = valueAt(module, turn, 'security_rule');
    for (const item of list?.known && typeof list.value === 'object' && list.value?.kind === 'list'
      ? list.value.items
      : []) {
      if (!item.known || !isTable(item.value)) continue;
      const entries = item.value.entries.map(it => ({ ...it, key: it.key.replaceAll('_', '') }));
      const rule = securityRule({ kind: 'table', entries }, { span: item.span, place }, module.text);
      if (rule) rules.push(rule);
    }
    for (const it of groupExposures(rules)) emit('network.exposure', it);
  }
}

const awsTypes: ReadonlySet<string> = new Set([
  'aws_security_group',
  'aws_default_security_group',
  'aws_security_group_rule',
  'aws_vpc_security_group_ingress_rule',
]);

/** The groups of AWS: everything in them is allowed, `from_port` to `to_port`. */
function readAws(module: Module, block: Block, place: Place, emit: Emit): void {
  for (const turn of turnsOf(module, block)) {
    const inner = innerTurns(module, turn, 'ingress');
    const own = block.labels[0]?.endsWith('_rule') ? [{ ...turn, block }] : inner;
    for (const it of own) {
      if (textOf(valueAt(module, it, 'type') ?? known('ingress', it.block)) !== 'ingress') continue;
      const rule = awsRule(module, it, place);
      for (const exposure of rule ? groupExposures([rule]) : []) emit('network.exposure', exposure);
    }
  }
}

function awsRule(module: Module, turn: Turn & { block: Block }, place: Place): SecurityRule | undefined {
  const of = (name: string): Value<Data> | undefined => valueAt(module, turn, name);
  const stated = textOf(of('protocol') ?? of('ip_protocol'))?.toLowerCase();
  const every = stated === '-1' || stated === 'all';
  const [from, to] = [of('from_port'), of('to_port')];
  const range = every ? { from: 0, to: 65535 } : parsePorts(`${textOf(from)}-${textOf(to)}`);
  if (!range || !(every || stated === 'tcp' || stated === 'udp' || stated === '6' || stated === '17')) return undefined;
  const sources = ['cidr_blocks', 'cidr_ipv4', 'ipv6_cidr_blocks', 'cidr_ipv6'].flatMap(name => of(name) ?? []);
  const scopes = sources.map(it => scopeOf(it));
  const scope = scopes.find(it => it.from === 'anyone') ?? scopes[0] ?? { from: 'unknown' as const };
  const shown = (every ? undefined : from) ?? of('protocol') ?? of('ip_protocol');
  return {
    span: spanOf(turn.block),
    place,
    access: 'allow',
    protocol: every ? 'any' : stated === 'udp' || stated === '17' ? 'udp' : 'tcp',
    ports: [{ range, span: shown?.known ? (shown.literal ?? shown.span) : spanOf(turn.block) }],
    scope,
    fixes: scope.literal
      ? [{ title: 'Let in only private addresses', edits: [replace(scope.literal, '10.0.0.0/8')] }]
      : [],
  };
}
