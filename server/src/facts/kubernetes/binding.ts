import type { Span } from '../../base/span';
import { at, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import { configuration } from '../yaml/context';
import { nameOf, type Resource } from './resource';

/** A role is given to an account, a user or a group. */
export interface RoleBinding extends Fact {
  /** `ClusterRoleBinding admins`. */
  readonly resource: string;
  /** `ClusterRole` or `Role`, and its name. */
  readonly role: { readonly kind: string; readonly name: string };
  readonly subject: { readonly kind: string; readonly name: string };
  /** The name of the subject. */
  readonly at: Span;
  /** It holds in one namespace only. */
  readonly inNamespace: boolean;
}

/** Reads a RoleBinding or ClusterRoleBinding. Source: kubernetes/api rbac/v1 types.go. */
export function readBinding(resource: Resource): void {
  const { root, emit } = resource;
  const kind = text(at(root, 'roleRef', 'kind'));
  const name = text(at(root, 'roleRef', 'name'));
  if (kind === undefined || name === undefined) return;
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
      inNamespace: resource.kind === 'RoleBinding',
    });
  }
}
