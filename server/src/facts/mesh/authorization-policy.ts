import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import type { Authorization } from './mesh';
import { rootNamespace } from './peer-authentication';

/**
 * Reads Istio's AuthorizationPolicy: an ALLOW rule `{}` lets everyone in, while a policy without rules lets nobody in.
 * Source: istio/api security/v1beta1/authorization_policy.proto.
 */
export function readAuthorizationPolicy(resource: Resource): void {
  const { root, emit } = resource;
  const action = at(root, 'spec', 'action');
  if (action && text(action) !== 'ALLOW') return;
  const rules = at(root, 'spec', 'rules');
  if (rules?.kind !== 'list') return;
  const targeted = ['selector', 'targetRef', 'targetRefs'].some(key => at(root, 'spec', key) !== undefined);
  const scope = targeted ? 'workload' : resource.namespace === rootNamespace ? 'mesh' : 'namespace';
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
      ...granted,
    });
  }
}

type Grant = Pick<Authorization, 'grants' | 'at' | 'text'>;

function grantOf(rule: YamlNode, host: string): Grant | undefined {
  const named = (span: Span): Grant => ({ grants: 'named', at: span, text: host.slice(span.start, span.end) });
  if (rule.kind === 'scalar' && rule.value === null) return { grants: 'anyone', at: rule.span, text: '{}' };
  if (rule.kind !== 'map' || rule.open) return undefined;
  const parts = entries(rule).filter(it => !isEmpty(it.value));
  if (parts.length === 0) return { grants: 'anyone', at: rule.span, text: host.slice(rule.span.start, rule.span.end) };
  if (parts.length > 1 || parts[0]!.key !== 'from') return named(rule.span);
  for (const source of items(parts[0]!.value)) {
    const fields = entries(at(source, 'source'));
    if (fields.length !== 1) continue;
    const field = fields[0]!;
    const wide = items(field.value).find(it => {
      const word = text(it);
      if (field.key === 'ipBlocks' || field.key === 'remoteIpBlocks') return word === '0.0.0.0/0' || word === '::/0';
      return (field.key === 'principals' || field.key === 'namespaces') && word === '*';
    });
    if (!wide) continue;
    const grants = /ipBlocks/i.test(field.key) ? 'anyone' : 'any identity';
    return { grants, at: field.span, text: host.slice(field.span.start, field.span.end).replace(/\s+/g, ' ') };
  }
  return named(rule.span);
}

const isEmpty = (node: YamlNode): boolean =>
  (node.kind === 'scalar' && node.value === null) || (node.kind === 'list' && node.items.length === 0 && !node.open);
