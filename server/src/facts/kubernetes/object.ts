import { lookUp } from '../../base/look-up';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import type { Place } from '../fact';
import { readMeshApi, readRetiredMarks } from '../mesh/api';
import { readAuthorizationPolicy } from '../mesh/authorization-policy';
import { readBypasses, readBypassesOfPods } from '../mesh/bypass';
import { readConsul } from '../mesh/consul';
import { readDestinationRule } from '../mesh/destination-rule';
import { readEnvoyGateway } from '../mesh/envoy-gateway';
import { readGateway } from '../mesh/gateway';
import { readLinkerd, readLinkerdAnnotation } from '../mesh/linkerd';
import {
  readIstiodPod,
  readIstioOperator,
  readMeshConfigMap,
  readProxyConfig,
  readWasmPlugin,
} from '../mesh/mesh-config';
import { readMisplaced } from '../mesh/misplaced';
import { readLegacyPolicy, readPeerAuthentication } from '../mesh/peer-authentication';
import { readServiceEntry, readSidecar } from '../mesh/reach';
import { readRequestAuthentication } from '../mesh/request-authentication';
import { readTelemetry } from '../mesh/telemetry';
import { carriedOutOn } from '../script-place';
import { readCarriedSpire, readSpireResource } from '../spire/resources';
import { readClusterImagePolicy, readImageValidatingPolicy, readKyvernoPolicy } from '../trust-policy/accepted';
import { looksLikeTrustPolicy, readTrustPolicyText } from '../trust-policy/carried';
import { readNotationTrustPolicy, readRatifyVerifier } from '../trust-policy/resources';
import { configuration } from '../yaml/context';
import { readComposeEnvironment, readEncodedEnvironment, readPlainData } from '../yaml/environment';
import { clusterGroups, clusterKinds, readCarriedConfiguration } from './cluster-kinds';
import { readCredentialSpec } from './credential-spec';
import { readRole } from './credential-use';
import { edgeGroups, edgeKinds, readCarriedProxies, readServiceTls } from './edge';
import { readCarriedPrometheus, readObserver } from './monitoring';
import { readRelease } from './release';
import type { Resource } from './resource';
import { readRuntimeClass } from './runtime-class';
import { readService } from './service';
import { readStepImages } from './step-images';
import { systemOf } from './system';
import { podTemplate, readPod } from './workload';

type Reader = (resource: Resource) => void;

/** Readers by group and kind. */
const kinds: Readonly<Record<string, Reader>> = {
  ...edgeKinds,
  ...clusterKinds,
  '/Service': resource => {
    readService(resource);
    readServiceTls(resource);
  },
  '/ConfigMap': readConfigMap,
  '/Secret': readSecret,
  'security.istio.io/PeerAuthentication': readPeerAuthentication,
  'authentication.istio.io/Policy': readLegacyPolicy,
  'authentication.istio.io/MeshPolicy': readLegacyPolicy,
  'security.istio.io/AuthorizationPolicy': readAuthorizationPolicy,
  'security.istio.io/RequestAuthentication': readRequestAuthentication,
  'networking.istio.io/DestinationRule': readDestinationRule,
  'networking.istio.io/Gateway': readGateway,
  'networking.istio.io/ProxyConfig': readProxyConfig,
  'networking.istio.io/ServiceEntry': readServiceEntry,
  'networking.istio.io/Sidecar': readSidecar,
  'extensions.istio.io/WasmPlugin': readWasmPlugin,
  'telemetry.istio.io/Telemetry': readTelemetry,
  'windows.k8s.io/GMSACredentialSpec': readCredentialSpec,
  'rbac.authorization.k8s.io/Role': readRole,
  'rbac.authorization.k8s.io/ClusterRole': readRole,
  'node.k8s.io/RuntimeClass': readRuntimeClass,
  'config.ratify.deislabs.io/Verifier': readRatifyVerifier,
  'config.ratify.deislabs.io/NamespacedVerifier': readRatifyVerifier,
  'notation.nirmata.io/TrustPolicy': readNotationTrustPolicy,
  'policy.sigstore.dev/ClusterImagePolicy': readClusterImagePolicy,
  'kyverno.io/ClusterPolicy': readKyvernoPolicy,
  'kyverno.io/Policy': readKyvernoPolicy,
  'policies.kyverno.io/ImageValidatingPolicy': readImageValidatingPolicy,
  'policies.kyverno.io/NamespacedImageValidatingPolicy': readImageValidatingPolicy,
  'helm.toolkit.fluxcd.io/HelmRelease': readRelease,
  'argoproj.io/Application': readRelease,
  'argoproj.io/ApplicationSet': readRelease,
  'helm.cattle.io/HelmChart': readRelease,
  'helm.cattle.io/HelmChartConfig': readRelease,
  'install.istio.io/IstioOperator': readIstioOperator,
  'operator.istio.io/Istio': readIstioOperator,
  'sailoperator.io/Istio': readIstioOperator,
};

