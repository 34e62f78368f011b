import type { YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, boolean, entryAt, items, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { readSuites, readVersion } from './tls-settings';

/** Reads the configuration of the whole mesh out of an IstioOperator or Istio resource. */
export function readIstioOperator(resource: Resource): void {
  readMeshConfig(
    resource,
    at(resource.root, 'spec', 'meshConfig') ?? at(resource.root, 'spec', 'values', 'meshConfig'),
  );
}

/** Reads the ConfigMap `istio`, whose entry `mesh` is YAML in itself. */
export function readMeshConfigMap(resource: Resource): void {
  const mesh = at(resource.root, 'data', 'mesh');
  if (mesh?.kind !== 'scalar') return;
  for (const document of parseInside(resource.file, mesh)) readMeshConfig(resource, document.root);
}

/** Source: istio/api mesh/v1alpha1/config.proto. */
function readMeshConfig(resource: Resource, config: YamlNode | undefined): void {
  const { emit } = resource;
  for (const key of ['meshMTLS', 'tlsDefaults']) {
    const tls = at(config, key);
    readVersion(at(tls, 'minProtocolVersion'), 'Istio', 'minimum', undefined, emit);
    readSuites(at(tls, 'cipherSuites'), 'Istio', resource);
  }
  const auto = at(config, 'enableAutoMtls');
  const entry = entryAt(config, 'enableAutoMtls');
  if (!auto || !entry || boolean(auto) !== false) return;
  const edit = write(auto, 'true');
  emit('mesh.client-tls', {
    span: entry.span,
    place: configuration(),
    by: 'Istio',
    resource: nameOf(resource),
    host: '*',
    covers: 'every destination without a DestinationRule',
    mode: 'DISABLE',
    text: `enableAutoMtls: ${text(auto) ?? 'false'}`,
    at: entry.span,
    authority: 'none',
    subjects: false,
    ...(edit ? { mend: { title: 'Let the mesh choose mutual TLS', edits: [edit] } } : {}),
  });
}

/** The parts of an EnvoyFilter that are Envoy's own configuration. */
export const envoyPatches = (resource: Resource): readonly YamlNode[] =>
  items(at(resource.root, 'spec', 'configPatches')).flatMap(it => at(it, 'patch', 'value') ?? []);
