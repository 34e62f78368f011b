import type { Span } from '../../base/span';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, placeOf, text } from '../../syntax/yaml/read';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration } from '../yaml/context';
import { readUnknownMode } from './mode';

/** Where the certificates of the authorities come from that clients must have theirs from. */
const authorities: readonly string[] = ['caCertificates', 'credentialName', 'credentialNames', 'caCertCredentialName'];

const modes: ReadonlySet<string> = new Set(
  'PASSTHROUGH SIMPLE MUTUAL AUTO_PASSTHROUGH ISTIO_MUTUAL OPTIONAL_MUTUAL'.split(' '),
);

/** What a server has TLS settings for that passes connections on as they are. */
const unused: readonly string[] = ['minProtocolVersion', 'cipherSuites', 'credentialName'];

/**
 * Reads what makes a server of a Gateway speak no TLS although it looks so. Source: istio/istio
 * pkg/config/validation/validation.go, validateServer and validateTLSOptions.
 *
 * @returns whether its TLS settings count
 */
export function readServerEffect(resource: Resource, server: YamlNode): boolean {
  const tls = at(server, 'tls');
  const protocol = at(server, 'port', 'protocol');
  const mode = at(tls, 'mode');
  const name = text(mode);
  readUnknownMode(resource, mode, modes);
  const say = (said: string, span: Span, fate: 'refused' | 'ignored', why: string): void =>
    resource.emit('mesh.without-effect', {
      span: server.span,
      place: configuration(),
      by: 'Istio',
      resource: nameOf(resource),
      text: said,
      at: span,
      fate,
      why,
    });
  if (protocol && !tls && /^(?:HTTPS|TLS)$/i.test(text(protocol) ?? '')) {
    say(text(protocol)!, placeOf(protocol), 'refused', 'a server of this protocol needs `tls`');
    return false;
  }
  if (mode && /^(?:OPTIONAL_)?MUTUAL$/.test(name ?? '') && authorities.every(it => !at(tls, it))) {
    say(name!, placeOf(mode), 'refused', 'it names no authority for the certificates of clients');
  }
  if (mode && name !== 'PASSTHROUGH' && name !== 'AUTO_PASSTHROUGH') return true;
  const entry = unused.map(it => entryAt(tls, it)).find(it => it !== undefined);
  const what = name === undefined ? 'without `mode` the gateway' : `\`${name}\``;
  if (entry) say(entry.key, entry.keySpan, 'ignored', `${what} hands TLS on to the workload as it is`);
  return false;
}
