import { bytesOfBase64 } from '../../base/base64';
import type { YamlNode } from '../../syntax/yaml/model';
import { items, placeOf, text } from '../../syntax/yaml/read';
import { secretsIn } from '../credential/secret';
import { configuration, type YamlContext } from '../yaml/context';
import { field } from './envoy-fields';
import { readValidation } from './envoy-validation';

/** A secret that Envoy is given as a resource of its own. Source: envoy/extensions/transport_sockets/tls/v3/secret.proto. */
export function readSecret(secret: YamlNode, yaml: YamlContext): void {
  readCertificate(field(secret, 'tls_certificate'), yaml);
  readTicketKeys(field(secret, 'session_ticket_keys'), yaml);
  readValidation(field(secret, 'validation_context'), false, yaml);
}

/** The private key of a certificate, when it stands in the file. Source: common.proto TlsCertificate. */
export function readCertificate(certificate: YamlNode | undefined, yaml: YamlContext): void {
  const key = field(certificate, 'private_key');
  for (const source of ['inline_string', 'inline_bytes']) {
    const value = field(key, source);
    const written = text(value);
    const plain = source === 'inline_bytes' && written ? bytesOfBase64(written.replace(/\s/g, '')) : written;
    if (!value || !secretsIn(plain ?? '').some(it => it.form === 'private key')) continue;
    emitKey('private_key', value, yaml);
  }
}

/** Keys of session tickets: whoever has one reads every session that began with a ticket. */
export function readTicketKeys(tickets: YamlNode | undefined, yaml: YamlContext): void {
  for (const key of items(field(tickets, 'keys'))) {
    const value = field(key, 'inline_bytes') ?? field(key, 'inline_string');
    // Each is 80 bytes long.
    if (value && (text(value)?.length ?? 0) >= 80) emitKey('session_ticket_keys', value, yaml);
  }
}

function emitKey(name: string, value: YamlNode, { emit }: YamlContext): void {
  emit('credential', {
    span: value.span,
    place: { ...configuration(), runs: 'start' },
    form: 'private key',
    name,
    at: firstLine(value),
    guessable: false,
  });
}

/** A key of many lines is shown by where it begins. */
const firstLine = (value: YamlNode) => {
  const { start, end } = placeOf(value);
  return { start, end: Math.min(end, start + 64) };
};
