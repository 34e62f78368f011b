import type { YamlNode } from '../../../syntax/yaml/model';
import { at, boolean, items, text } from '../../../syntax/yaml/read';
import type { ConsulIntentions, ConsulMesh, ConsulProxyDefaults, ConsulServiceDefaults } from '../consul/object';
import type { Service, Source } from '../consul/types';
import { isOpen, mayDiffer, type Summarised, said } from './spot';
import type { Own } from './summary';

/** Sources of all of these: hashicorp/consul-k8s control-plane/api/v1alpha1. */
export function consulMesh(resource: Summarised): Own<ConsulMesh> {
  const spec = at(resource.root, 'spec');
  const node = at(spec, 'allowEnablingPermissiveMutualTLS');
  const value = boolean(node);
  return {
    type: 'consul-mesh',
    ...(node && value !== undefined ? { allowPermissive: said(resource, node, value) } : {}),
    vague: isOpen(spec) || node?.kind === 'unknown',
  };
}

export const consulProxyDefaults = (resource: Summarised): Own<ConsulProxyDefaults> => ({
  type: 'consul-proxy-defaults',
  ...defaultsOf(resource),
});

export const consulServiceDefaults = (resource: Summarised): Own<ConsulServiceDefaults> => ({
  type: 'consul-service-defaults',
  ...defaultsOf(resource),
});

function defaultsOf(resource: Summarised): Pick<Own<ConsulServiceDefaults>, 'mode' | 'protocol' | 'vague'> {
  const spec = at(resource.root, 'spec');
  const node = at(spec, 'mutualTLSMode');
  const mode = text(node);
  const protocol = text(at(spec, 'protocol')) ?? text(at(spec, 'config', 'protocol'));
  return {
    ...(node && mode !== undefined ? { mode: said(resource, node, mode) } : {}),
    ...(protocol === undefined ? {} : { protocol }),
    vague: isOpen(spec) || node?.kind === 'unknown',
  };
}

export function consulIntentions(resource: Summarised): Own<ConsulIntentions> | undefined {
  const spec = at(resource.root, 'spec');
  const destination = at(spec, 'destination');
  const [service] = serviceOf(destination);
  if (!destination || !service) return undefined;
  return {
    type: 'consul-intentions',
    destination: said(resource, at(destination, 'name') ?? destination, service),
    sources: items(at(spec, 'sources')).flatMap(it =>
      sourceOf(it).map(own => said(resource, at(it, 'action') ?? at(it, 'permissions') ?? it, own)),
    ),
    vague: mayDiffer(destination) || isOpen(spec) || mayDiffer(at(spec, 'sources')),
  };
}

function serviceOf(node: YamlNode | undefined): Service[] {
  const [name, namespace, partition] = ['name', 'namespace', 'partition'].map(key => text(at(node, key)));
  if (name === undefined) return [];
  return [{ name, ...(namespace ? { namespace } : {}), ...(partition ? { partition } : {}) }];
}

function sourceOf(node: YamlNode): Source[] {
  const [peer, samenessGroup, action] = ['peer', 'samenessGroup', 'action'].map(key => text(at(node, key)));
  const permissions = items(at(node, 'permissions')).map(it => ({ action: text(at(it, 'action')) ?? '' }));
  return serviceOf(node).map(it => ({
    ...it,
    ...(peer ? { peer } : {}),
    ...(samenessGroup ? { samenessGroup } : {}),
    ...(action === undefined ? {} : { action }),
    ...(permissions.length > 0 ? { permissions } : {}),
  }));
}