/** Readers of whole groups. */
const groups: Readonly<Record<string, Reader>> = {
  ...edgeGroups,
  ...clusterGroups,
  'policy.linkerd.io': readLinkerd,
  'consul.hashicorp.com': readConsul,
  'gateway.envoyproxy.io': readEnvoyGateway,
  'spire.spiffe.io': readSpireResource,
};

/** Reads a Kubernetes object of any kind. */
export function readObject(resource: Resource): void {
  const { group, kind, root } = resource;
  const read = kinds[`${group}/${kind}`] ?? lookUp(groups, group);
  if (read) read(resource);
  if (group.endsWith('.io')) readMeshApi(resource);
  readObserver(resource);
  readStepImages(resource);
  if (kind === 'Namespace') readProxyMetadata(resource, at(root, 'metadata'));
  if (read) return;
  const template = podTemplate(resource);
  if (!template) {
    readBypassesOfPods(resource);
    return;
  }
  readProxyMetadata(resource, at(template, 'metadata'), at(template, 'spec'));
  if (template !== root) readMisplaced(resource, template);
  readIstiodPod(resource, template);
  readPod(resource, template);
}

/** What a namespace or a pod asks of the proxies of a mesh; on any other object these labels and annotations say nothing. */
function readProxyMetadata(resource: Resource, metadata: YamlNode | undefined, spec?: YamlNode): void {
  readLinkerdAnnotation(resource, metadata);
  readRetiredMarks(metadata, resource);
  const os = spec && systemOf(spec, items(at(spec, 'containers'))).os;
  readBypasses(metadata, resource, configuration(os));
}

/** Base64 hides nothing: a Secret that stands in a file is known to whoever reads the file. */
function readSecret({ root, emit }: Resource): void {
  const place: Place = { ...configuration(), runs: 'start' };
  readComposeEnvironment(at(root, 'stringData'), place, emit);
  readEncodedEnvironment(at(root, 'data'), place, emit);
  // Flux keeps the trust policy of its sources so.
  for (const { key, value } of entries(at(root, 'stringData'))) {
    const content = value.kind === 'scalar' ? value.content() : undefined;
    if (content && looksLikeTrustPolicy(content.text))
      readTrustPolicyText(key, content, { ...configuration(), encode: content.encode }, emit);
  }
}

/** Scripts and configuration files that a ConfigMap carries; the file name tells the language. */
function readConfigMap(resource: Resource): void {
  const place = carriedOutOn(systemOfMounts(resource));
  for (const { key, value } of entries(at(resource.root, 'data'))) {
    const content = value.kind === 'scalar' ? value.content() : undefined;
    if (content) readCarried(key, content, place, resource.emit);
  }
  readPlainData(at(resource.root, 'data'), { ...configuration(), runs: 'start' }, resource.emit);
  readCarriedProxies(resource);
  readCarriedConfiguration(resource);
  readCarriedPrometheus(resource);
  readCarriedSpire(resource);
  if (/^istio(?:-|$)/.test(resource.name ?? '')) readMeshConfigMap(resource);
}

/** Where what a ConfigMap carries is run: on Linux only if all pods that mount it are for Linux. */
function systemOfMounts({ name, namespace, view }: Resource): 'windows' | 'linux' {
  if (name === undefined) return 'windows';
  const mounts = view()
    .in('workload', namespace)
    .objects.filter(it => it.configMaps.includes(name));
  return mounts.length > 0 && mounts.every(it => it.os === 'linux') ? 'linux' : 'windows';
}
