import type { YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, boolean, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { readSuites, readVersion } from '../mesh/tls-settings';
import { configuration, write, type YamlContext } from '../yaml/context';

/** Reads the resources of Contour. Source: projectcontour/contour apis/projectcontour/v1, v1alpha1. */
export function readContour(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  if (resource.kind === 'HTTPProxy' || resource.kind === 'IngressRoute') readProxy(resource, spec);
  if (resource.kind === 'ExtensionService') readServices(resource, items(at(spec, 'services')), at(spec, 'protocol'));
  if (resource.kind === 'TLSCertificateDelegation') readDelegations(resource, spec);
  const settings = resource.kind === 'ContourDeployment' ? at(spec, 'runtimeSettings') : spec;
  if (!/^Contour(?:Configuration|Deployment)$/.test(resource.kind)) return;
  readTls(at(settings, 'envoy', 'listener', 'tls'), 'server', resource);
  readTls(at(settings, 'envoy', 'cluster', 'upstreamTLS'), 'client', resource);
}

/** Reads `contour.yaml`, which a ConfigMap carries. Source: projectcontour/contour pkg/config/parameters.go. */
export function readContourFile(node: YamlNode | undefined, yaml: YamlContext): void {
  if (node?.kind !== 'scalar') return;
  for (const { root } of parseInside(yaml.file, node)) {
    for (const [tls, role] of [
      [at(root, 'tls'), 'server'],
      [at(root, 'cluster', 'upstream-tls'), 'client'],
    ] as const) {
      readVersion(at(tls, 'minimum-protocol-version'), 'Contour', 'minimum', role, yaml.emit);
      readVersion(at(tls, 'maximum-protocol-version'), 'Contour', 'maximum', role, yaml.emit);
      readSuites(at(tls, 'cipher-suites'), 'Contour', yaml, 'any');
    }
  }
}

function readTls(tls: YamlNode | undefined, role: 'client' | 'server', resource: Resource): void {
  readVersion(at(tls, 'minimumProtocolVersion'), 'Contour', 'minimum', role, resource.emit);
  readVersion(at(tls, 'maximumProtocolVersion'), 'Contour', 'maximum', role, resource.emit);
  readSuites(at(tls, 'cipherSuites'), 'Contour', resource, 'any');
}

function readProxy(resource: Resource, spec: YamlNode | undefined): void {
  const { emit } = resource;
  const tls = at(spec, 'virtualhost', 'tls');
  readTls(tls, 'server', resource);
  readClients(resource, at(tls, 'clientValidation'));
  for (const route of [...items(at(spec, 'routes')), at(spec, 'tcpproxy')]) {
    readServices(resource, items(at(route, 'services')));
    const open = entryAt(route, 'permitInsecure');
    if (!tls || !open || boolean(open.value) !== true) continue;
    const edit = write(open.value, 'false');
    emit('mesh.plaintext-entry', {
      span: open.span,
      place: configuration(),
      resource: nameOf(resource),
      why: 'no redirect',
      text: 'permitInsecure: true',
      at: open.span,
      ...mendBy('Redirect to HTTPS', edit),
    });
  }
}

/** Certificates of clients. Where an authorization server looks at them itself, Contour need not. */
function readClients(resource: Resource, validation: YamlNode | undefined): void {
  const { emit, root } = resource;
  const skip = entryAt(validation, 'skipClientCertValidation');
  const isAuthorized = entryAt(root, 'spec', 'virtualhost', 'authorization') !== undefined;
  if (skip && boolean(skip.value) === true && !isAuthorized) {
    const edit = write(skip.value, 'false');
    emit('tls.validation-off', {
      span: skip.span,
      place: configuration(),
      who: 'Contour',
      text: 'skipClientCertValidation: true',
      at: skip.span,
      ...mendBy('Check the certificate', edit),
    });
  }
  const optional = entryAt(validation, 'optionalClientCertificate');
  if (!optional || boolean(optional.value) !== true || isAuthorized) return;
  const edit = write(optional.value, 'false');
  emit('tls.optional-client', {
    span: optional.span,
    place: configuration(),
    resource: nameOf(resource),
    text: 'optionalClientCertificate: true',
    at: optional.span,
    chosen: true,
    ...mendBy('Require a client certificate', edit),
  });
}

/** Services that are spoken to in TLS: whether they are verified, and whether a mirror gets the same in plain text. */
function readServices(resource: Resource, services: readonly YamlNode[], shared?: YamlNode): void {
  const speaksTls = (it: YamlNode): boolean => /^(?:tls|h2)$/.test(text(at(it, 'protocol') ?? shared) ?? '');
  const isMirror = (it: YamlNode): boolean => boolean(at(it, 'mirror')) === true;
  const original = services.find(it => speaksTls(it) && !isMirror(it));
  for (const it of services) {
    const protocol = at(it, 'protocol');
    if (protocol && speaksTls(it) && at(it, 'validation') === undefined) {
      resource.emit('mesh.client-tls', {
        span: it.span,
        place: configuration(),
        by: 'Envoy',
        resource: nameOf(resource),
        covers: 'the service',
        mode: 'SIMPLE',
        text: `protocol: ${text(protocol)}`,
        at: placeOf(protocol),
        authority: 'none',
        subjects: false,
      });
    }
    const name = at(it, 'name');
    // An annotation of the service may say that it speaks TLS.
    if (!original || !name || !isMirror(it) || protocol) continue;
    resource.emit('mesh.mirror', {
      span: it.span,
      place: configuration(),
      original: text(at(original, 'name')) ?? 'the other service',
      mirror: text(name) ?? '',
      at: placeOf(name),
    });
  }
}

function readDelegations(resource: Resource, spec: YamlNode | undefined): void {
  for (const delegation of items(at(spec, 'delegations'))) {
    for (const it of items(at(delegation, 'targetNamespaces'))) {
      if (text(it) !== '*') continue;
      const secret = text(at(delegation, 'secretName')) ?? 'its certificate';
      resource.emit('mesh.shared', {
        span: delegation.span,
        place: configuration(),
        resource: nameOf(resource),
        may: `serve sites with the certificate ${secret}`,
        text: '*',
        at: placeOf(it),
      });
    }
  }
}
