import { insertAfter, removeEntry } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, boolean, items, nodesIn, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { configuration, write, type YamlContext } from '../yaml/context';
import { field, fieldEntry, nameLike, typeOf } from './envoy-fields';
import { readCertificate, readTicketKeys } from './envoy-secret';
import {
  acceptsUntrusted,
  isAuthorityNamed,
  isPinned,
  isPublic,
  namesSubjects,
  readValidation,
} from './envoy-validation';
import { readCurves, readSignatures, readSuites, readVersion } from './tls-settings';

/** What a TLS context stands in. */
export interface Around {
  /** Who speaks, where the context does not say it itself. */
  readonly role: 'client' | 'server' | undefined;
  /** It is all there is: nothing else is merged with it. */
  readonly whole: boolean;
  /** Whether the options of the cluster ask for the name of the host. */
  readonly checksNames?: () => boolean;
  /** Whether something behind the handshake asks who calls. */
  readonly asksBehind?: () => boolean;
}

/** What a cluster tells of the contexts in it; looked up once for all of them. */
export const inCluster = (cluster: YamlNode): Pick<Around, 'role' | 'checksNames'> => ({
  role: 'client',
  checksNames: once(() => some(cluster, checksName)),
});

/** What a chain of filters tells of the contexts in it. */
export const inChain = (chain: YamlNode): Pick<Around, 'role' | 'asksBehind'> => ({
  role: 'server',
  asksBehind: once(() => some(chain, asksBehind)),
});

function once(look: () => boolean): () => boolean {
  let found: boolean | undefined;
  return () => (found ??= look());
}

function some(root: YamlNode, test: (node: YamlNode) => boolean): boolean {
  for (const it of nodesIn(root)) if (test(it)) return true;
  return false;
}

/**
 * Reads an UpstreamTlsContext or DownstreamTlsContext. Source: envoy/extensions/transport_sockets/tls/v3/tls.proto; version 2
 * has the same fields.
 * @param name what findings about the whole point at: its type, or the key above it
 */
export function readContext(node: YamlNode, around: Around, yaml: YamlContext, name: YamlNode | undefined): void {
  const { emit } = yaml;
  const { role } = around;
  const common = field(node, 'common_tls_context');
  const params = field(common, 'tls_params');
  const highest = field(params, 'tls_maximum_protocol_version');
  readVersion(field(params, 'tls_minimum_protocol_version'), 'Envoy', 'minimum', role, emit);
  // Clients speak 1.2 at most anyway.
  if (role !== 'client' || !/1_2$/.test(text(highest) ?? '')) readVersion(highest, 'Envoy', 'maximum', role, emit);
  readSuites(field(params, 'cipher_suites'), 'Envoy', yaml);
  readCurves(field(params, 'ecdh_curves'), yaml);
  readSignatures(field(params, 'signature_algorithms'), yaml);
  for (const it of items(field(common, 'tls_certificates'))) readCertificate(it, yaml);
  readTicketKeys(field(node, 'session_ticket_keys'), yaml);
  readOptions(node, common, yaml);

  const combined = field(common, 'combined_validation_context', 'default_validation_context');
  const validation = field(common, 'validation_context') ?? combined;
  readValidation(validation, isAuthorityStated(common, validation), yaml);
  if (!around.whole || !name || common?.kind === 'unknown' || acceptsUntrusted(validation)) return;
  if (role === 'server') readClientCertificates(node, common, validation, around, yaml, name);
  if (role !== 'client') return;
  const authority = isAuthorityStated(common, validation);
  const pinned = isPinned(validation);
  emit('mesh.client-tls', {
    span: node.span,
    place: configuration(),
    by: 'Envoy',
    resource: 'UpstreamTlsContext',
    covers: 'the cluster',
    mode: 'SIMPLE',
    text: typeOf(node) ?? text(name) ?? (name.kind === 'unknown' ? name.text : ''),
    at: placeOf(name),
    authority: pinned || !isPublic(validation) ? (authority || pinned ? 'stated' : 'none') : 'public',
    subjects:
      pinned ||
      namesSubjects(validation) ||
      boolean(field(node, 'auto_sni_san_validation')) === true ||
      around.checksNames?.() === true,
  });
}

