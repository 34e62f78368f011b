import type { YamlNode } from '../../syntax/yaml/model';
import { at } from '../../syntax/yaml/read';
import type { Resource } from '../kubernetes/resource';
import { readSuites, readSwitchedOff, readVersion } from './tls-settings';

/** Reads the resources of Envoy Gateway. Source: envoyproxy/gateway api/v1alpha1. */
export function readEnvoyGateway(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  if (resource.kind === 'ClientTrafficPolicy') readTls(resource, at(spec, 'tls'), 'server');
  if (resource.kind === 'BackendTLSPolicy') readTls(resource, at(spec, 'tls'), 'client');
  if (resource.kind === 'EnvoyProxy') readTls(resource, at(spec, 'backendTLS'), 'client');
  if (resource.kind === 'Backend') {
    readTls(resource, at(spec, 'tls'), 'client');
    readSwitchedOff(at(spec, 'tls'), 'insecureSkipVerify', 'the Backend', resource.emit);
  }
}

function readTls(resource: Resource, tls: YamlNode | undefined, role: 'client' | 'server'): void {
  readVersion(at(tls, 'minVersion'), 'Envoy', 'minimum', role, resource.emit);
  readVersion(at(tls, 'maxVersion'), 'Envoy', 'maximum', role, resource.emit);
  readSuites(at(tls, 'ciphers'), 'Envoy', resource);
}
