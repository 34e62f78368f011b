import type { ContainerPort, NetworkPolicy, PolicyPort, Service, Workload } from '../object';
import { about, originOf } from '../origin';
import { holds, isPort } from '../reach/policy';
import type { ClusterReader } from '../reader';
import { backs, targetOf } from '../service';
import type { ClusterView } from '../view';

/** Ports of NetworkPolicies go by those of the pods, not by those of the service in front of them. */
export const readPolicyPorts: ClusterReader = (own, view, emit) => {
  for (const it of own) {
    if (it.type !== 'network-policy' || it.vague) continue;
    const selected = selectedBy(it, view);
    const [first] = selected;
    for (const { ports = [] } of first ? (it.ingress ?? []) : []) {
      // A container may listen on ports that it does not state.
      if (selected.some(pods => pods.ports.length === 0 || ports.some(port => isOwn(port, pods)))) continue;
      for (const port of ports) {
        const { value } = port.port;
        const isName = typeof value === 'string';
        if (!isName && value.from !== value.to) continue;
        const found = behindService(port, selected, view.in('service', it.namespace).objects);
        if (!first || (!found && !isName)) continue;
        // A number in place of a name would stand within its quotes.
        const instead = isName ? found?.target.name : found && `${found.target.port}`;
        emit('cluster.stray-policy-port', {
          ...about(it, port.port),
          port: isName ? value : `${value.from}`,
          ...(found ? { target: found.target.port } : {}),
          ...(instead === undefined ? {} : { instead }),
          by: originOf(found?.service ?? first),
        });
      }
    }
  }
};

/** The workloads that a policy is for; none where there may be others. */
function selectedBy(policy: NetworkPolicy, view: ClusterView): readonly Workload[] {
  const { objects, certain } = view.in('workload', policy.namespace);
  return certain && view.in('service', policy.namespace).certain ? objects.filter(it => holds(policy, it)) : [];
}

const isOwn = (port: PolicyPort, workload: Workload): boolean => workload.ports.some(it => isPort(port, it, workload));

/** The port of the pods to which a service leads that has such a port. */
function behindService(
  { protocol, port: { value } }: PolicyPort,
  selected: readonly Workload[],
  services: readonly Service[],
): { readonly service: Service; readonly target: ContainerPort } | undefined {
  for (const service of services) {
    const workload = selected.find(it => backs(it, service));
    const port = service.ports.find(
      it => it.protocol === protocol && (typeof value === 'string' ? it.name === value : it.port.value === value.from),
    );
    const target = workload && port && targetOf(port, workload);
    const own = target && workload.ports.find(it => it.port === target.port);
    if (own) return { service, target: own };
  }
  return undefined;
}
