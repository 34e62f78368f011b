import type { Span } from '../../base/span';
import { type Data, isTable, itemsOf, known, textOf, type Value } from '../../base/value';
import type { Block } from '../../syntax/hcl/model';
import type { Place } from '../fact';
import type { Emit } from '../facts';
import { parsePorts, transportOf } from '../network/ports';
import { privateAt } from '../network/private-addresses';
import { scopeOf } from '../network/scope';
import { SecurityGroups } from '../network/security-groups';
import { groupExposures, type SecurityRule } from '../network/security-rule';
import { alternativesOf } from '../template/alternatives';
import { innerTurns, type Module, type Turn, tableOf, turnsOf, valueAt } from './module';

/** Reads what the security groups of a module let in (terraform-provider-azurerm: network_security_group, network_security_rule; terraform-provider-aws: security_group). */
export function readNetworks(module: Module, place: Place, emit: Emit): void {
  const groups = new SecurityGroups(place, module.text);
  const { attributes, blocks } = module.file.body;
  for (const block of blocks) {
    const [type = ''] = block.type === 'resource' ? block.labels : [];
    if (bringing.has(block.type)) {
      for (const { value } of block.body.attributes) {
        for (const it of [value, ...alternativesOf(value)]) groups.collectLast(module.evaluator.evaluate(it));
      }
    } else if (type === 'azurerm_network_security_group') collectGroup(module, block, groups);
    else if (type === 'azurerm_network_security_rule') {
      for (const turn of turnsOf(module, block)) {
        const group = valueAt(module, turn, 'network_security_group_name');
        const name = textOf(group) ?? (group?.known === false ? group.text : '');
        groups.rule(tableOf(module, turn), spanOf(block), name);
      }
    } else if (awsTypes.has(type)) readAws(module, block, place, emit);
  }
  // What `.tfvars` give to variables of another file.
  for (const it of attributes) groups.collectLast(module.evaluator.evaluate(it.value));
  groups.state(emit);
}

/** Blocks that bring values to modules that stand elsewhere. */
const bringing: ReadonlySet<string> = new Set(['locals', 'module', 'variable']);

const spanOf = ({ start, end }: Block): Span => ({ start, end });

/** The rules of a group as blocks, or as a list of objects. */
function collectGroup(module: Module, block: Block, groups: SecurityGroups): void {
  for (const [index, turn] of turnsOf(module, block).entries()) {
    const name = `${block.start} ${index}`;
    for (const it of innerTurns(module, turn, 'security_rule')) {
      groups.rule(tableOf(module, it), spanOf(it.block), name);
    }
    for (const item of itemsOf(valueAt(module, turn, 'security_rule'))) {
      if (!item.known || !isTable(item.value)) continue;
      groups.rule(item.value, item.span, name);
    }
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
  const protocol = every ? 'any' : transportOf(stated);
  if (!range || !protocol) return undefined;
  const sources = ['cidr_blocks', 'cidr_ipv4', 'ipv6_cidr_blocks', 'cidr_ipv6'].flatMap(name => of(name) ?? []);
  const scopes = sources.map(it => scopeOf(it));
  const scope = scopes.find(it => it.from === 'anyone') ?? scopes[0] ?? { from: 'unknown' as const };
  const shown = (every ? undefined : from) ?? of('protocol') ?? of('ip_protocol');
  return {
    span: spanOf(turn.block),
    place,
    access: 'allow',
    protocol,
    ports: [{ range, span: shown?.known ? (shown.literal ?? shown.span) : spanOf(turn.block) }],
    scope,
    everywhere: true,
    fixes: privateAt(scope.literal),
  };
}
