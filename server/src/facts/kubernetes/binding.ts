import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import { configuration } from '../yaml/context';
import { nameOf, type Resource, resourcesOf } from './resource';

/** A role is given to an account, a user or a group. */
export interface RoleBinding extends Fact {
  /** `ClusterRoleBinding admins`. */
  readonly resource: string;
  /** `ClusterRole` or `Role`, and its name. */
  readonly role: { readonly kind: string; readonly name: string };
  readonly subject: { readonly kind: string; readonly name: string };
  /** The name of the subject. */
  readonly at: Span;
  /** The same file gives the role every verb on every resource; looked up for subjects that nobody chose one by one. */
  readonly unlimited: boolean;
  /** It holds in one namespace only. */
  readonly inNamespace: boolean;
}

/** Reads a RoleBinding or ClusterRoleBinding. Source: kubernetes/api rbac/v1 types.go. */
export function readBinding(resource: Resource): void {
  const { root, emit } = resource;
  const kind = text(at(root, 'roleRef', 'kind'));
  const name = text(at(root, 'roleRef', 'name'));
  if (kind === undefined || name === undefined) return;
  const names = items(at(root, 'subjects')).map(it => text(at(it, 'name')) ?? '');
  const isCrowd = names.some(it => it === 'default' || it.startsWith('system:'));
  const unlimited = isCrowd && isUnlimited(resource, kind, name);
  for (const subject of items(at(root, 'subjects'))) {
    const who = at(subject, 'name');
    const whoName = text(who);
    const whoKind = text(at(subject, 'kind'));
    if (!who || whoName === undefined || whoKind === undefined) continue;
    emit('kubernetes.binding', {
      span: subject.span,
      place: configuration(),
      resource: nameOf(resource),
      role: { kind, name },
      subject: { kind: whoKind, name: whoName },
      at: placeOf(who),
      unlimited,
      inNamespace: resource.kind === 'RoleBinding',
    });
  }
}

/** Whether a role of the same file may do everything. */
function isUnlimited(resource: Resource, kind: string, name: string): boolean {
  const roles = resource.file.documents
    .flatMap(it => resourcesOf(it.root, resource))
    .filter(it => it.kind === kind && it.name === name && it.group === resource.group);
  const isAll = (rule: YamlNode, key: string): boolean => items(at(rule, key)).some(it => text(it) === '*');
  return roles.some(({ root }) =>
    items(at(root, 'rules')).some(it => ['apiGroups', 'resources', 'verbs'].every(key => isAll(it, key))),
  );
}
