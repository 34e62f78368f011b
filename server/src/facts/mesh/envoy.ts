import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, entries, integer, placeOf, text } from '../../syntax/yaml/read';
import { configuration, write, type YamlContext } from '../yaml/context';
import { readSuites, readVersion } from './tls-settings';

const context = /^type\.googleapis\.com\/envoy\.[\w.]*\.(Up|Down)streamTlsContext$/;

/**
 * Reads the TLS contexts of Envoy's own configuration, wherever they stand below `root`. Source: envoyproxy/data-plane-api
 * envoy/extensions/transport_sockets/tls/v3.
 */
export function readEnvoy(root: YamlNode, yaml: YamlContext): void {
  readAdmin(at(root, 'admin', 'address', 'socket_address'), yaml);
  const seen = new Set<YamlNode>();
  const stack = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'list') stack.push(...node.items);
    if (node.kind !== 'map') continue;
    const side = context.exec(text(at(node, '@type')) ?? '')?.[1];
    if (side) readContext(node, side === 'Up' ? 'client' : 'server', yaml);
    else stack.push(...entries(node).map(it => it.value));
  }
}

/** The address of the admin interface, which asks nobody who he is. Source: envoyproxy.io operations/admin. */
function readAdmin(address: YamlNode | undefined, { emit }: YamlContext): void {
  const host = at(address, 'address');
  const port = at(address, 'port_value');
  const number = integer(port);
  if (!address || !port || number === undefined || !/^(?:0\.0\.0\.0|\[?::\]?)$/.test(text(host) ?? '')) return;
  const edit = write(host, '127.0.0.1');
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

function readContext(node: YamlNode, role: 'client' | 'server', yaml: YamlContext): void {
  const { emit } = yaml;
  const common = at(node, 'common_tls_context');
  const params = at(common, 'tls_params');
  readVersion(at(params, 'tls_minimum_protocol_version'), 'Envoy', 'minimum', role, emit);
  readVersion(at(params, 'tls_maximum_protocol_version'), 'Envoy', 'maximum', role, emit);
  readSuites(at(params, 'cipher_suites'), 'Envoy', yaml);

  const combined = at(common, 'combined_validation_context', 'default_validation_context');
  const validation = at(common, 'validation_context') ?? combined;
  const trust = at(validation, 'trust_chain_verification');
  if (trust && text(trust) === 'ACCEPT_UNTRUSTED') {
    // Without an authority there is no chain to verify.
    const edit = isAuthorityStated(common, validation) ? write(trust, 'VERIFY_TRUST_CHAIN') : undefined;
    emit('tls.validation-off', {
      span: node.span,
      place: configuration(),
      who: 'Envoy',
      text: 'ACCEPT_UNTRUSTED',
      at: placeOf(trust),
      ...(edit ? { mend: { title: 'Check the certificate', edits: [edit] } } : {}),
    });
    return;
  }
  const type = at(node, '@type');
  if (role !== 'client' || !type || common?.kind === 'unknown') return;
  const authority = isAuthorityStated(common, validation);
  const pinned = ['verify_certificate_spki', 'verify_certificate_hash'].some(key => at(validation, key) !== undefined);
  emit('mesh.client-tls', {
    span: node.span,
    place: configuration(),
    by: 'Envoy',
    resource: 'UpstreamTlsContext',
    covers: 'the cluster',
    mode: 'SIMPLE',
    text: 'UpstreamTlsContext',
    at: placeOf(type),
    authority: pinned || !isPublic(validation) ? (authority || pinned ? 'stated' : 'none') : 'public',
    subjects:
      pinned ||
      ['match_typed_subject_alt_names', 'match_subject_alt_names', 'verify_subject_alt_name'].some(
        key => at(validation, key) !== undefined,
      ) ||
      boolean(at(node, 'auto_sni_san_validation')) === true,
  });
}

const isAuthorityStated = (common: YamlNode | undefined, validation: YamlNode | undefined): boolean =>
  at(common, 'combined_validation_context') !== undefined ||
  at(common, 'validation_context_sds_secret_config') !== undefined ||
  ['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs', 'custom_validator_config'].some(
    key => at(validation, key) !== undefined,
  );

/** Trusts what the system trusts: every public authority. */
const isPublic = (validation: YamlNode | undefined): boolean =>
  at(validation, 'system_root_certs') !== undefined ||
  /^\/etc\/(?:ssl|pki)\/(?:.*\/)?(?:ca-certificates\.crt|cert\.pem|ca-bundle\.crt|tls-ca-bundle\.pem)$/.test(
    text(at(validation, 'trusted_ca', 'filename')) ?? '',
  );
