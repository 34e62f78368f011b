import { nameOf } from '../../kubernetes/resource';
import { linkerdAround } from '../linkerd/around';
import type { LinkerdPolicy } from '../linkerd/object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';

/** Authorizations of Linkerd that ask for an identity, beside one that lets everyone in: one of them is enough. */
export const readLinkerdGrants: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if ((it.type !== 'linkerd-policy' && it.type !== 'linkerd-authorization') || it.vague) continue;
    // What is said for a whole namespace, single servers may widen on purpose.
    if (it.type === 'linkerd-policy' && isForNamespace(it)) continue;
    const mesh = linkerdAround(it.namespace, view);
    if (!mesh.certain) continue;
    for (const { server, policy } of mesh.servers()) {
      const { grants } = policy;
      if (!grants.some(({ by, tls }) => tls === 'identity' && mesh.objectOf(by) === it)) continue;
      const wide = grants.find(
        ({ by, tls, from, route, audited }) =>
          tls === 'none' && typeof from === 'string' && !route && !audited && mesh.objectOf(by) !== it,
      );
      const found = wide && mesh.objectOf(wide.by);
      const target = mesh.objectOf(server);
      if (!found || !target) continue;
      emit('cluster.widened-grant', {
        ...about(it),
        server: nameOf(target),
        mesh: 'Linkerd',
        by: originOf(found, found.type === 'linkerd-server' ? found.accessPolicy : undefined),
      });
      break;
    }
  }
};

const isForNamespace = ({ target }: LinkerdPolicy): boolean => target.value.kind.toLowerCase() === 'namespace';
