import type { YamlNode } from '../../../syntax/yaml/model';
import { at, boolean, integer, items, text } from '../../../syntax/yaml/read';
import type {
  LinkerdAuthorization,
  LinkerdIdentities,
  LinkerdNetworks,
  LinkerdPolicy,
  LinkerdRoute,
  LinkerdServer,
} from '../linkerd/object';
import type { Network, Reference } from '../linkerd/types';
import { isOpen, labelsOf, mayDiffer, type Summarised, said, selectorOf } from './spot';
import type { Own } from './summary';

/** Sources of all of these: linkerd/linkerd2 policy-controller/k8s/api/src/policy. */
export function linkerdServer(resource: Summarised): Own<LinkerdServer> | undefined {
  const { root, version } = resource;
  const spec = at(root, 'spec');
  const pods = at(spec, 'podSelector');
  const port = at(spec, 'port');
  const number = integer(port) ?? text(port);
  const access = at(spec, 'accessPolicy');
  const policy = text(access);
  const protocol = text(at(spec, 'proxyProtocol'));
  const labels = at(root, 'metadata', 'labels');
  if (!port || number === undefined) return undefined;
  return {
    type: 'linkerd-server',
    labels: labelsOf(labels),
    version,
    ...(pods ? { pods: selectorOf(pods) } : {}),
    port: said(resource, port, number),
    ...(access && policy !== undefined ? { accessPolicy: said(resource, access, policy) } : {}),
    ...(protocol === undefined ? {} : { proxyProtocol: protocol }),
    vague: mayDiffer(spec) || isOpen(labels),
  };
}

export function linkerdPolicy(resource: Summarised): Own<LinkerdPolicy> | undefined {
  const spec = at(resource.root, 'spec');
  const target = at(spec, 'targetRef');
  const [reference] = referenceOf(target);
  if (!target || !reference) return undefined;
  return {
    type: 'linkerd-policy',
    target: said(resource, at(target, 'name') ?? target, reference),
    requires: items(at(spec, 'requiredAuthenticationRefs')).flatMap(it =>
      referenceOf(it).map(own => said(resource, at(it, 'name') ?? it, own)),
    ),
    vague: mayDiffer(spec),
  };
}

export function linkerdAuthorization({ root }: Summarised): Own<LinkerdAuthorization> {
  const spec = at(root, 'spec');
  const server = at(spec, 'server');
  const client = at(spec, 'client');
  const mesh = at(client, 'meshTLS');
  const name = text(at(server, 'name'));
  return {
    type: 'linkerd-authorization',
    server: name === undefined ? { selector: selectorOf(at(server, 'selector')) } : { name },
    client: {
      unauthenticated: boolean(at(client, 'unauthenticated')) ?? false,
      networks: networksOf(at(client, 'networks')),
      ...(mesh
        ? {
            meshTLS: {
              unauthenticatedTLS: boolean(at(mesh, 'unauthenticatedTLS')) ?? false,
              identities: textsOf(at(mesh, 'identities')),
              serviceAccounts: items(at(mesh, 'serviceAccounts')).flatMap(referenceOf),
            },
          }
        : {}),
    },
    vague: mayDiffer(spec) || !server || !client,
  };
}

export function linkerdIdentities({ root }: Summarised): Own<LinkerdIdentities> {
  const spec = at(root, 'spec');
  return {
    type: 'linkerd-identities',
    identities: textsOf(at(spec, 'identities')),
    identityRefs: items(at(spec, 'identityRefs')).flatMap(referenceOf),
    vague: mayDiffer(spec),
  };
}

export function linkerdNetworks({ root }: Summarised): Own<LinkerdNetworks> {
  const spec = at(root, 'spec');
  const list = at(spec, 'networks');
  const networks = networksOf(list);
  return { type: 'linkerd-networks', networks, vague: mayDiffer(spec) || networks.length < items(list).length };
}

/** Routes of services and gateways are none of these. */
export function linkerdRoute({ root, group }: Summarised): Own<LinkerdRoute> | undefined {
  const parents = at(root, 'spec', 'parentRefs');
  const own = items(parents).flatMap(it => {
    const port = integer(at(it, 'port'));
    const section = text(at(it, 'sectionName'));
    return referenceOf(it).map(found => ({
      ...found,
      ...(port === undefined ? {} : { port }),
      ...(section === undefined ? {} : { sectionName: section }),
    }));
  });
  if (!own.some(it => it.kind === 'Server')) return undefined;
  return { type: 'linkerd-route', group, parents: own, vague: mayDiffer(parents) };
}

/** The kind of an account may be left out: only accounts are meant there. */
function referenceOf(node: YamlNode | undefined): Reference[] {
  const kind = text(at(node, 'kind')) ?? 'ServiceAccount';
  const [name, group, namespace] = ['name', 'group', 'namespace'].map(key => text(at(node, key)));
  if (name === undefined) return [];
  return [{ kind, name, ...(group === undefined ? {} : { group }), ...(namespace === undefined ? {} : { namespace }) }];
}

const networksOf = (list: YamlNode | undefined): Network[] =>
  items(list).flatMap(it => {
    const cidr = text(at(it, 'cidr'));
    const except = textsOf(at(it, 'except'));
    return cidr === undefined ? [] : [{ cidr, ...(except.length > 0 ? { except } : {}) }];
  });

const textsOf = (list: YamlNode | undefined): string[] => items(list).flatMap(it => text(it) ?? []);
