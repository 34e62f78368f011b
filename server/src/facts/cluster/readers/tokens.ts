import { lookUp } from '../../../base/look-up';
import { meshOf, together } from '../istio/mesh';
import type { AuthorizationPolicy, Labels } from '../object';
import { about } from '../origin';
import type { ClusterReader } from '../reader';
import { unguarded } from './unkept';

/**
 * Istio's RequestAuthentication refuses bad tokens and lets requests without one pass; an AuthorizationPolicy has to ask
 * for them. Source: istio.io reference/config/security/request_authentication.
 */
export const readTokens: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    // Where nobody reads it, that is what is said of it.
    if (it.type !== 'request-authentication' || it.vague || it.targeted || unguarded(it, view)) continue;
    // What is for all workloads of the mesh, any namespace may ask for.
    if (!it.selector && it.namespace === meshOf(view).rootNamespace) continue;
    const { objects, certain } = together(view, 'authorization-policy', [it.namespace]);
    const asks = objects.some(policy => policy.targeted || (decides(policy) && meet(policy.selector, it.selector)));
    if (!certain || asks) continue;
    emit('cluster.unasked-token', about(it));
  }
};

/** Whether it asks for a token, or closes what nobody opens. */
const decides = ({ asksForToken, empty, action }: AuthorizationPolicy): boolean =>
  asksForToken || (empty && action === 'ALLOW');

/** Whether workloads may be selected by both. */
const meet = (a: Labels = {}, b: Labels = {}): boolean =>
  Object.entries(a).every(([key, value]) => (lookUp(b, key) ?? value) === value);
