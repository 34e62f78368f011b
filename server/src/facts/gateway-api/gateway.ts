import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, integer, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { nameOf, type Resource } from '../kubernetes/resource';
import { readSuites, readVersion } from '../mesh/tls-settings';
import { readProtocolList, wordsIn } from '../nginx/tls';
import { readCipherString } from '../tls/cipher-string';
import { configuration, write } from '../yaml/context';

/** Reads a Gateway of Kubernetes. Source: kubernetes-sigs/gateway-api apis/v1/gateway_types.go. */
export function readKubernetesGateway(resource: Resource): void {
  const spec = at(resource.root, 'spec');
  const listeners = at(spec, 'listeners');
  readListeners(resource, listeners);
  readFallback(resource, at(spec, 'tls', 'frontend', 'default', 'validation', 'mode'));
  for (const it of items(at(spec, 'tls', 'frontend', 'perPort'))) {
    readFallback(resource, at(it, 'tls', 'validation', 'mode'));
  }
  readShared(resource, at(spec, 'allowedListeners', 'namespaces', 'from'), 'add listeners to it');
  readPlaintext(resource, listeners);
}

/** Reads listeners that are added to a Gateway. Source: gateway-api apis/v1/listenerset_types.go. */
export function readListenerSet(resource: Resource): void {
  readListeners(resource, at(resource.root, 'spec', 'listeners'));
}

/** The first listener that is open to all speaks for those of the same object. */
function readListeners(resource: Resource, listeners: YamlNode | undefined): void {
  const fromOf = (it: YamlNode) => at(it, 'allowedRoutes', 'namespaces', 'from');
  for (const it of items(listeners)) readListener(resource, it);
  const [first, ...others] = items(listeners).filter(it => text(fromOf(it)) === 'All');
  if (!first) return;
  const names = [first, ...others].flatMap(it => text(at(it, 'name')) ?? []);
  const which = names.length === 0 ? '' : ` to the listener${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
  readShared(resource, fromOf(first), `attach routes${which}`);
}

function readListener(resource: Resource, listener: YamlNode): void {
  const tls = at(listener, 'tls');
  for (const entry of entries(at(tls, 'options'))) readOption(resource, entry.key, entry.value);
  // Where it stood before it got a place of its own.
  readFallback(resource, at(tls, 'frontendValidation', 'mode'));
  const port = at(listener, 'port');
  const number = integer(port);
  const protocol = text(at(listener, 'protocol'))?.toUpperCase();
  if (!port || number === undefined || !/^(?:TCP|UDP|TLS)$/.test(protocol ?? '')) return;
  resource.emit('network.exposure', {
    span: listener.span,
    place: configuration(),
    via: 'gateway',
    protocol: protocol === 'UDP' ? 'udp' : 'tcp',
    ports: [{ range: { from: number, to: number }, span: placeOf(port) }],
    from: 'anyone',
    fixes: [],
  });
}

/** Options are the implementation's own: the last word of a key tells the versions and suites that several of them take. */
function readOption(resource: Resource, key: string, value: YamlNode): void {
  const { emit } = resource;
  const name = key.slice(key.indexOf('/') + 1).toLowerCase();
  const content = value.kind === 'scalar' ? value.content() : undefined;
  const base = { span: value.span, place: configuration() };
  if (/min.*version|version.*min/.test(name)) readVersion(value, 'the load balancer', 'minimum', 'server', emit);
  if (/max.*version|version.*max/.test(name)) readVersion(value, 'the load balancer', 'maximum', 'server', emit);
  if (name === 'ssl-protocols' && content) readProtocolList(content, wordsIn(content.text), base, emit);
  if (name === 'ssl-ciphers' && content) readCipherString(content, 'nginx', base, emit);
  // Source: istio/istio pilot/pkg/config/kube/gateway/conversion.go.
  if (key === 'gateway.istio.io/tls-cipher-suites' && content) readCipherString(content, 'Istio', base, emit);
  if (key === 'gateway.istio.io/tls-terminate-mode' && text(value) === 'OPTIONAL_MUTUAL') {
    emitOptional(resource, value, 'MUTUAL');
  }
  if (value.kind === 'list') readSuites(value, 'Envoy', resource);
}

function readFallback(resource: Resource, mode: YamlNode | undefined): void {
  if (mode && text(mode) === 'AllowInsecureFallback') emitOptional(resource, mode, 'AllowValidOnly');
}

function emitOptional(resource: Resource, node: YamlNode, good: string): void {
  const edit = write(node, good);
  resource.emit('tls.optional-client', {
    span: node.span,
    place: configuration(),
    resource: nameOf(resource),
    text: text(node)!,
    at: placeOf(node),
    chosen: true,
    ...mendBy(`Require a valid client certificate (${good})`, edit),
  });
}

function readShared(resource: Resource, from: YamlNode | undefined, may: string): void {
  if (!from || text(from) !== 'All') return;
  const { emit } = resource;
  emit('mesh.shared', {
    span: from.span,
    place: configuration(),
    resource: nameOf(resource),
    may,
    text: 'All',
    at: placeOf(from),
  });
}

/** A gateway that speaks TLS nowhere; routes that redirect to HTTPS say that another one does. */
function readPlaintext(resource: Resource, listeners: YamlNode | undefined): void {
  const { root, file, emit } = resource;
  if (listeners?.kind !== 'list' || listeners.open) return;
  const protocols = listeners.items.map(it => at(it, 'protocol'));
  const plain = protocols.find(it => text(it) === 'HTTP');
  if (!plain || protocols.some(it => text(it) !== 'HTTP')) return;
  if (/waypoint|mesh|internal|private/i.test(text(at(root, 'spec', 'gatewayClassName')) ?? '')) return;
  for (const { root: other } of file.documents) {
    for (const node of nodesIn(other)) if (text(at(node, 'requestRedirect', 'scheme')) === 'https') return;
  }
  emit('mesh.plaintext-entry', {
    span: root.span,
    place: configuration(),
    resource: nameOf(resource),
    why: 'no certificate',
    text: 'HTTP',
    at: placeOf(plain),
  });
}
