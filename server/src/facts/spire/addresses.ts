import { type Edit, replace } from '../../base/edit';
import type { Span } from '../../base/span';
import { isLocalHost } from '../download/address';
import type { Emit } from '../facts';
import type { SpireAddress, SpireConfig } from './config';
import { flagOf, lacks, type SpireBlock, settingAt, settingsAt, textIn } from './settings';

/** Settings of plug-ins that are addresses (spire: doc/plugin_*.md). */
const ofPlugins: Readonly<Record<string, SpireAddress['what']>> = {
  vault_addr: 'Vault',
  docker_host: 'Docker',
};

/** Reads the addresses that a configuration names. */
export function readAddresses({ role, settings, plugins, span, place }: SpireConfig, emit: Emit): void {
  const state = (what: SpireAddress['what'], block: SpireBlock | undefined, key: string): void => {
    const setting = settingAt(block, key);
    const text = textIn(setting);
    if (!setting || text === undefined) return;
    const edit = setting.setTo(text.replace(/^http:/, 'https:'));
    const address = addressOf(what, text, setting.at, edit);
    if (address) emit('spire.address', { span, place, ...address });
  };
  if (role === 'agent' && lacks(settings, 'trust_bundle_unix_socket'))
    state('trust bundle', settings, 'trust_bundle_url');
  if (role === 'server') state('JWT issuer', settings, 'jwt_issuer');
  for (const federated of settingsAt(settingAt(settings, 'federation')?.block, 'federates_with')) {
    for (const domain of federated.block?.entries ?? []) state('bundle endpoint', domain.block, 'bundle_endpoint_url');
  }
  for (const { type, name, data } of plugins) {
    for (const [key, what] of Object.entries(ofPlugins)) state(what, data, key);
    if (type === 'DataStore') readConnection(data, { span, place }, emit);
    readUnchecked(`${type} "${name}"`, data, { span, place }, emit);
  }
}

/** An address by its scheme; `undefined` when it has none that matters. */
export function addressOf(
  what: SpireAddress['what'],
  text: string,
  at: Span,
  edit: Edit | undefined,
): Omit<SpireAddress, 'span' | 'place'> | undefined {
  const match = /^(?<scheme>[a-z]+):\/\/(?<host>\[[^\]]*\]|[^:/?#]*)/i.exec(text);
  if (!match?.groups) return undefined;
  const { scheme = '', host = '' } = match.groups;
  const isHttp = scheme.toLowerCase() === 'http';
  return {
    what,
    text,
    at,
    plain: isHttp || (what === 'Docker' && scheme.toLowerCase() === 'tcp'),
    local: isLocalHost(host.toLowerCase()),
    ...(isHttp && edit ? { mend: { title: 'Use HTTPS', edits: [edit] } } : {}),
  };
}

/** How the drivers of PostgreSQL and MySQL are told to do without TLS, and the host (spire: doc/plugin_server_datastore_sql.md). */
const plainParts = [
  {
    type: 'postgres',
    part: /\bsslmode\s*=\s*disable\b/,
    host: /\bhost\s*=\s*(?<host>[^\s]+)|@(?<after>[^:/@]+)[:/]/,
    good: 'sslmode=verify-full',
  },
  { type: 'mysql', part: /(?<=[?&])tls=false\b/, host: /@(?:tcp)?\((?<host>[^:)]+)/, good: 'tls=true' },
] as const;

function readConnection(data: SpireBlock, base: Pick<SpireAddress, 'span' | 'place'>, emit: Emit): void {
  for (const key of ['connection_string', 'ro_connection_string']) {
    const setting = settingAt(data, key);
    const text = textIn(setting);
    if (!setting || text === undefined) continue;
    for (const { part, host, good } of plainParts) {
      const match = part.exec(text);
      if (!match) continue;
      const exact = setting.value.known && setting.value.literal;
      const start = setting.at.start + match.index;
      const at = exact ? { start, end: start + match[0].length } : setting.at;
      const groups = host.exec(text)?.groups;
      const server = groups?.host ?? groups?.after ?? 'localhost';
      emit('spire.address', {
        ...base,
        what: 'database',
        text: match[0],
        at,
        plain: true,
        // A path is the folder of a socket.
        local: isLocalHost(server.toLowerCase()) || server.startsWith('/'),
        ...(exact ? { mend: { title: `Replace it by ${good}`, edits: [replace(at, good)] } } : {}),
      });
    }
  }
}

/** `insecure_skip_verify = true`, `tls=skip-verify` of MySQL. */
function readUnchecked(who: string, data: SpireBlock, base: Pick<SpireAddress, 'span' | 'place'>, emit: Emit): void {
  const setting = settingAt(data, 'insecure_skip_verify');
  if (setting && flagOf(setting) === true) {
    const edit = setting.setTo('false');
    const mend = edit && { title: 'Check certificates again', edits: [edit] };
    emit('tls.validation-off', { ...base, who, text: setting.text, at: setting.span, ...(mend ? { mend } : {}) });
  }
  for (const key of ['connection_string', 'ro_connection_string']) {
    const connection = settingAt(data, key);
    const match = /(?<=[?&])tls=skip-verify\b/.exec(textIn(connection) ?? '');
    if (!connection || !match || !connection.value.known || !connection.value.literal) continue;
    const start = connection.at.start + match.index;
    const at = { start, end: start + match[0].length };
    const mend = { title: 'Check certificates again', edits: [replace(at, 'tls=true')] };
    emit('tls.validation-off', { ...base, who, text: match[0], at, mend });
  }
}
