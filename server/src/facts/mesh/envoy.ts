import { lookUp } from '../../base/look-up';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { parseInside } from '../../syntax/yaml/parse';
import { at, entries, entryAt, items, text } from '../../syntax/yaml/read';
import type { Resource } from '../kubernetes/resource';
import type { YamlContext } from '../yaml/context';
import { field, typeOf } from './envoy-fields';
import { readAdmin, readListener } from './envoy-listener';
import { readMirrors } from './envoy-mirror';
import { readSecret } from './envoy-secret';
import { type Around, inChain, inCluster, readContext } from './envoy-tls';

/** What only the configuration of Envoy has at its top. */
const bootstrap: readonly string[] = ['static_resources', 'staticResources', 'dynamic_resources', 'dynamicResources'];
const ownType = 'type.googleapis.com/envoy.';

/**
 * Whether a document is configuration of Envoy: a bootstrap, or resources as its files for listeners, clusters and
 * secrets have them.
 */
export const isEnvoy = (root: YamlNode): boolean =>
  items(root).some(it => text(at(it, '@type'))?.startsWith(ownType)) ||
  bootstrap.some(it => entryAt(root, it) !== undefined) ||
  text(at(root, '@type'))?.startsWith(ownType) === true ||
  items(at(root, 'resources')).some(it => text(at(it, '@type'))?.startsWith(ownType));

/** Whether a text may hold configuration of Envoy. */
export const mayHoldEnvoy = (text: string): boolean =>
  /static_?resources|dynamic_?resources/i.test(text) || text.includes(ownType);

/** Messages with fields of a TLS context that have no type of their own, by the key; the value says who speaks. */
const contextKeys: Readonly<Record<string, Around['role']>> = {
  tls_context: undefined,
  tlsContext: undefined,
  tls_socket_config: undefined,
  tlsSocketConfig: undefined,
  upstream_tls_context: 'client',
  upstreamTlsContext: 'client',
  downstream_tls_context: 'server',
  downstreamTlsContext: 'server',
};

/**
 * Reads the TLS contexts, listeners and secrets of Envoy's own configuration, wherever they stand below `root`. Source:
 * envoyproxy/data-plane-api envoy/extensions/transport_sockets/tls/v3, envoy/config.
 */
export function readEnvoy(root: YamlNode, yaml: YamlContext, whole = true, side?: Around['role']): void {
  readAdmin(field(root, 'admin', 'address', 'socket_address'), yaml);
  readMirrors(root, yaml);
  const seen = new Set<YamlNode>();
  const stack: Reached[] = [{ node: root, around: { whole, role: side } }];
  for (let it = stack.pop(); it; it = stack.pop()) {
    const { node, around } = it;
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'list') stack.push(...node.items.map(item => ({ node: item, around })));
    if (node.kind !== 'map') continue;
    const type = typeOf(node);
    if (type === 'UpstreamTlsContext') readContext(node, { ...around, role: 'client' }, yaml, at(node, '@type'));
    else if (type === 'DownstreamTlsContext') readContext(node, { ...around, role: 'server' }, yaml, at(node, '@type'));
    else stack.push(...below(node, type, around, yaml));
  }
}

interface Reached {
  readonly node: YamlNode;
  readonly around: Around;
}

/** The values below a message, each with what it stands in. */
function below(node: YamlMap, type: string | undefined, around: Around, yaml: YamlContext): readonly Reached[] {
  const inside: Around =
    type === 'Cluster'
      ? { ...around, ...inCluster(node) }
      : type === 'Listener'
        ? { ...around, role: 'server' }
        : around;
  if (type === 'Listener') readListener(node, yaml);
  if (type === 'Secret') readSecret(node, yaml);
  return entries(node).flatMap(({ key, keySpan, value }) => {
    const isContext =
      Object.hasOwn(contextKeys, key) || (key === 'config' && isTlsSocket.test(text(field(node, 'name')) ?? ''));
    if (isContext && value.kind === 'map' && !typeOf(value) && !isMatch(value)) {
      readContext(value, { ...inside, role: lookUp(contextKeys, key) ?? inside.role }, yaml, {
        ...keyNode,
        span: keySpan,
        text: key,
      });
      return [];
    }
    if (key === 'clusters') {
      return items(value).map(it => ({ node: it, around: { ...inside, ...inCluster(it) } }));
    }
    if (key === 'listeners') {
      for (const it of items(value)) if (!typeOf(it)) readListener(it, yaml);
      return [{ node: value, around: { ...inside, role: 'server' as const } }];
    }
    if (key === 'secrets') for (const it of items(value)) if (!typeOf(it)) readSecret(it, yaml);
    if (/^filter_?chains?$/i.test(key) || /^default_?filter_?chain$/i.test(key)) {
      const chains = value.kind === 'list' ? value.items : [value];
      return chains.map(it => ({ node: it, around: { ...inside, ...inChain(it) } }));
    }
    return [{ node: value, around: inside }];
  });
}

/** Version 2 gave transport sockets an untyped `config`. */
const isTlsSocket = /^(?:envoy\.transport_sockets\.)?tls$/;

/** What a route asks of the certificate of a caller has the same key. */
const isMatch = (node: YamlNode): boolean => at(node, 'presented') !== undefined || at(node, 'validated') !== undefined;

/** A key as the node that a finding points at. */
const keyNode = { kind: 'unknown', why: 'a key' } as const;

/** The patches of an EnvoyFilter. A merged one changes what Istio made: what it does not say proves nothing. */
export function readEnvoyFilter(resource: Resource): void {
  for (const it of items(at(resource.root, 'spec', 'configPatches'))) {
    const value = at(it, 'patch', 'value');
    const operation = text(at(it, 'patch', 'operation'));
    const isCluster = text(at(it, 'applyTo')) === 'CLUSTER';
    if (value)
      readEnvoy(value, resource, operation !== 'MERGE' && operation !== undefined, isCluster ? 'client' : 'server');
  }
}

/** Resources of Envoy that Cilium hands on as they are. Source: cilium.io CiliumEnvoyConfig. */
export function readCiliumEnvoyConfig(resource: Resource): void {
  const resources = at(resource.root, 'spec', 'resources');
  if (resources) readEnvoy(resources, resource);
}

/** Reads configuration of Envoy that stands as text in another file. */
export function readEnvoyInside(node: YamlNode | undefined, yaml: YamlContext, whole = true): void {
  if (node?.kind !== 'scalar' || (whole && !mayHoldEnvoy(node.text))) return;
  for (const document of parseInside(yaml.file, node)) readEnvoy(document.root, yaml, whole);
}
