import type { Span } from '../../base/span';
import type { YamlEntry, YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import { readPolicyEffect } from './authorization-effect';
import type { Authorization } from './mesh';
import { rootNamespace } from './peer-authentication';

/**
 * Reads Istio's AuthorizationPolicy: an ALLOW rule `{}` lets everyone in, while a policy without rules lets nobody in.
 * Source: istio/api security/v1beta1/authorization_policy.proto.
 */
export function readAuthorizationPolicy(resource: Resource): void {
  const { root, emit } = resource;
  if (!readPolicyEffect(resource)) return;
  const action = at(root, 'spec', 'action');
  if (action && text(action) !== 'ALLOW') return;
  const rules = at(root, 'spec', 'rules');
  if (rules?.kind !== 'list') return;
  const targeted = ['targetRef', 'targetRefs'].some(key => at(root, 'spec', key) !== undefined) || selects(root);
  const scope = targeted ? 'workload' : resource.namespace === rootNamespace ? 'mesh' : 'namespace';
  const entrance = isGateway(at(root, 'spec')) ? ({ entrance: true } as const) : {};
  for (const rule of rules.items) {
    const granted = grantOf(rule, resource.file.text);
    if (!granted) continue;
    emit('mesh.authorization', {
      span: root.span,
      place: configuration(),
      by: 'Istio',
      resource: nameOf(resource),
      scope,
      byDefault: false,
      ...entrance,
      ...granted,
    });
  }
}

/** Whether a selector names some workloads; one without labels means all. */
function selects(root: YamlNode): boolean {
  const labels = at(root, 'spec', 'selector', 'matchLabels');
  return labels?.kind === 'unknown' || (labels?.kind === 'map' && (labels.open || entries(labels).length > 0));
}

/** Whether a policy is about the pods of a gateway, or about a Gateway itself; a waypoint is not on the border. */
const isGateway = (spec: YamlNode | undefined): boolean =>
  entries(at(spec, 'selector', 'matchLabels')).some(it => /gateway$/i.test(text(it.value) ?? '')) ||
  items(at(spec, 'targetRefs')).some(
    it => text(at(it, 'kind')) === 'Gateway' && !/waypoint/i.test(text(at(it, 'name')) ?? ''),
  );

type Grant = Pick<Authorization, 'grants' | 'at' | 'text'>;

function grantOf(rule: YamlNode, host: string): Grant | undefined {
  const grant = (grants: Grant['grants'], span: Span): Grant => ({
    grants,
    at: span,
    text: host.slice(span.start, span.end).replace(/\s+/g, ' '),
  });
  if (rule.kind === 'scalar' && rule.value === null) return { grants: 'anyone', at: rule.span, text: '{}' };
  if (rule.kind !== 'map' || rule.open) return undefined;
  const written = entries(rule).filter(it => !isEmpty(it.value));
  if (written.length === 0) return grant('anyone', rule.span);
  const everything = written.flatMap(it => (it.key === 'to' ? (anyOperation(it.value) ?? []) : []))[0];
  const parts = everything ? written.filter(it => it.key !== 'to') : written;
  if (everything && parts.length === 0) return grant('anyone', everything.span);
  if (parts.length > 1 || parts[0]!.key !== 'from') return grant('named', rule.span);
  for (const source of items(parts[0]!.value)) {
    const wide = breadthOf(at(source, 'source'));
    if (wide) return grant(wide.grants, wide.field.span);
  }
  return grant('named', rule.span);
}

const isEmpty = (node: YamlNode): boolean =>
  (node.kind === 'scalar' && node.value === null) || (node.kind === 'list' && node.items.length === 0 && !node.open);

/** Who may call when a source asks for nothing: fields of a source hold together, so all must be wide. */
function breadthOf(
  source: YamlNode | undefined,
): { readonly grants: Grant['grants']; readonly field: YamlEntry } | undefined {
  const fields = entries(source);
  const first = fields[0];
  if (!first || source?.kind !== 'map' || source.open) return undefined;
  if (fields.every(it => it.key.startsWith('not'))) return { grants: 'all but some', field: first };
  if (!fields.every(it => items(it.value).some(word => isWide(it.key, text(word) ?? '')))) return undefined;
  const identity = fields.find(it => !/ipBlocks$/i.test(it.key));
  return identity ? { grants: 'any identity', field: identity } : { grants: 'anyone', field: first };
}

const isWide = (field: string, word: string): boolean =>
  field === 'ipBlocks' || field === 'remoteIpBlocks'
    ? word === '0.0.0.0/0' || word === '::/0'
    : field === 'principals'
      ? /^(?:[^/]*\/)?(?:ns\/)?\*$/.test(word)
      : (field === 'namespaces' || field === 'trustDomains') && word === '*';

/** The field of an operation that every request meets, where no other one of it narrows it. */
function anyOperation(to: YamlNode): YamlEntry | undefined {
  for (const item of items(to)) {
    const operation = at(item, 'operation');
    const fields = entries(operation);
    if (operation?.kind !== 'map' || operation.open) continue;
    const isAny = ({ key, value }: YamlEntry): boolean =>
      /^(?:methods|paths|hosts)$/.test(key) &&
      items(value).some(it => text(it) === '*' || (key === 'paths' && text(it) === '/*'));
    if (fields.length > 0 && fields.every(isAny)) return fields[0];
  }
  return undefined;
}
