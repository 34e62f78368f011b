import type { YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, entries } from '../../syntax/yaml/read';
import { readKubernetesGateway, readListenerSet } from '../gateway-api/gateway';
import { readRoute } from '../gateway-api/route';
import { readControllerSettings } from '../ingress/annotations';
import { readBalancerPolicy } from '../ingress/balancer-policy';
import { readContour, readContourFile } from '../ingress/contour';
import { readHaproxyLines } from '../ingress/haproxy';
import { readIngress } from '../ingress/ingress';
import { readNginxPolicy } from '../ingress/nginx-policy';
import { products } from '../ingress/products';
import { isTraefik, readTraefik, readTraefikFile } from '../ingress/traefik';
import { readCiliumEnvoyConfig, readEnvoyFilter, readEnvoyInside } from '../mesh/envoy';
import { readVersion } from '../mesh/tls-settings';
import { readNginx } from '../nginx/tls';
import { configuration } from '../yaml/context';
import type { Resource } from './resource';

type Reader = (resource: Resource) => void;

/** Readers of what lets callers in at the edge of a cluster, by group and kind. */
export const edgeKinds: Readonly<Record<string, Reader>> = {
  ...products,
  'networking.k8s.io/Ingress': readIngress,
  'extensions/Ingress': readIngress,
  'gateway.networking.k8s.io/Gateway': readKubernetesGateway,
  'gateway.networking.k8s.io/HTTPRoute': readRoute,
  'gateway.networking.k8s.io/GRPCRoute': readRoute,
  'gateway.networking.k8s.io/ListenerSet': readListenerSet,
  'gateway.networking.x-k8s.io/XListenerSet': readListenerSet,
  'networking.istio.io/EnvoyFilter': readEnvoyFilter,
  'k8s.nginx.org/Policy': readNginxPolicy,
  'cilium.io/CiliumEnvoyConfig': readCiliumEnvoyConfig,
  'cilium.io/CiliumClusterwideEnvoyConfig': readCiliumEnvoyConfig,
  // Source: cloud.google.com config-connector, ComputeSSLPolicy.
  'compute.cnrm.cloud.google.com/ComputeSSLPolicy': ({ root, emit }) =>
    readVersion(at(root, 'spec', 'minTlsVersion'), 'the load balancer', 'minimum', 'server', emit),
};

/** Readers of whole groups. */
export const edgeGroups: Readonly<Record<string, Reader>> = {
  'projectcontour.io': readContour,
  'contour.heptio.com': readContour,
  'traefik.io': readTraefik,
  'traefik.containo.us': readTraefik,
};

/** The TLS policy of the load balancer that a Service asks for. Source: kubernetes-sigs/aws-load-balancer-controller. */
export function readServiceTls({ root, emit }: Resource): void {
  const policy = 'service.beta.kubernetes.io/aws-load-balancer-ssl-negotiation-policy';
  const annotations = at(root, 'metadata', 'annotations');
  const isClassic = at(annotations, 'service.beta.kubernetes.io/aws-load-balancer-type') === undefined;
  readBalancerPolicy(at(annotations, policy), isClassic, emit);
}

/** Configuration of proxies that a ConfigMap carries. */
export function readCarriedProxies(resource: Resource): void {
  const data = at(resource.root, 'data');
  readControllerSettings(resource, data);
  for (const { key, value } of entries(data)) {
    if (/\.(?:ya?ml|json)$|^(?:envoy|bootstrap|lds|cds|sds)$/i.test(key)) readEnvoyInside(value, resource);
    if (/^contour\.ya?ml$/i.test(key)) readContourFile(value, resource);
    if (/traefik|dynamic|^tls\.ya?ml$/i.test(key)) readTraefikInside(value, resource);
    if (/^haproxy\.(?:cfg|conf|tmpl)$/i.test(key)) readHaproxyInside(value, resource);
    else if (/\.conf(?:ig)?$|nginx|\.(?:tmpl|template)$/i.test(key)) readNginxInside(value, resource);
  }
}

function readTraefikInside(node: YamlNode, resource: Resource): void {
  if (node.kind !== 'scalar') return;
  for (const { root } of parseInside(resource.file, node)) if (isTraefik(root)) readTraefikFile(root, resource);
}

function readHaproxyInside(node: YamlNode, { emit }: Resource): void {
  const content = node.kind === 'scalar' ? node.content() : undefined;
  if (content) readHaproxyLines(content, { ...configuration(), encode: content.encode }, emit);
}

/** A configuration of nginx is known by a directive that is about TLS there. */
function readNginxInside(node: YamlNode, { emit }: Resource): void {
  const content = node.kind === 'scalar' && /\bssl_\w+\s/.test(node.text) ? node.content() : undefined;
  if (content) readNginx(content, { ...configuration(), encode: content.encode }, emit);
}