/** Switches of a context that give protection away. */
function readOptions(node: YamlNode, common: YamlNode | undefined, { emit, file }: YamlContext): void {
  const place = configuration();
  const again = fieldEntry(node, 'allow_renegotiation');
  if (again && boolean(again.value) === true) {
    const edit = write(again.value, 'false');
    const mend = mendBy('Refuse renegotiation', edit);
    emit('tls.option', {
      span: again.span,
      place,
      who: 'Envoy',
      option: 'renegotiation',
      text: `${again.key}: true`,
      at: again.span,
      ...mend,
    });
  }
  const log = fieldEntry(common, 'key_log');
  const path = fieldEntry(log?.value, 'path');
  if (log && path && text(path.value)) {
    const edit = removeEntry(file, log);
    const mend = mendBy(`Remove ${log.key}`, edit);
    emit('tls.option', {
      span: log.span,
      place,
      who: 'Envoy',
      option: 'key log',
      text: `${log.key}`,
      at: log.keySpan,
      ...mend,
    });
  }
  const staple = fieldEntry(node, 'ocsp_staple_policy');
  if (staple && text(staple.value) === 'LENIENT_STAPLING') {
    const edit = write(staple.value, 'STRICT_STAPLING');
    const mend = mendBy('Refuse expired proofs (STRICT_STAPLING)', edit);
    emit('tls.option', {
      span: staple.span,
      place,
      who: 'Envoy',
      option: 'lenient stapling',
      text: 'LENIENT_STAPLING',
      at: placeOf(staple.value),
      ...mend,
    });
  }
}

/** Certificates that are asked of clients: Envoy lets in who shows none, unless it is told to require one or to look for names. */
function readClientCertificates(
  node: YamlNode,
  common: YamlNode | undefined,
  validation: YamlNode | undefined,
  around: Around,
  { emit, file }: YamlContext,
  name: YamlNode,
): void {
  const entry = fieldEntry(node, 'require_client_certificate');
  const required = field(node, 'require_client_certificate');
  if (!isAuthorityStated(common, validation) || isPinned(validation) || namesSubjects(validation)) return;
  if (required && boolean(required) !== false) return;
  // What SDS brings may ask for names.
  if (!required && !isAuthorityNamed(validation)) return;
  if (around.asksBehind?.()) return;
  const shared = fieldEntry(node, 'common_tls_context');
  const edit = entry
    ? write(entry.value, 'true')
    : shared && insertAfter(file, shared, `${nameLike(file, shared, 'require_client_certificate')}: true`);
  const text = entry ? `${entry.key}: false` : (typeOf(node) ?? 'tls_context');
  emit('tls.optional-client', {
    span: node.span,
    place: configuration(),
    resource: 'the listener',
    text,
    at: entry ? entry.span : placeOf(name),
    chosen: entry !== undefined,
    ...mendBy('Require a client certificate', edit),
  });
}

/** A filter that asks who calls, or a route that is for those with a certificate. */
const asksBehind = (node: YamlNode): boolean =>
  /^(?:RBAC|ExtAuthz|ExternalProcessor|JwtAuthentication|BasicAuth|ApiKeyAuth|OAuth2)/.test(typeOf(node) ?? '') ||
  ['presented', 'validated'].some(it => at(node, 'tls_context', it) !== undefined);

const isAuthorityStated = (common: YamlNode | undefined, validation: YamlNode | undefined): boolean =>
  [
    'combined_validation_context',
    'validation_context_sds_secret_config',
    'validation_context_certificate_provider',
    'validation_context_certificate_provider_instance',
    'custom_handshaker',
  ].some(key => field(common, key) !== undefined) || isAuthorityNamed(validation);

/** Source: http_protocol_options.proto, cluster.proto. */
const checksName = (node: YamlNode): boolean =>
  boolean(field(node, 'upstream_http_protocol_options', 'auto_san_validation')) === true;
