import type { Emit } from '../../facts';
import { clientMode } from '../istio/client';
import { halfNamed, serviceOf } from '../istio/host';
import { assumedModeOf, meshAround, meshOf, together } from '../istio/mesh';
import { verdict } from '../istio/verdict';
import { type DestinationRule, type Labels, type Said, type Service, selects } from '../object';
import { about, originOf } from '../origin';
import type { ClusterReader } from '../reader';
import { backs, workloadPort } from '../service';
import type { ClusterView } from '../view';

/** DestinationRules that ask for what the pods behind the host refuse. */
export const readClients: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'destination-rule' || it.vague) continue;
    readHost(it, view, emit);
    readRule(it, view, emit);
  }
};

/** A host such as `web.shop` is the name of no service: Istio completes names without a dot only. */
function readHost(rule: DestinationRule, view: ClusterView, emit: Emit): void {
  const target = halfNamed(rule.host.value);
  const service = target && view.in('service', target.namespace).objects.find(it => it.name === target.name);
  if (!target || !service) return;
  const { value } = rule.host;
  const whole = `${target.name}.${target.namespace}.svc.cluster.local`;
  emit('cluster.stray-host', {
    ...about(rule, rule.host),
    host: value,
    whole,
    service: originOf(service),
  });
}

function readRule(rule: DestinationRule, view: ClusterView, emit: Emit): void {
  const target = serviceOf(rule);
  if (!target) return;
  const services = view.in('service', target.namespace);
  const workloads = view.in('workload', target.namespace);
  const rules = together(view, 'destination-rule', [rule.namespace, target.namespace]);
  const mesh = meshAround(target.namespace, view);
  const service = services.objects.find(it => it.name === target.name);
  if (!service || service.vague || !workloads.certain || !rules.certain || !mesh.certain) return;
  const said = new Set<Said<unknown>>();
  for (const { port, subset, labels } of partsOf(rule, service)) {
    const context = { ...meshOf(view), ...(subset === undefined ? {} : { subset }) };
    const side = clientMode(
      { ...(rule.namespace && { namespace: rule.namespace }) },
      target,
      port,
      rules.objects,
      context,
    );
    const { decidedBy } = side;
    if (decidedBy?.object !== rule || said.has(decidedBy.at as Said<unknown>)) continue;
    for (const workload of workloads.objects) {
      if (!backs(workload, service) || !selects(labels, workload.labels)) continue;
      const own = workloadPort(service, port, workload);
      if (own === undefined) continue;
      const { outcome, why, server } = verdict(side, assumedModeOf(workload, own, mesh));
      if (outcome !== 'refused' || !server) continue;
      said.add(decidedBy.at as Said<unknown>);
      emit('cluster.tls-conflict', {
        ...about(rule, decidedBy.at, workload.os),
        mode: side.mode,
        why,
        workload: originOf(workload),
        windows: workload.os === 'windows',
        by: originOf(server.object, server.at),
      });
      break;
    }
  }
}

interface Part {
  readonly port: number;
  readonly subset?: string;
  readonly labels?: Labels;
}

/** The ports of the service, and those of each subset that says something itself. */
const partsOf = (rule: DestinationRule, service: Service): readonly Part[] => {
  const ports = service.ports.map(it => it.port.value);
  return [
    ...ports.map(port => ({ port })),
    ...rule.subsets
      .filter(it => it.tls || it.ports.length > 0)
      .flatMap(({ name, labels }) => ports.map(port => ({ port, subset: name, labels }))),
  ];
};
