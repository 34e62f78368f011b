import { lookUp } from '../../../base/look-up';
import type { Emit } from '../../facts';
import type { LinkerdPolicy } from '../linkerd/object';
import type { ClusterObject, ClusterType, ObjectOf } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import type { ClusterView } from '../view';

/** What a policy of Linkerd may name, by kind. */
const kinds: Readonly<Record<string, ClusterType>> = {
  Server: 'linkerd-server',
  MeshTLSAuthentication: 'linkerd-identities',
  NetworkAuthentication: 'linkerd-networks',
};

/** Authorizations of Linkerd that name an object that is not there, among others of its kind and with a name like its own. */
export const readLinkerdReferences: ClusterReader = (own, view, emit) => {
  for (const it of own) if (it.type === 'linkerd-policy' && !it.vague) readReferences(it, view, emit);
};

function readReferences(policy: LinkerdPolicy, view: ClusterView, emit: Emit): void {
  for (const said of [policy.target, ...policy.requires]) {
    const { value } = said;
    const type = lookUp(kinds, value.kind);
    if (!type || value.group !== 'policy.linkerd.io') continue;
    const { objects, certain } = view.in(type, value.namespace ?? policy.namespace);
    const meant = certain ? similar(value.name, objects) : undefined;
    if (!meant) continue;
    emit('cluster.stray-reference', {
      ...about(policy, said),
      name: value.name,
      kind: value.kind,
      isTarget: said === policy.target,
      instead: meant.name,
      meant: originOf(meant),
    });
  }
}

/** The only object whose name goes on where the wanted one ends, or the other way round; none where one has the name itself. */
function similar(name: string, objects: readonly ObjectOf<ClusterType>[]): ClusterObject | undefined {
  // A template makes the name.
  if (objects.some(it => it.name === '')) return undefined;
  const near = objects.filter(it => isLike(it.name, name));
  return near.length === 1 && near[0]!.name !== name ? near[0] : undefined;
}

const isLike = (one: string, other: string): boolean => {
  const [a, b] = [plain(one), plain(other)];
  return a.startsWith(`${b}-`) || b.startsWith(`${a}-`) || a === b;
};

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');
