import type { ClusterObject } from '../object';
import { type ClusterView, wholeMesh } from '../view';
import type { ConsulProxyDefaults, ConsulServiceDefaults } from './object';
import type { Rules, Service, ServiceDefaults } from './types';

/** All that Consul is told about a service, as one file sees it. */
export interface ConsulMeshView {
  readonly rules: Rules;
  /** False where files contradict each other, or a template decides. */
  readonly certain: boolean;
  /** The object that a part of the answer stands for; `undefined` for what no file states. */
  objectOf(it: unknown): ClusterObject | undefined;
}

/** What is said of a service by its name, of all services and of the mesh. */
export function consulAround({ name }: Service, view: ClusterView): ConsulMeshView {
  const origins = new Map<unknown, ClusterObject>();
  const keep = <O extends ClusterObject, P extends object>(object: O, part: P): P => {
    origins.set(part, object);
    return part;
  };
  const meshes = view.in('consul-mesh', wholeMesh);
  const proxies = view.in('consul-proxy-defaults', wholeMesh);
  const services = view.in('consul-service-defaults', name);
  const intentions = [...new Set([name, wholeMesh])].map(it => view.in('consul-intentions', it));
  // A namespace of Kubernetes is none of Consul.
  const defaults = ({ name, mode, protocol, vague }: ConsulServiceDefaults | ConsulProxyDefaults): ServiceDefaults => ({
    name,
    vague,
    ...(mode ? { mutualTLSMode: mode.value } : {}),
    ...(protocol === undefined ? {} : { protocol }),
  });
  return {
    rules: {
      // What a mesh allows that is not in these files is not known.
      meshes:
        meshes.objects.length === 0
          ? [{ vague: true }]
          : meshes.objects.map(it =>
              keep(it, { vague: it.vague, allowEnablingPermissiveMutualTLS: it.allowPermissive?.value ?? false }),
            ),
      proxyDefaults: proxies.objects.map(it => keep(it, defaults(it))),
      serviceDefaults: services.objects.map(it => keep(it, defaults(it))),
      intentions: intentions
        .flatMap(it => it.objects)
        .map(it =>
          keep(it, { vague: it.vague, destination: it.destination.value, sources: it.sources.map(own => own.value) }),
        ),
    },
    certain: [meshes, proxies, services, ...intentions].every(it => it.certain),
    objectOf: it => origins.get(it),
  };
}
