import { LineIndex } from '../../../base/lines';
import type { YamlFile } from '../../../syntax/yaml/model';
import { parseYaml } from '../../../syntax/yaml/parse';
import { at, placeOf, text } from '../../../syntax/yaml/read';
import { fillOf } from '../../helm/evaluate';
import { isReleaseNamespace } from '../../helm/namespace';
import type { ChartValues } from '../../helm/values';
import { type Resource, resourcesOf } from '../../kubernetes/resource';
import type { ClusterObject } from '../object';
import { viewOf } from '../view';
import { consulIntentions, consulMesh, consulProxyDefaults, consulServiceDefaults } from './consul';
import { namespace, service } from './core';
import {
  authorizationPolicy,
  destinationRule,
  meshConfiguration,
  peerAuthentication,
  requestAuthentication,
} from './istio';
import {
  linkerdAuthorization,
  linkerdIdentities,
  linkerdNetworks,
  linkerdPolicy,
  linkerdRoute,
  linkerdServer,
} from './linkerd';
import { clusterPolicy, networkPolicy, otherPolicy } from './network-policy';
import { virtualService } from './routing';
import { type Summarised, spotOf } from './spot';
import { workload } from './workload';

type HeaderKey = 'path' | 'kind' | 'name' | 'namespace' | 'at';

/** What an object has beside the header that all have. */
export type Own<T> = T extends ClusterObject ? Omit<T, HeaderKey> : never;

type Summary = (resource: Summarised) => Own<ClusterObject> | undefined;

/** By group and kind. What is not here may be a workload. */
const kinds: Readonly<Record<string, Summary>> = {
  '/Namespace': namespace,
  '/Service': service,
  '/ConfigMap': meshConfiguration,
  'install.istio.io/IstioOperator': meshConfiguration,
  'operator.istio.io/Istio': meshConfiguration,
  'sailoperator.io/Istio': meshConfiguration,
  'security.istio.io/PeerAuthentication': peerAuthentication,
  'security.istio.io/AuthorizationPolicy': authorizationPolicy,
  'security.istio.io/RequestAuthentication': requestAuthentication,
  'networking.istio.io/DestinationRule': destinationRule,
  'networking.istio.io/VirtualService': virtualService,
  'policy.linkerd.io/Server': linkerdServer,
  'policy.linkerd.io/AuthorizationPolicy': linkerdPolicy,
  'policy.linkerd.io/ServerAuthorization': linkerdAuthorization,
  'policy.linkerd.io/MeshTLSAuthentication': linkerdIdentities,
  'policy.linkerd.io/NetworkAuthentication': linkerdNetworks,
  'policy.linkerd.io/HTTPRoute': linkerdRoute,
  'gateway.networking.k8s.io/HTTPRoute': linkerdRoute,
  'gateway.networking.k8s.io/GRPCRoute': linkerdRoute,
  'consul.hashicorp.com/Mesh': consulMesh,
  'consul.hashicorp.com/ProxyDefaults': consulProxyDefaults,
  'consul.hashicorp.com/ServiceDefaults': consulServiceDefaults,
  'consul.hashicorp.com/ServiceIntentions': consulIntentions,
  'networking.k8s.io/NetworkPolicy': networkPolicy,
  'extensions/NetworkPolicy': networkPolicy,
  'projectcalico.org/NetworkPolicy': otherPolicy,
  'projectcalico.org/GlobalNetworkPolicy': clusterPolicy,
  'crd.projectcalico.org/NetworkPolicy': otherPolicy,
  'crd.projectcalico.org/GlobalNetworkPolicy': clusterPolicy,
  'crd.antrea.io/NetworkPolicy': otherPolicy,
  'crd.antrea.io/ClusterNetworkPolicy': clusterPolicy,
  'cilium.io/CiliumNetworkPolicy': otherPolicy,
  'cilium.io/CiliumClusterwideNetworkPolicy': clusterPolicy,
  'policy.networking.k8s.io/AdminNetworkPolicy': clusterPolicy,
  'policy.networking.k8s.io/BaselineAdminNetworkPolicy': clusterPolicy,
  'policy.networking.k8s.io/ClusterNetworkPolicy': clusterPolicy,
};

const marks = /^[\s-]{0,12}["']?apiVersion["']?\s*:/m;
const topMark = /^\uFEFF?["']?apiVersion["']?\s*:/m;
const topKey = /^\uFEFF?["']?[A-Za-z_][\w.-]*["']?\s*:/m;
const definition = /^kind\s*:\s*["']?CustomResourceDefinition/m;

/**
 * Whether a document may hold an object that is summarised, told without parsing it: what has keys at the margin has that of an
 * object there. Values of charts speak of objects further in, and resource definitions are long.
 */
const matters = (document: string): boolean =>
  (topKey.test(document) ? topMark : marks).test(document) && !definition.test(document);

/** What a file is given by its chart and its kustomization. */
export interface Given {
  readonly values?: ChartValues | undefined;
  /** The namespace into which all its objects go. */
  readonly namespace?: string | undefined;
}

/** The objects of a file that files of others may ask about. Never throws. @param path absolute, with forward slashes */
export function summariesOf(path: string, text: string, given: Given = {}): readonly ClusterObject[] {
  if (!marks.test(text) || !text.split(/^---/m).some(matters)) return [];
  const file = parseYaml(text, matters, given.values && fillOf(given.values));
  const context = { path, file, emit: () => {}, images: new Set<string>(), view: () => viewOf([]) };
  const resources = file.documents.flatMap(it => resourcesOf(it.root, context));
  return summarised(resources, file, path, given.namespace);
}

/** The same of objects that were parsed already. */
export function summarised(
  resources: readonly Resource[],
  file: YamlFile,
  path: string,
  namespace?: string,
): readonly ClusterObject[] {
  const lines = new LineIndex(file.text);
  const mayVary = file.templated && /\{\{-?\s*(?:if|range|with)\b/.test(file.text);
  return resources.flatMap(it => summarise({ ...it, lines }, path, mayVary, namespace) ?? []);
}

function summarise(
  resource: Summarised,
  path: string,
  mayVary: boolean,
  given: string | undefined,
): ClusterObject | undefined {
  const { group, kind, root, lines } = resource;
  const own = (kinds[`${group}/${kind}`] ?? workload)(resource);
  if (!own) return undefined;
  const named = at(root, 'metadata', 'name');
  const namespaced = at(root, 'metadata', 'namespace');
  const namespace = given ?? text(namespaced);
  // The namespace of a release is that into which all its objects go.
  const elsewhere = given === undefined && namespaced?.kind === 'unknown' && !isReleaseNamespace(namespaced.text);
  return {
    ...own,
    path,
    kind,
    name: text(named) ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    at: spotOf(lines, placeOf(named?.kind === 'scalar' ? named : at(root, 'kind')!)),
    vague: own.vague || mayVary || elsewhere,
  } as ClusterObject;
}
