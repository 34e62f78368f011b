import { parseInside } from '../../syntax/yaml/parse';
import { at, entries } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import type { Place } from '../fact';
import { readAuthorizationPolicy } from '../mesh/authorization-policy';
import { readConsul } from '../mesh/consul';
import { readDestinationRule } from '../mesh/destination-rule';
import { readEnvoy } from '../mesh/envoy';
import { readEnvoyGateway } from '../mesh/envoy-gateway';
import { readGateway } from '../mesh/gateway';
import { readLinkerd, readLinkerdAnnotation } from '../mesh/linkerd';
import { envoyPatches, readIstioOperator, readMeshConfigMap } from '../mesh/mesh-config';
import { readLegacyPolicy, readPeerAuthentication } from '../mesh/peer-authentication';
import { carriedOutOn } from '../script-place';
import { configuration } from '../yaml/context';
import { readComposeEnvironment, readEncodedEnvironment } from '../yaml/environment';
import { readCredentialSpec } from './credential-spec';
import type { Resource } from './resource';
import { readService } from './service';
import { podTemplate, readPod } from './workload';

type Reader = (resource: Resource) => void;

/** Readers by group and kind. */
const kinds: Readonly<Record<string, Reader>> = {
  '/Service': readService,
  '/ConfigMap': readConfigMap,
  '/Secret': readSecret,
  'security.istio.io/PeerAuthentication': readPeerAuthentication,
  'authentication.istio.io/Policy': readLegacyPolicy,
  'authentication.istio.io/MeshPolicy': readLegacyPolicy,
  'security.istio.io/AuthorizationPolicy': readAuthorizationPolicy,
  'networking.istio.io/DestinationRule': readDestinationRule,
  'networking.istio.io/Gateway': readGateway,
  'networking.istio.io/EnvoyFilter': resource => {
    for (const it of envoyPatches(resource)) readEnvoy(it, resource);
  },
  'windows.k8s.io/GMSACredentialSpec': readCredentialSpec,
  'install.istio.io/IstioOperator': readIstioOperator,
  'operator.istio.io/Istio': readIstioOperator,
  'sailoperator.io/Istio': readIstioOperator,
};

/** Readers of whole groups. */
const groups: Readonly<Record<string, Reader>> = {
  'policy.linkerd.io': readLinkerd,
  'consul.hashicorp.com': readConsul,
  'gateway.envoyproxy.io': readEnvoyGateway,
};

/** Reads a Kubernetes object of any kind. */
export function readObject(resource: Resource): void {
  const { group, kind, root } = resource;
  const read = kinds[`${group}/${kind}`] ?? groups[group];
  if (read) read(resource);
  readLinkerdAnnotation(resource, at(root, 'metadata', 'annotations'));
  if (read) return;
  const template = podTemplate(resource);
  if (!template) return;
  if (template !== root) readLinkerdAnnotation(resource, at(template, 'metadata', 'annotations'));
  readPod(resource, template);
}

/** Base64 hides nothing: a Secret that stands in a file is known to whoever reads the file. */
function readSecret({ root, emit }: Resource): void {
  const place: Place = { ...configuration(), runs: 'start' };
  readComposeEnvironment(at(root, 'stringData'), place, emit);
  readEncodedEnvironment(at(root, 'data'), place, emit);
}

/** Scripts and configuration files that a ConfigMap carries; the file name tells the language. */
function readConfigMap(resource: Resource): void {
  const place = carriedOutOn('windows');
  for (const { key, value } of entries(at(resource.root, 'data'))) {
    const content = value.kind === 'scalar' ? value.content() : undefined;
    if (content) readCarried(key, content, place, resource.emit);
    if (/\.ya?ml$/i.test(key) && value.kind === 'scalar' && value.text.includes('static_resources')) {
      for (const document of parseInside(resource.file, value)) readEnvoy(document.root, resource);
    }
  }
  if (/^istio(?:-|$)/.test(resource.name ?? '')) readMeshConfigMap(resource);
}
