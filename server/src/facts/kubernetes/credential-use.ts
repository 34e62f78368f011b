import type { Edit } from '../../base/edit';
import type { Span } from '../../base/span';
import { insertAfter } from '../../syntax/yaml/edit';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import type { Fact } from '../fact';
import { configuration } from '../yaml/context';
import { nameOf, type Resource, resourcesOf } from './resource';

/** A role lets its subjects have pods log on as any group managed service account of the cluster. */
export interface CredentialUse extends Fact {
  /** `ClusterRole webapp`. */
  readonly resource: string;
  /** The verb that says so: `use`, `*`. */
  readonly verb: string;
  /** `gmsacredentialspecs`, or `*`. */
  readonly text: string;
  readonly at: Span;
  /** Names the specs that it is meant for. */
  readonly limit?: Edit;
  /** Nobody is bound to it but the admission webhook, which asks on behalf of others. */
  readonly webhook: boolean;
}

/** An account that every pod of its namespace has unless it names another, or a group of all. */
export interface SharedSubject extends Fact {
  /** The role that the file gives it, with `use` on credential specs. */
  readonly role: string;
  /** `default`, `system:authenticated`. */
  readonly subject: string;
  readonly at: Span;
}

const everyone: ReadonlySet<string> = new Set([
  'system:serviceaccounts',
  'system:authenticated',
  'system:unauthenticated',
]);

/**
 * Reads who may use credential specs. Source: kubernetes/website tasks/configure-pod-container/configure-gmsa.md.
 */
export function readRole(resource: Resource): void {
  const { root, emit, file } = resource;
  let isUsed = false;
  for (const rule of items(at(root, 'rules'))) {
    const verb = verbOf(rule);
    const named = specsIn(rule);
    if (rule.kind !== 'map' || verb === undefined || !named) continue;
    isUsed = true;
    const entry = entryAt(rule, 'resources')!;
    const limit = rule.style === 'flow' ? 'resourceNames: [CREDENTIAL-SPEC]' : 'resourceNames: ["CREDENTIAL-SPEC"]';
    if (isUnlimited(rule)) {
      emit('gmsa.use', {
        span: rule.span,
        place: configuration('windows'),
        resource: nameOf(resource),
        verb,
        text: text(named) ?? '*',
        at: placeOf(named),
        limit: insertAfter(file, entry, limit),
        webhook: asksForOthers(root),
      });
    }
  }
  if (isUsed) readBindings(resource);
}

/** Where a rule of a role names credential specs: by name, or with all of their group. A role over all groups is that of an administrator. */
function specsIn(rule: YamlNode): YamlNode | undefined {
  const names = items(at(rule, 'resources'));
  const groups = items(at(rule, 'apiGroups')).map(text);
  const all = groups.includes('windows.k8s.io') && !groups.includes('*') ? '*' : undefined;
  return names.find(it => text(it) === 'gmsacredentialspecs' || (all && text(it) === all));
}

const verbOf = (rule: YamlNode): string | undefined => {
  const verbs = items(at(rule, 'verbs')).map(text);
  return verbs.includes('use') ? 'use' : verbs.includes('*') ? '*' : undefined;
};

/** No names of objects, and no template that may add them. */
const isUnlimited = (rule: YamlMap): boolean => at(rule, 'resourceNames') === undefined;

/** The webhook's own role: it reads specs, and asks whether others may use them. */
const asksForOthers = (root: YamlNode): boolean =>
  items(at(root, 'rules')).some(rule =>
    items(at(rule, 'resources')).some(it => /subjectaccessreviews$/.test(text(it) ?? '')),
  );

/** Bindings of the same file that give the role to whoever starts a pod. */
function readBindings(role: Resource): void {
  const others = role.file.documents.flatMap(it => resourcesOf(it.root, role));
  for (const { root } of others.filter(it => it.kind.endsWith('RoleBinding'))) {
    if (role.name === undefined || text(at(root, 'roleRef', 'name')) !== role.name) continue;
    if (text(at(root, 'roleRef', 'kind')) !== role.kind) continue;
    for (const subject of items(at(root, 'subjects'))) {
      const name = at(subject, 'name');
      const kind = text(at(subject, 'kind'));
      const isShared =
        (kind === 'ServiceAccount' && text(name) === 'default') || (kind === 'Group' && isEveryone(text(name) ?? ''));
      if (!name || !isShared) continue;
      role.emit('gmsa.shared-subject', {
        span: subject.span,
        place: configuration('windows'),
        role: nameOf(role),
        subject: text(name)!,
        at: placeOf(name),
      });
    }
  }
}

const isEveryone = (group: string): boolean => everyone.has(group) || group.startsWith('system:serviceaccounts:');
