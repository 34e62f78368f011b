import type { YamlNode } from '../../syntax/yaml/model';
import { integer, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { configuration, write, type YamlContext } from '../yaml/context';
import { field, typeOf } from './envoy-fields';

const everywhere = /^(?:0\.0\.0\.0|\[?::\]?)$/;

/** The address of the admin interface, which asks nobody who he is. Source: envoyproxy.io operations/admin. */
export function readAdmin(address: YamlNode | undefined, { emit }: YamlContext): void {
  const host = field(address, 'address');
  const port = field(address, 'port_value');
  const number = integer(port);
  if (!address || !host || !port || !number || !everywhere.test(text(host) ?? '')) return;
  const edit = write(host, text(host)!.includes(':') ? '::1' : '127.0.0.1');
  emit('network.exposure', {
    span: address.span,
    place: configuration(),
    via: 'envoy admin',
    protocol: 'tcp',
    ports: [{ range: { from: number, to: number }, span: placeOf(port) }],
    from: 'anyone',
    fixes: edit ? [{ title: 'Listen to this machine only', edits: [edit] }] : [],
  });
}

/** The port of a listener that passes bytes on, and asks neither for a certificate nor who the caller is. */
export function readListener(listener: YamlNode, { emit }: YamlContext): void {
  const address = field(listener, 'address', 'socket_address');
  const port = field(address, 'port_value');
  const number = integer(port);
  if (!address || !port || !number || !everywhere.test(text(field(address, 'address')) ?? '')) return;
  const isUdp = text(field(address, 'protocol')) === 'UDP';
  let passes = false;
  for (const node of nodesIn(listener)) {
    const type = typeOf(node) ?? '';
    if (type === 'RBAC' || type === 'ExtAuthz' || type === 'DownstreamTlsContext') return;
    passes ||= /^(?:Tcp|Udp)Proxy/.test(type) || /tcp_?proxy/.test(text(field(node, 'name')) ?? '');
  }
  if (!passes || items(field(listener, 'filter_chains')).some(it => field(it, 'transport_socket'))) return;
  emit('network.exposure', {
    span: address.span,
    place: configuration(),
    via: 'gateway',
    protocol: isUdp ? 'udp' : 'tcp',
    ports: [{ range: { from: number, to: number }, span: placeOf(port) }],
    from: 'anyone',
    fixes: [],
  });
}
