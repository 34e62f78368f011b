import { nameOf } from '../../kubernetes/resource';
import { rootNamespace } from '../../mesh/peer-authentication';
import { configuration } from '../../yaml/context';
import { type AuthorizationPolicy, type Labels, selects } from '../object';
import type { ClusterReader } from '../reader';

/**
 * Istio's RequestAuthentication refuses bad tokens and lets requests without one pass; an AuthorizationPolicy has to ask
 * for them. Source: istio.io reference/config/security/request_authentication.
 */
export const readTokens: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'request-authentication' || it.vague || it.targeted) continue;
    const found = [it.namespace, rootNamespace].map(namespace => view.in('authorization-policy', namespace));
    if (!found.every(each => each.certain)) continue;
    const asks = found.some(({ objects }) =>
      objects.some(policy => policy.targeted || (decides(policy) && meet(policy.selector, it.selector))),
    );
    if (asks) continue;
    emit('cluster.unasked-token', {
      span: it.at.span,
      place: configuration(),
      resource: nameOf(it),
      at: it.at.span,
    });
  }
};

/** Whether it asks for a token, or closes what nobody opens. */
const decides = ({ asksForToken, empty, action }: AuthorizationPolicy): boolean =>
  asksForToken || (empty && action === 'ALLOW');

/** Whether workloads may be selected by both. */
const meet = (a: Labels = {}, b: Labels = {}): boolean =>
  Object.keys(a).every(key => b[key] === undefined || selects({ [key]: a[key]! }, b));
