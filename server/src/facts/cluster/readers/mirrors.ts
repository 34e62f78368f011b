import { configuration } from '../../yaml/context';
import { clientMode } from '../istio/client';
import { serviceOf } from '../istio/host';
import { assumedModeOf, meshAround, meshOf, together } from '../istio/mesh';
import { verdict } from '../istio/verdict';
import type { Destination, VirtualService } from '../object';
import { originOf } from '../origin';
import type { ClusterReader } from '../reader';
import { backs, workloadPort } from '../service';
import type { ClusterView } from '../view';

/** Routes of Istio that copy requests in plain text which go out under mutual TLS. */
export const readMirrors: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'virtual-service' || it.vague) continue;
    for (const { copies, originals } of it.mirrors) {
      const original = originals.find(one => outcomeOf(one, it, view)?.secret);
      if (!original) continue;
      for (const copy of copies) {
        const found = outcomeOf(copy, it, view);
        if (!found?.plain) continue;
        const { span } = copy.host;
        emit('mesh.mirror', {
          span,
          place: configuration(),
          original: original.host.value,
          mirror: copy.host.value,
          at: span,
          ...(found.by ? { by: found.by } : {}),
        });
      }
    }
  }
};

/** Whether all that goes to a destination is under mutual TLS, or all in plain text; `undefined` where files do not tell. */
function outcomeOf({ host, subset, port }: Destination, { namespace }: VirtualService, view: ClusterView) {
  const target = serviceOf({ host, ...(namespace === undefined ? {} : { namespace }) });
  const services = view.in('service', target?.namespace);
  const service = services.objects.find(it => it.name === target?.name);
  const number = port ?? (service?.ports.length === 1 ? service.ports[0]!.port.value : undefined);
  if (!target || !service || number === undefined) return undefined;
  const workloads = view.in('workload', target.namespace);
  const rules = together(view, 'destination-rule', [namespace, target.namespace]);
  const mesh = meshAround(target.namespace, view);
  if (!services.certain || !workloads.certain || !rules.certain || !mesh.certain) return undefined;
  const context = { ...meshOf(view), ...(subset === undefined ? {} : { subset }) };
  const side = clientMode(namespace === undefined ? {} : { namespace }, target, number, rules.objects, context);
  const verdicts = workloads.objects.flatMap(it => {
    const own = backs(it, service) ? workloadPort(service, number, it) : undefined;
    return own === undefined ? [] : [verdict(side, assumedModeOf(it, own, mesh))];
  });
  const [first] = verdicts;
  if (!first) return undefined;
  const by = first.client ?? first.server;
  return {
    secret: verdicts.every(it => it.outcome === 'mtls' || it.outcome === 'mtls-optional'),
    plain: verdicts.every(it => it.outcome === 'plaintext'),
    ...(by ? { by: originOf(by.object, by.at) } : {}),
  };
}
